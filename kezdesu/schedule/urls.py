from django.urls import path

from .views import calendar, documents, plans, runs, subscriptions, targets, visits

app_name = "schedule"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("propose/", runs.propose, name="propose"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/stop/", runs.stop, name="stop"),
    path("targets/", targets.targets, name="targets"),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/<int:pk>/revoke/", subscriptions.revoke, name="revoke"),
    path("week/", calendar.this_week, name="this_week"),
    path("week/<int:year>-<int:week>/", calendar.week, name="week"),
    path("month/<str:window>/", calendar.month, name="month"),
    path("list/<str:window>/", calendar.list_, name="list"),
    path("crews/<str:window>/", calendar.crews, name="crews"),
    path("people/<str:window>/", calendar.by_person, name="by_person"),
    path("places/<str:window>/", calendar.by_place, name="by_place"),
    path("map/<str:window>/", calendar.map_, name="map"),
    path("visits/<int:pk>/move/", visits.move, name="move"),
    path("visits/<int:pk>/pin/", visits.pin, name="pin"),
    path("<int:pk>/", plans.plan, name="plan"),
    path("<int:pk>/submit/", plans.submit, name="submit"),
    path("<int:pk>/approve/", plans.approve, name="approve"),
    path("<int:pk>/return/", plans.return_, name="return"),
    path("<int:pk>/amend/", plans.amend, name="amend"),
    path("<int:pk>/schedule-<str:language>.<slug:form>", documents.document, name="document"),
]
