"""What holds for every problem."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.outreach_world import SIZES, make_world
from planner import (
    MaxIterations,
    Member,
    Problem,
    Travel,
    Weights,
    check,
    relaxation,
    solve,
)
from planner.bound import lower_bound
from planner.format import plan_from, plan_to, problem_from, problem_to
from planner.rules.base import Violation
from planner.rules.lifting import without
from planner.rules.names import NAMES
from tests.planner.worlds import make_problem, make_visit, problems

laws = settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
MISSING = {"must_be_planned", "left_out_budget", "quota"}


@laws
@given(problems())
def test_a_solution_breaks_nothing_but_what_it_says_is_missing(problem: Problem) -> None:
    solution = solve(problem, stop=MaxIterations(4000))
    assert {each.rule for each in solution.violations} <= MISSING
    verdict = check(problem, plan_from(json.loads(json.dumps(plan_to(solution))), problem))
    assert verdict.cost == pytest.approx(solution.cost)
    assert [each.sentence("kk") for each in verdict.violations] == [
        each.sentence("kk") for each in solution.violations
    ]


def how_much(missing: Violation) -> int:
    if missing.rule == "must_be_planned":
        return 1
    if missing.rule == "left_out_budget":
        return int(missing.data["points"]) - int(missing.data["limit"])
    return int(missing.data["at_least"]) - int(missing.data["held"])


@laws
@given(problems())
def test_the_search_counts_the_cost_as_the_check_does(problem: Problem) -> None:
    from planner.search.run import Search

    search = Search(problem, 3)
    search.construct()
    search.improve(MaxIterations(4000))
    verdict = check(problem, search.assignments())
    missing = sum(map(how_much, verdict.violations))
    assert list(search.state.cost) == pytest.approx([verdict.total, missing], abs=1e-6)
    assert list(search._best.best_cost) == pytest.approx(list(search.state.cost), abs=1e-6)


@pytest.mark.parametrize("changes", [{}, {"begin_by": 620}, {"after": frozenset({"p0"})}])
def test_a_move_that_is_taken_back_leaves_the_plan_as_it_was(changes: dict[str, Any]) -> None:
    from planner.search.anneal import OFTEN, attempt
    from planner.search.journal import begin, undo
    from planner.search.run import Search

    city = make_world(SIZES["city-26"], 1)
    first, *others = city.visits
    visits = (first, *(replace(each, **changes) for each in others))
    chance, search = Random(1), Search(replace(city, visits=visits), 3)
    search.construct()
    before, done = counts_of(search), 0
    for _ in range(300):
        v, u = (chance.randrange(len(visits)) for _ in range(2))
        begin(search.s)
        done += attempt(search.f, search.s, chance.randrange(len(OFTEN)), v, u)
        undo(search.f, search.s)
        assert counts_of(search) == before
    assert done > 50


def counts_of(search: Any) -> dict[str, Any]:
    """All that the search keeps of a plan; starts only where something beyond the day sees them."""
    s = search.state
    names = """period_of size held room_taken in_period in_day in_week load loads met quota_held
        finish_by finish out_points cost day_cost day_longest"""
    return {
        **{name: getattr(s, name).tolist() for name in names.split()},
        "crews": [set(crew[:size]) for crew, size in zip(s.crew, s.size, strict=True)],
        "orders": [list(order[:held]) for order, held in zip(s.order, s.held, strict=True)],
        "starts": s.starts[s.period_of >= 0].tolist() if search.facts.starts_matter else (),
    }


@laws
@given(problems())
def test_the_same_seed_gives_the_same_plan(problem: Problem) -> None:
    stop = MaxIterations(4000)
    one, other = (solve(problem, stop=stop, seed=7, explain=False) for _ in range(2))
    assert one.assignments == other.assignments


def test_one_worker_and_two_plan_a_city_alike() -> None:
    """The strands are far from done when they are stopped, so all that they do shows."""
    city, stop = make_world(SIZES["city-26"], 1), MaxIterations(40_000)
    one, two = (
        solve(city, stop=stop, seed=7, prove=False, explain=False, workers=workers)
        for workers in (1, 2)
    )
    assert one.assignments == two.assignments


@laws
@given(problems())
def test_the_bound_is_never_above_a_plan(problem: Problem) -> None:
    solution = solve(problem, stop=MaxIterations(4000), prove=False, explain=False)
    if solution.is_feasible:
        assert lower_bound(problem) <= solution.total + 1e-6


@laws
@given(problems())
def test_a_baseline_is_found_again(problem: Problem) -> None:
    first = solve(problem, stop=MaxIterations(2000), prove=False, explain=False)
    kept = replace(problem, baseline=first.assignments)
    again = solve(kept, stop=MaxIterations(2000), prove=False, explain=False)
    assert again.total <= first.total + 1e-6


@laws
@given(problems())
def test_a_problem_survives_its_file(problem: Problem) -> None:
    assert problem_from(json.loads(json.dumps(problem_to(problem)))) == problem


@laws
@given(problems())
def test_the_bound_by_visits_and_weeks_is_below_that_by_pairs_and_days(problem: Problem) -> None:
    fine = lower_bound(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxation, "MOST_CELLS", 0)
        patch.setattr(relaxation, "MOST_PAIRED", 0)
        patch.setattr(relaxation, "MOST_SEATS", 0)
        assert lower_bound(problem) <= fine + 1e-5 * (1 + abs(fine))


@pytest.mark.parametrize("most_seats", [relaxation.MOST_SEATS, 0])
def test_visits_that_do_not_divide_evenly_have_their_price(
    most_seats: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three visits of one person for two: one goes once more, half a visit above the share."""
    monkeypatch.setattr(relaxation, "MOST_SEATS", most_seats)
    problem = make_problem(
        members=(Member(id="one", share=2), Member(id="other", share=2)),
        visits=tuple(make_visit(name, crew_max=1) for name in ("a", "b", "c")),
        travel=Travel.flat(["a", "b", "c"], 0),
        weights=Weights(uneven_load=20, priority_first=0),
    )
    assert lower_bound(problem) == pytest.approx(20 / 2 * 0.5, abs=1e-3)


@laws
@given(problems(), st.sampled_from(NAMES))
def test_lifting_a_rule_never_raises_the_bound(problem: Problem, name: str) -> None:
    before, after = lower_bound(problem), lower_bound(without(problem, [name]))
    assert after <= before + 1e-5 * (1 + abs(before))


@laws
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_no_cost(problem: Problem, chance: Random) -> None:
    plan = solve(problem, stop=MaxIterations(2000), prove=False).assignments
    parts: dict[str, Any] = {
        name: tuple(chance.sample(getattr(problem, name), len(getattr(problem, name))))
        for name in ("periods", "members", "visits")
    }
    shuffled = replace(problem, **parts)
    mixed = chance.sample(plan, len(plan))
    assert check(shuffled, mixed).cost == pytest.approx(check(problem, plan).cost)
    assert lower_bound(shuffled) == pytest.approx(lower_bound(problem), rel=1e-4, abs=1e-3)
