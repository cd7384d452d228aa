"""Who may do what with schedules: every route asked as every role, against the one policy table."""

from typing import Any

import pytest
from django.test import Client

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office
from kezdesu.accounts.policy import MAY
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit
from tests.conftest import client_of
from tests.factories import make_plan, make_user, make_visit
from tests.test_routes import DESK, Route, ask

from .conftest import SPAN, World

ROUTES = [route for route in DESK if route.path.startswith("desk/schedule/")]


@pytest.mark.parametrize("role", Role)
def test_each_route_is_open_to_the_roles_of_the_table_alone(office: Office, role: Role) -> None:
    client = client_of(make_user(office=office, role=role))
    told = {route.path: ask(client, route).status_code == 403 for route in ROUTES}
    assert told == {route.path: role not in MAY[route.view.action] for route in ROUTES}  # type: ignore[attr-defined]


def state(plan: Plan) -> list[Any]:
    visits = Visit.objects.filter(plan=plan).order_by("pk")
    crews = [sorted(visit.crew.values_list("pk", flat=True)) for visit in visits]
    return [Plan.objects.filter(pk=plan.pk).values().get(), list(visits.values()), crews]


@pytest.mark.parametrize("status", [PlanStatus.APPROVED, PlanStatus.SUPERSEDED])
@pytest.mark.parametrize("role", Role)
def test_nobody_changes_an_approved_version(world: World, role: Role, status: str) -> None:
    plan = make_plan(world.residents, status, starts_on=SPAN[0], ends_on=SPAN[1])
    visit = make_visit(plan, world.targets[0], SPAN[0], crew=world.people[:2])
    client, before = client_of(make_user(office=world.office, role=role)), state(plan)
    typed = {
        "day": "09.03.2023",
        "at": "15:30",
        "crew": [world.people[0].pk],
        "venue": "x",
        "number": "1",
        "signatory_name": "А",
        "signatory_post": "Б",
        "note": "x",
        "reason": "y",
    }
    for route in ROUTES:
        for key in {plan.pk, visit.pk} if "<int:pk>" in route.path else {0}:
            post(client, route, key, typed)
    assert state(plan) == before


def post(client: Client, route: Route, key: int, typed: dict[str, Any]) -> None:
    if "<int:pk>" in route.path:
        path = "/" + route.path.replace("<int:pk>", str(key))
        if "<" not in path:
            assert client.post(path, typed).status_code < 500
