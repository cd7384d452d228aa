"""The data addresses of the phone's page and its worker, without a language prefix."""

from django.urls import path

from .views import bundle, page, photos, records

app_name = "field"
urlpatterns = [
    path("bundle", bundle.bundle, name="bundle"),
    path("visits/<uuid:identity>", bundle.visit, name="visit"),
    path("records", records.records, name="records"),
    path("photos/<uuid:pk>", photos.photo, name="photo"),
    path("token", records.token, name="token"),
    path("worker.js", page.worker, name="worker"),
]
