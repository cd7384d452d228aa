"""The nearest plan to an approved one after something has happened.

First every rule holds, then as few visits as can be differ from the approved plan, then the cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Protocol

from planner.bound import INFINITE, lower_bound
from planner.check import check
from planner.complaints import NO_DAY, NO_MEMBER, NO_PLACE
from planner.consistency import check_assignments
from planner.costs import differs
from planner.fault import require
from planner.musts import can_be_held
from planner.nearest import Nearest
from planner.outweighing import CHANGE_POINTS, with_changes_first
from planner.problem import Assignment, Problem, Visit
from planner.progress import OnProgress
from planner.rules import RULES
from planner.rules.base import Look
from planner.solution import Solution
from planner.solve import solve
from planner.stopping import Stop
from planner.weights import Weights

# Rules that say nothing of one visit alone with its period and crew: they look at the whole plan,
# or at the start, which may shift within the period without the visit counting as changed.
NOT_ALONE = frozenset({"must_be_planned", "left_out_budget", "quota", "precedence", "travel_time"})
SHIFTING = frozenset({"period_length", "opening_hours"})
PROOF_SECONDS = 3.0  # for the fewest changes, where the search changes more than the event hits
OWN_BOUND_SECONDS = 1.0  # for the bound on the cost, which comes last


class Event(Protocol):
    """Something that happened, as a change of the problem."""

    def after(self, problem: Problem) -> Problem: ...


@dataclass(frozen=True)
class MemberAbsent:
    """A member cannot come on some days; on none at all if no days are given."""

    member: str
    days: frozenset[date] | None = None

    def after(self, problem: Problem) -> Problem:
        require(self.member in problem.member, "member", NO_MEMBER, name=self.member)
        lost = {p.id for p in problem.periods if self.days is None or p.day in self.days}
        member = problem.member[self.member]
        free = problem.period.keys() if member.available is None else member.available
        changed = replace(member, available=frozenset(free) - lost)
        members = tuple(changed if m is member else m for m in problem.members)
        return _without_lost_musts(problem, replace(problem, members=members))


@dataclass(frozen=True)
class DayClosed:
    """No visit can be held on a day."""

    day: date

    def after(self, problem: Problem) -> Problem:
        require(self.day in problem.days, "day", NO_DAY, day=self.day)
        closed = tuple(
            replace(period, capacity=0) if period.day == self.day else period
            for period in problem.periods
        )
        return _without_lost_musts(problem, replace(problem, periods=closed))


@dataclass(frozen=True)
class PlaceLost:
    """A place cannot be visited on some days; on none at all if no days are given."""

    place: str
    days: frozenset[date] | None = None

    def after(self, problem: Problem) -> Problem:
        require(self.place in problem.travel.index, "place", NO_PLACE, name=self.place)
        lost = frozenset(problem.days if self.days is None else self.days)
        visits = tuple(
            _on_other_days(visit, lost, problem) if visit.place == self.place else visit
            for visit in problem.visits
        )
        return _without_lost_musts(problem, replace(problem, visits=visits))


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
    proof_seconds: float = PROOF_SECONDS,
    left_out_counts_twice: bool = False,
) -> Repair:
    """Visits of the plan that the event leaves alone stay as they are wherever rules allow.

    With ``left_out_counts_twice`` two visits may change rather than one of the plan be left out.
    ``on_progress`` is told costs in which a change is worth ``CHANGE_POINTS``, all else below that.

    Where the search changes more visits than the event hits by itself, the fewest are sought and
    proven within ``proof_seconds``, and the search begins anew from there.
    """
    check_assignments(problem, plan, "plan")
    after = event.after(replace(problem, baseline=tuple(plan)))
    near = with_changes_first(after, left_out_counts_twice=left_out_counts_twice)
    hit = _hit(after)
    solution = solve(near, stop=stop, seed=seed, on_progress=on_progress, prove=False)
    least = len(hit)
    if not solution.is_feasible or len(_changed(after, solution)) > least:
        found = _nearest(after, hit, proof_seconds)
        least = found.fewest
        if found.plan and (not solution.is_feasible or len(_changed(after, solution)) > least):
            again = solve(near, stop=stop, seed=seed, prove=False, start=found.plan)
            solution = min(solution, again, key=_rank)
    changed = _changed(after, solution)
    return Repair(after, _at_own_prices(after, solution, proof_seconds), changed, least)


def least_changes(problem: Problem, seconds: float = PROOF_SECONDS) -> int:
    """A proven lower bound on the visits of the baseline that any plan must change.

    Those whose old period and crew break a rule by themselves, or what a relaxation needs if more.
    """
    return _nearest(problem, _hit(problem), seconds).fewest


def _nearest(problem: Problem, hit: frozenset[str], seconds: float) -> Nearest:
    from planner.exact.model import is_known  # OR-Tools is slow to load, as in solve
    from planner.exact.nearest import nearest

    if is_known(problem):
        return nearest(problem, hit, seconds)
    nothing = dict.fromkeys(vars(problem.weights), 0.0)
    counting = replace(problem, weights=Weights(**{**nothing, "changed": 1.0}))
    bound = lower_bound(counting, seconds=seconds)
    return Nearest(len(hit) if bound == INFINITE else max(len(hit), ceil(bound - 1e-3)))


def _changed(problem: Problem, solution: Solution) -> tuple[str, ...]:
    look = Look(problem, solution.assignments)
    return tuple(
        each.visit for each in problem.baseline if differs(each, look.by_visit.get(each.visit))
    )


def _rank(near: Solution) -> tuple[int, int, float]:
    """Broken rules, then changes, then all else: at these prices the total tells the two apart."""
    changes, others = divmod(near.total, CHANGE_POINTS)
    return len(near.violations), int(changes), others


def _on_other_days(visit: Visit, lost: frozenset[date], problem: Problem) -> Visit:
    days = frozenset(problem.days if visit.allowed_days is None else visit.allowed_days)
    return replace(visit, allowed_days=days - lost)


def _without_lost_musts(before: Problem, after: Problem) -> Problem:
    """What could be held before and cannot any more, or waits for such, need not be planned."""
    lost = {
        now.id
        for old, now in zip(before.visits, after.visits, strict=True)
        if not can_be_held(after, now) and can_be_held(before, old)
    }
    while waiting := {visit.id for visit in after.visits if visit.after & lost} - lost:
        lost |= waiting
    visits = (replace(v, price=v.price or 0) if v.id in lost else v for v in after.visits)
    return replace(after, visits=tuple(visits))


def _hit(problem: Problem) -> frozenset[str]:
    """Visits of the baseline whose old period and crew break a rule by themselves."""
    rules = [rule for rule in RULES if rule.name not in NOT_ALONE | SHIFTING]
    looks = ((each.visit, Look(problem, [each])) for each in problem.baseline)
    return frozenset(
        name for name, look in looks if any(found for rule in rules for found in rule.find(look))
    )


def _at_own_prices(problem: Problem, solution: Solution, seconds: float) -> Solution:
    verdict = check(problem, solution.assignments)
    known = verdict.total if verdict.is_feasible else None
    bound = lower_bound(problem, known, min(seconds, OWN_BOUND_SECONDS))
    return replace(solution, cost=verdict.cost, lower_bound=bound)
