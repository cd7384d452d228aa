"""How few people can hold a visit, and two visits of which some go from one to the other.

Whoever holds two visits of a day must help to meet the needs of both, or comes on top of those who
do. So what can be saved by going straight from visit to visit has its price in people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np

from planner.problem import Need, Problem, Visit
from planner.search.types import Ints

MOST_IN_COMMON = 3  # of two crews, up to which needs are looked at; more may always be in both
MOST_SETS = 3_000  # of people in common; beyond it needs are not looked at
NO_CREW = 99


class Shared(NamedTuple):
    """Two crews with some in common, and how many more than the fewest each then has."""

    common: int
    more_here: int
    more_there: int


class _Asked(NamedTuple):
    """What a visit asks of its crew; visits that ask alike are looked at once."""

    least: int
    most: int
    needs: tuple[Need, ...]


class Crews:
    def __init__(self, problem: Problem) -> None:
        self.asked = [_asked(visit) for visit in problem.visits]
        every = sorted({n for each in self.asked for n in each.needs}, key=repr)
        # Members who are alike in all that any visit asks for are one kind.
        self.kinds = Counter(
            frozenset(at for at, need in enumerate(every) if need.met_by(member))
            for member in problem.members
        )
        self.number = {need: at for at, need in enumerate(every)}

    def fewest(self, at: int) -> int:
        """People that the visit needs at the least; ``NO_CREW`` where none can hold it."""
        return self._fewest(self.asked[at])

    def shared(self, here: int, there: int) -> Sequence[Shared]:
        """Every choice of people in common that no other one beats."""
        return self._shared(self.asked[here], self.asked[there])

    @cache  # noqa: B019 - lives as long as its relaxation
    def _fewest(self, asked: _Asked) -> int:
        size = max(asked.least, self._missing(asked, ()))
        return size if size <= asked.most else NO_CREW

    @cache  # noqa: B019
    def _shared(self, here: _Asked, there: _Asked) -> Sequence[Shared]:
        few_here, few_there = self._fewest(here), self._fewest(there)
        if NO_CREW in (few_here, few_there):
            return ()
        found = []
        for common in range(1, min(here.most, there.most) + 1):
            if common > MOST_IN_COMMON or not self.sets:
                more = max(common - few_here, 0), max(common - few_there, 0)
                found.append(Shared(common, *more))
                continue
            of_size = self._of_size(common)
            size_here, size_there = self._sizes(here)[of_size], self._sizes(there)[of_size]
            for size in range(few_here, here.most + 1):
                least = int(size_there[size_here <= size].min(initial=NO_CREW))
                if least <= there.most:
                    found.append(Shared(common, size - few_here, least - few_there))
        return [each for each in found if not any(_beats(other, each) for other in found)]

    @cached_property
    def sets(self) -> list[tuple[frozenset[int], ...]]:
        """Kinds of the people that two crews may have in common; none where there are too many."""
        sets: list[tuple[frozenset[int], ...]] = []
        kinds = sorted(self.kinds, key=sorted)
        for size in range(1, MOST_IN_COMMON + 1):
            for some in combinations_with_replacement(kinds, size):
                if len(sets) == MOST_SETS:
                    return []
                if all(count <= self.kinds[kind] for kind, count in Counter(some).items()):
                    sets.append(some)
        return sets

    @cache  # noqa: B019
    def _of_size(self, size: int) -> Ints:
        return np.flatnonzero([len(some) == size for some in self.sets])

    @cache  # noqa: B019
    def _sizes(self, asked: _Asked) -> Ints:
        """For each set the size of the smallest crew of which it is a part."""
        wanted = frozenset(self.number[need] for need in asked.needs)
        sizes = []
        for some in self.sets:
            met = tuple(sorted((kind & wanted for kind in some), key=sorted))
            sizes.append(max(asked.least, len(some) + self._missing(asked, met)))
        return np.array(sizes, np.int64)

    @cache  # noqa: B019
    def _missing(self, asked: _Asked, some: tuple[frozenset[int], ...]) -> int:
        """How many more people are needed beside some who come already."""
        wanted = {self.number[need]: need.count for need in asked.needs}
        still = {n: count - sum(n in kind for kind in some) for n, count in wanted.items()}
        left = Counter[frozenset[int]]()
        for kind, count in self.kinds.items():
            left[kind & frozenset(wanted)] += count
        left.subtract(some)
        return _least_to_meet({n: c for n, c in still.items() if c > 0}, left, asked.most)


def _asked(visit: Visit) -> _Asked:
    pins = (Need(kind="person", value=name) for name in visit.pinned_members)
    needs: dict[Need, Need] = {}
    for need in (*visit.needs, *pins):
        key = Need(kind=need.kind, value=need.value, level=need.level)
        if key not in needs or needs[key].count < need.count:
            needs[key] = need
    return _Asked(
        visit.crew_min, visit.crew_max, tuple(sorted(needs.values(), key=lambda need: repr(need)))
    )


def _least_to_meet(still: dict[int, int], left: Counter[frozenset[int]], most: int) -> int:
    if not still:
        return 0
    if most == 0:
        return NO_CREW
    first = min(still)
    best = NO_CREW
    for kind in _useful(first, still, left):
        left[kind] -= 1
        rest = {n: count - (n in kind) for n, count in still.items()}
        found = _least_to_meet({n: c for n, c in rest.items() if c > 0}, left, most - 1)
        best, most = min(best, 1 + found), min(most, found)
        left[kind] += 1
        if most == 0:
            break
    return best


def _useful(
    first: int, still: dict[int, int], left: Counter[frozenset[int]]
) -> Iterator[frozenset[int]]:
    """Kinds that meet a need, those who meet most first."""
    able = [kind for kind, count in left.items() if count > 0 and first in kind]
    yield from sorted(able, key=lambda kind: (-len(kind & still.keys()), sorted(kind)))


def _beats(one: Shared, other: Shared) -> bool:
    return one != other and (
        one.common >= other.common
        and one.more_here <= other.more_here
        and one.more_there <= other.more_there
    )
