from django.urls import path

from . import views

app_name = "press"
urlpatterns = [
    path("", views.publications, name="publications"),
    path("add/", views.add, name="add"),
    path("import/", views.bring, name="import"),
    path("outlets/", views.outlets, name="outlets"),
    path("outlets/<int:pk>/", views.edit_outlet, name="edit_outlet"),
    path("outlets/<int:pk>/merge/", views.merge_outlet, name="merge_outlet"),
    path("<int:pk>/", views.publication, name="publication"),
    path("<int:pk>/edit/", views.edit, name="edit"),
]
