"""A proven lower bound on the cost of every plan."""

from __future__ import annotations

from planner.problem import Problem
from planner.teams.fits import is_of_teams

INFINITE = float("inf")


def lower_bound(problem: Problem, known: float | None = None, seconds: float = 20.0) -> float:
    """No plan that keeps every rule costs less; infinite where the relaxation has no plan at all.

    Never above ``known``, the cost of a plan at hand. 0 where the relaxation took too long.
    """
    # OR-Tools and numpy take a second to load: whoever only reads or checks plans never waits.
    from planner.finishing import finish_bound
    from planner.proof import is_provable, proven_bound
    from planner.relaxation import Relaxation

    if not problem.visits:
        return 0.0
    bound = finish_bound(problem)
    if known is None or not is_of_teams(problem):
        bound += Relaxation(problem).solve(seconds)
    elif bound < known and is_provable(problem):
        bound = proven_bound(problem, known, bound, seconds)
    return max(0.0, bound if known is None else min(bound, known))
