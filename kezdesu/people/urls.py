from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("import/", views.bring, name="import"),
    path("add/", views.add, name="add"),
    path("lists/", views.lists, name="lists"),
    path("lists/<slug:what>/add/", views.add_listed, name="add_listed"),
    path("lists/<slug:what>/<int:pk>/", views.edit_listed, name="edit_listed"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/seats/add/", views.add_seat, name="add_seat"),
    path("<int:pk>/seats/<int:seat>/end/", views.end_seat, name="end_seat"),
    path("<int:pk>/absences/", views.add_absence, name="add_absence"),
    path("<int:pk>/absences/<int:absence>/", views.remove_absence, name="remove_absence"),
]
