"""The bridge: a small world through the engine and back, judged rule by rule on the rows."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from kezdesu.core.errors import Refused
from kezdesu.meetings.choices import Outcome
from kezdesu.people.models import Absence, Seat
from kezdesu.places.models import Closure
from kezdesu.programmes.calendar import working_days
from kezdesu.programmes.choices import DayKind, RuleKind
from kezdesu.programmes.models import Rule, SpecialDay, Target
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import LeftOut, Plan, Visit
from kezdesu.schedule.planning import bounding, broken_rules
from kezdesu.schedule.proposals import Progress
from kezdesu.schedule.queries import plan_page, plans_page
from kezdesu.schedule.rules import week_of
from kezdesu.schedule.services import propose_plans
from tests.factories import local, make_meeting, make_plan, make_visit

from .conftest import SPAN, World, make_rule

ZONE = ZoneInfo("Asia/Almaty")


def propose(world: World, **changes: object) -> list[Plan]:
    values = {"tracks": world.tracks, "starts_on": SPAN[0], "ends_on": SPAN[1], "by": None}
    return propose_plans(**(values | {"iterations": 20_000, "seed": 3} | changes))


def day_of(visit: Visit) -> date:
    return visit.starts_at.astimezone(ZONE).date()


def all_visits() -> list[Visit]:
    return list(Visit.objects.prefetch_related("crew__seats").order_by("starts_at"))


def test_every_target_is_planned_and_the_checker_finds_nothing(world: World) -> None:
    residents, students = propose(world)
    assert {visit.target for visit in residents.visits.all()} == set(world.targets)
    assert {visit.target for visit in students.visits.all()} == set(world.lessons)
    assert residents.left_out.count() == 0
    assert broken_rules(residents) == {}
    assert broken_rules(students) == {}


def test_the_rules_hold_in_the_rows(world: World) -> None:
    residents, students = propose(world)
    working = set(working_days(world.office, *SPAN))
    chairs = set(world.people[:3])
    starts = {10 * 60, 15 * 60}
    for visit in residents.visits.all():
        crew = set(visit.crew.all())
        assert 2 <= len(crew) <= 3
        assert crew & chairs
        assert day_of(visit) in working
        at = visit.starts_at.astimezone(ZONE)
        assert at.hour * 60 + at.minute in starts
    for visit in students.visits.all():
        assert date(2023, 3, 27) <= day_of(visit) <= date(2023, 4, 28)
        assert set(visit.crew.all()) <= chairs
    in_march = [visit for visit in residents.visits.all() if day_of(visit) <= date(2023, 3, 31)]
    assert len(in_march) >= 4
    assert max(Counter(day_of(visit) for visit in residents.visits.all()).values()) <= 2


def test_nobody_is_at_two_places_at_once_and_weekly_limits_count_both_tracks(world: World) -> None:
    make_rule(world.students, RuleKind.MEMBER_WEEKLY_LIMIT, meetings=2)
    propose(world)
    for person in world.people:
        mine = [visit for visit in all_visits() if person in visit.crew.all()]
        for one, other in pairwise(mine):
            assert one.starts_at + timedelta(minutes=one.minutes) <= other.starts_at
        weeks = Counter(week_of(day_of(visit)) for visit in mine)
        assert max(weeks.values(), default=0) <= 2


def test_absences_weekdays_and_the_end_of_a_seat_keep_people_at_home(world: World) -> None:
    away, part_time, leaving = world.people[:3]
    Absence.objects.create(person=away, starts_on=date(2023, 3, 6), ends_on=date(2023, 4, 30))
    part_time.weekdays = [1]
    part_time.save()
    Seat.objects.filter(person=leaving).update(ends_on=date(2023, 3, 31))
    propose(world)
    for visit in all_visits():
        crew = set(visit.crew.all())
        assert away not in crew or day_of(visit) < date(2023, 3, 6)
        assert part_time not in crew or day_of(visit).weekday() == 1
        assert leaving not in crew or day_of(visit) <= date(2023, 3, 31)


def test_no_visit_falls_on_a_holiday_or_a_day_the_office_closes(world: World) -> None:
    closed = date(2023, 3, 2)
    SpecialDay.objects.create(
        office=world.office, day=closed, kind=DayKind.CLOSED, name_kk="жабық күн"
    )
    propose(world)
    days = {day_of(visit) for visit in all_visits()}
    holidays = {date(2023, 3, 8), date(2023, 3, 21), date(2023, 3, 22), date(2023, 3, 23)}
    assert not days & (holidays | {closed})


def test_the_priority_place_comes_first(world: World) -> None:
    residents, _students = propose(world)
    first = residents.visits.order_by("starts_at").first()
    assert first is not None
    priority = residents.visits.get(target__place__is_priority=True)
    assert day_of(priority) == day_of(first)


def test_what_finds_no_room_is_left_out_with_reasons_in_three_languages(world: World) -> None:
    world.residents.rules.filter(kind=RuleKind.QUOTA).delete()
    make_rule(world.residents, RuleKind.ALLOWED_DATES, ranges=[["2023-03-01", "2023-03-02"]])
    [plan] = propose(world, tracks=[world.residents])
    assert plan.visits.count() == 2 * 2 == 8 - plan.left_out.count()
    for left_out in plan.left_out.all():
        assert left_out.reasons
        for reason in left_out.reasons:
            assert {"rule", "kk", "ru", "en"} == set(reason)
            assert len({reason["kk"], reason["ru"], reason["en"]}) == 3


def test_a_language_nobody_speaks_is_named(world: World) -> None:
    place = world.targets[0].place
    place.languages = ["uz", "kk"]
    place.save()
    [plan] = propose(world, tracks=[world.residents])
    [left_out] = plan.left_out.all()
    assert left_out.target == world.targets[0]
    assert [reason["rule"] for reason in left_out.reasons] == ["need_language"]


def test_a_draft_into_which_nothing_came_leads_to_the_reasons(
    world: World, coordinator_client: Client
) -> None:
    make_rule(world.students, RuleKind.ALLOWED_WEEKDAYS, weekdays=[6])  # Sundays
    [plan] = propose(world, tracks=[world.students])
    assert (plan.visits.count(), plan.left_out.count()) == (0, 4)
    page = coordinator_client.get(f"/desk/schedule/{plan.pk}/").content.decode()
    assert "Бірде-бір кездесу жоспарға енбеді" in page
    assert "Ұсыныс кестені толтырады" not in page


def test_a_quota_beyond_the_targets_is_refused(world: World) -> None:
    make_rule(world.residents, RuleKind.QUOTA, at_least=9, by="2023-04-30")
    with pytest.raises(Refused, match="2023 жылғы 30 сәуірге дейін кемінде 9 кездесу"):
        propose(world)
    assert not Plan.objects.exists()


def test_the_plan_keeps_what_the_engine_said(world: World) -> None:
    told: list[Progress] = []
    [plan] = propose(world, tracks=[world.residents], on_progress=told.append)
    assert plan.engine["seed"] == 3
    assert plan.engine["broken"] == []
    assert plan.engine["total"] == pytest.approx(sum(plan.engine["cost"].values()), abs=1)
    assert plan.engine["lower_bound"] <= plan.engine["total"]
    assert told
    assert (told[-1].number, told[-1].of, told[-1].share) == (1, 1, 1)


def test_the_search_does_not_wait_for_the_bound_nor_the_bound_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()
    slow = lambda problem: float(may_end.wait(60))  # noqa: E731
    monkeypatch.setattr(bounding, "lower_bound", slow)
    told: list[Progress] = []

    def watch(now: Progress) -> bool:
        told.append(now)
        return now.share < 1

    [plan] = propose(world, tracks=[world.residents], on_progress=watch)
    may_end.set()
    assert plan.visits.count() == 8
    assert [told[-1].share, told[-1].bound, plan.engine["lower_bound"]] == [1, None, 0]
    assert told[-1].cost is not None


def test_another_tracks_schedule_keeps_its_people_busy(world: World) -> None:
    """Everybody of the students' pool is taken on every allowed day but one."""
    only = date(2023, 3, 29)
    taken = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    Rule.objects.all().delete()
    make_rule(world.students, RuleKind.ALLOWED_DATES, ranges=[["2023-03-28", "2023-03-29"]])
    for hour in (10, 15):
        for target, person in zip(world.targets, world.people[:3], strict=False):
            when = local(date(2023, 3, 28), hour)
            make_visit(taken, target, starts_at=when, crew=[person])
    [plan] = propose(world, tracks=[world.students])
    assert {day_of(visit) for visit in plan.visits.all()} == {only}


