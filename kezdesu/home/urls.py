from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("", views.today, name="today"),
    path("overdue/", views.overdue, name="overdue"),
    path("settings/", views.settings, name="settings"),
    path("settings/colleagues/", views.add_colleague, name="add_colleague"),
    path("settings/roles/", views.grant, name="grant"),
    path("settings/roles/<int:pk>/<slug:role>/", views.revoke, name="revoke"),
    path("office/", views.choose_office, name="choose_office"),
]
