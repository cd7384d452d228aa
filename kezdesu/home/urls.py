from django.urls import path

from . import settings_views, views

app_name = "home"
urlpatterns = [
    path("", views.today, name="today"),
    path("overdue/", views.overdue, name="overdue"),
    path("settings/", settings_views.settings, name="settings"),
    path("settings/name/", settings_views.name_office, name="name_office"),
    path("settings/colleagues/", settings_views.add_colleague, name="add_colleague"),
    path("settings/users/<int:pk>/", settings_views.user, name="user"),
    path("settings/users/<int:pk>/password/", settings_views.renew_password, name="renew_password"),
    path("settings/users/<int:pk>/may/<slug:may>/", settings_views.let_sign_in, name="let_sign_in"),
    path("settings/roles/", settings_views.grant, name="grant"),
    path("settings/roles/<int:pk>/<slug:role>/", settings_views.revoke, name="revoke"),
    path("office/", views.choose_office, name="choose_office"),
]
