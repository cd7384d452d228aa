"""The draft under the hands: where a visit may go, the drop, the form, undo; role by role."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kezdesu.accounts.choices import Role
from kezdesu.people.models import Absence
from kezdesu.programmes.choices import RuleKind
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import LeftOut, Plan, Visit
from kezdesu.schedule.queries import broken_at, near_spots, spots_of
from kezdesu.schedule.queries.spots import Tried
from tests.conftest import client_of
from tests.factories import local, make_meeting, make_plan, make_user, make_visit

from .conftest import SPAN, World, make_rule

MONDAY = date(2023, 3, 6)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]


@pytest.fixture
def draft(world: World) -> Plan:
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(plan, world.targets[0], MONDAY, crew=world.people[:2])
    LeftOut.objects.create(plan=plan, target=world.targets[5], reasons=[])
    return plan


@pytest.fixture
def visit(draft: Plan) -> Visit:
    return draft.visits.get()


def asked(client: Client, visit: Visit, **query: str) -> list[dict[str, Any]]:
    answer = client.get(reverse("schedule:spots", args=[visit.pk]), query)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = json.loads(answer.content)["spots"]
    return found


def dropped(client: Client, visit: Visit, **changes: Any) -> tuple[int, str]:
    typed = {"day": "2023-03-07", "at": "15:00", "crew": "", "seen": 0}
    answer = client.post(reverse("schedule:drop", args=[visit.pk]), typed | changes)
    return answer.status_code, json.loads(answer.content)["said"]


def test_every_day_of_the_page_says_whether_the_visit_fits(
    visit: Visit, world: World, coordinator_client: Client
) -> None:
    away = world.people[0]
    Absence.objects.create(person=away, starts_on=WEEK[3], ends_on=WEEK[3])
    days = ",".join(day.isoformat() for day in [*WEEK, date(2023, 5, 1)])
    spots = asked(coordinator_client, visit, days=days, crews="")
    assert [spot["fits"] for spot in spots] == [True, True, False, False, True, False, False, False]
    assert spots[3]["says"] == f"{away.full_name}: бұл күні бара алмайды"
    # A holiday is said once, not once for each of the crew.
    assert "бара алмайды" not in spots[2]["says"]
    assert spots[7]["isOutside"]
    assert spots[1]["label"] == "07.03.2023, сейсенбі, 10:00"


def test_another_half_day_is_offered_where_only_the_hour_is_in_the_way(
    visit: Visit, draft: Plan, world: World, coordinator_client: Client
) -> None:
    make_visit(draft, world.targets[1], WEEK[1], crew=world.people[1:3])
    [spot] = asked(coordinator_client, visit, days=WEEK[1].isoformat(), crews="")
    assert (spot["fits"], spot["at"]) == (True, "15:00")


def test_every_crew_of_the_page_is_judged_by_itself(
    visit: Visit, world: World, coordinator_client: Client
) -> None:
    scholars = "-".join(str(person.pk) for person in world.people[3:5])
    own = "-".join(str(person.pk) for person in world.people[:2])
    spots = asked(coordinator_client, visit, days=WEEK[1].isoformat(), crews=f"{own},{scholars}")
    assert [(spot["crew"], spot["fits"]) for spot in spots] == [(own, True), (scholars, False)]
    assert "керегі — 1, бары — 0" in spots[1]["says"]


def test_a_rule_that_was_broken_elsewhere_is_not_laid_at_this_visits_door(
    visit: Visit, draft: Plan, world: World
) -> None:
    other = make_visit(draft, world.targets[1], WEEK[4], crew=world.people[3:5])
    assert [spot.fits for spot in spots_of(Tried.of_visit(visit), WEEK[:2])] == [True, True]
    # What it would bring about for the other visit is its own, though.
    tried = Tried.of_visit(visit)
    at = other.starts_at + timedelta(minutes=30)
    assert any("уақытында жетпейді" in each for each in broken_at(tried, at, world.people[3:5]))


def test_stated_hours_are_judged_at_each_hour(visit: Visit, world: World) -> None:
    make_rule(world.residents, RuleKind.OPEN_HOURS, parts=[["15:00", "17:00"]])
    tried = Tried.of_visit(visit)
    assert broken_at(tried, local(WEEK[1], 10), world.people[:2])
    assert not broken_at(tried, local(WEEK[1], 15), world.people[:2])
    [spot] = spots_of(tried, [WEEK[1]])
    assert (spot.fits, spot.at.hour) == (True, 15)


def test_near_days_keep_every_rule(visit: Visit, draft: Plan, world: World) -> None:
    for spot in near_spots(Tried.of_visit(visit)):
        assert (
            broken_at(Tried.of_visit(visit), local(spot.day, spot.at.hour), world.people[:2]) == ()
        )
        assert draft.starts_on <= spot.day <= draft.ends_on


def test_of_a_draft_that_has_begun_only_the_days_from_today_on_are_offered(
    visit: Visit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 20:00 UTC it is tomorrow in the office already."""
    now = datetime(2023, 3, 8, 20, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    before, today = spots_of(Tried.of_visit(visit), [date(2023, 3, 7), date(2023, 3, 9)])
    assert (before.fits, before.says) == (False, "Бұл күн өтіп кетті")
    assert today.fits
    assert min(spot.day for spot in near_spots(Tried.of_visit(visit))) == date(2023, 3, 9)
    world.residents.rules.filter(kind=RuleKind.QUOTA).delete()
    now = datetime(2023, 4, 10, 12, tzinfo=UTC)  # long after the visit
    assert min(spot.day for spot in near_spots(Tried.of_visit(visit))) == date(2023, 4, 10)


def test_a_visit_is_dropped_on_a_day_and_a_crew(
    visit: Visit, world: World, coordinator_client: Client
) -> None:
    crew = "-".join(str(person.pk) for person in world.people[1:3])
    status, said = dropped(coordinator_client, visit, crew=crew)
    assert (status, "07.03.2023, сейсенбі, 15:00" in said) == (200, True)
    visit.refresh_from_db()
    assert visit.starts_at == local(WEEK[1], 15)
    assert set(visit.crew.all()) == set(world.people[1:3])


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"day": "07.03.2023"}, 422),
        ({"at": "25:00"}, 422),
        ({"crew": "1;2"}, 422),
        ({"crew": "999999"}, 422),
        ({"seen": ""}, 422),
        ({"day": "2023-08-01"}, 422),
    ],
)
def test_a_bad_drop_changes_nothing_and_says_so(
    visit: Visit, coordinator_client: Client, wrong: dict[str, Any], status: int
) -> None:
    answered, said = dropped(coordinator_client, visit, **wrong)
    assert (answered, bool(said)) == (status, True)
    assert Visit.objects.get().starts_at == visit.starts_at


