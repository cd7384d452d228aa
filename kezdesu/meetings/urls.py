from django.urls import path

from . import views
from .screens import bring, comparing, evidence, overdue, questions, sheets, topics

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("record/", views.record, name="record"),
    path("visits/<int:pk>/sheet-<str:language>.pdf", sheets.sheet, name="sheet"),
    path("visits/<int:pk>/trip-<str:language>.pdf", sheets.trip, name="trip_sheets"),
    path("sheets/<int:year>-<int:week>/week-<str:language>.pdf", sheets.week, name="week_sheets"),
    path("import/", bring.bring, name="import"),
    path("overdue/", overdue.overdue, name="overdue"),
    path("questions/", questions.questions, name="questions"),
    path("questions/topics/", topics.topics, name="topics"),
    path("questions/topics/<int:pk>/", topics.topic, name="topic"),
    path("questions/topics/<int:pk>/retire/", topics.retire, name="retire_topic"),
    path("questions/topics/<int:pk>/restore/", topics.restore, name="restore_topic"),
    path("questions/<int:pk>/edit/", questions.edit, name="edit_question"),
    path("questions/<int:pk>/publish/", questions.publish, name="publish_question"),
    path("questions/<int:pk>/unpublish/", questions.unpublish, name="unpublish_question"),
    path("questions/<int:pk>/", views.answer, name="answer"),
    path("<uuid:pk>/", views.meeting, name="meeting"),
    path("<uuid:pk>/correct/", views.correct, name="correct"),
    path("<uuid:pk>/accept/", views.accept, name="accept"),
    path("<uuid:pk>/return/", views.send_back, name="return"),
    path("<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("<uuid:pk>/ask/", views.ask, name="ask"),
    path("<uuid:pk>/compare/", comparing.compare, name="compare"),
    path("<uuid:pk>/versions/<int:number>/accept/", comparing.accept, name="accept_version"),
    path("<uuid:pk>/versions/<int:number>/return/", comparing.send_back, name="return_version"),
    path("<uuid:pk>/evidence/", evidence.add, name="add_evidence"),
    path("evidence/<uuid:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:pk>/file", evidence.file, name="evidence_file"),
    path("evidence/<uuid:pk>/consent/", evidence.consent, name="evidence_consent"),
    path("evidence/<uuid:pk>/publish/", evidence.publish, name="publish_evidence"),
    path("evidence/<uuid:pk>/delete/", evidence.delete, name="delete_evidence"),
    path("evidence/<uuid:pk>/give-back/", evidence.give_back, name="give_back_evidence"),
    path("evidence/<uuid:pk>/restore/", evidence.restore, name="restore_evidence"),
]
