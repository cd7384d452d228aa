"""From a problem of routes to its arrays, and from routes back to a plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from planner.problem import Assignment, Problem
from planner.routes.fits import able_to_hold
from planner.routes.types import NONE, RouteFacts, RouteState
from planner.search.state import minute
from planner.search.types import Flags, Floats, Ints

NEAR = 25  # good predecessors of a visit
WAITING = 0.2  # worth of a minute that somebody must wait, against one of travel
DELAYED = 1.0

Columns = dict[str, Any]  # arrays by the names of the fields of RouteFacts


def facts_of(problem: Problem) -> RouteFacts:
    [period] = problem.periods
    visits, weights = problem.visits, problem.weights
    able = _able(problem)
    ways, place = _ways(problem)
    timed: Columns = {
        "minutes": _floats(visit.minutes for visit in visits),
        "opens": _floats(max(period.starts_at, visit.opens_at) for visit in visits),
        "last": _floats(min(period.ends_at, v.closes_at) - v.minutes for v in visits),
        "begin_by": _floats(np.inf if v.begin_by is None else v.begin_by for v in visits),
    }
    near = _near(ways[np.ix_(place[: len(visits)], place[: len(visits)])], able, **timed)
    return RouteFacts(
        visits=len(visits),
        members=len(problem.members),
        place=place,
        ways=ways,
        **timed,
        delay_price=_floats(weights.delay * visit.weight for visit in visits),
        **_steps(problem),
        able=able,
        able_from=_offsets([np.flatnonzero(row) for row in able]),
        able_of=_joined([np.flatnonzero(row) for row in able]),
        near_from=_offsets(near),
        near_of=_joined(near),
        leaves_at=float(period.starts_at),
        price_travel=float(weights.travel),
        price_longest=float(weights.longest_delay),
        price_over=1000.0 * (weights.travel + weights.delay + weights.longest_delay),
    )


def empty_state(facts: RouteFacts, seed: int) -> RouteState:
    v, nodes = facts.visits, facts.visits + facts.members
    return RouteState(
        member=_nones(v),
        before=_nones(nodes),
        after=_nones(nodes),
        key=np.zeros(v),
        starts=np.zeros(v),
        sums=np.zeros(4),
        tardy=_nones(v),
        tardy_at=_nones(v),
        counts=np.zeros(6, np.int64),
        waking=_nones(v + 8),
        is_waking=np.zeros(v, np.uint8),
        moved=_nones(16),
        told=_nones(8),
        told_key=np.zeros(8),
        started=_nones(2 * v + 8),
        started_at=np.zeros(2 * v + 8),
        sums_before=np.zeros(4),
        seeds=np.array([seed & 0xFFFFFFFFFFFFFFFF], np.uint64),
    )


def assignments_of(problem: Problem, state: RouteState) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(
            visit=problem.visits[v].id,
            period=problem.periods[0].id,
            starts_at=minute(float(state.starts[v])),
            crew=(problem.members[state.member[v]].id,),
        )
        for v in np.lexsort((state.member, state.starts))
    )


def _able(problem: Problem) -> Flags:
    period = problem.periods[0].id
    rows = [
        [able_to_hold(member, visit, period) for member in problem.members]
        for visit in problem.visits
    ]
    return np.array(rows, np.uint8).reshape(len(problem.visits), len(problem.members))


def _ways(problem: Problem) -> tuple[Floats, Ints]:
    """The table of ways with a last place that is nowhere, for members without a base."""
    index, size = problem.travel.index, len(problem.travel.places)
    ways = np.zeros((size + 1, size + 1))
    ways[:size, :size] = problem.travel.minutes
    place = [index[visit.place] for visit in problem.visits]
    place += [index[member.base] if member.base else size for member in problem.members]
    return ways, np.array(place, np.int64)


def _steps(problem: Problem) -> Columns:
    index = {visit.id: at for at, visit in enumerate(problem.visits)}
    partner, leads = _nones(len(index)), np.zeros(len(index), np.uint8)
    least, most = np.zeros(len(index)), np.zeros(len(index))
    for lag in problem.start_lags:
        one, other = index[lag.first], index[lag.second]
        partner[one], partner[other], leads[one] = other, one, 1
        least[one] = -np.inf if lag.at_least is None else lag.at_least
        most[one] = np.inf if lag.at_most is None else lag.at_most
    return {"partner": partner, "leads": leads, "least": least, "most": most}


def _near(
    ways: Floats, able: Flags, minutes: Floats, opens: Floats, last: Floats, begin_by: Floats
) -> list[Ints]:
    """For each visit those after which it would come with little travel, waiting and delay."""
    by = np.minimum(begin_by, last)
    waiting = opens[None, :] - (by + minutes)[:, None] - ways
    delayed = (opens + minutes)[:, None] + ways - by[None, :]
    cost = ways + WAITING * np.maximum(waiting, 0) + DELAYED * np.maximum(delayed, 0)
    cost[(able.astype(np.int64) @ able.T.astype(np.int64)) == 0] = np.inf
    np.fill_diagonal(cost, np.inf)
    order = np.argsort(cost, axis=0, kind="stable")[:NEAR].T
    return [row[np.isfinite(cost[row, v])] for v, row in enumerate(order)]


def _floats(values: Iterable[float]) -> Floats:
    return np.array(list(values), np.float64)


def _nones(size: int) -> Ints:
    return np.full(size, NONE, np.int64)


def _offsets(rows: list[Ints]) -> Ints:
    return np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)


def _joined(rows: list[Ints]) -> Ints:
    return np.concatenate([*rows, _nones(0)]).astype(np.int64)
