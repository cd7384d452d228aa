"""Teams that stay together for a period, when all that counts is to be done early."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from itertools import combinations, permutations, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import roadef2007
from planner import (
    Assignment,
    Finish,
    MaxIterations,
    Member,
    Need,
    Problem,
    Progress,
    Travel,
    Visit,
    Weights,
    check,
    solve,
)
from planner.bound import lower_bound
from planner.proof import prove
from planner.teams.fits import is_of_teams
from tests.planner.worlds import make_periods, make_problem

laws = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
ONLY_FINISH = Weights(left_out=0, uneven_load=0, same_speaker_again=0, priority_first=0)
SHORT = MaxIterations(8000)

skills = st.dictionaries(st.sampled_from("abc"), st.integers(1, 3))
needs = st.builds(
    Need,
    kind=st.just("skill"),
    value=st.sampled_from("abc"),
    count=st.integers(1, 2),
    level=st.integers(1, 2),
)


@st.composite
def team_visits(draw: st.DrawFn, most: int = 8) -> tuple[Visit, ...]:
    return tuple(
        Visit(
            id=f"v{at}",
            place="here",
            minutes=draw(st.sampled_from([15, 40, 60, 120])),
            price=draw(st.integers(1, 9)),
            needs=tuple(draw(st.lists(needs, max_size=2))),
            crew_max=4,
            after=frozenset(
                draw(st.sets(st.sampled_from([f"v{n}" for n in range(at)]), max_size=1))
            )
            if at
            else frozenset(),
        )
        for at in range(draw(st.integers(1, most)))
    )


@st.composite
def team_problems(draw: st.DrawFn, most: int = 8) -> Problem:
    """Small problems of teams; in some of them nobody can hold some visit."""
    periods = make_periods(draw(st.integers(1, 5)), 120)
    names = st.frozensets(st.sampled_from(sorted(period.id for period in periods)))
    members = tuple(
        Member(id=f"m{at}", skills=draw(skills), available=draw(st.none() | st.none() | names))
        for at in range(draw(st.integers(1, 4)))
    )
    visits = draw(team_visits(most))
    first = frozenset(draw(st.sets(st.sampled_from([visit.id for visit in visits]))))
    return Problem(
        periods=periods,
        members=members,
        visits=visits,
        travel=Travel.flat(["here"], 0),
        crews_stay_together=True,
        finishes=(Finish(id="first", weight=3, visits=first), Finish(id="all")),
        left_out_budget=draw(st.integers(0, 20)),
        weights=ONLY_FINISH,
    )


@laws
@given(team_problems())
def test_check_accepts_every_plan_but_for_what_it_says_is_missing(problem: Problem) -> None:
    assert is_of_teams(problem)
    solution = solve(problem, stop=SHORT)
    assert {each.rule for each in solution.violations} <= {"left_out_budget"}


@laws
@given(team_problems())
def test_the_search_for_teams_counts_the_cost_as_the_check_does(problem: Problem) -> None:
    from planner.teams.run import TeamSearch

    search = TeamSearch(problem, 3)
    if search.is_complete:
        search.improve(SHORT)
        verdict = check(problem, search.assignments())
        assert verdict.is_feasible
        assert search.drafts[0].cost == pytest.approx(verdict.total)


@laws
@given(team_problems())
def test_the_same_seed_gives_the_same_plan_on_one_or_two_workers(problem: Problem) -> None:
    one, two = (solve(problem, stop=SHORT, seed=7, workers=count) for count in (1, 2))
    assert one.assignments == two.assignments


@laws
@given(team_problems())
def test_the_bound_is_below_every_plan(problem: Problem) -> None:
    solution = solve(problem, stop=SHORT, prove=False)
    if solution.is_feasible:
        assert lower_bound(problem) <= solution.total + 1e-6


@settings(laws, max_examples=6)
@given(team_problems(most=3))
def test_tiny_problems_are_solved_and_proven(problem: Problem) -> None:
    """Against every choice of period, start on a grid, and crew."""
    problem = replace(problem, periods=problem.periods[:2], members=_free(problem.members[:2]))
    least = brute_force(problem)
    solution = solve(problem, stop=SHORT)
    if least is None:
        assert not solution.is_feasible
    else:
        assert solution.is_feasible
        assert solution.total == pytest.approx(least)
        assert solution.lower_bound == pytest.approx(least)
        proven = prove(problem, least + 1000, 0.0, 10)
        assert proven.bound == pytest.approx(least)
        assert proven.cheaper is not None
        verdict = check(problem, proven.cheaper)
        assert verdict.is_feasible
        assert verdict.total == pytest.approx(least)


def _free(members: tuple[Member, ...]) -> tuple[Member, ...]:
    return tuple(replace(member, available=None) for member in members)


def brute_force(problem: Problem) -> float | None:
    """The least cost over every choice of period and crew and every order, each as early as can be.

    None where no plan keeps every rule.
    """
    names = [member.id for member in problem.members]
    crews = [crew for size in range(1, 3) for crew in combinations(names, size)]
    places = [None, *((period.id, crew) for period in problem.periods for crew in crews)]
    costs = []
    for choice in product(places, repeat=len(problem.visits)):
        for order in permutations(range(len(choice))):
            plan = _in_order(problem, choice, order)
            verdict = check(problem, plan)
            if verdict.is_feasible:
                costs.append(verdict.total)
            if None not in choice and len(set(choice)) == len(choice):
                break
    return min(costs, default=None)


def _in_order(
    problem: Problem,
    choice: tuple[tuple[str, tuple[str, ...]] | None, ...],
    order: tuple[int, ...],
) -> list[Assignment]:
    plan: list[Assignment] = []
    ends: dict[str, int] = {}
    for at in sorted(
        order, key=lambda at: problem.working_minutes_before[choice[at][0]] if choice[at] else 0
    ):
        chosen = choice[at]
        if chosen is None:
            continue
        visit, (period, crew) = problem.visits[at], chosen
        waits = [each for each in plan if each.visit in visit.after and each.period == period]
        starts = max(
            problem.period[period].starts_at,
            *(ends.get(f"{period}{name}", 0) for name in crew),
            *(each.starts_at + problem.visit[each.visit].minutes for each in waits),
        )
        plan.append(Assignment(visit=visit.id, period=period, starts_at=starts, crew=crew))
        for name in crew:
            ends[f"{period}{name}"] = starts + visit.minutes
    return plan


def test_a_small_set_that_is_dear_goes_first_though_it_is_named_last() -> None:
    """By hand: one person, hours of work; 28 x 60 for the one, 120, 180, 240 for the others."""
    visits = tuple(Visit(id=f"v{at}", place="togys", minutes=60, price=1) for at in range(4))
    problem = make_problem(
        periods=make_periods(2, 120),
        members=(Member(id="aru"),),
        visits=visits,
        travel=Travel.flat(["togys"], 0),
        crews_stay_together=True,
        finishes=(Finish(id="all"), Finish(id="dear", weight=28, visits=frozenset({"v3"}))),
        left_out_budget=0,
        weights=ONLY_FINISH,
    )
    solution = solve(problem, stop=SHORT)
    assert solution.total == 28 * 60 + 240
    assert solution.lower_bound == pytest.approx(solution.total)


def test_progress_is_told_and_may_end_the_search() -> None:
    visits = tuple(Visit(id=f"v{at}", place="togys", minutes=60, price=1) for at in range(9))
    problem = make_problem(
        visits=visits,
        periods=make_periods(4, 120),
        travel=Travel.flat(["togys"], 0),
        crews_stay_together=True,
        finishes=(Finish(id="all"),),
        weights=ONLY_FINISH,
    )
    told: list[Progress] = []

    def enough(now: Progress) -> bool:
        told.append(now)
        return False

    solution = solve(problem, stop=MaxIterations(10**9), on_progress=enough)
    assert len(told) == 1
    assert solution.iterations == told[0].iterations


@pytest.mark.parametrize(
    "changes",
    [
        {"crews_stay_together": False},
        {"finishes": ()},
        {"weights": replace(ONLY_FINISH, priority_first=1)},
        {"travel": Travel.flat(["here", "there"], 5)},
        {"members": (Member(id="aru", per_day=1),)},
    ],
)
def test_what_the_search_for_teams_does_not_know_goes_to_the_general_one(
    changes: dict[str, object],
) -> None:
    visits = tuple(Visit(id=f"v{at}", place="here", minutes=60, price=1) for at in range(3))
    problem = Problem(
        periods=make_periods(2, 120),
        members=(Member(id="aru"),),
        visits=visits,
        travel=Travel.flat(["here"], 0),
        crews_stay_together=True,
        finishes=(Finish(id="all"),),
        weights=ONLY_FINISH,
    )
    assert is_of_teams(problem)
    assert not is_of_teams(replace(problem, **changes))  # type: ignore[arg-type]


INSTANCES = Path(__file__).parents[3] / "shared" / "benchmarks" / "roadef2007"


@pytest.mark.parametrize(("name", "optimum"), [("data1", 2340), ("data2", 4755)])
def test_small_instances_of_the_challenge_are_proven(
    name: str, optimum: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    folder = Path(os.environ.get("ROADEF2007", INSTANCES)) / "datasetA"
    if not folder.is_dir():
        pytest.skip(f"the challenge's data are not in {folder}; set ROADEF2007 to their folder")
    command = ["roadef2007", "--instances", str(folder), "--only", name, "--seconds", "20"]
    monkeypatch.setattr(sys, "argv", [*command, "--write", str(tmp_path), "--json"])
    assert roadef2007.main() == 0
    line = json.loads(capsys.readouterr().out)
    assert line["instance"] == name
    assert line["cost"] == line["bound"] == optimum
    monkeypatch.setattr(sys, "argv", [*command[:3], "--check", str(tmp_path)])
    assert roadef2007.main() == 0
    assert json.loads(capsys.readouterr().out)["cost"] == optimum
