"""One run of the search for routes: two chains of annealing, on one thread or two.

There are always two chains, whatever the number of workers, and they look at each other between
rounds of a fixed number of moves: the same seed and number of moves give the same plan. Where there
is time for it, the chains are heated up anew once they have cooled.
"""

from __future__ import annotations

from functools import partial
from math import sqrt
from time import perf_counter
from typing import Any

import numpy as np

from planner.problem import Assignment, Problem
from planner.progress import OnProgress, Progress
from planner.routes import anneal
from planner.routes.facts import assignments_of, empty_state, facts_of
from planner.routes.handles import facts_handle, state_handle
from planner.routes.timing import cost
from planner.routes.types import NONE, OVER, RouteFacts
from planner.search.types import Ints
from planner.solution import Obstacle
from planner.stopping import Stop
from planner.strands import STRANDS, Watch, threads

MOVES = 20_000  # of each chain between two looks at the clock
ENOUGH = 150_000  # moves for each visit, for one cooling
MOST_COOLINGS = 12
LEARNT = 0.02  # of the allowance, after which the pace is known
FIRST_HEAT, LAST_HEAT = 2.0, 0.004  # of what a usual way costs
COLD_START = 0.2  # of the first heat, where there are moves for hardly more than a descent


class Chain:
    """One plan that is annealed, and the best that it has been."""

    def __init__(self, facts: RouteFacts, seed: int) -> None:
        # Arrays of its own, because threads that count references to shared ones slow down.
        own: list[Any] = [np.copy(x) if isinstance(x, np.ndarray) else x for x in facts]
        self.state = empty_state(facts, seed)
        self.f, self.s = facts_handle(RouteFacts(*own)), state_handle(self.state)
        nodes = facts.visits + facts.members
        self.best = np.array([np.inf])
        self.routes, self.keys = np.full(nodes, NONE, np.int64), np.zeros(facts.visits)

    def build(self, order: Ints) -> None:
        anneal.build(self.f, self.s, order)
        self.anneal(0, 0.0)

    def anneal(self, moves: int, heat: float) -> None:
        anneal.anneal(self.f, self.s, self.best, self.routes, self.keys, moves, heat)

    def take_over(self, other: Chain) -> None:
        """Goes on from where another chain stands."""
        anneal.recall(self.f, self.s, other.state.after.copy(), other.state.key.copy())

    def recall_best(self) -> None:
        anneal.recall(self.f, self.s, self.routes.copy(), self.keys.copy())

    @property
    def cost(self) -> float:
        return float(cost(self.f, self.s))


class RouteSearch:
    """Holds plans of one day and betters them."""

    def __init__(self, problem: Problem, seed: int, workers: int = 1) -> None:
        self.problem = problem
        self.facts = facts_of(problem)
        self.workers = workers
        self.chains = [Chain(self.facts, seed * STRANDS + number) for number in range(STRANDS)]
        self.iterations = 0
        self.affords = 1.0  # coolings
        self.construct()  # compiles the search before its clock starts
        self.began = perf_counter()

    def construct(self) -> None:
        """Visits that must begin first come first, each at the end of the cheapest route."""
        by = np.minimum(self.facts.begin_by, self.facts.last)
        leads = (self.facts.partner == NONE) | (self.facts.leads == 1)
        order = [v for v in np.argsort(by, kind="stable") if leads[v]]
        for chain in self.chains:
            chain.build(np.array(order, np.int64))

    def improve(self, stop: Stop, on_progress: OnProgress | None = None) -> None:
        """Anneals until the stop or the callback says enough; leaves the best plan seen."""
        cooled, unit, watch = 0.0, self._usual_way(), Watch(on_progress)
        with threads(self.workers) as run_all:
            while (spent := stop.spent(self.iterations, self.seconds)) < 1:
                self._learn_pace(spent)
                before, cooled = cooled, spent * self._coolings % 1
                if before < 0.5 <= cooled:
                    self._look_at_each_other()
                heat = self._first_heat * (LAST_HEAT / self._first_heat) ** cooled
                run_all([partial(chain.anneal, MOVES, unit * heat) for chain in self.chains])
                self.iterations += MOVES * STRANDS
                if not watch.wants_more(self.seconds, self._progress):
                    break
        self.leading.recall_best()

    def _learn_pace(self, spent: float) -> None:
        """How many good coolings there is time for, by the moves that the start has taken."""
        if spent > 0 and (spent < LEARNT or self.iterations == MOVES * STRANDS):
            self.affords = self.iterations / spent / STRANDS / self.facts.visits / ENOUGH

    @property
    def _coolings(self) -> int:
        return min(max(round(self.affords), 1), MOST_COOLINGS)

    @property
    def _first_heat(self) -> float:
        return FIRST_HEAT * min(max(sqrt(self.affords), COLD_START), 1.0)

    def _look_at_each_other(self) -> None:
        better, worse = sorted(self.chains, key=lambda chain: chain.cost)
        if worse.cost > better.cost:
            worse.take_over(better)

    def _usual_way(self) -> float:
        """What the way between two visits that go well together costs, or a delay as long."""
        f = self.facts
        after = np.repeat(np.arange(f.visits), np.diff(f.near_from))
        ways = f.ways[f.place[f.near_of], f.place[after]]
        price = (f.price_travel + float(f.delay_price.mean())) / 2
        return price * float(ways.mean()) if len(ways) else 1.0

    @property
    def leading(self) -> Chain:
        return min(self.chains, key=lambda chain: float(chain.best[0]))

    def _progress(self) -> Progress:
        return Progress(
            cost=float(self.leading.best[0]),
            missing=0,
            iterations=self.iterations,
            seconds=self.seconds,
        )

    @property
    def seconds(self) -> float:
        return perf_counter() - self.began

    @property
    def keeps_the_rules(self) -> bool:
        """False where somebody comes too late for a visit to be over in time."""
        return bool(self.leading.state.sums[OVER] == 0)

    def assignments(self) -> tuple[Assignment, ...]:
        return assignments_of(self.problem, self.leading.state)

    def take_over(self, plan: tuple[Assignment, ...]) -> None:
        """Nothing is said of a plan of routes that depends on it."""

    def obstacles(self) -> tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]]:
        """Nothing is left out of a plan of routes, and no visit of its one day is past due."""
        return (), ()
