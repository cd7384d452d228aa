"""Each rule lifted from a problem: the same problem as if the rule did not exist.

Done on the data, so that it holds for every way of solving and judging.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from planner.problem import DAY_MINUTES, MOST_CREW, NeedKind, Per, Problem, Travel, Visit

Lift = Callable[[Problem], Problem]


def without(problem: Problem, names: Iterable[str]) -> Problem:
    """The problem as if none of the named rules existed, in whatever order they are named."""
    lifted = frozenset(names)
    for name in LIFTS:  # the ways come after the times, which say where a visit fits whole
        problem = LIFTS[name](problem) if name in lifted else problem
    return problem


def _visits(**changes: Any) -> Lift:
    return lambda problem: replace(
        problem, visits=tuple(replace(visit, **changes) for visit in problem.visits)
    )


def _members(**changes: Any) -> Lift:
    return lambda problem: replace(
        problem, members=tuple(replace(member, **changes) for member in problem.members)
    )


def _problem(**changes: Any) -> Lift:
    return lambda problem: replace(problem, **changes)


def _optional(problem: Problem) -> Problem:
    visits = tuple(replace(visit, price=visit.price or 0) for visit in problem.visits)
    return replace(problem, visits=visits)


def _needs(kind: NeedKind) -> Lift:
    def lift(problem: Problem) -> Problem:
        visits = (
            replace(visit, needs=tuple(need for need in visit.needs if need.kind != kind))
            for visit in problem.visits
        )
        return replace(problem, visits=tuple(visits))

    return lift


def _no_way(problem: Problem) -> Problem:
    """Visits of a moment, so that nobody is kept from the next one, where they would fit whole."""

    def moment(visit: Visit) -> Visit:
        fits = {
            period.id
            for period in problem.periods
            if max(visit.opens_at, period.starts_at) + visit.minutes
            <= min(visit.closes_at, period.ends_at)
            and (visit.allowed_periods is None or period.id in visit.allowed_periods)
        }
        return replace(visit, minutes=1, allowed_periods=frozenset(fits))

    visits = tuple(map(moment, problem.visits))
    return replace(problem, visits=visits, travel=Travel.flat(problem.travel.places, 0))


def _endless_periods(problem: Problem) -> Problem:
    """Periods of a whole day; where a day has several, which may not overlap, visits of a moment.

    The latter frees visits of opening hours too, unless these are too short for them.
    """
    if len(problem.days) == len(problem.periods):
        periods = (replace(period, starts_at=0, minutes=DAY_MINUTES) for period in problem.periods)
        return replace(problem, periods=tuple(periods))

    def moment(visit: Visit) -> Visit:
        held = visit.closes_at - visit.opens_at >= visit.minutes
        allowed = visit.allowed_periods if held else frozenset()
        return replace(visit, minutes=1, opens_at=0, closes_at=DAY_MINUTES, allowed_periods=allowed)

    return replace(problem, visits=tuple(map(moment, problem.visits)))


def _no_capacity(per: Per) -> Lift:
    def lift(problem: Problem) -> Problem:
        others = (capacity for capacity in problem.capacities if capacity.per != per)
        return replace(problem, capacities=tuple(others))

    return lift


def _open_periods(problem: Problem) -> Problem:
    periods = tuple(replace(period, capacity=None) for period in problem.periods)
    return _no_capacity("period")(replace(problem, periods=periods))


def _lags(**changes: Any) -> Lift:
    return lambda problem: replace(
        problem, start_lags=tuple(replace(lag, **changes) for lag in problem.start_lags)
    )


LIFTS: Mapping[str, Lift] = {
    "must_be_planned": _optional,
    "left_out_budget": _problem(left_out_budget=None),
    "quota": _problem(quotas=()),
    "pinned_period": _visits(pinned_period=None),
    "pinned_members": _visits(pinned_members=frozenset()),
    "allowed_days": _visits(allowed_days=None),
    "allowed_weekdays": _visits(allowed_weekdays=None),
    "allowed_periods": _visits(allowed_periods=None),
    "opening_hours": _visits(opens_at=0, closes_at=DAY_MINUTES),
    "period_length": _endless_periods,
    "crew_size": _visits(crew_min=1, crew_max=MOST_CREW),
    "need_category": _needs("category"),
    "need_language": _needs("language"),
    "need_skill": _needs("skill"),
    "need_person": _needs("person"),
    "availability": _members(available=None),
    "day_limit": _members(per_day=None),
    "week_limit": _members(per_week=None),
    "total_limit": _members(in_total=None),
    "travel_time": _no_way,
    "crews_stay_together": _problem(crews_stay_together=False),
    "period_capacity": _open_periods,
    "day_capacity": _no_capacity("day"),
    "week_capacity": _no_capacity("week"),
    "precedence": _visits(after=frozenset()),
    "spacing": _problem(spacings=()),
    "start_lag": _lags(at_least=None, at_most=None),
    "different_people": _lags(different_people=False),
}
