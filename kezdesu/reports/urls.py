from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("make/", views.make, name="make"),
    path("wording/", views.wordings, name="wordings"),
    path("wording/<slug:purpose>/<slug:code>/", views.wording, name="wording"),
    path(
        "wording/<slug:purpose>/<slug:code>/preview/",
        views.wording_preview,
        name="wording-preview",
    ),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/<slug:code>/check/", views.check, name="check"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/<slug:code>.<slug:form>", views.download, name="download"),
]
