"""The nearest plan after something has happened: few changes, every rule, and why in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from kezdesu.people.models import Absence
from kezdesu.places.models import Closure
from kezdesu.programmes.choices import DayKind, RuleKind
from kezdesu.programmes.models import SpecialDay, Target
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit
from kezdesu.schedule.planning import broken_rules, repair_plan
from kezdesu.schedule.proposals import Nearest
from kezdesu.schedule.services import propose_plans
from tests.factories import local, make_meeting, make_place, make_plan, make_target, make_visit

from .conftest import SPAN, World, make_rule

NOW = datetime(2023, 3, 2, 12, tzinfo=ZoneInfo("Asia/Almaty"))
ZONE = ZoneInfo("Asia/Almaty")


@pytest.fixture
def plan(world: World) -> Plan:
    [plan] = propose_plans(
        tracks=[world.residents],
        starts_on=SPAN[0],
        ends_on=SPAN[1],
        by=None,
        seed=3,
        iterations=20_000,
    )
    return plan


def repaired(plan: Plan, *urgent: Target) -> Nearest:
    return repair_plan(plan, now=NOW, urgent=urgent, seed=1, seconds=1, iterations=20_000)


def coming(plan: Plan) -> list[Visit]:
    return list(plan.visits.filter(starts_at__gt=NOW).order_by("starts_at"))


def day_of(visit: Visit) -> date:
    return visit.starts_at.astimezone(ZONE).date()


def reasons(found: Nearest) -> set[str]:
    return {why["rule"] for change in found.changes for why in change.why}


def test_what_nothing_has_happened_to_stays_as_it_is(plan: Plan) -> None:
    found = repaired(plan)
    assert found.changes == ()
    assert found.is_proven


def test_somebody_ill_is_replaced_and_nobody_else_changes(plan: Plan) -> None:
    visit = coming(plan)[1]
    ill = visit.crew.first()
    assert ill
    Absence.objects.create(person=ill, starts_on=day_of(visit), ends_on=day_of(visit))
    found = repaired(plan)
    hit = [
        each for each in coming(plan) if day_of(each) == day_of(visit) and ill in each.crew.all()
    ]
    assert {change.before.key for change in found.changes if change.before} == {
        each.pk for each in hit
    }
    for change in found.changes:
        assert change.after
        assert ill not in change.after.crew or change.after.starts_at.date() != day_of(visit)
    assert reasons(found) == {"absent"}
    assert ill.full_name in found.changes[0].why[0]["ru"]
    assert found.is_proven


def test_a_visit_keeps_its_hour_when_its_crew_alone_changes(plan: Plan) -> None:
    plan.track.rules.filter(kind=RuleKind.MEMBER_WEEKLY_LIMIT).delete()
    stayed = [after for visit in coming(plan)[:5] if (after := after_an_illness(plan, visit))]
    assert stayed
    assert {after.astimezone(ZONE).minute for after in stayed} == {30}


def after_an_illness(plan: Plan, visit: Visit) -> datetime | None:
    """When a visit drawn to half past begins after its first speaker fell ill, if on that day."""
    with transaction.atomic():
        visit.starts_at = visit.starts_at.replace(minute=30)
        visit.save()
        day = day_of(visit)
        Absence.objects.create(person=visit.crew.first(), starts_on=day, ends_on=day)
        changes = repaired(plan).changes
        transaction.set_rollback(True)
    [after] = [each.after for each in changes if each.before and each.before.key == visit.pk]
    return after.starts_at if after and after.starts_at.astimezone(ZONE).date() == day else None


def test_a_day_off_moves_its_visits_to_other_working_days(plan: Plan, world: World) -> None:
    day = day_of(coming(plan)[0])
    SpecialDay.objects.create(
        office=world.office, day=day, kind=DayKind.CLOSED, name_kk="жергілікті мереке"
    )
    found = repaired(plan)
    assert len(found.changes) == sum(day_of(each) == day for each in coming(plan))
    assert all(change.after and change.after.starts_at.date() != day for change in found.changes)
    assert reasons(found) == {"closed_day"}


def test_a_lost_place_without_another_day_is_left_out(plan: Plan) -> None:
    visit = coming(plan)[0]
    Closure.objects.create(
        place=visit.target.place, starts_on=date(2023, 3, 1), ends_on=date(2023, 4, 30)
    )
    found = repaired(plan)
    [change] = [each for each in found.changes if each.target == visit.target]
    assert change.after is None
    assert [why["rule"] for why in change.why] == ["closed_place", "allowed_days"]


def test_an_urgent_visit_is_added_within_its_days(plan: Plan, world: World) -> None:
    target = make_target(
        world.residents,
        make_place(world.office, "Шұғыл"),
        starts_on=date(2023, 3, 13),
        ends_on=date(2023, 3, 17),
        due_on=date(2023, 3, 17),
    )
    found = repaired(plan, target)
    [added] = [change for change in found.changes if change.before is None]
    assert added.after
    assert target.starts_on <= added.after.starts_at.date() <= target.ends_on
    assert "urgent" in reasons(found)


def test_an_urgent_visit_without_a_working_day_says_why_it_found_no_room(
    plan: Plan, world: World
) -> None:
    target = make_target(
        world.residents,
        make_place(world.office, "Шұғыл"),
        starts_on=date(2023, 3, 11),
        ends_on=date(2023, 3, 12),
        due_on=date(2023, 3, 12),
    )
    found = repaired(plan, target)
    assert found.changes == ()
    [unplanned] = found.unplanned
    assert unplanned.target == target
    assert unplanned.reasons[0]["kk"]


def test_what_is_past_recorded_or_bent_by_choice_never_changes(plan: Plan, world: World) -> None:
    past = plan.visits.filter(starts_at__lt=NOW)[0]
    recorded, bent = coming(plan)[-2:]
    make_meeting(world.residents, visit=recorded, day=day_of(recorded))
    bent.crew.set(
        world.people[3:4]
    )  # one person where the rule asks for two, as its coordinator chose
    for visit in (past, recorded):
        Closure.objects.create(
            place=visit.target.place, starts_on=day_of(visit), ends_on=day_of(visit)
        )
    assert bent.pk in broken_rules(plan)
    assert repaired(plan).changes == ()


def test_more_changes_than_were_hit_are_proven_fewest_as_well(world: World) -> None:
    """Each goes once a day, all three go on one day, and on that day one more is wanted."""
    track, day = world.students, date(2023, 3, 30)
    world.residents.rules.filter(kind=RuleKind.DAILY_CAPACITY).delete()
    make_rule(track, RuleKind.MEMBER_DAILY_LIMIT, meetings=1)
    plan = make_plan(track, PlanStatus.APPROVED, starts_on=SPAN[0], ends_on=SPAN[1])
    for number, target in enumerate(world.lessons[:3]):
        make_visit(plan, target, starts_at=local(day, 9 + 2 * number), crew=[world.people[number]])
    place = make_place(world.office, "Шұғыл")
    target = make_target(track, place, starts_on=day, ends_on=day, due_on=day)
    found = repair_plan(plan, now=NOW, urgent=[target], seed=1, seconds=1, iterations=2_000)
    assert [change.before is None for change in found.changes] == [False, True]
    assert found.least == 1
    assert found.is_proven
