from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("record/", views.record, name="record"),
    path("questions/<int:pk>/", views.answer, name="answer"),
    path("<uuid:pk>/", views.meeting, name="meeting"),
    path("<uuid:pk>/correct/", views.correct, name="correct"),
    path("<uuid:pk>/accept/", views.accept, name="accept"),
    path("<uuid:pk>/return/", views.send_back, name="return"),
    path("<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("<uuid:pk>/ask/", views.ask, name="ask"),
]
