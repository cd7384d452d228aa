"""One run of the search for plans of teams.

There are always two strands of annealing, whatever the number of workers, and they deal out their
plans anew after fixed shares of the run: the same seed and number of ruins give the same plan.
Which set of visits should be done first is a choice that small changes hardly ever turn round. So
many orders of the sets are tried briefly, the better plans longer, and the best one by both.
"""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import NamedTuple

import numpy as np

from planner.obstacles import obstacles
from planner.problem import Assignment, Problem
from planner.progress import OnProgress, Progress
from planner.search.facts import facts_of, index_of
from planner.solution import Obstacle
from planner.stopping import Stop
from planner.strands import STRANDS, RunAll, Watch, threads
from planner.teams.strand import Draft, Strand
from planner.teams.terms import terms_of

ROUND = 250  # ruins of each strand between two looks at the clock
BUILT = 60  # plans made from nothing
SPREAD = 1.5  # of the urgency of sets among them, logarithmic


class Phase(NamedTuple):
    share: float  # of the run
    drafts: int  # of each strand, one after the other
    first_heat: float  # of what a worsening ruin costs on average
    last_heat: float


PHASES = (
    Phase(0.35, 8, 0.3, 0.003),
    Phase(0.25, 3, 0.1, 0.003),
    Phase(0.25, 1, 0.1, 0.003),
    Phase(0.16, 1, 0.03, 0.003),  # a little over the end, which floating point may miss
)


class TeamSearch:
    def __init__(self, problem: Problem, seed: int, workers: int = 1) -> None:
        self.problem = problem
        self.index = index_of(problem)
        self.facts = facts_of(problem, self.index)
        terms = terms_of(self.facts)
        self.strands = [Strand(self.facts, terms, seed * STRANDS + at) for at in range(STRANDS)]
        self.workers = workers
        self.seed = seed
        self.drafts: list[Draft] = []  # the best first
        self.iterations = 0
        self.other: tuple[Assignment, ...] | None = None  # taken over from elsewhere
        self.construct()  # compiles the search before its clock starts
        self.began = perf_counter()

    def construct(self) -> None:
        """Plans made from nothing; the best for each order in which the sets are done stays."""
        strand, chance = self.strands[0], np.random.default_rng(self.seed & 0xFFFFFFFF)
        best: dict[tuple[int, ...], Draft] = {}
        for at in range(BUILT):
            urgency = SPREAD * chance.standard_normal(len(self.facts.finish_price))
            draft = strand.build(urgency if at else 0 * urgency)
            order = tuple(np.argsort(strand.plan.last, kind="stable").tolist())
            if draft and (order not in best or draft.rank < best[order].rank):
                best[order] = draft
        self.drafts = sorted(best.values(), key=lambda draft: draft.rank)
        if self.drafts:
            strand.begin(self.drafts[0])
            strand.anneal(0, 0.0)

    @property
    def is_complete(self) -> bool:
        """Whether a plan was found in which everything has its place."""
        return bool(self.drafts)

    def improve(self, stop: Stop, on_progress: OnProgress | None = None) -> None:
        """Anneals until the stop or the callback says enough; leaves the best plan seen."""
        begins, goes_on, watch = 0.0, True, Watch(on_progress)
        with threads(self.workers) as run_all:
            for phase in PHASES:
                hands, share = self._deal(phase), phase.share / phase.drafts
                for turn in range(phase.drafts):
                    if goes_on:
                        for strand, hand in zip(self.strands, hands, strict=True):
                            strand.begin(hand[turn % len(hand)])
                        leg = Leg(phase, begins + turn * share, share)
                        goes_on = self._leg(leg, stop, run_all, watch)
                        self.drafts += [strand.draft() for strand in self.strands]
                self.drafts.sort(key=lambda draft: draft.rank)
                begins += phase.share

    def _leg(self, leg: Leg, stop: Stop, run_all: RunAll, watch: Watch) -> bool:
        """Anneals from hot to cold once. False: enough was done, or the callback says so."""
        while (spent := stop.spent(self.iterations, self.seconds)) < min(leg.ends, 1):
            heat = leg.heat(spent)
            run_all([partial(strand.anneal, ROUND, heat) for strand in self.strands])
            self.iterations += ROUND * STRANDS
            if not watch.wants_more(self.seconds, self._progress):
                return False
        return spent < 1

    def _deal(self, phase: Phase) -> list[list[Draft]]:
        """The best plans in turn to each strand; in the last phase the best one to all."""
        chosen = self.drafts[: 1 if phase is PHASES[-1] else phase.drafts * STRANDS]
        return [chosen[at::STRANDS] or chosen[:1] for at in range(STRANDS)]

    def _progress(self) -> Progress:
        now = min([*(strand.draft() for strand in self.strands), *self.drafts[:1]], key=_rank)
        return Progress(cost=now.cost, missing=0, iterations=self.iterations, seconds=self.seconds)

    @property
    def seconds(self) -> float:
        return perf_counter() - self.began

    def assignments(self) -> tuple[Assignment, ...]:
        rows, visits = self.drafts[0].rows, self.problem.visits
        planned = [v for v in range(len(visits)) if rows[v, 0] >= 0]
        return tuple(
            Assignment(
                visit=visits[v].id,
                period=self.index.periods[rows[v, 0]].id,
                starts_at=int(self.facts.period_starts[rows[v, 0]] + rows[v, 2]),
                crew=self._crew(int(rows[v, 0]), int(rows[v, 1])),
            )
            for v in sorted(planned, key=lambda v: (rows[v, 0], rows[v, 2], v))
        )

    def _crew(self, p: int, team: int) -> tuple[str, ...]:
        """Who is in a team of a period: the rows below those of the visits tell."""
        members = self.drafts[0].rows[len(self.problem.visits) + p, : len(self.problem.members)]
        return tuple(sorted(self.problem.members[m].id for m in np.flatnonzero(members == team)))

    def take_over(self, plan: tuple[Assignment, ...]) -> None:
        self.other = plan

    def obstacles(self) -> tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]]:
        from planner.search.run import Search

        search = Search(self.problem, self.seed)
        search.start_from(self.assignments() if self.other is None else self.other)
        return obstacles(search)


class Leg(NamedTuple):
    """One annealing from hot to cold: its phase, and which part of the run it takes."""

    phase: Phase
    begins: float
    share: float

    @property
    def ends(self) -> float:
        return self.begins + self.share

    def heat(self, spent: float) -> float:
        part = min(max(spent - self.begins, 0) / self.share, 1)
        return float(self.phase.first_heat * (self.phase.last_heat / self.phase.first_heat) ** part)


def _rank(draft: Draft) -> tuple[float, ...]:
    return draft.rank
