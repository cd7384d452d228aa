"""Which visits must be planned because others must, and whether a visit can be held at all."""

from __future__ import annotations

from dataclasses import replace

from planner.problem import Period, Problem, Visit


def with_implied_musts(problem: Problem) -> Problem:
    """What a visit that must be planned waits for must be planned too, which helps the search."""
    visits = problem.visits
    implied = [v.id for v in visits if v.after and v.price is None and can_be_held(problem, v)]
    for name in implied:  # grows
        implied += problem.visit[name].after - set(implied)
    changed = {name for name in implied if problem.visit[name].price is not None}
    if not changed:
        return problem
    musts = (replace(each, price=None) if each.id in changed else each for each in visits)
    return replace(problem, visits=tuple(musts))


def can_be_held(problem: Problem, visit: Visit) -> bool:
    """Whether some period has time for it and, need by need, the people."""
    return any(
        period.capacity != 0 and visit.is_open_in(period) and _has_people(problem, visit, period)
        for period in problem.periods
    )


def _has_people(problem: Problem, visit: Visit, period: Period) -> bool:
    free = [member for member in problem.members if member.is_free_in(period.id)]
    return (
        len(free) >= visit.crew_min
        and visit.pinned_members <= {member.id for member in free}
        and all(sum(map(need.met_by, free)) >= need.count for need in visit.needs)
    )
