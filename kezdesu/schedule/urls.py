from django.urls import path

from .views import documents, plans, runs, subscriptions, targets, visits, week

app_name = "schedule"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("propose/", runs.propose, name="propose"),
    path("runs/<int:pk>/", runs.run, name="run"),
    path("runs/<int:pk>/stop/", runs.stop, name="stop"),
    path("targets/", targets.targets, name="targets"),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/<int:pk>/revoke/", subscriptions.revoke, name="revoke"),
    path("week/", week.this_week, name="this_week"),
    path("week/<int:year>-<int:week>/", week.week, name="week"),
    path("visits/<int:pk>/move/", visits.move, name="move"),
    path("visits/<int:pk>/pin/", visits.pin, name="pin"),
    path("<int:pk>/", plans.plan, name="plan"),
    path("<int:pk>/submit/", plans.submit, name="submit"),
    path("<int:pk>/approve/", plans.approve, name="approve"),
    path("<int:pk>/return/", plans.return_, name="return"),
    path("<int:pk>/amend/", plans.amend, name="amend"),
    path("<int:pk>/schedule-<str:language>.<slug:form>", documents.document, name="document"),
]
