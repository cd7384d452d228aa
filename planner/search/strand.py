"""One line of annealing over whole plans, with chance of its own, and the best plan it has seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from planner.search import anneal
from planner.search.handles import facts_handle, state_handle
from planner.search.state import empty_state
from planner.search.timing import retime
from planner.search.types import NONE, Facts, Floats, Ints

MEASURED = 500  # moves that tell what worsening moves cost on average


class Strand:
    def __init__(self, facts: Facts, seed: int) -> None:
        # Views of its own, because threads that count references to shared arrays slow down.
        own: list[Any] = [x.view() if isinstance(x, np.ndarray) else x for x in facts]
        self.facts = Facts(*own)
        self.state = empty_state(self.facts, seed)
        self.f, self.s = facts_handle(self.facts), state_handle(self.state)
        self.best, self.best_cost = self._rows(), self.state.cost.copy()
        self.unit = 1.0

    def _rows(self) -> Ints:
        return np.full((self.facts.visits, 3 + self.facts.crew_room), NONE, np.int64)

    def begin(self, rows: Ints, unit: float) -> None:
        """Makes a plan the present one and the best so far; ``unit`` is what heat is told in."""
        self.go_on_from(rows)
        self.best[:], self.best_cost[:], self.unit = rows, self.state.cost, unit

    def usual_loss(self) -> float:
        """What worsening moves cost on average; each of them is taken back."""
        return anneal.anneal(self.f, self.s, self.best, self.best_cost, MEASURED, -1.0)

    def anneal(self, moves: int, heat: float) -> None:
        anneal.anneal(self.f, self.s, self.best, self.best_cost, moves, heat * self.unit)

    def present(self) -> Ints:
        rows = self._rows()
        anneal.remember(self.f, self.s, rows)
        return rows

    def go_on_from(self, rows: Ints) -> None:
        anneal.recall(self.f, self.s, rows)

    def time_all_days(self) -> None:
        for day in range(self.facts.days):
            retime(self.f, self.s, day)

    @property
    def rank(self) -> tuple[float, float]:
        return _rank(self.state.cost)

    @property
    def best_rank(self) -> tuple[float, float]:
        return _rank(self.best_cost)


def _rank(cost: Floats) -> tuple[float, float]:
    """What is missing, then the cost."""
    return float(cost[1]), float(cost[0])
