"""A proven lower bound on the cost of a day of routes.

Every visit gets a price; a plan costs at least the sum of the prices and, for each person, the
cheapest route less the prices of its visits (Lagrange). Prices are bettered by their subgradient
(Held, Wolfe and Crowder 1974). Any prices give a bound, so the work may stop at any moment.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np

from planner.problem import Problem
from planner.routes.facts import facts_of
from planner.routes.handles import facts_handle
from planner.routes.pricing import price_route
from planner.routes.types import RouteFacts
from planner.search.types import Floats, Ints

PATIENCE = 20  # rounds without a better bound until steps become shorter
SHORTER = 0.7
STEADY = 0.6  # part of the direction that stays
GROWTH = 1.3
SCALES = [0.5 * GROWTH**power for power in range(15)]
MOST_ROUNDS = 2_000
MOST_MOMENTS = 1_500


def bound_of_routes(problem: Problem, known: float | None, seconds: float) -> float:
    """No plan costs less; 0 where visits are too short for a grid of time."""
    facts = facts_of(problem)
    width = float(facts.minutes.min())
    moments = int((facts.last.max() - facts.leaves_at) / width) + 2
    if moments > MOST_MOMENTS or facts.price_travel + facts.delay_price.sum() == 0:
        return 0.0
    return _Prices(facts, width, moments).better(known, perf_counter() + seconds)


class _Prices:
    """Prices of visits, and the best bound that any gave."""

    def __init__(self, facts: RouteFacts, width: float, moments: int) -> None:
        self.facts, self.f, self.width = facts, facts_handle(facts), width
        self.groups = _alike(facts)
        self.costs = np.full((facts.visits, moments, 2), np.inf)
        self.came = np.zeros((facts.visits, moments, 2, 3), np.int64)
        self.prices = _first_prices(facts)
        self.bound = 0.0

    def better(self, known: float | None, deadline: float) -> float:
        self._scale()
        step, stale, direction = 1.0, 0, np.zeros(self.facts.visits)
        best = self.prices.copy()
        for _ in range(MOST_ROUNDS):
            bound, missing = self._looked_at()
            stale = 0 if bound > self.bound + 1e-9 else stale + 1
            if stale == 0:
                self.bound, best = bound, self.prices.copy()
            if stale == PATIENCE:
                step, stale, self.prices, direction = step * SHORTER, 0, best.copy(), direction * 0
                continue
            direction = STEADY * direction + (1 - STEADY) * missing
            size = float(direction @ direction)
            if size == 0 or step < 1e-3 or perf_counter() > deadline:
                break
            aim = known if known is not None else 1.05 * self.bound + 1.0
            self.prices = self.prices + step * max(aim - bound, 1e-3 * aim) / size * direction
        return max(0.0, self.bound - 1e-9 * (1 + self.bound))

    def _scale(self) -> None:
        """Begins from the best of a few multiples of the first prices."""
        first = self.prices
        for factor in SCALES:
            self.prices = first * factor
            bound, _ = self._looked_at()
            if bound < self.bound:
                self.prices = first * (factor / GROWTH)
                return
            self.bound = bound

    def _looked_at(self) -> tuple[float, Floats]:
        """The bound at the present prices, and by how much each visit is held too seldom."""
        bound = float(self.prices.sum())
        missing = np.ones(self.facts.visits)
        for member, count in self.groups:
            visited = np.zeros(self.facts.visits, np.int64)
            bound += count * price_route(
                self.f, member, self.prices, self.width, self.costs, self.came, visited
            )
            missing -= count * visited
        return bound, missing


def _alike(facts: RouteFacts) -> list[tuple[int, int]]:
    """One of each group of people with the same base and abilities, and how many they are."""
    keys = [
        (int(facts.place[facts.visits + m]), facts.able[:, m].tobytes())
        for m in range(facts.members)
    ]
    return [(keys.index(key), keys.count(key)) for key in dict.fromkeys(keys)]


def _first_prices(facts: RouteFacts) -> Floats:
    """What coming to a visit costs from the nearest three others."""
    places: Ints = facts.place[: facts.visits]
    ways = np.sort(facts.ways[np.ix_(places, places)], axis=0)[:4]
    prices: Floats = facts.price_travel * ways.mean(axis=0)
    return prices
