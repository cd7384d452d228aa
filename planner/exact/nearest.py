"""The fewest visits of an approved plan that must change, proven, and a plan that changes no more.

Visits that cannot stay whatever the plan are counted first. The others either stay or not; what
becomes of those that do not is left open, unless they must be planned. So the number is never more
than any plan needs.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from ortools.sat.python import cp_model

from planner.exact.model import Model, Part, is_known
from planner.nearest import Nearest
from planner.problem import Problem
from planner.search.facts import facts_of, index_of

MOST_BOUND = 400  # visits of the plan that are looked at together


def nearest(problem: Problem, hit: frozenset[str], seconds: float) -> Nearest:
    """``hit`` are the visits of the baseline that cannot stay."""
    staying = tuple(each for each in problem.baseline if each.visit not in hit)
    if not is_known(problem) or len(staying) > MOST_BOUND:
        return Nearest(len(hit))
    index = index_of(problem)
    at_will = {each.visit for each in staying}
    free = tuple(
        at
        for at, visit in enumerate(problem.visits)
        if visit.price is None and visit.id not in at_will
    )
    part = Part(free=free, bound=staying, others_may_come=True)
    model = Model(problem, facts_of(problem, index), index, part)
    stay = [model.visits[index.visit[each.visit]].planned for each in staying]
    model.model.minimize(len(stay) - sum(stay))
    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model.model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Nearest(len(hit) + _whole(solver.best_objective_bound), model.plan(solver))
    return Nearest(len(hit))


def _whole(bound: float) -> int:
    return max(0, ceil(bound - 1e-6))
