"""Tiny instances whose best plan is known by hand or by trying every plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import chain, combinations, permutations, product
from typing import Any

import pytest

from planner import (
    Assignment,
    Fault,
    Finish,
    MaxIterations,
    Member,
    Need,
    Period,
    Problem,
    Quota,
    Solution,
    Spacing,
    StartLag,
    Travel,
    Weights,
    check,
    solve,
)
from planner.exact.whole import prove
from tests.planner.worlds import MONDAY, make_capacity, make_periods, make_problem, make_visit


def best(problem: Problem) -> Solution:
    return solve(problem, stop=MaxIterations(20_000))


def brute_force(problem: Problem) -> float:
    """The least cost over every choice of period and crew and every order of the visits.

    For problems of two or three visits without opening hours: each visit begins as early as the
    order lets it.
    """
    costs = []
    names = [member.id for member in problem.members]
    crews = list(chain(combinations(names, 1), combinations(names, 2)))
    places: list[tuple[str, tuple[str, ...]] | None] = [None]
    places += [(period.id, crew) for period in problem.periods for crew in crews]
    for choice in product(places, repeat=len(problem.visits)):
        for order in permutations(range(len(choice))):
            plan = timed(problem, [(at, *chosen) for at in order if (chosen := choice[at])])
            verdict = check(problem, plan)
            if verdict.is_feasible:
                costs.append(verdict.total)
    return min(costs)


def timed(problem: Problem, chosen: list[tuple[int, str, tuple[str, ...]]]) -> list[Assignment]:
    plan: list[Assignment] = []
    for at, period, crew in sorted(chosen, key=lambda each: problem.period[each[1]].starts_at):
        visit = problem.visits[at]
        starts = problem.period[period].starts_at
        for name in crew:
            here = problem.member[name].base
            ends = problem.period[period].starts_at
            for each in plan:
                same_day = problem.period[each.period].day == problem.period[period].day
                if name in each.crew and same_day:
                    here = problem.visit[each.visit].place
                    ends = each.starts_at + problem.visit[each.visit].minutes
            way = problem.travel.between(here, visit.place) if here else 0
            starts = max(starts, ends + way)
        plan.append(Assignment(visit=visit.id, period=period, starts_at=starts, crew=crew))
    return plan


BASED = (
    Member(id="aru", languages=frozenset({"uz"}), base="office"),
    Member(id="dana", base="togys"),
)
WAYS = Travel(
    places=("office", "bozaryk", "togys"), minutes=((0, 10, 30), (12, 0, 17), (30, 20, 0))
)


def weekdays(*days: int) -> tuple[Period, ...]:
    """Mornings, so many days after a Monday."""
    return tuple(
        Period(id=f"{day}", day=MONDAY + timedelta(day), starts_at=600, minutes=120) for day in days
    )


TINY = {
    "two must be planned": make_problem(),
    "own bases": make_problem(members=BASED, travel=WAYS),
    "uzbek is needed": make_problem(
        visits=(
            make_visit("bozaryk", needs=(Need(kind="language", value="uz"),), weight=2.0),
            make_visit("togys", crew_min=2),
        ),
        members=BASED,
        travel=WAYS,
    ),
    "not worth the way": make_problem(
        members=BASED,
        travel=WAYS,
        visits=(make_visit("bozaryk", price=5), make_visit("togys", price=500)),
    ),
    "together": make_problem(members=BASED, travel=WAYS, crews_stay_together=True),
    "apart": make_problem(
        periods=make_periods(2),
        spacings=(Spacing(first="bozaryk", second="togys", at_least=1),),
        weights=Weights(uneven_load=300.0),
    ),
    "in order": make_problem(
        visits=(make_visit("bozaryk", after=frozenset({"togys"})), make_visit("togys", weight=0.1)),
    ),
    "same place": make_problem(
        periods=make_periods(2),
        visits=(make_visit("one", place="togys"), make_visit("two", place="togys")),
        capacities=(make_capacity(1),),
        weights=Weights(late=5),
    ),
    "one a week of two that count": make_problem(
        periods=weekdays(0, 4, 7),
        visits=tuple(make_visit(name, place="togys") for name in ("one", "two", "free")),
        capacities=(make_capacity(1, "week", visits=frozenset({"one", "two"})),),
    ),
    "half-day of one": make_problem(
        capacities=(make_capacity(1, "period"), make_capacity(9, "week")),
        members=BASED,
        travel=WAYS,
    ),
}


@pytest.mark.parametrize("name", TINY)
def test_finds_the_least_cost_of_all_plans(name: str) -> None:
    problem = TINY[name]
    solution = best(problem)
    assert solution.is_feasible
    least = brute_force(problem)
    assert solution.total == pytest.approx(least)
    assert solution.lower_bound <= least + 1e-6
    if not problem.crews_stay_together:
        assert solution.lower_bound == pytest.approx(least, rel=1e-4)


def test_a_full_week_pushes_only_those_it_counts_into_the_next() -> None:
    problem = TINY["one a week of two that count"]
    days = {each.visit: problem.period[each.period].day for each in best(problem).assignments}
    assert days["free"] == MONDAY
    assert {days["one"], days["two"]} == {MONDAY, MONDAY + timedelta(7)}


def test_a_week_too_full_is_told_of_its_last_visit() -> None:
    problem = make_problem(
        periods=weekdays(0, 4, 7), capacities=(make_capacity(1, "week"),),
    )  # fmt: skip
    plan = [
        Assignment(visit="togys", period="4", starts_at=600, crew=("aru",)),
        Assignment(visit="bozaryk", period="0", starts_at=600, crew=("dana",)),
    ]
    [violation] = check(problem, plan).violations
    assert (violation.rule, violation.visit) == ("week_capacity", "togys")
    assert violation.sentence("en").startswith("The week of 2023-03-06 holds too many visits: 2")
    assert check(problem, [replace(plan[0], period="7"), plan[1]]).is_feasible


def test_a_visit_that_a_full_week_leaves_out_names_the_week() -> None:
    visits = (make_visit("togys"), make_visit("bozaryk", price=900))
    problem = make_problem(
        periods=make_periods(2), visits=visits, capacities=(make_capacity(1, "week"),)
    )
    solution = best(problem)
    assert solution.left_out[0].rule_sets == (("week_capacity",),)
    assert solution.lower_bound == pytest.approx(solution.total, rel=1e-5)


def test_a_skill_counts_for_its_level_and_those_below() -> None:
    needs = (Need(kind="skill", value="law", level=2),)
    visits = (make_visit("bozaryk", needs=needs),)
    members = (Member(id="junior", skills={"law": 1}), Member(id="senior", skills={"law": 3}))
    plan = best(make_problem(visits=visits, members=members)).assignments
    assert "senior" in plan[0].crew


def test_the_dearer_set_is_done_first_and_the_budget_says_what_may_stay_out() -> None:
    """By hand: one person, an hour each. Bozaryk is out; the heavy set ends at 60, all at 120."""
    visits = (
        make_visit("togys", price=40),
        make_visit("bozaryk", price=30),
        make_visit("office", price=40, after=frozenset({"togys"})),
    )
    problem = make_problem(
        periods=make_periods(1, 60),
        members=(Member(id="aru"),),
        visits=visits,
        travel=Travel.flat(["bozaryk", "togys", "office"], 0),
        finishes=(Finish(id="all"), Finish(id="first", weight=3, visits=frozenset({"togys"}))),
        left_out_budget=30,
        weights=Weights(left_out=0, priority_first=0, uneven_load=0),
    )
    solution = best(problem)
    assert solution.is_feasible
    assert [each.visit for each in solution.assignments] == ["togys", "office"]
    assert solution.cost["finish"] == 3 * 60 + 120


@pytest.mark.parametrize("seed", range(4))
def test_what_a_must_waits_for_is_planned_though_it_brings_nothing_itself(seed: int) -> None:
    """Nor could the whole be decided without the search, because crews stay together."""
    visits = (
        make_visit("bozaryk", price=0, weight=0),
        make_visit("togys", after=frozenset({"bozaryk"})),
    )
    problem = make_problem(
        members=BASED, travel=WAYS, visits=visits, crews_stay_together=True,
        weights=Weights(uneven_load=5000, priority_first=0),
    )  # fmt: skip
    assert solve(problem, stop=MaxIterations(4000), seed=seed).is_feasible


def test_what_an_impossible_must_waits_for_may_be_left_out() -> None:
    needs = (Need(kind="language", value="tg"),)
    visits = (
        make_visit("bozaryk", price=0, weight=0),
        make_visit("togys", after=frozenset({"bozaryk"}), needs=needs),
    )
    solution = best(make_problem(members=BASED, travel=WAYS, visits=visits))
    assert [each.visit for each in solution.violations] == ["togys"]
    assert solution.assignments == ()


def test_no_plan_within_the_budget_is_said() -> None:
    visits = (make_visit("togys", price=40, minutes=600), make_visit("bozaryk", price=30))
    solution = best(make_problem(visits=visits, left_out_budget=39))
    assert [each.rule for each in solution.violations] == ["left_out_budget"]
    assert solution.violations[0].sentence("en") == (
        "What is left out comes to 40 points, the budget is 39."
    )
    assert solution.is_proven_impossible


def test_quota_brings_in_what_the_price_would_leave_out() -> None:
    visits = (make_visit("bozaryk", price=0), make_visit("togys", price=0))
    weights = Weights(uneven_load=0, priority_first=0)
    members = (Member(id="aru", base="office"),)
    free = make_problem(visits=visits, weights=weights, members=members)
    quota = Quota(id="one", visits=frozenset({"bozaryk", "togys"}), at_least=1, by=MONDAY)
    assert len(best(free).assignments) == 0
    assert len(best(replace(free, quotas=(quota,))).assignments) == 1


def test_what_cannot_be_planned_is_named_with_its_rule() -> None:
    visits = (make_visit("bozaryk", needs=(Need(kind="language", value="tg"),)),)
    solution = best(make_problem(visits=visits))
    assert [each.rule for each in solution.violations] == ["must_be_planned"]
    assert solution.left_out[0].rule_sets == (("need_language",),)
    assert "қажетті тіл" in solution.left_out[0].sentence("kk")
    assert solution.gap is None


def test_two_rules_that_stand_in_the_way_together_are_named_together() -> None:
    visit = make_visit("bozaryk", price=900, minutes=200, allowed_weekdays=frozenset({7}))
    obstacle = best(make_problem(visits=(visit,))).left_out[0]
    assert obstacle.rule_sets == (("allowed_weekdays", "period_length"),)


def test_a_late_visit_names_what_keeps_it_from_its_due_date() -> None:
    visits = (make_visit("bozaryk", due=MONDAY, allowed_weekdays=frozenset({2})),)
    solution = best(make_problem(periods=make_periods(2), visits=visits))
    assert solution.late[0].rule_sets == (("allowed_weekdays",),)
    assert solution.cost["late"] == 50


def test_a_cheap_visit_is_left_out_for_its_cost_alone() -> None:
    obstacle = best(TINY["not worth the way"]).left_out[0]
    assert obstacle.rule_sets == ()
    assert "costs more" in obstacle.sentence("en")


def test_the_callback_ends_the_run() -> None:
    calls: list[float] = []

    def enough(now: object) -> bool:
        calls.append(1)
        return False

    solution = solve(make_problem(), stop=MaxIterations(10**9), on_progress=enough)
    assert len(calls) == 1
    assert solution.is_feasible


def test_pinned_visits_keep_their_people_from_others() -> None:
    pinned = make_visit(
        "bozaryk", pinned_period="0am", pinned_members=frozenset({"aru"}), crew_max=1, minutes=180
    )
    members = (Member(id="aru", languages=frozenset({"uz"})),)
    other = make_visit("togys", needs=(Need(kind="language", value="uz"),))
    solution = best(make_problem(visits=(pinned, other), members=members))
    assert [each.period for each in solution.assignments] == ["0am", "0pm"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"visits": (make_visit("nowhere"),)}, "visits[0].place: there is no place"),
        ({"periods": make_periods(1, 300)}, "periods: '0am' and '0pm' overlap"),
        ({"members": (Member(id="a"), Member(id="a"))}, "members[1].id: 'a' is already the id"),
    ],
)
def test_a_problem_that_does_not_fit_together_says_where(
    changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Fault) as caught:
        make_problem(**changes)
    assert str(caught.value).startswith(sentence)


def test_visits_that_wait_for_each_other_are_refused() -> None:
    visits = (
        make_visit("bozaryk", after=frozenset({"togys"})),
        make_visit("togys", after=frozenset({"bozaryk"})),
    )
    with pytest.raises(Fault, match="wait for each other in a circle"):
        make_problem(visits=visits)


def test_a_week_limit_counts_from_monday() -> None:
    periods = tuple(
        replace(period, day=MONDAY + timedelta(6 + at // 2))
        for at, period in enumerate(make_periods(2))
    )
    members = (Member(id="aru", per_week=1),)
    days = [periods[0].day, periods[2].day]
    solution = best(make_problem(periods=periods, members=members))
    by_id = {period.id: period.day for period in periods}
    assert sorted(by_id[each.period] for each in solution.assignments) == days


def lagged(at_least: int | None, at_most: int | None, **changes: object) -> Problem:
    """Bozaryk opens at 10:50, Togys at 10:00; two members without a base."""
    visits = (make_visit("bozaryk", opens_at=650, crew_max=1), make_visit("togys", crew_max=1))
    lag = StartLag(first="bozaryk", second="togys", at_least=at_least, at_most=at_most)
    return make_problem(visits=visits, start_lags=(lag,), **changes)


@pytest.mark.parametrize(
    ("lag", "starts"),
    [((0, 0), (650, 650)), ((20, 30), (650, 670)), ((0, None), (650, 650))],
)
def test_visits_begin_together_or_with_their_lag(
    lag: tuple[int, int | None], starts: tuple[int, int]
) -> None:
    solution = best(lagged(*lag, periods=make_periods(1)[:1]))
    assert solution.is_feasible
    found = {each.visit: each.starts_at for each in solution.assignments}
    assert (found["bozaryk"], found["togys"]) == starts


def test_one_person_alone_cannot_hold_both_visits_of_a_lag() -> None:
    problem = lagged(0, 240)
    alone = replace(problem, members=problem.members[:1])
    assert [each.rule for each in best(alone).violations] == ["must_be_planned"]
    shared = replace(alone, start_lags=(replace(alone.start_lags[0], different_people=False),))
    assert best(shared).is_feasible
    assert {each.rule for each in check(alone, best(shared).assignments).violations} == {
        "different_people"
    }


def test_visits_of_a_lag_share_their_day() -> None:
    apart = [
        Assignment(visit="bozaryk", period="0am", starts_at=650, crew=("aru",)),
        Assignment(visit="togys", period="1am", starts_at=650, crew=("dana",)),
    ]
    problem = lagged(0, 0, periods=make_periods(2))
    assert [each.rule for each in check(problem, apart).violations] == ["start_lag"]
    assert best(problem).is_feasible


def test_visits_of_a_lag_go_to_a_better_day_together() -> None:
    """The search itself; a problem as small as this would else be decided without it."""
    from planner.search.run import Search

    periods = make_periods(2)
    search = Search(lagged(0, 0, periods=periods), 1)
    search.start_from(
        Assignment(visit=visit, period=periods[2].id, starts_at=650, crew=(member,))
        for visit, member in (("bozaryk", "aru"), ("togys", "dana"))
    )
    assert len(search.assignments()) == 2
    search.improve(MaxIterations(20_000))
    assert {each.period for each in search.assignments()} == {periods[0].id}


def test_a_delay_costs_its_minutes_and_the_longest_once_more() -> None:
    visits = (
        make_visit("bozaryk", begin_by=600, weight=2),
        make_visit("togys", begin_by=600, allowed_periods=frozenset({"0pm"})),
    )
    weights = Weights(travel=0, uneven_load=0, priority_first=0, delay=3, longest_delay=10)
    problem = make_problem(visits=visits, weights=weights)
    plan = [
        Assignment(visit="bozaryk", period="0am", starts_at=600.5, crew=("aru",)),
        Assignment(visit="togys", period="0pm", starts_at=840, crew=("dana",)),
    ]
    cost = check(problem, plan).cost
    assert cost["delay"] == pytest.approx(3 * (2 * 0.5 + 240))
    assert cost["longest_delay"] == pytest.approx(10 * 240)
    assert best(problem).total == pytest.approx(13 * 240)


@pytest.mark.parametrize(
    "changes",
    [
        {"after": frozenset({"togys"})},
        {"needs": (Need(kind="person", value="aru"),)},
        {},
    ],
)
def test_a_plan_decided_as_a_whole_keeps_decimal_ways(changes: dict[str, Any]) -> None:
    """1.001 minutes is a little less than 1,001 thousandths; whoever begins with aru waits."""
    togys = make_visit("togys", crew_max=1, needs=(Need(kind="person", value="aru"),))
    problem = make_problem(
        periods=make_periods(1, 123)[:1],
        members=(Member(id="aru", base="office"), Member(id="dana")),
        visits=(make_visit("bozaryk", crew_max=1, **changes), togys),
        travel=Travel.flat(["bozaryk", "togys", "office"], 1.001),
        start_lags=() if changes else (StartLag(first="bozaryk", second="togys"),),
    )
    found = prove(problem, 0.0, 5.0)
    assert found.cheaper
    verdict = check(problem, found.cheaper)
    assert verdict.is_feasible
    assert verdict.total == pytest.approx(found.bound, abs=0.01)