def test_someone_fixed_beyond_a_limit_is_busy_for_that_week(world: World) -> None:
    person = world.people[0]
    taken = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    make_rule(world.students, RuleKind.MEMBER_WEEKLY_LIMIT, meetings=1)
    for target, day in zip(world.targets, (27, 28), strict=False):
        make_visit(taken, target, date(2023, 3, day), crew=[person])
    [plan] = propose(world, tracks=[world.students])
    own = [visit for visit in plan.visits.all() if person in visit.crew.all()]
    assert all(week_of(day_of(visit)) != week_of(date(2023, 3, 27)) for visit in own)


def test_a_number_that_was_due_before_the_period_asks_nothing_of_it(world: World) -> None:
    make_rule(world.residents, RuleKind.QUOTA, at_least=90, by="2023-02-28")
    [plan] = propose(world, tracks=[world.residents])
    assert plan.visits.count() == 8
    assert broken_rules(plan) == {}


def test_what_was_called_off_in_another_period_is_asked_for_again(world: World) -> None:
    Target.objects.update(starts_on=date(2023, 1, 1))
    earlier = make_plan(
        world.residents, PlanStatus.APPROVED, starts_on=date(2023, 1, 1), ends_on=date(2023, 2, 28)
    )
    outcomes = [None, Outcome.HELD, Outcome.CANCELLED, Outcome.POSTPONED]
    for target, outcome in zip(world.targets, outcomes, strict=False):
        visit = make_visit(earlier, target, date(2023, 2, 1))
        if outcome:
            make_meeting(world.residents, visit=visit, outcome=outcome)
    beside, *rest = world.targets[4:]
    make_meeting(world.residents, beside.place)
    [plan] = propose(world, tracks=[world.residents])
    planned = {visit.target for visit in plan.visits.all()}
    assert planned == {world.targets[2], world.targets[3], *rest}
    assert plan_page(plan, ()).due == len(planned)


