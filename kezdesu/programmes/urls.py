from django.urls import path

from . import views

app_name = "programmes"
urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("import/", views.bring, name="import"),
    path("tracks/<int:pk>/", views.track, name="track"),
]
