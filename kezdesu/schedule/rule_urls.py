"""The rules of one track, beneath its address: they are counted on the schedule."""

from django.urls import path

from .views import rules

app_name = "rules"
urlpatterns = [
    path("", rules.rules, name="rules"),
    path("add/<slug:kind>/", rules.add, name="add"),
    path("add/<slug:kind>/preview/", rules.preview_new, name="preview_new"),
    path("<int:pk>/", rules.edit, name="edit"),
    path("<int:pk>/preview/", rules.preview, name="preview"),
    path("<int:pk>/switch/", rules.switch, name="switch"),
    path("<int:pk>/remove/", rules.remove, name="remove"),
]