def test_what_a_plan_was_asked_for_stays_when_the_next_one_is_approved(world: World) -> None:
    Target.objects.update(starts_on=date(2023, 1, 1))
    planned, left, *_ = world.targets
    spans = (date(2023, 1, 1), date(2023, 2, 28)), SPAN
    first, second = (
        make_plan(world.residents, PlanStatus.APPROVED, starts_on=begins, ends_on=ends)
        for begins, ends in spans
    )
    make_visit(first, planned, date(2023, 2, 1))
    LeftOut.objects.create(plan=first, target=left)
    make_visit(second, left, date(2023, 3, 6))
    assert plan_page(first, ()).due == 2
    rows = {
        row.pk: row.due
        for track in plans_page(world.office)
        for period in track.periods
        for row in period.current
    }
    assert rows == {first.pk: 2, second.pk: 1}


def test_a_draft_of_which_nothing_is_due_says_so(world: World, coordinator_client: Client) -> None:
    for target in world.targets:
        make_meeting(world.residents, target.place, date(2023, 3, 1))
    [plan] = propose(world, tracks=[world.residents])
    page = coordinator_client.get(f"/desk/schedule/{plan.pk}/").content.decode()
    assert "Бұл күндерге тиесілі кездесу жоқ" in page


def test_a_pinned_visit_stays_when_the_schedule_is_proposed_anew(world: World) -> None:
    [plan] = propose(world, tracks=[world.residents])
    pinned = plan.visits.order_by("starts_at").last()
    assert pinned is not None
    # Half past twelve is no ordinary half-day: only a person would choose it.
    pinned.starts_at = local(date(2023, 4, 26), 12) + timedelta(minutes=30)
    pinned.is_pinned = True
    pinned.save()
    [again] = propose(world, tracks=[world.residents], seed=8)
    assert again == plan
    kept = again.visits.get(identity=pinned.identity)
    assert (kept.starts_at, kept.pk) == (pinned.starts_at, pinned.pk)
    assert Counter(visit.target for visit in again.visits.all()) == Counter(world.targets)
    assert broken_rules(again) == {}


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (datetime(2023, 3, 21, 20, tzinfo=UTC), date(2023, 3, 23)),  # the 22nd in the office
        (datetime(2023, 4, 30, 12, tzinfo=UTC), date(2023, 4, 30)),  # no day after this one
        (datetime(2023, 5, 1, 12, tzinfo=UTC), SPAN[0]),  # entered afterwards, as a whole
    ],
)
def test_of_a_draft_that_has_begun_only_what_is_pinned_stays_on_days_that_are_over(
    world: World, monkeypatch: pytest.MonkeyPatch, now: datetime, first: date
) -> None:
    [plan] = propose(world, tracks=[world.residents])
    pinned = plan.visits.order_by("starts_at").first()
    assert pinned is not None
    assert day_of(pinned) < date(2023, 3, 23)
    plan.visits.filter(pk=pinned.pk).update(is_pinned=True)
    monkeypatch.setattr(timezone, "now", lambda: now)
    [again] = propose(world, tracks=[world.residents], seed=8)
    assert again.visits.filter(pk=pinned.pk, starts_at=pinned.starts_at).exists()
    anew = again.visits.exclude(pk=pinned.pk)
    assert all(day_of(visit) >= first for visit in anew)
    assert anew.count() + again.left_out.count() == len(world.targets) - 1


