"""One line of annealing with chance of its own, which goes from plan to plan as it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.search.handles import facts_handle
from planner.search.types import Facts, Floats, Ints
from planner.teams import anneal
from planner.teams.goal import COST
from planner.teams.plan import Terms, empty_plan, plan_handle, terms_handle

MOST_REMOVED = 12
MEASURED = 300  # ruins that tell what worsening ruins cost on average


@dataclass(frozen=True)
class Draft:
    """A plan as rows, what it costs, and the urgency of the sets that it was built by."""

    rows: Ints
    value: Floats
    boost: Floats

    @property
    def rank(self) -> tuple[float, ...]:
        return tuple(self.value)

    @property
    def cost(self) -> float:
        return float(self.value[COST])


class Strand:
    def __init__(self, facts: Facts, terms: Terms, seed: int) -> None:
        # Arrays of its own, because threads that count references to shared ones slow down.
        own: list[Any] = [np.copy(x) if isinstance(x, np.ndarray) else x for x in facts]
        weighed: list[Any] = [np.copy(x) for x in terms]
        facts = Facts(*own)
        self.facts = facts
        self.f, self.w = facts_handle(facts), terms_handle(Terms(*weighed))
        self.own_rest = terms.own_rest
        self.urgency: Floats = facts.finish_price / terms.set_work  # of the sets
        self.plan = empty_plan(facts, terms.own_rest, seed)
        self.s = plan_handle(self.plan)
        rows = facts.visits + facts.periods
        self.best: Ints = np.full((rows, max(3, facts.members)), -1, np.int64)
        self.best_value: Floats = np.full(2, np.inf)
        self.unit = 0.0

    def build(self, boost: Floats) -> Draft | None:
        """A plan made from nothing with more or less urgent sets; None where no place was found."""
        self.plan = empty_plan(self.facts, self.own_rest, int(self.plan.seeds[0]))
        self.s = plan_handle(self.plan)
        self.plan.boost[:] = boost
        self.plan.last[:] = places_of(-(np.log(self.urgency + 1e-12) + boost))  # a guess for now
        if not anneal.construct(self.f, self.w, self.s):
            return None
        anneal.remember(self.f, self.s, self.best)
        self.best_value[:] = self.plan.kept_value
        return self.draft()

    def begin(self, draft: Draft) -> None:
        """Makes a plan the present one and the best so far."""
        self.plan.boost[:] = draft.boost
        self.best[:], self.best_value[:] = draft.rows, draft.value
        anneal.recall(self.f, self.w, self.s, self.best)
        if self.unit == 0:
            self.unit = self.anneal(MEASURED, -1.0)

    def draft(self) -> Draft:
        return Draft(self.best.copy(), self.best_value.copy(), self.plan.boost.copy())

    def anneal(self, rounds: int, heat: float) -> float:
        return anneal.anneal(
            self.f,
            self.w,
            self.s,
            self.best,
            self.best_value,
            rounds,
            heat * self.unit if heat > 0 else heat,
            min(MOST_REMOVED, self.facts.visits),
        )


def places_of(keys: Floats) -> Ints:
    """The place of each key when they are sorted."""
    return np.argsort(np.argsort(keys))
