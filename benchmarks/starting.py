"""Start times for plans that say only who goes where in which period."""

from __future__ import annotations

from collections.abc import Sequence

from planner import Assignment, Problem


def started(problem: Problem, rows: Sequence[tuple[int, int, list[int]]]) -> tuple[Assignment, ...]:
    """Visits, periods and crews in order, each begun as soon as all of its crew have come."""
    way = problem.travel.between
    free: dict[tuple[int, object], tuple[float, str]] = {}
    plan = []
    for visit_at, period_at, crew in rows:
        visit, period = problem.visits[visit_at], problem.periods[period_at]
        starts: float = period.starts_at
        for m in crew:
            base = problem.members[m].base or visit.place
            since, place = free.get((m, period.day), (period.starts_at, base))
            starts = max(starts, since + way(place, visit.place))
        for m in crew:
            free[m, period.day] = starts + visit.minutes, visit.place
        plan.append(
            Assignment(
                visit=visit.id,
                period=period.id,
                starts_at=starts,
                crew=tuple(problem.members[m].id for m in crew),
            )
        )
    return tuple(plan)
