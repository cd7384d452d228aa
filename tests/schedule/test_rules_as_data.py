"""Each rule that a track may state reaches the engine: judged on the rows of its proposal."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from kezdesu.programmes.choices import COSTS, RuleKind
from kezdesu.programmes.rules import USUAL
from kezdesu.schedule.models import Plan, Visit
from kezdesu.schedule.planning import broken_rules, judgement
from kezdesu.schedule.services import propose_plans
from kezdesu.schedule.track_rules import TrackRules, rules_of
from tests.factories import local, make_plan, make_visit

from .conftest import SPAN, World, make_rule

ZONE = ZoneInfo("Asia/Almaty")


def propose(world: World) -> Plan:
    world.residents.rules.filter(kind=RuleKind.QUOTA).delete()
    [plan] = propose_plans(
        tracks=[world.residents],
        starts_on=SPAN[0],
        ends_on=SPAN[1],
        iterations=20_000,
        seed=3,
        by=None,
    )
    return plan


def starts(plan: Plan) -> list[tuple[int, int]]:
    """Weekday and minute of the day of each visit."""
    times = [visit.starts_at.astimezone(ZONE) for visit in plan.visits.all()]
    return [(each.weekday(), each.hour * 60 + each.minute) for each in times]


def test_weekdays_hours_and_length_place_the_visits(world: World) -> None:
    make_rule(world.residents, RuleKind.ALLOWED_WEEKDAYS, weekdays=[1, 3])
    make_rule(world.residents, RuleKind.OPEN_HOURS, parts=[["18:30", "20:00"]])
    make_rule(world.residents, RuleKind.MEETING_LENGTH, minutes=90)
    make_rule(world.residents, RuleKind.PERIOD_CAPACITY, meetings=1)
    plan = propose(world)
    assert plan.visits.count() == 8
    assert {weekday for weekday, _minute in starts(plan)} <= {1, 3}
    assert {minute for _weekday, minute in starts(plan)} == {18 * 60 + 30}
    assert set(plan.visits.values_list("minutes", flat=True)) == {90}
    assert len(set(plan.visits.values_list("starts_at", flat=True))) == 8
    assert broken_rules(plan) == {}


def test_skills_and_languages_choose_the_crew(world: World) -> None:
    mediator, linguist = world.people[3], world.people[4]
    mediator.skills, linguist.languages = {"mediation": 2}, ["kk", "uz"]
    world.people[5].skills = {"mediation": 1}
    for person in world.people:
        person.save()
    make_rule(world.residents, RuleKind.CREW_SKILL, skill="mediation", level=2, at_least=1)
    make_rule(world.residents, RuleKind.CREW_LANGUAGE, language="uz", at_least=1)
    world.residents.rules.filter(kind=RuleKind.MEMBER_WEEKLY_LIMIT).delete()
    plan = propose(world)
    assert plan.visits.count() == 8
    for visit in plan.visits.all():
        assert {mediator, linguist} <= set(visit.crew.all())


def test_two_visits_of_one_place_keep_the_days_between_them(world: World) -> None:
    target = world.targets[0]
    target.visits_due = 2
    target.save()
    make_rule(world.residents, RuleKind.SPACING, at_least=3, at_most=5)
    plan = propose(world)
    first, second = (each.starts_at for each in plan.visits.filter(target=target))
    assert timedelta(days=2) < second - first < timedelta(days=6)


def test_a_visit_outside_the_stated_hours_is_named(world: World) -> None:
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    crew = [world.people[0], world.people[4]]
    evening = local(date(2023, 3, 13), 19)
    visit = make_visit(plan, world.targets[0], starts_at=evening, crew=crew)
    assert visit.pk not in broken_rules(plan)
    make_rule(world.residents, RuleKind.OPEN_HOURS, parts=[["10:00", "12:00"], ["19:30", "21:00"]])
    assert [each.rule for each in broken_rules(plan)[visit.pk]] == ["allowed_periods"]


def test_other_rules_are_tried_on_a_plan_without_being_stated(world: World) -> None:
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    crew = [world.people[0], world.people[4]]
    for target, day in zip(world.targets, (13, 14), strict=False):
        make_visit(plan, target, date(2023, 3, day), crew=crew)
    assert judgement(plan).broken == {}
    tried = judgement(
        plan, rules_of([("crew_size", {"min": 3, "max": 4}), ("late", {"minutes": 7})])
    )
    assert set(tried.broken) == {visit.pk for visit in Visit.objects.all()}
    assert world.residents.rules.filter(kind=RuleKind.LATE).count() == 0


def test_a_plan_keeps_the_rules_it_was_proposed_under(world: World) -> None:
    plan = propose(world)
    plan.refresh_from_db()
    stated = world.residents.rules.order_by("pk").values_list("kind", "values")
    assert plan.engine["rules"] == [list(each) for each in stated]


@pytest.mark.parametrize("kind", COSTS)
def test_each_cost_is_worth_what_is_stated(kind: RuleKind) -> None:
    usual = rules_of([])
    values = {name: number + 7 for name, number in USUAL[kind].items()}
    stated = rules_of([(kind.value, values)])
    assert _worth(stated, kind) == _worth(usual, kind) + 7


def _worth(rules: TrackRules, kind: RuleKind) -> int:
    return rules.price(1) if kind == RuleKind.LEFT_OUT else rules.weights[kind]


def test_leaving_out_grows_evenly_with_the_importance() -> None:
    usual = rules_of([])
    assert [usual.price(weight) for weight in (1, 2, 10)] == [11_000, 12_000, 20_000]
