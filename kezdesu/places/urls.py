from django.urls import path

from . import views

app_name = "places"
urlpatterns = [
    path("", views.places, name="places"),
    path("add/", views.add, name="add"),
    path("import/", views.bring, name="import"),
    path("lists/", views.lists, name="lists"),
    path("lists/<slug:what>/add/", views.add_listed, name="add_listed"),
    path("lists/<slug:what>/<int:pk>/", views.edit_listed, name="edit_listed"),
    path("<int:pk>/", views.place, name="place"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/closures/", views.add_closure, name="add_closure"),
    path("<int:pk>/closures/<int:closure>/", views.remove_closure, name="remove_closure"),
]
