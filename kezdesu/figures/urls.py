from django.urls import path

from . import views

app_name = "figures"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("<str:period>/places.geojson", views.geojson, name="geojson"),
    path("<str:period>/by/", views.breakdown, name="breakdown"),
    path("<str:period>/lock/", views.lock, name="lock"),
    path("<str:period>/estimate/<slug:track>/", views.estimate, name="estimate"),
    path("<str:period>/unlock/", views.unlock, name="unlock"),
    path("<str:period>/<str:key>/", views.rows, name="rows"),
    path("<str:period>/<str:key>/percent/", views.share, name="share"),
]
