from django.urls import path

from . import views

app_name = "programmes"
urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("add/", views.add_programme, name="add_programme"),
    path("import/", views.bring, name="import"),
    path("themes/", views.themes, name="themes"),
    path("themes/add/", views.add_theme, name="add_theme"),
    path("themes/<int:pk>/", views.edit_theme, name="edit_theme"),
    path("days/", views.days, name="days"),
    path("days/add/", views.add_day, name="add_day"),
    path("days/<int:pk>/remove/", views.remove_day, name="remove_day"),
    path("tracks/<int:pk>/", views.track, name="track"),
    path("tracks/<int:pk>/targets/add/", views.add_targets, name="add_targets"),
    path("tracks/<int:pk>/targets/put-back/", views.put_back, name="put_back"),
    path("targets/<int:pk>/", views.edit_target, name="edit_target"),
    path("targets/<int:pk>/remove/", views.remove_target, name="remove_target"),
    path("tracks/<int:pk>/edit/", views.edit_track, name="edit_track"),
    path("<int:pk>/edit/", views.edit_programme, name="edit_programme"),
    path("<int:pk>/tracks/add/", views.add_track, name="add_track"),
]
