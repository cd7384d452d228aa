"""A lower bound on the cost of the latest ends of sets of visits (``finish``).

In any plan the sets are over one after the other in some order. When the first few of an order are
over, all their visits are done; so the last of them is over no sooner than all those visits can be.
The bound is the cheapest order under this, found by dynamic programming over sets of sets (Held and
Karp 1962). How soon some visits can be done is bounded by what must be one after the other, and
for each quality by the minutes of those who have it, with and without the loss that long visits
cause because two of them do not fit into one period (dual feasible functions, Fekete and Schepers
2001). Of that work is taken off what the budget for leaving out could at best buy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from time import perf_counter

from planner.problem import Need, Problem, Visit
from planner.weights import MOST_POINTS

INFINITE = float("inf")
MOST_SETS = 8  # beyond it each set is bounded by itself alone


def finish_bound(problem: Problem, until: float = INFINITE) -> float:
    """Points of ``finish`` that no plan which keeps every rule goes below.

    ``until`` is a time of ``perf_counter`` after which the bound so far will do.
    """
    price = problem.weights.finish
    sets = [each for each in problem.finishes if each.weight * price > 0]
    if not sets:
        return 0.0
    soonest = Soonest(problem)
    soonest.until = until
    visits = [frozenset(v.id for v in problem.visits if each.counts(v.id)) for each in sets]
    weights = [each.weight * price for each in sets]
    alone = 0.0
    try:
        for weight, some in zip(weights, visits, strict=True):
            alone = max(alone, weight * soonest.end(some))
        return alone if len(sets) > MOST_SETS else _cheapest_order(soonest, weights, visits)
    except OutOfTime:
        return alone


def _cheapest_order(soonest: Soonest, weights: list[float], visits: list[frozenset[str]]) -> float:
    """For each set of sets the least that they cost when the others are over later."""
    least: dict[frozenset[int], float] = {frozenset(): 0.0}
    for size in range(1, len(weights) + 1):
        for chosen in map(frozenset, combinations(range(len(weights)), size)):
            end = soonest.end(frozenset().union(*(visits[at] for at in chosen)))
            least[chosen] = min(least[chosen - {last}] + weights[last] * end for last in chosen)
    return least[frozenset(range(len(weights)))]


class OutOfTime(Exception):  # noqa: N818 - not a fault, the time is up
    """The bound has to come out of what is known by now."""


@dataclass(frozen=True)
class _Quality:
    """A quality that visits need: who has it, by period, and how many each visit needs."""

    people: list[int]
    asked: Mapping[str, int]


class Soonest:
    """The least working minute at which given visits can all be over, or less."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.periods = sorted(problem.periods, key=lambda p: (p.day, p.starts_at))
        self.before = [problem.working_minutes_before[p.id] for p in self.periods]
        self.longest = max(period.minutes for period in self.periods)
        self.known: dict[frozenset[str], int] = {}
        self.until = INFINITE

    def end(self, names: frozenset[str]) -> int:
        if names not in self.known:
            self.known[names] = max(self._in_a_row(names), self._by_work(names))
        return self.known[names]

    def _in_a_row(self, names: frozenset[str]) -> int:
        """By the visit that is over last even if it has everybody to itself."""
        budget = self.problem.left_out_budget
        most = MOST_POINTS * len(self.problem.visits) if budget is None else budget
        return max(
            (self.alone[name] for name in names if self.to_leave_out[name] > most), default=0
        )

    @cached_property
    def to_leave_out(self) -> Mapping[str, float]:
        """Points that leaving out a visit takes, with whoever waits for it."""
        waiting: dict[str, set[str]] = defaultdict(set)
        for visit in self.problem.visits:
            for name in visit.after:
                waiting[name].add(visit.id)
        points = {}
        for visit in self.problem.visits:
            out = [visit.id]
            for name in out:
                out += [other for other in waiting[name] if other not in out]
            prices = [self.problem.visit[name].price for name in out]
            points[visit.id] = sum(INFINITE if price is None else price for price in prices)
        return points

    @cached_property
    def alone(self) -> Mapping[str, int]:
        """The soonest end of each visit after those it waits for, with everybody to itself."""
        ends: dict[str, int] = {}
        open_visits = list(self.problem.visits)
        while open_visits:
            for visit in [v for v in open_visits if v.after <= ends.keys()]:
                since = max((ends[name] for name in visit.after), default=0)
                ends[visit.id] = self._first_end(visit, since)
                open_visits.remove(visit)
        return ends

    def _first_end(self, visit: Visit, since: int) -> int:
        for at, period in enumerate(self.periods):
            ends = max(since, self.before[at]) + visit.minutes
            in_time = ends <= self.before[at] + period.minutes
            if in_time and all(self.qualities[q].people[at] >= n for q, n in _asked(visit).items()):
                return ends
        return self.before[-1] + self.periods[-1].minutes  # never: any bound will do

    @cached_property
    def qualities(self) -> Mapping[Need | None, _Quality]:
        """By need with its count set aside; None is anybody at all."""
        asked: dict[Need | None, dict[str, int]] = defaultdict(dict)
        for visit in self.problem.visits:
            for key, count in _asked(visit).items():
                asked[key][visit.id] = count
        return {key: _Quality(self._people(key), counts) for key, counts in asked.items()}

    def _people(self, key: Need | None) -> list[int]:
        able = [m for m in self.problem.members if key is None or key.met_by(m)]
        return [sum(m.available is None or p.id in m.available for m in able) for p in self.periods]

    def _by_work(self, names: frozenset[str]) -> int:
        return max(
            (self._of_quality(quality, names) for quality in self.qualities.values()), default=0
        )

    def _of_quality(self, quality: _Quality, names: frozenset[str]) -> int:
        visits = [self.problem.visit[name] for name in names if name in quality.asked]
        if not visits:
            return 0
        work = [(quality.asked[v.id] * v.minutes, v) for v in visits]
        if perf_counter() > self.until:
            raise OutOfTime
        end = self._when_done(quality.people, self._not_left_out(work))
        shortest = min(visit.minutes for visit in visits)
        for cut in {cut for visit in visits for cut in self._cuts(visit.minutes)}:
            full = [(quality.asked[v.id] * self._filled(v.minutes, cut), v) for v in visits]
            end = max(end, self._period_of(quality.people, self._not_left_out(full), shortest))
        return end

    def _cuts(self, minutes: int) -> set[int]:
        """Lengths, up to half a period, at which what a visit fills changes."""
        rest = self.longest - minutes
        return {min(cut, self.longest // 2) for cut in (minutes, rest, rest + 1)}

    def _filled(self, minutes: int, cut: int) -> int:
        """Minutes of a period that a visit fills: short ones none, long ones all (ε = ``cut``)."""
        if minutes > self.longest - cut:
            return self.longest
        return minutes if minutes >= cut else 0

    def _not_left_out(self, work: list[tuple[int, Visit]]) -> float:
        """The work that remains when the budget takes off what is cheapest, even in parts."""
        remaining, budget = float(sum(amount for amount, _ in work)), self.problem.left_out_budget
        priced = [(amount, visit.price) for amount, visit in work if visit.price is not None]
        if budget is None:
            return remaining - sum(amount for amount, _ in priced)
        left = float(budget)
        for amount, price in sorted(priced, key=lambda each: each[1] / max(each[0], 1e-9)):
            part = 1.0 if price <= left else left / price
            remaining -= part * amount
            left -= part * price
        return remaining

    def _when_done(self, people: list[int], work: float) -> int:
        """The minute at which so many person-minutes have passed."""
        for at, period in enumerate(self.periods):
            if work <= 1e-6:
                return 0
            if work <= people[at] * period.minutes + 1e-6:
                return self.before[at] + -int(-(work - 1e-6) // people[at])
            work -= people[at] * period.minutes
        return self.before[-1] + self.periods[-1].minutes

    def _period_of(self, people: list[int], filled: float, shortest: int) -> int:
        """The end of the shortest visit in the period by which so many minutes can be filled."""
        if filled <= 1e-6:
            return 0
        for at in range(len(self.periods)):
            filled -= people[at] * self.longest
            if filled <= 1e-6:
                return self.before[at] + shortest
        return self.before[-1] + self.periods[-1].minutes


def _asked(visit: Visit) -> dict[Need | None, int]:
    """How many a visit needs of each quality, and at least how many people."""
    counts: dict[Need | None, int] = {}
    for need in visit.needs:
        key = Need(kind=need.kind, value=need.value, level=need.level)
        counts[key] = max(counts.get(key, 0), need.count)
    for name in visit.pinned_members:
        counts[Need(kind="person", value=name)] = 1
    counts[None] = max([visit.crew_min, *counts.values()])
    return counts
