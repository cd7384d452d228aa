"""What the search weighs by: how scarce each quality is, how much work a visit is, how urgent."""

from __future__ import annotations

import numpy as np

from planner.search.types import Facts, Floats, Ints
from planner.teams.goal import POWER
from planner.teams.plan import Terms

STRESS = 2.0  # how much more than in proportion the scarcest quality weighs


def terms_of(f: Facts) -> Terms:
    length = f.period_ends - f.period_starts
    crew = _smallest_crews(f)
    work = np.maximum(f.minutes * crew, 1).astype(np.float64)
    scarcity = _scarcity(f)
    worth = scarcity @ f.matches.astype(np.float64)
    scale = worth.mean() if len(worth) and worth.mean() > 0 else 1.0
    horizon = int(length.sum())
    need_worth = _need_worth(f, scarcity / scale)
    return Terms(
        length=length.astype(np.int64),
        scarcity=scarcity / scale,
        member_worth=worth / scale,
        need_worth=need_worth,
        work=work,
        demand=f.minutes * (0.1 + need_worth),
        urgency=_urgency(f, work),
        set_work=np.maximum(_set_work(f, work), 1.0),
        powers=(np.arange(horizon + 1) / horizon) ** POWER,
    )


def _visit_of_need(f: Facts) -> Ints:
    return np.repeat(np.arange(f.visits), np.diff(f.need_from))


def _smallest_crews(f: Facts) -> Ints:
    """No crew that meets the needs of a visit is smaller."""
    crew = f.crew_min.copy()
    np.maximum.at(crew, _visit_of_need(f), f.need_count)
    return crew


def _scarcity(f: Facts) -> Floats:
    """Minutes asked for of each quality over what those who have it could give, stressed."""
    asked = np.zeros(len(f.matches))
    np.add.at(asked, f.need_row, f.need_count * f.minutes[_visit_of_need(f)])
    offered = (f.matches @ f.available.astype(np.int64)).sum(axis=1)
    scarcity: Floats = (asked / np.maximum(offered, 1)) ** STRESS
    return scarcity


def _need_worth(f: Facts, scarcity: Floats) -> Floats:
    worth = np.zeros(f.visits)
    np.add.at(worth, _visit_of_need(f), f.need_count * scarcity[f.need_row])
    return worth


def _set_work(f: Facts, work: Floats) -> Floats:
    total = np.zeros(len(f.finish_price))
    np.add.at(total, f.finish_of, np.repeat(work, np.diff(f.finish_from)))
    return total


def _urgency(f: Facts, work: Floats) -> Floats:
    """Weight over work of the sets of a visit (Smith 1956), or of one that waits for it if more."""
    of_set = f.finish_price / np.maximum(_set_work(f, work), 1.0)
    urgency = np.zeros(f.visits)
    np.add.at(urgency, np.repeat(np.arange(f.visits), np.diff(f.finish_from)), of_set[f.finish_of])
    for _ in range(f.visits):
        before = urgency.copy()
        for v in range(f.visits):
            for at in range(f.link_from[v], f.link_from[v + 1]):
                if f.link_kind[at] == 2:
                    urgency[v] = max(urgency[v], urgency[f.link_other[at]])
        if np.array_equal(before, urgency):
            break
    return urgency
