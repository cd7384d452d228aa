from django.urls import path

from . import views

app_name = "core"
urlpatterns = [
    path("healthz", views.health, name="health"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("theme/", views.choose_theme, name="choose_theme"),
    path("gallery/", views.gallery, name="gallery"),
]