def test_a_drop_over_a_newer_change_is_refused_with_who_made_it(
    visit: Visit, world: World, coordinator_client: Client
) -> None:
    second = client_of(make_user("second", office=world.office, role=Role.COORDINATOR))
    assert dropped(second, visit)[0] == 200
    status, said = dropped(coordinator_client, visit, day="2023-03-09")
    assert (status, "second" in said) == (409, True)
    assert Visit.objects.get().starts_at == local(WEEK[1], 15)
    assert dropped(coordinator_client, visit, day="2023-03-09", seen=1)[0] == 200


def test_a_form_over_a_newer_change_shows_it_and_may_then_be_saved(
    visit: Visit, world: World, coordinator_client: Client
) -> None:
    dropped(client_of(make_user("second", office=world.office, role=Role.COORDINATOR)), visit)
    address = reverse("schedule:change", args=[visit.pk])
    typed = {"day": "09.03.2023", "at": "10:00", "venue": "клуб", "seen": 0}
    typed |= {"crew": [person.pk for person in world.people[:2]]}
    answer = coordinator_client.post(address, typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in text for words in ("second", "клуб", "2023\u00a0жылғы 7\u00a0наурыз"))
    assert 'name="seen" value="1"' in text
    assert coordinator_client.post(address, typed | {"seen": 1}).status_code == 302
    assert Visit.objects.get().venue == "клуб"


def test_the_form_says_what_it_would_break_before_it_is_saved(
    visit: Visit, world: World, coordinator_client: Client
) -> None:
    address = reverse("schedule:judge", args=[visit.pk])
    typed = {"day": "08.03.2023", "at": "10:00", "crew": [world.people[0].pk], "seen": 0}
    text = coordinator_client.get(address, typed).content.decode()
    assert "ұмыс күні емес" in text
    assert "дам саны: 1, рұқсат етілгені — 2–3" in text
    assert coordinator_client.get(address, {"day": "x"}).content.decode().strip() == ""


