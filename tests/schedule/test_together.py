"""Two coordinators at once, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import translation

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office, User
from kezdesu.core.audit import broken_entries
from kezdesu.people.models import Person
from kezdesu.schedule import services
from kezdesu.schedule.models import Plan, Step, Visit
from tests.factories import (
    local,
    make_office,
    make_person,
    make_plan,
    make_seat,
    make_track,
    make_user,
    make_visit,
)

MONDAY = date(2023, 3, 6)
TIMES = 4  # what happens at once may by chance happen in a row


@pytest.fixture
def shared(transactional_db: None) -> Office:
    return make_office("shared")


@pytest.fixture
def people(shared: Office) -> list[Person]:
    people = [make_person(shared) for _each in range(2)]
    for person in people:
        make_seat(person)
    return people


@pytest.fixture
def draft(shared: Office, people: list[Person]) -> Plan:
    plan = make_plan(make_track(shared))
    for number in range(2):
        make_visit(plan, day=MONDAY + timedelta(days=number), crew=people[:1])
    return plan


@pytest.fixture
def pair(shared: Office) -> list[User]:
    return [make_user(name, office=shared, role=Role.COORDINATOR) for name in ("aigul", "bolat")]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each act came to, begun at the same moment on its own connection."""
    together = Barrier(len(acts))

    def do(act: Callable[[], object]) -> str:
        try:
            with translation.override("kk"):
                together.wait()
                act()
            return "done"
        except services.Stale as stale:
            return str(stale)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(do, acts))


def test_of_two_changes_of_one_visit_the_second_is_refused_and_named(
    draft: Plan, pair: list[User]
) -> None:
    visit = draft.visits.order_by("pk")[0]
    for time in range(TIMES):
        seen = Plan.objects.get().revision
        days = [MONDAY + timedelta(days=7 * time + number) for number in (1, 2)]

        def move(by: User, day: date, seen: int = seen) -> Callable[[], object]:
            return lambda: services.change_visit(
                visit=Visit.objects.get(pk=visit.pk), seen=seen, by=by, starts_at=local(day)
            )

        said = at_once(*(move(by, day) for by, day in zip(pair, days, strict=True)))
        assert said.count("done") == 1
        winner = said.index("done")
        assert pair[winner].username in said[1 - winner]
        assert Visit.objects.get(pk=visit.pk).starts_at == local(days[winner])
    assert Plan.objects.get().revision == Step.objects.count() == TIMES
    assert list(broken_entries()) == []


def test_changes_of_two_visits_both_stand(
    draft: Plan, pair: list[User], people: list[Person]
) -> None:
    for time in range(TIMES):
        seen, venue = Plan.objects.get().revision, f"мектеп {time}"
        acts = [
            lambda visit=visit, by=by, seen=seen, venue=venue: services.change_visit(  # type: ignore[misc]
                visit=visit, seen=seen, by=by, venue=venue, crew=people
            )
            for visit, by in zip(draft.visits.order_by("pk"), pair, strict=True)
        ]
        assert at_once(*acts) == ["done", "done"]
        assert {visit.venue for visit in Visit.objects.all()} == {venue}
    numbers = Step.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 2 * TIMES + 1))


def test_one_step_is_undone_once(draft: Plan, pair: list[User]) -> None:
    visit = draft.visits.order_by("pk")[0]
    for name in ("бір", "екі"):
        seen = Plan.objects.get().revision
        services.change_visit(visit=visit, seen=seen, by=pair[0], venue=name)
    undo = [
        lambda by=by: services.undo_step(plan=Plan.objects.get(), seen=2, by=by)  # type: ignore[misc]
        for by in pair
    ]
    assert at_once(*undo).count("done") == 1
    assert Visit.objects.get(pk=visit.pk).venue == "бір"
