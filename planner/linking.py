"""What a relaxation saves where people go straight from one visit to another of the same day.

Whoever links two visits is in both crews, so a link has its price in people (``planner.pairing``).
Two things that a linear relaxation would like are cut off as they come up: pairs whose visits are
not held on the same days, and odd sets of visits in which everybody has half a partner more than
there are (the odd-set inequalities of Edmonds 1965).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from planner.problem import Problem
from planner.search.types import Floats

if TYPE_CHECKING:
    from planner.relaxation import Relaxation

INFINITE = float("inf")
ENOUGH = 0.02  # by how much a cut must be broken
MOST_CUTS = 300  # of one round
LARGEST_ODD = 9  # visits of a set that is looked at


class Link(NamedTuple):
    """People who go from one visit to another, seen from one of the two."""

    part: Any
    common: int  # people
    more: int  # that this visit needs beyond its fewest
    is_first: bool  # each link is seen from both its visits


class Links:
    """All links between two visits of a relaxation, and the cuts that they break."""

    def __init__(self, relaxation: Relaxation, longest: int, per_day: float) -> None:
        self.relaxation, self.problem = relaxation, relaxation.problem
        self.longest, self.per_day = longest, per_day
        self.parts: dict[tuple[int, int], list[Any]] = {}
        self.spans: dict[Hashable, int] = {}  # in order of time
        for period in sorted(self.problem.periods, key=lambda period: period.day):
            self.spans.setdefault(relaxation.spans[period.id], len(self.spans))

    def save(self, saved: Savings) -> None:
        links = 1 if self.longest == 2 else 2  # that a visit can have for one member
        of_visit: dict[int, list[Link]] = defaultdict(list)
        held, goes = self.relaxation.held, self.relaxation.goes
        for one, other in combinations(range(len(self.problem.visits)), 2):
            worth = saved.between(one, other)
            if worth > 0 and set(held[one]) & set(held[other]):
                for here, there in self._links(one, other, worth):
                    of_visit[one].append(here)
                    of_visit[other].append(there)
        for at, links_here in of_visit.items():
            row = self.relaxation.row(-INFINITE, 0, goes[at], -links)
            for link in links_here:
                row.SetCoefficient(link.part, link.common)
            self._others_of_the_day(at, links_here)
        most = (self.longest - 1) / self.longest
        row = self.relaxation.row(-INFINITE, 0, chain.from_iterable(goes), -most)
        for link in chain.from_iterable(of_visit.values()):
            if link.is_first:
                row.SetCoefficient(link.part, link.common)

    def _links(self, one: int, other: int, worth: float) -> Iterator[tuple[Link, Link]]:
        """Each way in which two visits of a day may share people, and what it saves."""
        parts: list[Any] = []
        for common, more_here, more_there in self.relaxation.crews.shared(one, other):
            part = self.relaxation.solver.NumVar(0, 1, "")
            parts.append(part)
            price = -self.problem.weights.travel * worth * common
            self.relaxation.goal.SetCoefficient(part, price)
            yield Link(part, common, more_here, True), Link(part, common, more_there, False)
        if parts:
            self.parts[one, other] = parts
        if len(parts) > 1 and self.per_day > 2:
            self.relaxation.row(-INFINITE, 1, parts)

    def _others_of_the_day(self, at: int, links: list[Link]) -> None:
        """A visit shares its day with no more others than the day has room for."""
        held, goes = self.relaxation.held[at], self.relaxation.goes[at]
        if self.per_day < INFINITE:
            row = self.relaxation.row(-INFINITE, 0, held.values(), -(self.per_day - 1))
            for link in links:
                row.SetCoefficient(link.part, 1)
        # With one other at most its people come on top; with several they may be the same.
        dear = [link for link in links if link.more]
        for together in [dear] if self.per_day == 2 else [[link] for link in dear]:
            row = self.relaxation.row(0, INFINITE, goes)
            for link in together:
                row.SetCoefficient(link.part, -link.more)
            for part in held.values():
                row.SetCoefficient(part, -self.relaxation.crews.fewest(at))

    def cut(self) -> int:
        """Adds what the present point breaks, worst first; gives the number of cuts."""
        strength = {
            pair: value
            for pair, parts in self.parts.items()
            if (value := sum(part.solution_value() for part in parts)) > ENOUGH
        }
        found = self._on_other_days(strength)
        for broken, first, second, upto in sorted(found, key=lambda cut: -cut[0])[:MOST_CUTS]:
            assert broken > 0
            row = self.relaxation.row(-INFINITE, 1, self.parts[_in_order(first, second)])
            self._held_until(row, first, upto, 1)
            self._held_until(row, second, upto, -1)
        odd = self._odd_sets(strength) if self.per_day == 2 else []
        for visits in odd:
            inside = (pair for pair in self.parts if visits.issuperset(pair))
            every = chain.from_iterable(self.parts[pair] for pair in inside)
            self.relaxation.row(-INFINITE, len(visits) // 2, every)
        return min(len(found), MOST_CUTS) + len(odd)

    def _on_other_days(
        self, strength: dict[tuple[int, int], float]
    ) -> list[tuple[float, int, int, int]]:
        """Linked visits of which by some day more of the one is held than of the other.

        By how much, the earlier visit, the later one, and the number of spans up to that day.
        """
        held = {at: self._held_by(at) for at in set(chain.from_iterable(strength))}
        found = []
        for (one, other), value in strength.items():
            for first, second in ((one, other), (other, one)):
                ahead = held[first] - held[second]
                upto = int(ahead.argmax())
                if (broken := float(ahead[upto]) + value - 1) > ENOUGH:
                    found.append((broken, first, second, upto))
        return found

    def _held_by(self, at: int) -> Floats:
        amounts = np.zeros(len(self.spans))
        for span, part in self.relaxation.held[at].items():
            amounts[self.spans[span]] = part.solution_value()
        return np.cumsum(amounts)

    def _held_until(self, row: Any, at: int, upto: int, sign: int) -> None:
        for span, part in self.relaxation.held[at].items():
            if self.spans[span] <= upto:
                row.SetCoefficient(part, sign)

    def _odd_sets(self, strength: dict[tuple[int, int], float]) -> list[frozenset[int]]:
        """Odd sets of visits that have too many links among them, grown from single links."""
        near: dict[int, dict[int, float]] = defaultdict(dict)
        for (one, other), value in strength.items():
            near[one][other] = near[other][one] = value
        found: set[frozenset[int]] = set()
        for start in near:
            inside, links = [start], 0.0
            while len(inside) < LARGEST_ODD:
                gains: dict[int, float] = defaultdict(float)
                for at in inside:
                    for other, value in near[at].items():
                        if other not in inside:
                            gains[other] += value
                if not gains:
                    break
                best = max(gains, key=lambda other: (gains[other], -other))
                inside.append(best)
                links += gains[best]
                if len(inside) % 2 and links > len(inside) // 2 + ENOUGH:
                    found.add(frozenset(inside))
        return sorted(found, key=sorted)[:MOST_CUTS]


class Savings:
    """Minutes saved by going straight from one visit to another, at the most over bases."""

    def __init__(self, problem: Problem, ways: Floats, bases: Iterable[str]) -> None:
        here = [problem.travel.index[visit.place] for visit in problem.visits]
        straight = ways[np.ix_(here, here)]
        best = np.zeros_like(straight)
        for base in sorted(bases):
            at = problem.travel.index[base]
            best = np.maximum(best, ways[here, at][:, None] + ways[at, here][None, :] - straight)
        self.minutes = np.maximum(best, best.T)
        np.fill_diagonal(self.minutes, 0)

    def between(self, one: int, other: int) -> float:
        return float(self.minutes[one, other])

    def best(self, at: int) -> float:
        return float(self.minutes[at].max())


def _in_order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