def test_a_visit_is_left_out_with_a_reason_and_brought_back(
    visit: Visit, draft: Plan, world: World, coordinator_client: Client
) -> None:
    plan_page = reverse("schedule:plan", args=[draft.pk])
    leave = reverse("schedule:leave_out", args=[visit.pk])
    coordinator_client.post(leave, {"why": "жол жөнделіп жатыр", "seen": 0})
    text = coordinator_client.get(plan_page).content.decode()
    assert "ол жөнделіп жатыр" in text
    left_out = draft.left_out.get(target=world.targets[0])
    back = reverse("schedule:bring_back", args=[left_out.pk])
    assert coordinator_client.get(back).status_code == 200
    typed = {"day": "13.03.2023", "at": "10:00", "venue": "", "seen": 1}
    typed |= {"crew": [person.pk for person in world.people[:2]]}
    judged = coordinator_client.get(reverse("schedule:judge_back", args=[left_out.pk]), typed)
    assert "барлық ереже сақталады" in judged.content.decode()
    assert coordinator_client.post(back, typed).status_code == 302
    assert draft.visits.get().starts_at == local(date(2023, 3, 13))


def test_a_visit_that_is_gone_says_who_took_it_out(
    visit: Visit, coordinator_client: Client
) -> None:
    leave = reverse("schedule:leave_out", args=[visit.pk])
    coordinator_client.post(leave, {"seen": 0})
    status, said = dropped(coordinator_client, visit, seen=1)
    assert (status, "coordinator" in said) == (409, True)
    assert coordinator_client.get(reverse("schedule:change", args=[visit.pk])).status_code == 422


def test_undo_and_redo_go_back_to_the_page_they_were_pressed_on(
    visit: Visit, draft: Plan, coordinator_client: Client
) -> None:
    dropped(coordinator_client, visit)
    week = reverse("schedule:week", args=[2023, 10]) + f"?plan={draft.pk}"
    assert 'id="undo"' in coordinator_client.get(week).content.decode()
    for seen, (name, hour) in enumerate((("undo", 10), ("redo", 15)), start=1):
        address = reverse(f"schedule:{name}", args=[draft.pk])
        answer = coordinator_client.post(address, {"seen": seen, "back": week})
        assert answer.headers["Location"] == week
        assert Visit.objects.get().starts_at.astimezone(local(MONDAY).tzinfo).hour == hour
    elsewhere = {"seen": 3, "back": "https://elsewhere.example/"}
    answer = coordinator_client.post(reverse("schedule:undo", args=[draft.pk]), elsewhere)
    assert answer.headers["Location"] == reverse("schedule:plan", args=[draft.pk])


def test_what_is_bent_is_listed_and_goes_up_with_the_reason(
    visit: Visit, draft: Plan, world: World, coordinator_client: Client, approver_client: Client
) -> None:
    visit.crew.set(world.people[:1])
    address = reverse("schedule:submit", args=[draft.pk])
    refused = coordinator_client.post(address, {"seen": 0})
    assert refused.status_code == 422
    assert "Ережелер неге сақталмағанын айтыңыз." in refused.content.decode()
    said = {"seen": 0, "why": "екінші адам ауырып қалды"}
    assert coordinator_client.post(address, said).status_code == 302
    text = approver_client.get(reverse("schedule:approve", args=[draft.pk])).content.decode()
    assert "екінші адам ауырып қалды" in text
    assert "шығу тобындағы адам саны: 1, рұқсат етілгені — 2–3" in text


