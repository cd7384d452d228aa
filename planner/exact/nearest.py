"""The fewest visits of an approved plan that must change, proven, and a plan that changes no more.

Visits that cannot stay whatever the plan are counted first. The others either stay or not; what
becomes of those that do not is left open, unless they must be planned. Of a large plan only the
weeks are looked at in which something must find a place. Ways are the shortest there are, for a
visit outside the model may lie on them. So the number is never more than any plan needs; the plan
is a beginning, and whoever takes it over keeps of it what the rules allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from ortools.sat.python import cp_model

from planner.exact.model import Model, Part, is_known
from planner.nearest import Nearest
from planner.problem import Assignment, Problem
from planner.search.facts import Index, facts_of, index_of
from planner.search.types import Facts
from planner.ways import shortest_ways

MOST_BOUND = 400  # of the plan, looked at together


def nearest(problem: Problem, hit: frozenset[str], seconds: float) -> Nearest:
    """``hit`` are the visits of the baseline that cannot stay."""
    staying = tuple(each for each in problem.baseline if each.visit not in hit)
    index = index_of(problem)
    facts = facts_of(problem, index)._replace(travel=shortest_ways(problem))
    at_will = {each.visit for each in staying}
    free = tuple(
        at
        for at, visit in enumerate(problem.visits)
        if visit.price is None and visit.id not in at_will
    )
    near = staying if len(staying) <= MOST_BOUND else _near(staying, free, facts, index)
    if not is_known(problem) or len(near) > MOST_BOUND:
        return Nearest(len(hit))
    part = Part(free=free, bound=near, others_may_come=True)
    model = Model(problem, facts, index, part)
    stay = [model.visits[index.visit[each.visit]].planned for each in near]
    model.model.minimize(len(stay) - sum(stay))
    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model.model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        far = tuple(each for each in staying if each not in near)
        return Nearest(len(hit) + _whole(solver.best_objective_bound), (*model.plan(solver), *far))
    return Nearest(len(hit))


def _near(
    staying: Sequence[Assignment], free: Sequence[int], f: Facts, index: Index
) -> tuple[Assignment, ...]:
    """Those of the weeks in which a free visit may be held."""
    week = f.day_week[f.period_day]
    of = [f.choices[f.choice_from[v] : f.choice_from[v + 1]] for v in free]
    weeks = {int(week[p]) for periods in of for p in periods}
    return tuple(each for each in staying if int(week[index.period[each.period]]) in weeks)


def _whole(bound: float) -> int:
    return max(0, ceil(bound - 1e-6))
