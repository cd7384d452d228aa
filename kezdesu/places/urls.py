from django.urls import path

from . import views

app_name = "places"
urlpatterns = [
    path("", views.places, name="places"),
    path("add/", views.add, name="add"),
    path("import/", views.bring, name="import"),
    path("<int:pk>/", views.place, name="place"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/closures/", views.add_closure, name="add_closure"),
    path("<int:pk>/closures/<int:closure>/", views.remove_closure, name="remove_closure"),
]
