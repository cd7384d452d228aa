"""The page itself, one a language."""

from django.urls import path

from .views import page

app_name = "phone"
urlpatterns = [
    path("", page.page, name="page"),
    path("manifest.webmanifest", page.manifest, name="manifest"),
]