def test_a_visit_drawn_against_the_rules_is_named_with_its_person(world: World) -> None:
    person = world.people[3]
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    Absence.objects.create(person=person, starts_on=date(2023, 3, 6), ends_on=date(2023, 3, 6))
    visit = make_visit(plan, world.targets[0], date(2023, 3, 6), crew=[person])
    sunday = make_visit(plan, world.targets[1], date(2023, 3, 12), crew=world.people[:2])
    broken = broken_rules(plan)
    found = {(each.rule, each.who) for each in broken[visit.pk]}
    assert found == {("availability", person), ("crew_size", None), ("need_category", None)}
    assert ("allowed_days", None) in {(each.rule, each.who) for each in broken[sunday.pk]}


def test_a_person_in_two_tracks_at_one_time_is_named(world: World) -> None:
    person = world.people[0]
    when = local(date(2023, 3, 28))
    other = make_plan(world.students, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(other, world.lessons[0], starts_at=when, crew=[person])
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    visit = make_visit(plan, world.targets[0], starts_at=when, crew=[person, world.people[4]])
    found = {(each.rule, each.who) for each in broken_rules(plan).get(visit.pk, [])}
    assert ("travel_time", person) in found


def test_a_limit_of_one_track_holds_for_its_people_in_every_track(world: World) -> None:
    make_rule(world.residents, RuleKind.MEMBER_TOTAL_LIMIT, meetings=3)
    propose(world)
    counts = Counter(person for visit in all_visits() for person in visit.crew.all())
    assert max(counts.values()) <= 3
    for plan in Plan.objects.all():
        assert broken_rules(plan).get(None, []) == []


def test_a_rule_switched_off_does_not_bind(world: World) -> None:
    rule = make_rule(world.residents, RuleKind.ALLOWED_DATES, ranges=[["2023-03-01", "2023-03-01"]])
    rule.is_active = False
    rule.save()
    [plan] = propose(world, tracks=[world.residents])
    assert plan.visits.count() == len(world.targets)


def test_a_track_keeps_its_own_pace_of_meetings_a_week(world: World) -> None:
    world.residents.rules.filter(kind=RuleKind.QUOTA).delete()
    make_rule(world.residents, RuleKind.WEEKLY_CAPACITY, meetings=1)
    make_rule(world.residents, RuleKind.ALLOWED_DATES, ranges=[["2023-03-01", "2023-03-17"]])
    residents, students = propose(world)
    weeks = Counter(week_of(day_of(visit)) for visit in residents.visits.all())
    assert max(weeks.values()) == 1
    assert students.visits.count() > 0
    assert broken_rules(residents) == broken_rules(students) == {}
    reasons = {
        reason["rule"] for left_out in residents.left_out.all() for reason in left_out.reasons
    }
    assert any("week_capacity" in rule for rule in reasons)


def test_a_week_drawn_too_full_is_named_at_its_last_meeting(world: World) -> None:
    make_rule(world.residents, RuleKind.WEEKLY_CAPACITY, meetings=1)
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    crew = [world.people[0], world.people[4]]
    first = make_visit(plan, world.targets[0], date(2023, 3, 13), crew=crew)
    last = make_visit(plan, world.targets[1], date(2023, 3, 15), crew=crew)
    broken = broken_rules(plan)
    assert first.pk not in broken
    assert [each.rule for each in broken[last.pk]] == ["week_capacity"]


def test_what_is_pinned_beyond_the_weeks_pace_stays_and_fills_the_week(world: World) -> None:
    make_rule(world.residents, RuleKind.WEEKLY_CAPACITY, meetings=1)
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    crew = [world.people[0], world.people[4]]
    for target, day in zip(world.targets, (13, 15), strict=False):
        make_visit(plan, target, date(2023, 3, day), crew=crew, is_pinned=True)
    [again] = propose(world, tracks=[world.residents])
    weeks = Counter(week_of(day_of(visit)) for visit in again.visits.all())
    assert weeks.pop(week_of(date(2023, 3, 13))) == 2
    assert set(weeks.values()) == {1}


def test_a_closed_place_is_not_visited_on_its_closed_days(world: World) -> None:
    target = world.targets[0]
    Closure.objects.create(
        place=target.place, starts_on=SPAN[0], ends_on=date(2023, 4, 14), reason="жол жөндеу"
    )
    [plan] = propose(world, tracks=[world.residents])
    assert plan.visits.get(target=target).starts_at.date() > date(2023, 4, 14)
    drawn = make_plan(world.students, starts_on=SPAN[0], ends_on=SPAN[1])
    lesson = world.lessons[0]
    Closure.objects.create(place=lesson.place, starts_on=SPAN[0], ends_on=SPAN[1])
    visit = make_visit(drawn, lesson, date(2023, 3, 28), crew=world.people[:1])
    assert "allowed_days" in {each.rule for each in broken_rules(drawn)[visit.pk]}
