"""The nearest plan to an approved one after something has happened.

First every rule holds, then as few visits as can be differ from the approved plan, then the cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Protocol

from planner.bound import lower_bound
from planner.check import check
from planner.consistency import check_assignment
from planner.costs import differs
from planner.fault import require
from planner.problem import Assignment, Problem, Visit
from planner.progress import OnProgress
from planner.rules.base import Look
from planner.solution import Solution
from planner.solve import solve
from planner.stopping import Stop
from planner.weights import MOST_POINTS, Weights

# Rules that say nothing of one visit alone with its period and crew: they look at the whole plan,
# or at the start, which may shift within the period without the visit counting as changed.
NOT_ALONE = frozenset({"must_be_planned", "left_out_budget", "quota", "precedence", "travel_time"})
SHIFTING = frozenset({"period_length", "opening_hours"})


class Event(Protocol):
    """Something that happened, as a change of the problem."""

    def after(self, problem: Problem) -> Problem: ...


@dataclass(frozen=True)
class MemberAbsent:
    """A member cannot come on some days; on none at all if no days are given."""

    member: str
    days: frozenset[date] | None = None

    def after(self, problem: Problem) -> Problem:
        require(self.member in problem.member, "member", f"there is no member {self.member!r}")
        lost = {p.id for p in problem.periods if self.days is None or p.day in self.days}
        member = problem.member[self.member]
        free = problem.period.keys() if member.available is None else member.available
        changed = replace(member, available=frozenset(free) - lost)
        return replace(
            problem, members=tuple(changed if m is member else m for m in problem.members)
        )


@dataclass(frozen=True)
class DayClosed:
    """No visit can be held on a day."""

    day: date

    def after(self, problem: Problem) -> Problem:
        closed = tuple(
            replace(period, capacity=0) if period.day == self.day else period
            for period in problem.periods
        )
        return replace(problem, periods=closed)


@dataclass(frozen=True)
class PlaceLost:
    """A place cannot be visited on some days; on none at all if no days are given."""

    place: str
    days: frozenset[date] | None = None

    def after(self, problem: Problem) -> Problem:
        require(self.place in problem.travel.index, "place", f"there is no place {self.place!r}")
        lost = frozenset(problem.days if self.days is None else self.days)
        return replace(
            problem,
            visits=tuple(
                _without(visit, lost, problem) if visit.place == self.place else visit
                for visit in problem.visits
            ),
        )


@dataclass(frozen=True)
class VisitAdded:
    """A new visit has come up, often urgent: due soon and not to be left out."""

    visit: Visit

    def after(self, problem: Problem) -> Problem:
        return replace(problem, visits=(*problem.visits, self.visit))


@dataclass(frozen=True)
class Repair:
    """The repaired plan and how near it is to the approved one.

    ``least_changes`` is proven: no plan that keeps every rule changes fewer visits.
    ``solution.cost`` is that of the changed ``problem`` with its own weights.
    """

    problem: Problem
    solution: Solution
    changed: tuple[str, ...]
    least_changes: int

    @property
    def is_proven_nearest(self) -> bool:
        return self.solution.is_feasible and len(self.changed) == self.least_changes


def repair(
    problem: Problem,
    plan: Sequence[Assignment],
    event: Event,
    *,
    stop: Stop,
    seed: int = 1,
    on_progress: OnProgress | None = None,
) -> Repair:
    """Visits of the plan that the event leaves alone stay as they are wherever rules allow."""
    for at, each in enumerate(plan):
        check_assignment(problem, each, f"plan[{at}]")
    after = event.after(replace(problem, baseline=tuple(plan)))
    near = replace(after, weights=replace(after.weights, changed=MOST_POINTS))
    solution = solve(near, stop=stop, seed=seed, on_progress=on_progress, prove=False)
    look = Look(after, solution.assignments)
    changed = [each.visit for each in plan if differs(each, look.by_visit.get(each.visit))]
    return Repair(after, _at_own_prices(after, solution), tuple(changed), least_changes(after))


def least_changes(problem: Problem) -> int:
    """A proven lower bound on the visits of the baseline that any plan must change.

    Those whose old period and crew break a rule by themselves, or what a relaxation needs if more.
    """
    hit = sum(_cannot_stay(problem, each) for each in problem.baseline)
    nothing = dict.fromkeys(vars(problem.weights), 0.0)
    counting = replace(problem, weights=Weights(**{**nothing, "changed": 1.0}))
    bound = lower_bound(counting)
    return hit if bound in (0.0, float("inf")) else max(hit, ceil(bound - 1e-3))


def _without(visit: Visit, lost: frozenset[date], problem: Problem) -> Visit:
    """The visit on its other days; where none is left it no longer has to be planned."""
    days = frozenset(problem.days if visit.allowed_days is None else visit.allowed_days) - lost
    return replace(visit, allowed_days=days, price=visit.price if days else visit.price or 0)


def _cannot_stay(problem: Problem, each: Assignment) -> bool:
    broken = {violation.rule for violation in check(problem, [each]).violations}
    return bool(broken - NOT_ALONE - SHIFTING)


def _at_own_prices(problem: Problem, solution: Solution) -> Solution:
    verdict = check(problem, solution.assignments)
    known = verdict.total if verdict.is_feasible else None
    return replace(solution, cost=verdict.cost, lower_bound=lower_bound(problem, known))
