"""Each change of a draft is a step: logged, undone exactly, refused over a newer one."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.schedule import services
from kezdesu.schedule.choices import PlanStatus, StepKind
from kezdesu.schedule.models import LeftOut, Plan, Step, Visit
from kezdesu.schedule.queries import draft_steps
from kezdesu.schedule.rules import open_steps
from kezdesu.schedule.services.steps import mark_anew
from tests.factories import local, make_plan, make_user, make_visit

from .conftest import SPAN, World

MONDAY = date(2023, 3, 6)


@pytest.fixture
def draft(world: World) -> Plan:
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    for number, days in enumerate((0, 1, 3)):  # the third is a holiday
        day = MONDAY + timedelta(days=days)
        visit = make_visit(plan, world.targets[number], day, crew=world.people[:2])
        visit.themes.set(world.residents.themes.all()[:1])
    LeftOut.objects.create(plan=plan, target=world.targets[5], reasons=[{"rule": "x", "kk": "x"}])
    return plan


@pytest.fixture
def second(world: World) -> User:
    user = make_user("second", office=world.office, role=Role.COORDINATOR)
    user.first_name, user.last_name = "Айгүл", "Сынақ"
    user.save()
    return user


def revision(plan: Plan) -> int:
    return Plan.objects.get(pk=plan.pk).revision


def rows(plan: Plan) -> list[Any]:
    """All that a plan holds, keys included."""
    visits = [
        [
            each.pk,
            each.identity,
            each.target_id,
            each.starts_at,
            each.minutes,
            each.venue,
            each.is_pinned,
            set(each.crew.all()),
            set(each.themes.all()),
        ]
        for each in Visit.objects.filter(plan=plan).order_by("pk")
    ]
    left_out = LeftOut.objects.filter(plan=plan).order_by("pk")
    return [visits, list(left_out.values_list("pk", "target", "reasons"))]


def acts(plan: Plan, world: World, by: User) -> dict[str, Callable[[], object]]:
    """Every way to change a draft, each on the rows as they are when it is called."""

    def some(**about: object) -> dict[str, Any]:
        return {"seen": revision(plan), "by": by, **about}

    def first() -> Visit:
        return plan.visits.order_by("pk")[0]

    def bring_back() -> object:
        left_out = plan.left_out.order_by("pk")[0]
        at = {"starts_at": local(date(2023, 4, 3)), "crew": world.people[:2]}
        themes = list(world.residents.themes.all())
        return services.bring_back(left_out=left_out, venue="", themes=themes, **some(**at))

    return {
        "day": lambda: services.change_visit(
            **some(visit=first(), starts_at=first().starts_at + timedelta(days=7))
        ),
        "crew": lambda: services.change_visit(**some(visit=first(), crew=world.people[2:4])),
        "venue": lambda: services.change_visit(**some(visit=first(), venue="№ 5 мектеп")),
        "themes": lambda: services.change_visit(**some(visit=first(), themes=[])),
        "pin": lambda: services.pin_visit(**some(visit=first(), is_pinned=True)),
        "leave out": lambda: services.leave_out(**some(visit=first(), why="жөндеу")),
        "bring back": bring_back,
    }


ACTS = ["day", "crew", "venue", "themes", "pin", "leave out", "bring back"]


@pytest.mark.parametrize("name", ACTS)
def test_a_change_is_one_logged_step_that_undo_and_redo_turn_exactly(
    draft: Plan, world: World, coordinator: User, name: str
) -> None:
    before = rows(draft)
    acts(draft, world, coordinator)[name]()
    after = rows(draft)
    assert after != before
    assert (revision(draft), AuditEntry.objects.count()) == (1, 1)
    services.undo_step(plan=draft, seen=1, by=coordinator)
    assert rows(draft) == before
    services.redo_step(plan=draft, seen=2, by=coordinator)
    assert rows(draft) == after
    steps = list(Step.objects.values_list("number", "kind", "of__number", "made_by"))
    me = coordinator.pk
    assert steps == [(1, "change", None, me), (2, "undo", 1, me), (3, "redo", 1, me)]
    entries = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(entries)[1:] == ["schedule.change_undone", "schedule.change_redone"]


def test_many_changes_are_undone_one_by_one_and_redone(
    draft: Plan, world: World, coordinator: User
) -> None:
    seen = [rows(draft)]
    for name in ["day", "pin", "crew", "leave out", "bring back", "themes", "bring back"]:
        acts(draft, world, coordinator)[name]()
        seen.append(rows(draft))
    for state in reversed(seen[:-1]):
        services.undo_step(plan=draft, seen=revision(draft), by=None)
        assert rows(draft) == state
    with pytest.raises(Refused):
        services.undo_step(plan=draft, seen=revision(draft), by=None)
    for state in seen[1:]:
        services.redo_step(plan=draft, seen=revision(draft), by=None)
        assert rows(draft) == state


def test_what_changes_nothing_is_no_step(draft: Plan, coordinator: User) -> None:
    visit = draft.visits.order_by("pk")[0]
    services.change_visit(visit=visit, seen=0, by=coordinator, starts_at=visit.starts_at)
    services.pin_visit(visit=visit, seen=0, by=coordinator, is_pinned=False)
    assert (revision(draft), Step.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_a_new_change_takes_what_was_undone_out_of_reach(
    draft: Plan, world: World, coordinator: User
) -> None:
    mine = acts(draft, world, coordinator)
    mine["day"]()
    services.undo_step(plan=draft, seen=1, by=coordinator)
    mine["pin"]()
    with pytest.raises(Refused):
        services.redo_step(plan=draft, seen=3, by=coordinator)
    shown = draft_steps(draft, coordinator)
    assert (shown.undo and shown.undo.number, shown.redo) == (3, None)


def test_nothing_before_a_new_proposal_can_be_undone(
    draft: Plan, world: World, coordinator: User
) -> None:
    acts(draft, world, coordinator)["day"]()
    with transaction.atomic():
        mark_anew(Plan.objects.get(), by=coordinator)
    with pytest.raises(Refused):
        services.undo_step(plan=draft, seen=2, by=coordinator)
    with pytest.raises(services.Stale, match="қайта ұсынылды"):
        services.undo_step(plan=draft, seen=1, by=coordinator)


def test_undoing_what_another_did_names_them(
    draft: Plan, world: World, coordinator: User, second: User
) -> None:
    acts(draft, world, second)["day"]()
    undo = draft_steps(draft, coordinator).undo
    assert undo
    assert (undo.who, undo.is_own) == ("Айгүл Сынақ", False)
    assert undo.what == "06.03.2023, 10:00 → 13.03.2023, 10:00"
    services.undo_step(plan=draft, seen=1, by=coordinator)
    told = AuditEntry.objects.latest("id")
    assert (told.actor, told.changes["made_by"]) == (coordinator, second.pk)


def test_a_visit_that_another_changed_is_refused_with_who_what_and_when(
    draft: Plan, world: World, coordinator: User, second: User
) -> None:
    visit, other = draft.visits.order_by("pk")[:2]
    services.change_visit(visit=visit, seen=0, by=second, crew=world.people[1:3])
    before = rows(draft)
    with pytest.raises(services.Stale) as stale:
        services.change_visit(
            visit=visit, seen=0, by=coordinator, starts_at=local(date(2023, 3, 9))
        )
    said = str(stale.value)
    assert visit.target.place.name in said
    assert f"+ {world.people[2].full_name}, − {world.people[0].full_name}" in said
    assert "Айгүл Сынақ" in said
    assert rows(draft) == before
    # What nobody else touched is not in anybody's way.
    services.change_visit(visit=other, seen=0, by=coordinator, venue="клуб")
    with pytest.raises(services.Stale):
        services.undo_step(plan=draft, seen=1, by=second)


def test_a_visit_that_another_took_out_is_refused_with_who_did(
    draft: Plan, world: World, coordinator: User, second: User
) -> None:
    visit, left_out = draft.visits.order_by("pk")[0], draft.left_out.get()
    key = visit.pk
    services.leave_out(visit=visit, seen=0, why="", by=second)
    visit.pk = key
    for act in (
        lambda: services.pin_visit(visit=visit, seen=0, is_pinned=True, by=coordinator),
        lambda: services.refuse_gone(world.office, key),
    ):
        with pytest.raises(services.Stale, match="Айгүл Сынақ"):
            act()
    values: dict[str, Any] = {"starts_at": local(date(2023, 4, 3)), "crew": world.people[:2]}
    values |= {"venue": "", "themes": []}
    services.bring_back(left_out=left_out, seen=0, by=second, **values)
    with pytest.raises(services.Stale, match="Айгүл Сынақ"):
        services.bring_back(left_out=left_out, seen=0, by=coordinator, **values)


def test_what_came_from_elsewhere_is_not_overwritten_by_undo(
    draft: Plan, world: World, coordinator: User
) -> None:
    acts(draft, world, coordinator)["day"]()
    Visit.objects.update(venue="басқа")
    with pytest.raises(Refused):
        services.undo_step(plan=draft, seen=1, by=coordinator)
    assert revision(draft) == 1


@pytest.mark.parametrize("status", [PlanStatus.SUBMITTED, PlanStatus.SUPERSEDED])
def test_a_version_out_of_hand_keeps_all_its_rows(
    draft: Plan, world: World, coordinator: User, status: str
) -> None:
    mine = acts(draft, world, coordinator)
    mine["day"]()
    before = rows(draft)
    values = {"document_number": "1", "document_date": SPAN[0], "approved_at": local(SPAN[0])}
    signed = {"signatory_name": "Үлгі", "signatory_post": "Үлгі"}
    Plan.objects.update(status=status, **values, **signed)
    undo = {"undo": lambda: services.undo_step(plan=draft, seen=1, by=coordinator)}
    for act in (mine | undo).values():
        with pytest.raises(Refused):
            act()
    assert rows(draft) == before


def test_a_schedule_that_bends_a_rule_goes_up_only_with_a_reason(
    draft: Plan, world: World, coordinator: User
) -> None:
    visit = draft.visits.order_by("pk")[0]
    services.change_visit(visit=visit, seen=0, by=coordinator, crew=world.people[:1])
    with pytest.raises(Refused) as refused:
        services.submit_plan(plan=draft, by=coordinator, why=" ")
    assert refused.value.field == "why"
    plan = services.submit_plan(plan=draft, by=coordinator, why=" бір адам ауырып қалды ")
    assert (plan.status, plan.bent_note) == (PlanStatus.SUBMITTED, "бір адам ауырып қалды")
    assert AuditEntry.objects.latest("id").changes["bent"] == {
        "crew_size": 1,
        "quota": 1,
        "week_limit": 1,
    }


def test_a_reason_is_not_kept_where_no_rule_is_bent(
    draft: Plan, world: World, coordinator: User
) -> None:
    draft.visits.order_by("-pk")[0].delete()
    draft.left_out.all().delete()
    plan = services.submit_plan(plan=draft, by=coordinator, why="жоқ")
    assert plan.bent_note == ""


def test_what_is_submitted_is_what_was_looked_at(
    draft: Plan, world: World, coordinator: User, second: User
) -> None:
    acts(draft, world, second)["venue"]()
    with pytest.raises(services.Stale, match="Айгүл Сынақ"):
        services.submit_plan(plan=draft, by=coordinator, why="x", seen=0)


def test_nobody_signs_or_returns_what_changed_behind_their_page(
    draft: Plan, world: World, coordinator: User, second: User
) -> None:
    services.submit_plan(plan=draft, by=coordinator, why="x")
    seen = revision(draft)
    services.return_plan(plan=draft, note="уақыты", by=None, seen=seen)
    acts(draft, world, second)["venue"]()
    services.submit_plan(plan=draft, by=coordinator, why="x")
    signed = {
        "number": "17",
        "day": date(2023, 3, 1),
        "signatory_name": "Қол Қоюшы",
        "signatory_post": "орынбасар",
    }
    with pytest.raises(services.Stale, match="Айгүл Сынақ"):
        services.approve_plan(plan=draft, by=None, seen=seen, **signed)
    with pytest.raises(services.Stale):
        services.return_plan(plan=draft, note="уақыты", by=None, seen=seen)
    services.approve_plan(plan=draft, by=None, seen=revision(draft), **signed)


def test_the_database_keeps_one_change_a_revision(draft: Plan, coordinator: User) -> None:
    now = local(MONDAY)
    Step.objects.create(plan=draft, number=1, kind=StepKind.ANEW, made_at=now)
    for wrong in (
        {"number": 1, "kind": StepKind.ANEW},
        {"number": 2, "kind": StepKind.UNDO},
        {"number": 2, "kind": StepKind.CHANGE},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.create(plan=draft, made_at=now, **wrong)


@given(st.lists(st.sampled_from(["change", "undo", "redo", "anew"]), max_size=30))
@settings(max_examples=60)
def test_undone_and_done_steps_are_the_stacks_of_an_editor(wanted: list[str]) -> None:
    """Played against the plain way to say it: a list of steps and where in it one stands."""
    steps: list[tuple[int, str, int | None]] = []
    line: list[int] = []
    at = 0
    for number, kind in enumerate(wanted, start=1):
        if kind == "undo" and at:
            at -= 1
            steps.append((number, kind, line[at]))
        elif kind == "redo" and at < len(line):
            steps.append((number, kind, line[at]))
            at += 1
        elif kind == "change":
            line = [*line[:at], number]
            at += 1
            steps.append((number, kind, None))
        elif kind == "anew":
            line, at = [], 0
            steps.append((number, kind, None))
    assert open_steps(steps) == (line[:at], line[at:][::-1])
