"""One run of the search on one problem: the compiled functions behind a readable face."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter

import numpy as np

from planner.obstacles import obstacles
from planner.problem import Assignment, Problem
from planner.progress import OnProgress, Progress
from planner.search import anneal
from planner.search.facts import facts_of, index_of
from planner.search.handles import facts_handle, state_handle
from planner.search.state import assignments_of, empty_state
from planner.search.timing import retime
from planner.search.types import NONE
from planner.solution import Obstacle
from planner.stopping import Stop

ROUND = 2_000  # moves between two looks at the clock
FIRST_HEAT = 0.1  # of what a worsening move costs on average
LAST_HEAT = 0.005
CONSTRUCTION_LOOKS = 3_000_000  # positions that the construction may examine in all


class Search:
    """Holds one plan and betters it. The same seed and calls give the same plan."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.problem = problem
        self.index = index_of(problem)
        self.facts = facts_of(problem, self.index)
        self.state = empty_state(self.facts, seed)
        self.f = facts_handle(self.facts)
        self.s = state_handle(self.state)
        self.iterations = 0
        self._compile()
        self.began = perf_counter()

    def _compile(self) -> None:
        """Loads or compiles the search before its clock starts."""
        nothing = np.zeros(0, np.int64)
        rows = np.full((self.facts.visits, 3 + self.facts.crew_room), NONE, np.int64)
        anneal.construct(self.f, self.s, nothing, 0)
        anneal.anneal(self.f, self.s, rows, self.state.cost.copy(), 0, 0.0)

    def start_from(self, assignments: Iterable[Assignment]) -> None:
        """Plans what a given plan has, as far as the rules allow, in its order."""
        in_time = sorted(
            assignments, key=lambda each: (self.index.period[each.period], each.starts_at)
        )
        for each in in_time:
            self._seat(each)

    def _seat(self, each: Assignment) -> None:
        v, p = self.index.visit[each.visit], self.index.period[each.period]
        crew = [self.index.member[name] for name in each.crew]
        if len(crew) <= self.facts.crew_room and self.state.period_of[v] == NONE:
            self.state.draft[: len(crew)] = crew
            anneal.seat_given(self.f, self.s, v, p, len(crew))

    def construct(self) -> None:
        """Plans the rest one by one: what must be planned and what has least choice comes first."""
        f = self.facts
        if f.visits == 0:
            return
        choice = np.diff(f.choice_from)
        queue = np.lexsort((np.arange(f.visits), choice, -f.out_cost, -f.must.astype(np.int64)))
        anneal.construct(
            self.f, self.s, queue.astype(np.int64), max(20, CONSTRUCTION_LOOKS // f.visits)
        )

    def improve(self, stop: Stop, on_progress: OnProgress | None = None) -> None:
        """Anneals until the stop or the callback says enough; leaves the best plan seen."""
        if not self.problem.visits:
            return
        f, s = self.f, self.s
        best = np.full((self.facts.visits, 3 + self.facts.crew_room), NONE, np.int64)
        best_cost = self.state.cost.copy()
        anneal.remember(f, s, best)
        unit = anneal.anneal(f, s, best, best_cost, 500, -1.0)
        told = -1.0
        while (spent := stop.spent(self.iterations, self.seconds)) < 1:
            heat = unit * FIRST_HEAT * (LAST_HEAT / FIRST_HEAT) ** spent
            anneal.anneal(f, s, best, best_cost, ROUND, heat)
            self.iterations += ROUND
            if on_progress and self.seconds - told >= 0.1:
                told = self.seconds
                if on_progress(self._progress(best_cost)) is False:
                    break
        anneal.recall(f, s, best)

    def _progress(self, cost: np.ndarray) -> Progress:
        return Progress(
            cost=float(cost[0]),
            missing=round(cost[1]),
            iterations=self.iterations,
            seconds=self.seconds,
        )

    @property
    def seconds(self) -> float:
        return perf_counter() - self.began

    def assignments(self) -> tuple[Assignment, ...]:
        self._time_all_days()
        return assignments_of(self.problem, self.index, self.state)

    def _time_all_days(self) -> None:
        for day in range(self.facts.days):
            retime(self.f, self.s, day)

    def take_over(self, plan: Iterable[Assignment]) -> None:
        anneal.clear(self.f, self.s)
        self._time_all_days()
        self.start_from(plan)

    def obstacles(self) -> tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]]:
        return obstacles(self)