ACTS: dict[str, Callable[[Client, Visit, int], int]] = {
    "spots": lambda client, visit, _left: (
        client.get(reverse("schedule:spots", args=[visit.pk]), {"days": "2023-03-07"}).status_code
    ),
    "drop": lambda client, visit, _left: (
        client.post(
            reverse("schedule:drop", args=[visit.pk]),
            {"day": "2023-03-07", "at": "15:00", "crew": "", "seen": 0},
        ).status_code
    ),
    "change": lambda client, visit, _left: (
        client.get(reverse("schedule:change", args=[visit.pk])).status_code
    ),
    "judge": lambda client, visit, _left: (
        client.get(reverse("schedule:judge", args=[visit.pk])).status_code
    ),
    "pin": lambda client, visit, _left: (
        client.post(reverse("schedule:pin", args=[visit.pk]), {"seen": 0}).status_code
    ),
    "leave_out": lambda client, visit, _left: (
        client.post(reverse("schedule:leave_out", args=[visit.pk]), {"seen": 0}).status_code
    ),
    "bring_back": lambda client, _visit, left: (
        client.get(reverse("schedule:bring_back", args=[left])).status_code
    ),
    "judge_back": lambda client, _visit, left: (
        client.get(reverse("schedule:judge_back", args=[left])).status_code
    ),
    "undo": lambda client, visit, _left: (
        client.post(reverse("schedule:undo", args=[visit.plan_id]), {"seen": 0}).status_code
    ),
    "redo": lambda client, visit, _left: (
        client.post(reverse("schedule:redo", args=[visit.plan_id]), {"seen": 0}).status_code
    ),
}


@pytest.mark.parametrize("who", ["coordinator", "approver", "speaker", "press", "administrator"])
def test_only_the_coordinator_adjusts(
    visit: Visit, draft: Plan, request: pytest.FixtureRequest, who: str
) -> None:
    client, left_out = request.getfixturevalue(f"{who}_client"), draft.left_out.get().pk
    answers = {name: act(client, visit, left_out) for name, act in ACTS.items()}
    forbidden = {name for name, status in answers.items() if status == 403}
    assert forbidden == (set() if who == "coordinator" else set(ACTS))
    page = client.get(reverse("schedule:week", args=[2023, 10]) + f"?plan={draft.pk}")
    assert ("data-movable" in page.content.decode()) == (who == "coordinator")


def test_another_offices_draft_is_out_of_reach(
    visit: Visit, draft: Plan, stranger_client: Client
) -> None:
    left_out = draft.left_out.get().pk
    assert {act(stranger_client, visit, left_out) for act in ACTS.values()} == {404}
    assert Visit.objects.get().starts_at == visit.starts_at


@pytest.mark.parametrize("name", ["week", "month", "crews"])
def test_a_page_of_a_draft_asks_as_many_queries_for_three_visits_as_for_one(
    visit: Visit, draft: Plan, world: World, coordinator_client: Client, name: str
) -> None:
    args = {"week": [2023, 10], "month": ["2023-03"], "crews": ["2023-W10"]}[name]
    address = reverse(f"schedule:{name}", args=args) + f"?plan={draft.pk}"
    counts = []
    for number in (1, 2, 3):
        coordinator_client.get(address)
        with CaptureQueriesContext(connection) as seen:
            text = coordinator_client.get(address).content.decode()
        counts.append(len(seen))
        assert text.count("data-movable") == number
        if number < 3:
            make_visit(draft, world.targets[number], WEEK[0], crew=world.people[number - 1 :][:2])
    assert len(set(counts)) == 1


@pytest.mark.parametrize("status", [PlanStatus.SUBMITTED, PlanStatus.APPROVED])
def test_a_version_out_of_hand_has_nothing_to_move(
    visit: Visit, draft: Plan, coordinator_client: Client, status: str
) -> None:
    values = {"document_number": "1", "document_date": SPAN[0], "approved_at": local(SPAN[0])}
    signed = {"signatory_name": "Үлгі", "signatory_post": "Үлгі"}
    Plan.objects.update(status=status, **values, **signed)
    page = coordinator_client.get(reverse("schedule:week", args=[2023, 10]) + f"?plan={draft.pk}")
    assert "data-movable" not in page.content.decode()
    assert dropped(coordinator_client, visit)[0] == 422


@pytest.mark.parametrize("view", ["week/2023-10", "month/2023-03"])
def test_what_was_held_is_not_offered_to_be_moved(
    draft: Plan, visit: Visit, coordinator_client: Client, view: str
) -> None:
    address = f"/desk/schedule/{view}/?plan={draft.pk}"
    before = coordinator_client.get(address).content.decode().count("data-movable")
    make_meeting(draft.track, visit=visit)
    assert coordinator_client.get(address).content.decode().count("data-movable") == before - 1
