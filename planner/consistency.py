"""Whether the parts of a problem fit each other: every name that is used exists, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from planner.complaints import (
    CIRCLE,
    HOW_MANY,
    ID_TAKEN,
    MEMBER_TWICE,
    NO_LISTED_PLACE,
    NO_MEMBER,
    NO_PERIOD,
    NO_PLACE,
    NO_VISIT,
    OVERLAP,
    PLANNED_TWICE,
    TOO_MANY,
)
from planner.fault import Fault, require, within
from planner.language import Words

if TYPE_CHECKING:
    from planner.problem import Assignment, Problem
    from planner.solution import Trip

MOST_PERIODS = 5_000
MOST_MEMBERS = 2_000
MOST_VISITS = 20_000
MOST_BUDGET = 10**9
MOST_PAIRS = 20_000_000  # cells of the largest table that the search keeps in memory


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def check_consistency(problem: Problem) -> None:
    """Raises a Fault at the first part that does not fit the others."""
    within(len(problem.periods), 1, MOST_PERIODS, "periods", HOW_MANY)
    within(len(problem.members), 0, MOST_MEMBERS, "members", HOW_MANY)
    within(len(problem.visits), 0, MOST_VISITS, "visits", HOW_MANY)
    wide = len(problem.periods) * max(len(problem.visits), len(problem.members))
    require(wide <= MOST_PAIRS, "visits", TOO_MANY)
    for path in ("periods", "members", "visits", "capacities", "quotas", "finishes"):
        _distinct(getattr(problem, path), path)
    _periods_apart(problem)
    _members(problem)
    _visits(problem)
    _sets(problem)
    if problem.left_out_budget is not None:
        within(problem.left_out_budget, 0, MOST_BUDGET, "left_out_budget")
    check_assignments(problem, problem.baseline, "baseline")
    _no_circle(problem)


def _distinct(parts: Sequence[_Named], path: str) -> None:
    first: dict[str, int] = {}
    for at, part in enumerate(parts):
        known = first.setdefault(part.id, at)
        first_path = f"{path}[{known}]"
        require(known == at, f"{path}[{at}].id", ID_TAKEN, name=part.id, first=first_path)


def _known(names: Iterable[str], allowed: Collection[str], path: str, words: Words) -> None:
    for name in sorted(names):
        require(name in allowed, path, words, name=name)


def _periods_apart(problem: Problem) -> None:
    in_order = sorted(problem.periods, key=lambda period: (period.day, period.starts_at))
    for one, other in pairwise(in_order):
        if one.day == other.day:
            apart = one.ends_at <= other.starts_at
            require(apart, "periods", OVERLAP, one=one.id, other=other.id)


def _members(problem: Problem) -> None:
    for at, member in enumerate(problem.members):
        path = f"members[{at}]"
        _known(member.available or (), problem.period, f"{path}.available", NO_PERIOD)
        _known([member.base] if member.base else (), problem.travel.index, f"{path}.base", NO_PLACE)


def _visits(problem: Problem) -> None:
    for at, visit in enumerate(problem.visits):
        path = f"visits[{at}]"
        _known([visit.place], problem.travel.index, f"{path}.place", NO_LISTED_PLACE)
        _known(visit.allowed_periods or (), problem.period, f"{path}.allowed_periods", NO_PERIOD)
        _known(visit.after, problem.visit, f"{path}.after", NO_VISIT)
        _known(visit.pinned_members, problem.member, f"{path}.pinned_members", NO_MEMBER)
        if visit.pinned_period is not None:
            _known([visit.pinned_period], problem.period, f"{path}.pinned_period", NO_PERIOD)
        for number, need in enumerate(visit.needs):
            if need.kind == "person":
                _known([need.value], problem.member, f"{path}.needs[{number}].value", NO_MEMBER)


def _sets(problem: Problem) -> None:
    for at, capacity in enumerate(problem.capacities):
        _known(capacity.visits or (), problem.visit, f"capacities[{at}].visits", NO_VISIT)
    for at, quota in enumerate(problem.quotas):
        _known(quota.visits, problem.visit, f"quotas[{at}].visits", NO_VISIT)
    for at, finish in enumerate(problem.finishes):
        _known(finish.visits or (), problem.visit, f"finishes[{at}].visits", NO_VISIT)
    for at, spacing in enumerate(problem.spacings):
        _known([spacing.first], problem.visit, f"spacings[{at}].first", NO_VISIT)
        _known([spacing.second], problem.visit, f"spacings[{at}].second", NO_VISIT)
    for at, lag in enumerate(problem.start_lags):
        _known([lag.first], problem.visit, f"start_lags[{at}].first", NO_VISIT)
        _known([lag.second], problem.visit, f"start_lags[{at}].second", NO_VISIT)


def check_assignments(problem: Problem, plan: Sequence[Assignment], path: str) -> None:
    """Raises a Fault where a plan names what the problem does not know, or a visit twice."""
    _once_each(problem, {f"{path}[{at}].visit": each.visit for at, each in enumerate(plan)})
    for at, each in enumerate(plan):
        _who_and_when(problem, each, f"{path}[{at}]")


def check_trips(problem: Problem, trips: Sequence[Trip]) -> None:
    """The same of a plan file, also of trips without stops; paths are those of the file."""
    stops = {
        f"[{at}].stops[{number}].visit": stop.visit
        for at, trip in enumerate(trips)
        for number, stop in enumerate(trip.stops)
    }
    _once_each(problem, stops)
    for at, trip in enumerate(trips):
        _who_and_when(problem, trip, f"[{at}]")


def _once_each(problem: Problem, visits: Mapping[str, str]) -> None:
    """Visits by the paths where they stand."""
    seen: set[str] = set()
    for path, visit in visits.items():
        _known([visit], problem.visit, path, NO_VISIT)
        require(visit not in seen, path, PLANNED_TWICE, visit=visit)
        seen.add(visit)


def _who_and_when(problem: Problem, each: Assignment | Trip, path: str) -> None:
    _known([each.period], problem.period, f"{path}.period", NO_PERIOD)
    _known(each.crew, problem.member, f"{path}.crew", NO_MEMBER)
    require(len(set(each.crew)) == len(each.crew), f"{path}.crew", MEMBER_TWICE)


def _no_circle(problem: Problem) -> None:
    """Peels off visits that wait for nothing; what remains waits for itself (Kahn 1962)."""
    waits = {visit.id: set(visit.after) for visit in problem.visits if visit.after}
    while waits:
        free = [name for name, before in waits.items() if not before & waits.keys()]
        if not free:
            raise Fault("visits", CIRCLE, visits=", ".join(sorted(waits)[:5]))
        for name in free:
            del waits[name]
