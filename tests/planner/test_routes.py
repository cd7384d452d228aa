"""The search for days of routes: its laws, and tiny days whose best plan is found by trying all."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from planner import (
    Assignment,
    MaxIterations,
    Member,
    Need,
    Period,
    Problem,
    StartLag,
    Travel,
    Visit,
    Weights,
    check,
    solve,
)
from planner.routes.bound import bound_of_routes
from planner.routes.fits import is_of_routes
from planner.routes.run import RouteSearch
from planner.routes.timing import count_anew
from tests.planner.worlds import MONDAY, make_problem

laws = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
DAY = Period(id="day", day=MONDAY, starts_at=0, minutes=1440)
SHORT = MaxIterations(40_000)


@st.composite
def days(draw: st.DrawFn, most: int = 7) -> Problem:
    """Days of routes with windows, lags, decimal ways and people of different abilities."""
    count = draw(st.integers(2, most))
    pairs = draw(st.integers(0, min(2, count // 2)))
    minute = st.integers(1, 90) | st.sampled_from([12.345, 49.041])
    places = [f"p{at}" for at in range(4)]
    return Problem(
        periods=(DAY,),
        members=tuple(
            Member(id=f"m{at}", skills=skills, base=draw(st.sampled_from(["p0", "p0", None])))
            for at, skills in enumerate(
                draw(st.lists(st.dictionaries(st.sampled_from("st"), st.just(1)), min_size=1))[:3]
            )
        ),
        visits=tuple(
            Visit(
                id=f"v{at}",
                place=draw(st.sampled_from(places)),
                minutes=draw(st.sampled_from([5, 20, 45])),
                opens_at=(opens := draw(st.integers(0, 300))),
                begin_by=draw(st.none() | st.integers(opens, opens + 60)),
                closes_at=draw(st.sampled_from([1440, 1440, 600])),
                weight=draw(st.sampled_from([1.0, 2.5])),
                needs=(Need(kind="skill", value=draw(st.sampled_from("st"))),),
                crew_max=1,
            )
            for at in range(count)
        ),
        travel=Travel(
            places=tuple(places),
            minutes=tuple(tuple(0 if a == b else draw(minute) for b in places) for a in places),
        ),
        start_lags=tuple(
            StartLag(
                first=f"v{2 * at}",
                second=f"v{2 * at + 1}",
                at_least=(least := draw(st.sampled_from([0, 0, 10]))),
                at_most=draw(st.sampled_from([least, least + 15, None])),
            )
            for at in range(pairs)
        ),
        weights=Weights(uneven_load=0, same_speaker_again=0, longest_delay=2.0),
    )


def fitting(problem: Problem) -> RouteSearch:
    """The search after some work, where the problem is one for it."""
    assume(is_of_routes(problem))
    search = RouteSearch(problem, 5)
    search.improve(SHORT)
    return search


@laws
@given(days())
def test_a_plan_of_routes_keeps_every_rule_and_costs_what_the_check_says(problem: Problem) -> None:
    search = fitting(problem)
    assume(search.keeps_the_rules)
    verdict = check(problem, search.assignments())
    assert verdict.violations == ()
    assert verdict.total - verdict.cost["priority_first"] == pytest.approx(search.leading.cost)


@laws
@given(days())
def test_costs_kept_in_step_are_those_from_scratch(problem: Problem) -> None:
    for chain in fitting(problem).chains:
        chain.anneal(3_000, 5.0)
        kept, starts = chain.state.sums.copy(), chain.state.starts.copy()
        count_anew(chain.f, chain.s)
        assert chain.state.sums == pytest.approx(kept, abs=1e-6)
        assert chain.state.starts == pytest.approx(starts)


@laws
@given(days())
def test_keys_grow_along_every_route_and_are_shared_by_visits_in_step(problem: Problem) -> None:
    for chain in fitting(problem).chains:
        chain.anneal(30_000, 20.0)
        key, after, count = chain.state.key, chain.state.after, len(problem.visits)
        for v in range(count):
            assert after[v] >= count or key[v] < key[after[v]]
        for lag in problem.start_lags:
            one, other = (int(name[1:]) for name in (lag.first, lag.second))
            assert key[one] == key[other]


@laws
@given(days())
def test_one_worker_and_two_give_the_same_plan(problem: Problem) -> None:
    one, two = (solve(problem, stop=SHORT, seed=3, prove=False, workers=w) for w in (1, 2))
    assert one.assignments == two.assignments


@laws
@given(days())
def test_no_price_of_the_visits_bounds_a_plan_from_above(problem: Problem) -> None:
    search = fitting(problem)
    assume(search.keeps_the_rules)
    bound = bound_of_routes(problem, None, 2.0)
    assert 0 <= bound <= search.leading.cost + 1e-6
    assert bound == pytest.approx(bound_of_routes(problem, None, 2.0))


def test_the_bound_of_one_person_who_has_no_choice_is_exact() -> None:
    """From a over b, c and d back: four ways of ten minutes, the first visit at the base itself."""
    problem = simple_day(members=simple_day().members[:1], weights=Weights(uneven_load=0))
    ordered = tuple(
        replace(visit, opens_at=100 * at, closes_at=100 * at + 40)
        for at, visit in enumerate(problem.visits)
    )
    assert bound_of_routes(replace(problem, visits=ordered), 40, 5.0) == pytest.approx(40, rel=1e-3)


@laws
@given(days(most=4))
def test_the_best_of_all_plans_is_found(problem: Problem) -> None:
    assume(is_of_routes(problem) and len(problem.start_lags) < 2)
    best = min((cost for cost in all_costs(problem)), default=None)
    solution = solve(problem, stop=SHORT)
    assert solution.is_feasible == (best is not None)
    if best is not None:
        assert solution.total == pytest.approx(best)
        assert solution.lower_bound <= best + 1e-6


def all_costs(problem: Problem) -> list[float]:
    """Of every choice of people and every order of the visits that keeps the rules."""
    names = [member.id for member in problem.members]
    costs = []
    for crew in product(names, repeat=len(problem.visits)):
        for order in permutations(range(len(problem.visits))):
            verdict = check(problem, as_early_as_may_be(problem, crew, order))
            if verdict.is_feasible:
                costs.append(verdict.total)
    return costs


def as_early_as_may_be(
    problem: Problem, crew: tuple[str, ...], order: tuple[int, ...]
) -> list[Assignment]:
    starts = {visit.id: float(visit.opens_at) for visit in problem.visits}
    for _ in range(12):
        free = {member.id: (member.base, 0.0) for member in problem.members}
        for at in order:
            visit = problem.visits[at]
            place, since = free[crew[at]]
            way = problem.travel.between(place, visit.place) if place else 0
            starts[visit.id] = max(starts[visit.id], since + way)
            free[crew[at]] = visit.place, starts[visit.id] + visit.minutes
        for lag in problem.start_lags:
            least = starts[lag.first] + (lag.at_least or 0)
            starts[lag.second] = max(starts[lag.second], least)
            if lag.at_most is not None:
                starts[lag.first] = max(starts[lag.first], starts[lag.second] - lag.at_most)
    return [
        Assignment(visit=visit.id, period="day", starts_at=starts[visit.id], crew=(crew[at],))
        for at, visit in enumerate(problem.visits)
    ]


def simple_day(**changes: Any) -> Problem:
    visits = tuple(Visit(id=name, place=name, minutes=30, crew_max=1) for name in "abcd")
    members = (Member(id="m0", base="a"), Member(id="m1", base="a"))
    settings = {
        "periods": (DAY,),
        "members": members,
        "visits": visits,
        "travel": Travel.flat("abcd", 10),
        "weights": Weights(uneven_load=0),
    }
    return make_problem(**{**settings, **changes})


def test_a_simple_day_is_one_of_routes() -> None:
    assert is_of_routes(simple_day())


@pytest.mark.parametrize(
    "changes",
    [
        {"periods": (DAY, replace(DAY, id="next", day=MONDAY.replace(day=7)))},
        {"weights": Weights()},
        {"members": (Member(id="m0", per_day=3), Member(id="m1"))},
        {"visits": (*simple_day().visits, Visit(id="e", place="a", minutes=5, crew_max=2))},
        {"visits": (*simple_day().visits, Visit(id="e", place="a", minutes=5, crew_max=1))},
        {"visits": (Visit(id="a", place="a", minutes=5, crew_max=1, price=3),) * 1},
        {
            "start_lags": (
                StartLag(first="a", second="b"),
                StartLag(first="b", second="c", at_most=None),
            )
        },
        {"start_lags": (StartLag(first="a", second="b", different_people=False),)},
    ],
)
def test_whatever_the_search_for_routes_does_not_know_is_left_to_the_other(
    changes: dict[str, Any],
) -> None:
    problem = simple_day(**changes)
    assert not is_of_routes(problem)
    assert check(problem, solve(problem, stop=MaxIterations(4000)).assignments).is_feasible


def test_what_cannot_be_over_in_time_is_left_to_the_other_search() -> None:
    late = replace(simple_day().visits[0], closes_at=45)
    more = replace(late, id="e", place="b")
    [one, *_] = simple_day().members
    problem = simple_day(visits=(late, more), members=(one,))
    assert is_of_routes(problem)
    assert [each.rule for each in solve(problem, stop=SHORT).violations] == ["must_be_planned"]


def test_a_plan_to_begin_with_is_never_made_worse() -> None:
    """Neither by this search, which does not begin from plans, nor by another."""
    chance, names = Random(1), "abcdefgh"
    ways = [[0 if a == b else chance.randint(5, 60) for b in names] for a in names]
    problem = simple_day(
        travel=Travel(places=tuple(names), minutes=tuple(map(tuple, ways))),
        visits=tuple(Visit(id=name, place=name, minutes=10, crew_max=1) for name in names),
    )
    assert is_of_routes(problem)
    best = solve(problem, stop=MaxIterations(40_000), prove=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RouteSearch, "improve", lambda *_: None)
        again = solve(problem, stop=SHORT, prove=False, start=best.assignments)
        alone = solve(problem, stop=SHORT, prove=False)
    assert best.total < alone.total
    assert again.total == best.total


def test_progress_is_told_and_can_end_the_run() -> None:
    told: list[float] = []
    search = RouteSearch(simple_day(), 1)
    search.improve(MaxIterations(10**9), lambda now: bool(told.append(now.cost)))
    assert len(told) == 1
    assert told[0] == pytest.approx(check(simple_day(), search.assignments()).cost["travel"])
    assert np.isfinite(told[0])
