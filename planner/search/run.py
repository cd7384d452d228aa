"""One run of the search on one problem: the compiled functions behind a readable face.

Two strands anneal side by side, whatever the number of workers, and at fixed shares of the run the
worse one goes on from where the better one stands: the same seed and number of moves give the same
plan on one thread or two.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from time import perf_counter

import numpy as np

from planner.obstacles import obstacles
from planner.problem import Assignment, Problem
from planner.progress import OnProgress, Progress
from planner.search import anneal
from planner.search.facts import facts_of, index_of
from planner.search.state import assignments_of
from planner.search.strand import Strand
from planner.search.types import NONE
from planner.solution import Obstacle
from planner.stopping import Stop
from planner.strands import STRANDS, Watch, threads

ROUND = 2_000  # moves of each strand between two looks at the clock
MEETINGS = 50  # of the strands in a run
FIRST_HEAT = 0.1  # of what a worsening move costs on average
LAST_HEAT = 0.005
CONSTRUCTION_LOOKS = 3_000_000  # positions that the construction may examine in all


class Search:
    """Holds one plan and betters it. The same seed and calls give the same plan."""

    def __init__(self, problem: Problem, seed: int, workers: int = 1) -> None:
        self.problem = problem
        self.workers = workers
        self.index = index_of(problem)
        self.facts = facts_of(problem, self.index)
        self.strands = [Strand(self.facts, seed * STRANDS + at) for at in range(STRANDS)]
        self.leading = self.strands[0]  # whose plan is that of the search between its calls
        self.state, self.f, self.s = self.leading.state, self.leading.f, self.leading.s
        self.iterations = 0
        self._compile()
        self.began = perf_counter()

    def _compile(self) -> None:
        """Loads or compiles the search before its clock starts."""
        anneal.construct(self.f, self.s, np.zeros(0, np.int64), 0)
        self.leading.anneal(0, 0.0)

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
        self._set_out()
        met, watch = 0, Watch(on_progress)
        with threads(self.workers) as run_all:
            while (spent := stop.spent(self.iterations, self.seconds)) < 1:
                before, met = met, int(spent * MEETINGS)
                if before < met:
                    self._meet()
                heat = FIRST_HEAT * (LAST_HEAT / FIRST_HEAT) ** spent
                run_all([partial(strand.anneal, ROUND, heat) for strand in self.strands])
                self.iterations += ROUND * STRANDS
                if not watch.wants_more(self.seconds, self._progress):
                    break
        self.leading.go_on_from(self._best.best)

    def _set_out(self) -> None:
        """All strands begin with the present plan."""
        rows, unit = self.leading.present(), self.leading.usual_loss()
        for strand in self.strands:
            strand.begin(rows, unit)

    def _meet(self) -> None:
        better, worse = sorted(self.strands, key=lambda strand: strand.rank)
        worse.go_on_from(better.present())

    @property
    def _best(self) -> Strand:
        return min(self.strands, key=lambda strand: strand.best_rank)

    def _progress(self) -> Progress:
        missing, cost = self._best.best_rank
        return Progress(
            cost=cost, missing=round(missing), iterations=self.iterations, seconds=self.seconds
        )

    @property
    def seconds(self) -> float:
        return perf_counter() - self.began

    def assignments(self) -> tuple[Assignment, ...]:
        self.leading.time_all_days()
        return assignments_of(self.problem, self.index, self.state)

    def take_over(self, plan: Iterable[Assignment]) -> None:
        anneal.clear(self.f, self.s)
        self.leading.time_all_days()
        self.start_from(plan)

    def obstacles(self) -> tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]]:
        return obstacles(self)
