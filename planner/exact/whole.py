"""Small problems decided as a whole: the solver's bound, and a cheaper plan where there is one."""

from __future__ import annotations

from typing import Any

from ortools.sat.python import cp_model

from planner.bound import Proof
from planner.exact.costs import SCALE, total_cost
from planner.exact.model import Model, Part, is_known
from planner.problem import Problem
from planner.search.facts import facts_of, index_of

MOST_ARCS = 3_000  # members times days times pairs of visits
MOST_WORK = 1.0  # of the solver's own measure, about a second each: the same on every machine


def is_small(problem: Problem) -> bool:
    """Whether a proof may be hoped for in a second or so."""
    arcs = len(problem.members) * len(problem.days) * len(problem.visits) ** 2
    return is_known(problem) and 0 < arcs <= MOST_ARCS


def prove(problem: Problem, least: float, seconds: float) -> Proof:
    """A bound that is at least ``least``. One thread: the same problem gives the same plan."""
    index = index_of(problem)
    part = Part(free=tuple(range(len(problem.visits))))
    model = Model(problem, facts_of(problem, index), index, part)
    model.model.minimize(total_cost(model))
    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.max_deterministic_time = MOST_WORK
    solver.parameters.num_workers = 1
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        return Proof(float("inf"))
    bound = max(least, solver.best_objective_bound / SCALE)
    has_plan = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Proof(bound, model.plan(solver) if has_plan else None)
