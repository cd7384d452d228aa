"""Contradictions are proven, advice is tried."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from planner import (
    Assignment,
    MaxIterations,
    Member,
    Need,
    Period,
    Problem,
    Quota,
    StartLag,
    check,
    solve,
)
from planner.explain import Advice, advice, contradiction
from planner.rules.lifting import LIFTS, without
from planner.rules.names import NAMES
from tests.planner.worlds import (
    MONDAY,
    make_capacity,
    make_periods,
    make_problem,
    make_visit,
    problems,
)

UZBEK = (Need(kind="language", value="uz"), Need(kind="category", value="mediator"))


def test_a_plan_that_exists_has_no_contradiction() -> None:
    assert contradiction(make_problem()) == ()


def test_a_need_that_nobody_meets_contradicts_the_must() -> None:
    problem = make_problem(visits=(make_visit("togys", needs=UZBEK),))
    assert contradiction(problem) == ("must_be_planned", "need_category")


def test_a_quota_that_the_days_cannot_hold_contradicts_their_capacity() -> None:
    visits = tuple(make_visit(f"v{at}", place="togys", price=9) for at in range(4))
    quota = Quota(id="all", visits=frozenset(v.id for v in visits), at_least=4, by=MONDAY)
    problem = make_problem(visits=visits, capacities=(make_capacity(2),), quotas=(quota,))
    assert contradiction(problem) == ("quota", "day_capacity")
    assert solve(problem, stop=MaxIterations(2000)).is_proven_impossible


def test_people_who_are_away_contradict_the_must() -> None:
    members = (Member(id="aru", available=frozenset()),)
    assert contradiction(make_problem(members=members)) == ("must_be_planned", "availability")


def test_one_more_mediator_who_speaks_uzbek_is_advised() -> None:
    visits = (make_visit("togys", needs=UZBEK), make_visit("bozaryk"))
    problem = make_problem(visits=visits)
    best = advice(problem, solve(problem, stop=MaxIterations(4000)))[0]
    assert (best.change, best.subject, best.visits) == ("member", "uz, mediator", ("togys",))
    assert best.days == (MONDAY,)
    assert best.missing == 1
    assert "uz, mediator" in best.sentence("kk")


def test_one_more_visit_a_day_is_advised_where_the_day_is_full() -> None:
    problem = make_problem(
        capacities=(make_capacity(1),),
        visits=(make_visit("togys"), make_visit("bozaryk", price=5000)),
    )
    changes = [each.change for each in advice(problem, solve(problem, stop=MaxIterations(4000)))]
    assert changes == ["visits_per_day"]


def test_one_more_visit_a_week_is_advised_where_the_week_is_full() -> None:
    visits = (make_visit("togys"), make_visit("bozaryk", price=5000))
    week = make_capacity(1, "week", id="pace")
    problem = make_problem(capacities=(week,), visits=visits)
    [best] = advice(problem, solve(problem, stop=MaxIterations(4000)))
    assert (best.change, best.visits) == ("visits_per_week", ("bozaryk",))
    assert best.sentence("ru").startswith("Нужно поднять предел встреч в неделю (pace: 2).")


def test_a_must_that_the_week_cannot_hold_contradicts_its_capacity() -> None:
    problem = make_problem(periods=make_periods(2), capacities=(make_capacity(1, "week"),))
    assert contradiction(problem) == ("must_be_planned", "week_capacity")


def test_no_advice_where_nothing_is_amiss() -> None:
    problem = make_problem()
    assert advice(problem, solve(problem, stop=MaxIterations(2000))) == ()


def test_what_a_longer_search_brings_is_not_advised() -> None:
    """A poor plan leaves out what has room: no change is needed for that."""
    visits = (make_visit("togys", price=500), make_visit("bozaryk", price=500))
    limited = Member(id="aru", per_day=2)
    problem = make_problem(visits=visits, members=(limited,), capacities=(make_capacity(2),))
    poor = solve(make_problem(visits=visits, members=(replace(limited, per_day=0),)),
                 stop=MaxIterations(500), prove=False)  # fmt: skip
    assert len(poor.left_out) == 2
    assert advice(problem, poor) == ()


def test_what_falls_out_is_counted_against_what_comes_in() -> None:
    period = (MONDAY,)
    swap = Advice("any_day", "v", ("v",), ("togys",), period, missing=0, saved=5.0)
    assert not swap.helps
    two = replace(swap, visits=("bozaryk", "v"))
    assert two.helps
    assert two.sentence().endswith("bring in 2 (06.03.2023), but 1 would fall out or be late.")


@pytest.mark.parametrize("name", ["aru", "one more"])
def test_one_more_of_anybody_is_advised_whatever_the_others_are_called(name: str) -> None:
    visits = [make_visit(each, minutes=180, crew_max=1, price=500) for each in ("togys", "bozaryk")]
    morning = make_periods(1)[:1]
    problem = make_problem(periods=morning, visits=tuple(visits), members=(Member(id=name),))
    [best] = advice(problem, solve(problem, stop=MaxIterations(2000)))
    assert (best.change, best.subject, best.more) == ("member", "", 1)
    assert best.sentence("kk").startswith("Тағы бір адам керек. Сонда")
    assert best.sentence("ru").startswith("Нужен ещё один человек. Тогда")
    assert best.sentence("en").startswith("One more member is needed. That")


def test_every_rule_can_be_lifted() -> None:
    assert tuple(LIFTS) == NAMES


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_a_plan_breaks_no_rule_that_is_lifted(problem: Problem) -> None:
    plan = solve(problem, stop=MaxIterations(2000), prove=False).assignments
    everything = without(problem, NAMES)
    shifted = tuple(replace(each, crew=each.crew[:1]) for each in plan)
    assert check(everything, shifted).violations == ()


@pytest.mark.parametrize("name", NAMES)
def test_lifting_a_rule_ends_its_violations(name: str) -> None:
    visits = (
        make_visit(
            "togys",
            minutes=170,
            needs=(*UZBEK, Need(kind="skill", value="law"), Need(kind="person", value="dana")),
            crew_min=2,
            allowed_days=frozenset(),
            allowed_weekdays=frozenset({7}),
            allowed_periods=frozenset(),
            pinned_period="1pm",
            pinned_members=frozenset({"dana"}),
            opens_at=900,
            closes_at=910,
            after=frozenset({"bozaryk"}),
        ),
        make_visit("bozaryk"),
        make_visit("office", price=5),
        make_visit("beside", place="bozaryk", minutes=20),
    )
    members = (
        Member(id="aru", available=frozenset(), per_day=0, per_week=0, in_total=0, base="office"),
        Member(id="dana"),
    )
    quota = Quota(id="two", visits=frozenset({"togys", "bozaryk"}), at_least=2, by=MONDAY)
    problem = make_problem(
        periods=make_periods(2, 60), visits=visits, members=members,
        capacities=(make_capacity(0, "period"), make_capacity(0), make_capacity(0, "week")),
        quotas=(quota,), left_out_budget=4,
        start_lags=(StartLag(first="togys", second="beside", at_least=30, at_most=30),),
    )  # fmt: skip
    plan = [
        Assignment(visit=name, period="0am", starts_at=start, crew=("aru",))
        for name, start in (("beside", 600), ("togys", 630))
    ]
    before = {each.rule for each in check(problem, plan).violations}
    after = {each.rule for each in check(without(problem, [name]), plan).violations}
    assert name in before or name in {"crews_stay_together", "spacing"}
    assert name not in after


@pytest.mark.parametrize("time", ["period_length", "opening_hours"])
def test_rules_are_lifted_alike_in_whatever_order_they_are_named(time: str) -> None:
    visit = make_visit("togys", minutes=600 if time == "period_length" else 60, closes_at=620)
    problem = make_problem(periods=make_periods(1)[:1], visits=(visit,))
    named = [time, "travel_time"]
    assert without(problem, named) == without(problem, reversed(named))


def test_a_visit_longer_than_any_period_is_a_contradiction() -> None:
    problem = make_problem(visits=(make_visit("togys", minutes=600),))
    assert contradiction(problem) == ("must_be_planned", "period_length")


@pytest.mark.parametrize("days", [make_periods(1)[:1], make_periods(1)], ids=["one", "two"])
def test_a_place_that_closes_too_soon_leaves_the_periods_out_of_it(
    days: tuple[Period, ...],
) -> None:
    visit = make_visit("togys", minutes=120, opens_at=600, closes_at=660)
    problem = make_problem(periods=days, visits=(visit,))
    assert contradiction(problem) == ("must_be_planned", "opening_hours")


def test_two_visits_at_once_by_one_person_contradict_the_ways_too() -> None:
    names = ("togys", "bozaryk")
    visits = tuple(make_visit(name, minutes=120, crew_max=1) for name in names)
    one = (Member(id="aru"),)
    problem = make_problem(periods=make_periods(1)[:1], members=one, visits=visits)
    named = ("must_be_planned", "period_length", "travel_time")
    assert contradiction(problem) == named
    at_once = [Assignment(visit=v, period="0am", starts_at=600, crew=("aru",)) for v in names]
    assert [each.rule for each in check(problem, at_once).violations] == ["travel_time"]
