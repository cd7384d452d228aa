from django.urls import path

from . import views

app_name = "schedule"
urlpatterns = [
    path("", views.plans, name="plans"),
    path("propose/", views.propose, name="propose"),
    path("runs/<int:pk>/", views.run, name="run"),
    path("runs/<int:pk>/stop/", views.stop, name="stop"),
    path("targets/", views.targets, name="targets"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("subscribe/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("week/", views.this_week, name="this_week"),
    path("week/<int:year>-<int:week>/", views.week, name="week"),
    path("visits/<int:pk>/move/", views.move, name="move"),
    path("visits/<int:pk>/pin/", views.pin, name="pin"),
    path("<int:pk>/", views.plan, name="plan"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/return/", views.return_, name="return"),
    path("<int:pk>/amend/", views.amend, name="amend"),
    path("<int:pk>/schedule-<str:language>.<slug:form>", views.document, name="document"),
]
