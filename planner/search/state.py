"""A plan as arrays: the empty one to begin with, and any one back as assignments."""

from __future__ import annotations

import numpy as np

from planner.problem import Assignment, Problem
from planner.search.facts import Index
from planner.search.types import NONE, Facts, Ints, State

JOURNAL = 16  # visits that one move may change


def empty_state(facts: Facts, seed: int) -> State:
    """A plan with nothing in it; its cost is that of leaving everything out."""
    v, m, p, d = facts.visits, facts.members, facts.periods, facts.days
    room = int(min(facts.period_capacity.max(initial=1), max(v, 1))) + 1  # to try one too many
    weeks = int(facts.day_week.max(initial=0)) + 1
    over = max(int(facts.out_price.sum()) - facts.out_budget, 0)
    missing = float(facts.must.sum() + facts.quota_need.sum() + over)
    return State(
        period_of=np.full(v, NONE, np.int64),
        crew=_zeros(v, facts.crew_room),
        size=_zeros(v),
        starts=np.zeros(v, np.float64),
        not_before=np.zeros(v, np.float64),
        order=_zeros(p, room),
        held=_zeros(p),
        room_taken=_zeros(len(facts.capacity_most), p),
        in_period=_zeros(p, m),
        in_day=_zeros(d, m),
        in_week=_zeros(weeks, m),
        load=_zeros(m),
        loads=_zeros(1),
        met=np.zeros((len(facts.travel), m), np.int16),
        quota_held=_zeros(len(facts.quota_need)),
        finish_by=np.zeros((len(facts.finish_price), d), np.float64),
        finish=np.zeros(len(facts.finish_price), np.float64),
        out_points=np.array([facts.out_price.sum()], np.int64),
        day_cost=np.zeros(d, np.float64),
        day_longest=np.zeros(d, np.float64),
        cost=np.array([facts.out_cost.sum(), missing], np.float64),
        seeds=np.array([seed & 0xFFFFFFFFFFFFFFFF], np.uint64),
        draft=_zeros(max(facts.crew_room, m, 1)),
        usable=_zeros(max(m, 1)),
        rating=np.zeros(max(m, 1), np.float64),
        covers=_zeros(max(m, 1)),
        short=_zeros(max(int(np.diff(facts.need_from).max(initial=0)), 1)),
        seen=_zeros(m),
        stamp=_zeros(1),
        at=_zeros(m),
        free=np.zeros(m, np.float64),
        ways=np.zeros(3, np.float64),
        lifted=_zeros(1),
        walkers=_zeros(max(m, 1)),
        saves=np.zeros(max(m, 1), np.float64),
        fond=_zeros(max(m, 1)),
        noted=_zeros(2),
        kept=_zeros(JOURNAL, 4),
        kept_crew=_zeros(JOURNAL, facts.crew_room),
        touched=_zeros(2 * JOURNAL),
        day_before=np.zeros((2 * JOURNAL, 2), np.float64),
        cost_before=np.zeros(2, np.float64),
        group=_zeros(2, JOURNAL // 2),
    )


def assignments_of(problem: Problem, index: Index, state: State) -> tuple[Assignment, ...]:
    planned = np.flatnonzero(state.period_of != NONE)
    in_order = sorted(planned, key=lambda v: (state.period_of[v], state.starts[v], v))
    return tuple(
        Assignment(
            visit=problem.visits[v].id,
            period=index.periods[state.period_of[v]].id,
            starts_at=minute(float(state.starts[v])),
            crew=tuple(sorted(problem.members[m].id for m in state.crew[v, : state.size[v]])),
        )
        for v in in_order
    )


def minute(value: float) -> float:
    """A whole minute as a whole number."""
    return int(value) if value.is_integer() else value


def _zeros(*shape: int) -> Ints:
    return np.zeros(shape, np.int64)
