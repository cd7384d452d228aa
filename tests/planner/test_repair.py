"""After an event the plan stays as near to the approved one as it can."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import (
    Assignment,
    MaxIterations,
    Member,
    Need,
    Problem,
    Travel,
    Visit,
    Weights,
    check,
    solve,
)
from planner.costs import COSTS
from planner.exact import nearest
from planner.fault import Fault
from planner.outweighing import CHANGE_POINTS, most_counts, most_points, with_changes_first
from planner.repair import (
    DayClosed,
    Event,
    MemberAbsent,
    PlaceLost,
    Repair,
    VisitAdded,
    least_changes,
    repair,
)
from planner.rules.base import Look
from planner.weights import MOST_POINTS
from tests.planner.worlds import (
    MONDAY,
    make_capacity,
    make_periods,
    make_problem,
    make_visit,
    problems,
)

PEOPLE = tuple(Member(id=name, languages=frozenset({"uz"}), per_day=1) for name in ("aru", "dana"))
WEEK = make_problem(
    periods=make_periods(3),
    members=PEOPLE,
    visits=tuple(
        make_visit(name, place="togys", needs=(Need(kind="language", value="uz"),), crew_max=1)
        for name in ("one", "two", "three", "four")
    ),
)
PLAN = solve(WEEK, stop=MaxIterations(10_000)).assignments


def repaired(event: Event) -> Repair:
    return repair(WEEK, PLAN, event, stop=MaxIterations(10_000))


def test_without_need_nothing_changes() -> None:
    result = repaired(MemberAbsent("aru", frozenset({MONDAY.replace(year=2024)})))
    assert result.changed == ()
    assert result.is_proven_nearest


def test_only_the_visits_of_the_absent_member_change() -> None:
    day = WEEK.period[PLAN[0].period].day
    hit = [p.visit for p in PLAN if "aru" in p.crew and WEEK.period[p.period].day == day]
    result = repaired(MemberAbsent("aru", frozenset({day})))
    assert list(result.changed) == hit
    assert result.is_proven_nearest


def test_a_closed_day_moves_its_visits() -> None:
    day = WEEK.period[PLAN[0].period].day
    result = repaired(DayClosed(day))
    assert result.is_proven_nearest
    assert day not in {WEEK.period[each.period].day for each in result.solution.assignments}


def test_an_urgent_visit_finds_room() -> None:
    visit = make_visit("urgent", place="bozaryk", allowed_days=frozenset({MONDAY}), crew_max=1)
    result = repaired(VisitAdded(visit))
    assert "urgent" in {each.visit for each in result.solution.assignments}
    assert result.is_proven_nearest


def test_a_lost_place_no_longer_has_to_be_visited() -> None:
    result = repaired(PlaceLost("togys"))
    assert result.solution.is_feasible
    assert result.solution.assignments == ()
    assert len(result.changed) == result.least_changes == 4


@pytest.mark.parametrize(
    "only",
    [
        {"allowed_weekdays": frozenset({1})},
        {"allowed_periods": frozenset({"0am"})},
        {"pinned_period": "0am"},
        {"allowed_days": frozenset({MONDAY, MONDAY + timedelta(days=30)})},
    ],
)
@pytest.mark.parametrize("event", [PlaceLost("togys", frozenset({MONDAY})), DayClosed(MONDAY)])
def test_a_visit_without_a_period_left_no_longer_has_to_be_held(
    only: dict[str, Any], event: Event
) -> None:
    visits = (
        make_visit("togys", **only),
        make_visit("waits for it", place="bozaryk", after=frozenset({"togys"})),
        make_visit("bozaryk"),
    )
    problem = make_problem(periods=make_periods(2), visits=visits)
    after = event.after(problem)
    assert [visit.price for visit in after.visits] == [0, 0, None]
    assert solve(after, stop=MaxIterations(2000), prove=False, explain=False).is_feasible


@pytest.mark.parametrize(
    "only",
    [
        {"pinned_members": frozenset({"aru"})},
        {"needs": (Need(kind="person", value="aru"),)},
        {"needs": (Need(kind="language", value="uz", count=2),)},
        {"crew_min": 2},
    ],
)
def test_a_visit_without_people_left_no_longer_has_to_be_held(only: dict[str, Any]) -> None:
    visits = (make_visit("togys", **only), make_visit("bozaryk"))
    problem = make_problem(periods=make_periods(2), members=PEOPLE, visits=visits)
    ill = MemberAbsent("aru").after(problem)
    assert [visit.price for visit in ill.visits] == [0, None]
    for_a_day = MemberAbsent("aru", frozenset({MONDAY})).after(problem)
    assert [visit.price for visit in for_a_day.visits] == [None, None]


def test_a_day_that_is_none_of_the_problem_cannot_be_closed() -> None:
    with pytest.raises(Fault, match="day: there is no day 2023-04-05"):
        DayClosed(MONDAY + timedelta(days=30)).after(WEEK)


@pytest.mark.parametrize(
    "judge",
    [check, lambda problem, plan: repair(problem, plan, DayClosed(MONDAY), stop=MaxIterations(9))],
)
def test_a_plan_with_a_visit_twice_is_refused_as_it_was_given(judge: Any) -> None:
    with pytest.raises(Fault, match=rf"plan\[{len(PLAN)}\].visit: .* is planned twice"):
        judge(WEEK, (*PLAN, PLAN[0]))


DEAR = make_visit("dear", place="togys", crew_max=1, price=1_000_000)
LATE = make_visit("late", place="togys", crew_max=1, weight=1000, due=MONDAY - timedelta(days=10))


@pytest.mark.parametrize(
    ("new", "weights", "old_price"),
    [(DEAR, Weights(left_out=2), 10), (LATE, Weights(late=1000), None)],
)
def test_no_price_is_worth_a_change(new: Visit, weights: Weights, old_price: int | None) -> None:
    """The morning of the first day would be the dearest place to leave to the old visit."""
    periods = [make_periods(1, 60)[0]]
    if old_price is None:
        periods.append(replace(periods[0], id="late", day=MONDAY + timedelta(days=19)))
    old = make_visit("old", place="togys", crew_max=1, price=old_price)
    problem = make_problem(
        periods=tuple(periods), members=PEOPLE[:1], visits=(old,), weights=weights
    )
    plan = (Assignment(visit="old", period="0am", starts_at=600, crew=("aru",)),)
    result = repair(problem, plan, VisitAdded(new), stop=MaxIterations(8000))
    assert result.changed == ()
    assert result.is_proven_nearest


def test_one_left_out_may_count_as_two_changes() -> None:
    """Only dana may replace aru on the first day, and only if she leaves another visit to berik."""
    people = [Member(id=name, per_day=1) for name in ("aru", "dana", "berik")]
    by = [{"categories": frozenset(kinds)} for kinds in ("a", "ab", "b")]
    people = [replace(each, **kind) for each, kind in zip(people, by, strict=True)]
    problem = make_problem(
        periods=make_periods(1)[:1],
        members=tuple(people),
        visits=tuple(
            make_visit(place, crew_max=1, price=0, needs=(Need(kind="category", value=kind),))
            for place, kind in (("togys", "a"), ("bozaryk", "b"))
        ),
    )
    plan = tuple(
        Assignment(visit=visit, period="0am", starts_at=600, crew=(who,))
        for visit, who in (("togys", "aru"), ("bozaryk", "dana"))
    )
    event, stop = MemberAbsent("aru"), MaxIterations(8000)
    assert len(repair(problem, plan, event, stop=stop).changed) == 1
    twice = repair(problem, plan, event, stop=stop, left_out_counts_twice=True)
    assert len(twice.changed) == len(twice.solution.assignments) == 2


@settings(max_examples=20)
@given(problems(), st.randoms(use_true_random=False))
def test_no_plan_costs_more_than_a_change_outweighs(problem: Problem, chance: Random) -> None:
    after = replace(problem, baseline=some_plan(problem, chance))
    most = most_counts(after)
    assert most.keys() | {"changed"} == {cost.name for cost in COSTS}
    look = Look(after, some_plan(problem, chance))
    for cost in COSTS:
        assert cost.name == "changed" or cost.count(look) <= most[cost.name] + 1e-9


def some_plan(problem: Problem, chance: Random) -> tuple[Assignment, ...]:
    """Whatever its rules say, but with crews no larger than allowed; one in four is left out."""
    names = sorted(problem.member)
    return tuple(
        Assignment(
            visit=visit.id,
            period=(period := chance.choice(problem.periods)).id,
            starts_at=period.starts_at,
            crew=tuple(names[: min(visit.crew_max, len(names))]),
        )
        for visit in problem.visits
        if chance.random() < 0.75
    )


def test_the_highest_prices_there_are_leave_a_change_the_highest() -> None:
    dear = Weights(**{part.name: MOST_POINTS for part in fields(Weights)})
    near = with_changes_first(replace(WEEK, weights=dear, baseline=PLAN))
    assert most_points(near) < near.weights.changed == CHANGE_POINTS


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.integers(0, 3))
def test_a_baseline_is_never_taken_over_against_a_rule(problem: Problem, day: int) -> None:
    first = solve(problem, stop=MaxIterations(2000), prove=False, explain=False)
    closed = problem.days[min(day, len(problem.days) - 1)]
    for event in (MemberAbsent("m0"), DayClosed(closed), PlaceLost("p0", frozenset({closed}))):
        result = repair(problem, first.assignments, event, stop=MaxIterations(1000))
        rules = {
            each.rule for each in check(result.problem, result.solution.assignments).violations
        }
        assert rules <= {"must_be_planned", "left_out_budget", "quota"}
        if result.solution.is_feasible:
            assert result.least_changes <= len(result.changed)


def test_the_cost_is_told_in_the_prices_of_the_problem() -> None:
    result = repaired(DayClosed(WEEK.period[PLAN[0].period].day))
    assert result.solution.cost["changed"] == 0
    assert result.solution.total == pytest.approx(
        check(result.problem, result.solution.assignments).total
    )


def test_a_visit_reached_from_another_one_does_not_count_as_hit() -> None:
    member = Member(id="aru", base="office")
    ways = Travel(
        places=("office", "bozaryk", "togys"), minutes=((0, 60, 90), (60, 0, 5), (90, 5, 0))
    )
    visits = (make_visit("bozaryk"), make_visit("togys", after=frozenset({"bozaryk"})))
    problem = make_problem(members=(member,), visits=visits, travel=ways)
    plan = (
        Assignment(visit="bozaryk", period="0am", starts_at=660, crew=("aru",)),
        Assignment(visit="togys", period="0pm", starts_at=840, crew=("aru",)),
    )
    assert check(problem, plan).is_feasible
    assert least_changes(replace(problem, baseline=plan)) == 0


def test_a_visit_that_shortens_the_way_counts_in_what_is_proven() -> None:
    """The way past C takes twenty minutes, the one without it 175; C cannot stay with its crew."""
    minutes = ((0, 175, 10), (175, 0, 10), (10, 10, 0))
    alone = {"crew_max": 1, "minutes": 10, "pinned_members": frozenset({"aru"})}
    problem = make_problem(
        travel=Travel(places=("A", "B", "C"), minutes=minutes),
        visits=(
            make_visit("A", **alone),
            make_visit("B", **alone),
            make_visit("C", price=50, minutes=10, pinned_members=frozenset({"aru"})),
        ),
    )
    starts = (("A", 600, ("aru",)), ("C", 620, ("aru", "dana")), ("B", 640, ("aru",)))
    plan = [Assignment(visit=v, period="0am", starts_at=at, crew=crew) for v, at, crew in starts]
    after = MemberAbsent("dana").after(replace(problem, baseline=tuple(plan)))
    one_change = [replace(each, crew=("aru",)) for each in plan]
    assert check(after, one_change).is_feasible
    assert least_changes(after) == 1


def test_a_smaller_room_asks_for_the_least_changes() -> None:
    tight = replace(WEEK, periods=make_periods(4), baseline=PLAN, capacities=(make_capacity(1),))
    days = [WEEK.period[each.period].day for each in PLAN]
    assert least_changes(tight) >= len(days) - len(set(days))


def test_of_a_large_plan_the_weeks_of_the_new_visit_are_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = (MONDAY, MONDAY + timedelta(days=7))
    problem = replace(WEEK, periods=make_periods(12), members=PEOPLE[:1], visits=WEEK.visits[:2])
    plan = tuple(
        Assignment(visit=visit.id, period=period.id, starts_at=period.starts_at, crew=("aru",))
        for visit, day in zip(problem.visits, days, strict=True)
        for period in problem.periods
        if period.day == day and period.part == "am"
    )
    assert check(problem, plan).is_feasible
    urgent = VisitAdded(
        make_visit("urgent", place="togys", allowed_days=frozenset(days[:1]), crew_max=1)
    )
    after = urgent.after(replace(problem, baseline=plan))
    monkeypatch.setattr(nearest, "MOST_BOUND", 1)
    assert least_changes(after) == 1
    assert repair(problem, plan, urgent, stop=MaxIterations(10_000)).is_proven_nearest
