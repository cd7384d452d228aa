"""A proven lower bound on the cost of every plan."""

from __future__ import annotations

from planner.problem import Problem
from planner.routes.fits import is_of_routes
from planner.teams.fits import is_of_teams

INFINITE = float("inf")


def lower_bound(problem: Problem, known: float | None = None, seconds: float = 20.0) -> float:
    """No plan that keeps every rule costs less; infinite where the relaxation has no plan at all.

    Never above ``known``, the cost of a plan at hand. 0 where the relaxation took too long.
    """
    if not problem.visits:
        return 0.0
    if known is not None and is_of_routes(problem):
        # Numba, OR-Tools and numpy take a second to load: whoever only checks plans never waits.
        from planner.routes.bound import bound_of_routes

        bound = bound_of_routes(problem, known, seconds)
    else:
        bound = _by_relaxing(problem, known, seconds)
    return max(0.0, bound if known is None else min(bound, known))


def _by_relaxing(problem: Problem, known: float | None, seconds: float) -> float:
    from planner.finishing import finish_bound
    from planner.proof import is_provable, proof
    from planner.relaxation import Relaxation

    bound = finish_bound(problem)
    if known is None or not is_of_teams(problem):
        return bound + Relaxation(problem).solve(seconds)
    if bound < known and is_provable(problem):
        return proof(problem, known, bound, seconds).bound
    return bound
