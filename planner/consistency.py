"""Whether the parts of a problem fit each other: every name that is used exists, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from planner.fault import Fault, require, within

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
    within(len(problem.periods), 1, MOST_PERIODS, "periods (their number)")
    within(len(problem.members), 0, MOST_MEMBERS, "members (their number)")
    within(len(problem.visits), 0, MOST_VISITS, "visits (their number)")
    wide = len(problem.periods) * max(len(problem.visits), len(problem.members))
    require(
        wide <= MOST_PAIRS,
        "visits",
        "too many for so many periods; plan a shorter time or fewer visits",
    )
    for path in ("periods", "members", "visits", "capacities", "quotas", "finishes"):
        _distinct(getattr(problem, path), path)
    _periods_apart(problem)
    _members(problem)
    _visits(problem)
    _sets(problem)
    if problem.left_out_budget is not None:
        within(problem.left_out_budget, 0, MOST_BUDGET, "left_out_budget")
    _baseline(problem)
    _no_circle(problem)


def _distinct(parts: Sequence[_Named], path: str) -> None:
    first: dict[str, int] = {}
    for at, part in enumerate(parts):
        known = first.setdefault(part.id, at)
        require(
            known == at, f"{path}[{at}].id", f"{part.id!r} is already the id of {path}[{known}]"
        )


def _known(names: Iterable[str], allowed: Collection[str], path: str, noun: str) -> None:
    for name in sorted(names):
        require(name in allowed, path, f"there is no {noun} {name!r}")


def _periods_apart(problem: Problem) -> None:
    in_order = sorted(problem.periods, key=lambda period: (period.day, period.starts_at))
    for one, other in pairwise(in_order):
        if one.day == other.day:
            require(
                one.ends_at <= other.starts_at, "periods", f"{one.id!r} and {other.id!r} overlap"
            )


def _members(problem: Problem) -> None:
    for at, member in enumerate(problem.members):
        path = f"members[{at}]"
        _known(member.available or (), problem.period, f"{path}.available", "period")
        _known([member.base] if member.base else (), problem.travel.index, f"{path}.base", "place")


def _visits(problem: Problem) -> None:
    for at, visit in enumerate(problem.visits):
        path = f"visits[{at}]"
        _known([visit.place], problem.travel.index, f"{path}.place", "place in travel.places")
        _known(visit.allowed_periods or (), problem.period, f"{path}.allowed_periods", "period")
        _known(visit.after, problem.visit, f"{path}.after", "visit")
        _known(visit.pinned_members, problem.member, f"{path}.pinned_members", "member")
        if visit.pinned_period is not None:
            _known([visit.pinned_period], problem.period, f"{path}.pinned_period", "period")
        for number, need in enumerate(visit.needs):
            if need.kind == "person":
                _known([need.value], problem.member, f"{path}.needs[{number}].value", "member")


def _sets(problem: Problem) -> None:
    for at, capacity in enumerate(problem.capacities):
        _known(capacity.visits or (), problem.visit, f"capacities[{at}].visits", "visit")
    for at, quota in enumerate(problem.quotas):
        _known(quota.visits, problem.visit, f"quotas[{at}].visits", "visit")
    for at, finish in enumerate(problem.finishes):
        _known(finish.visits or (), problem.visit, f"finishes[{at}].visits", "visit")
    for at, spacing in enumerate(problem.spacings):
        _known([spacing.first], problem.visit, f"spacings[{at}].first", "visit")
        _known([spacing.second], problem.visit, f"spacings[{at}].second", "visit")
    for at, lag in enumerate(problem.start_lags):
        _known([lag.first], problem.visit, f"start_lags[{at}].first", "visit")
        _known([lag.second], problem.visit, f"start_lags[{at}].second", "visit")


def _baseline(problem: Problem) -> None:
    seen: set[str] = set()
    for at, each in enumerate(problem.baseline):
        require(each.visit not in seen, f"baseline[{at}].visit", f"{each.visit!r} is planned twice")
        seen.add(each.visit)
        check_assignment(problem, each, f"baseline[{at}]")


def check_assignment(problem: Problem, each: Assignment, path: str) -> None:
    """Raises a Fault where an assignment names what the problem does not know."""
    _known([each.visit], problem.visit, f"{path}.visit", "visit")
    _who_and_when(problem, each, path)


def check_trips(problem: Problem, trips: Sequence[Trip]) -> None:
    """The same of a plan file, also of trips without stops; paths are those of the file."""
    seen: set[str] = set()
    for at, trip in enumerate(trips):
        _who_and_when(problem, trip, f"[{at}]")
        for number, stop in enumerate(trip.stops):
            path = f"[{at}].stops[{number}].visit"
            _known([stop.visit], problem.visit, path, "visit")
            require(stop.visit not in seen, path, f"{stop.visit!r} is planned twice")
            seen.add(stop.visit)


def _who_and_when(problem: Problem, each: Assignment | Trip, path: str) -> None:
    _known([each.period], problem.period, f"{path}.period", "period")
    _known(each.crew, problem.member, f"{path}.crew", "member")
    require(len(set(each.crew)) == len(each.crew), f"{path}.crew", "names a member twice")


def _no_circle(problem: Problem) -> None:
    """Peels off visits that wait for nothing; what remains waits for itself (Kahn 1962)."""
    waits = {visit.id: set(visit.after) for visit in problem.visits if visit.after}
    while waits:
        free = [name for name, before in waits.items() if not before & waits.keys()]
        if not free:
            raise Fault("visits", f"{', '.join(sorted(waits)[:5])} wait for each other in a circle")
        for name in free:
            del waits[name]
