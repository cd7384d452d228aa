"""A proven lower bound: what the visits cost if they never got in each other's way."""

from __future__ import annotations

import numpy as np

from planner.problem import Problem, Visit
from planner.search.types import Floats


def lower_bound(problem: Problem, known: float | None = None) -> float:
    """No plan that keeps every rule costs less. Never above ``known``, the cost of a plan at hand.

    Each visit pays the cheapest of its open periods or of being left out, and the shortest ways
    that any crew of least size must travel; loads are taken as even. Every term is at most what a
    real plan pays, so their sum is too.
    """
    least = sum(
        _least(problem, visit, way)
        for visit, way in zip(problem.visits, _ways(problem), strict=True)
    )
    return least if known is None else min(least, known)


def _least(problem: Problem, visit: Visit, way: float) -> float:
    weights, days = problem.weights, problem.days
    base = problem.in_baseline.get(visit.id)
    costs = []
    if visit.price is not None:
        waiting = (days[-1] - days[0]).days + 1
        dropped = weights.dropped if base else 0.0
        costs.append(
            weights.left_out * visit.price
            + weights.priority_first * visit.weight * waiting
            + dropped
        )
    for period in problem.periods:
        if _open(visit, period.day.isoweekday(), period.id) and _day_open(visit, period.day):
            late = max((period.day - visit.due).days, 0) if visit.due else 0
            waiting = (period.day - days[0]).days
            moved = weights.moved if base and base.period != period.id else 0.0
            costs.append(
                visit.weight * (weights.late * late + weights.priority_first * waiting)
                + moved
                + way
            )
    return min(costs, default=0.0)


def _open(visit: Visit, weekday: int, period: str) -> bool:
    return (
        (visit.allowed_weekdays is None or weekday in visit.allowed_weekdays)
        and (visit.allowed_periods is None or period in visit.allowed_periods)
        and visit.pinned_period in (None, period)
    )


def _day_open(visit: Visit, day: object) -> bool:
    return visit.allowed_days is None or day in visit.allowed_days


def _ways(problem: Problem) -> Floats:
    """For each visit the points of the shortest arrival of its smallest crew.

    Everybody arrives from a base or from another visit's place; whoever has no base may start here.
    """
    if not problem.visits:
        return np.zeros(0)
    index = problem.travel.index
    minutes = np.array(problem.travel.minutes, np.float64)
    bases = {member.base for member in problem.members}
    if None in bases or not bases:
        return np.zeros(len(problem.visits))
    here = [index[visit.place] for visit in problem.visits]
    sources = sorted({index[base] for base in bases if base} | set(here))
    ways = []
    for at, visit in enumerate(problem.visits):
        others = [place for place in sources if place != here[at]]
        shared = here.count(here[at]) > 1 or any(index[base] == here[at] for base in bases if base)
        shortest = 0.0 if shared or not others else minutes[others, here[at]].min()
        ways.append(problem.weights.travel * visit.crew_min * shortest)
    return np.array(ways)
