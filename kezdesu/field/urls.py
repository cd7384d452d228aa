"""The data addresses of the phone's page, without a language prefix."""

from django.urls import path

from .views import bundle, records

app_name = "field"
urlpatterns = [
    path("bundle", bundle.bundle, name="bundle"),
    path("records", records.records, name="records"),
    path("token", records.token, name="token"),
]
