from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("import/", views.bring, name="import"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/absences/", views.add_absence, name="add_absence"),
    path("<int:pk>/absences/<int:absence>/", views.remove_absence, name="remove_absence"),
]
