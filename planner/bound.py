"""A proven lower bound on the cost of every plan."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from planner.problem import Assignment, Problem
from planner.routes.fits import is_of_routes
from planner.teams.fits import is_of_teams

INFINITE = float("inf")
CLOSE = 1e-5  # of the cost: rounding, no gap


@dataclass(frozen=True)
class Proof:
    """A bound on the cost of every plan, and a cheaper plan than the known one if it came up."""

    bound: float
    cheaper: tuple[Assignment, ...] | None = None


def lower_bound(problem: Problem, known: float | None = None, seconds: float = 20.0) -> float:
    """No plan that keeps every rule costs less; infinite where the relaxation has no plan at all.

    Never above ``known``, the cost of a plan at hand. 0 where the relaxation took too long.
    """
    return proof(problem, known, seconds).bound


def proof(problem: Problem, known: float | None = None, seconds: float = 20.0) -> Proof:
    """The bound, with the cheaper plan that a search for a proof may come upon."""
    if not problem.visits:
        return Proof(0.0)
    if known is not None and is_of_routes(problem):
        # Numba, OR-Tools and numpy take a second to load: whoever only checks plans never waits.
        from planner.routes.bound import bound_of_routes

        found = Proof(bound_of_routes(problem, known, seconds))
    else:
        found = _by_relaxing(problem, known, seconds)
    bound = found.bound if known is None else min(found.bound, known)
    return Proof(max(0.0, bound), found.cheaper)


def _by_relaxing(problem: Problem, known: float | None, seconds: float) -> Proof:
    from planner.finishing import finish_bound
    from planner.proof import is_provable, prove
    from planner.relaxation import Relaxation

    until = perf_counter() + seconds
    bound = finish_bound(problem, until)
    if known is None or not is_of_teams(problem):
        bound += Relaxation(problem).solve(until - perf_counter())
        return _exact(problem, known, bound, until - perf_counter())
    if bound < known and is_provable(problem):
        return prove(problem, known, bound, until - perf_counter())
    return Proof(bound)


def _exact(problem: Problem, known: float | None, bound: float, seconds: float) -> Proof:
    """Small problems are decided as a whole, unless the relaxation says all."""
    from planner.exact.whole import is_small, prove

    if bound == INFINITE or not is_small(problem):
        return Proof(bound)
    if known is not None and known <= bound * (1 + CLOSE) + CLOSE:
        return Proof(bound)
    return prove(problem, bound, seconds)
