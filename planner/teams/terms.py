"""What the search weighs by: how scarce each quality is, how much work a visit is, how urgent."""

from __future__ import annotations

import numpy as np

from planner.search.types import NONE, Facts, Floats, Ints
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
    urgency = _urgency(f, work)
    whole = work.sum() / max(f.available.sum(axis=1).max(initial=1), 1)
    return Terms(
        length=length.astype(np.int64),
        scarcity=scarcity / scale,
        member_worth=worth / scale,
        need_worth=need_worth,
        work=work,
        demand=f.minutes * (0.3 * crew + need_worth),
        crew=crew.astype(np.float64),
        backwards=np.array(_in_order(f)[::-1], np.int64),
        urgency=urgency,
        head=_heads(f) / whole,
        tail=_tails(f, urgency) / whole,
        awaited=np.array([len(_linked(f, v, 2)) > 0 for v in range(f.visits)], np.int64),
        own_rest=_own_rest(f),
        set_work=np.maximum(_work_until(f, work), 1.0),
        powers=(np.arange(horizon + 1) / horizon) ** POWER,
    )


def _visit_of_need(f: Facts) -> Ints:
    return np.repeat(np.arange(f.visits), np.diff(f.need_from))


def _own_rest(f: Facts) -> Ints:
    """v, set -> 0 where a visit is in a set, NONE where it is not."""
    rest = np.full((f.visits, len(f.finish_price)), NONE, np.int64)
    rest[np.repeat(np.arange(f.visits), np.diff(f.finish_from)), f.finish_of] = 0
    return rest


def _smallest_crews(f: Facts) -> Ints:
    """No crew that meets the needs of a visit is smaller."""
    crew = f.crew_min.copy()
    np.maximum.at(crew, _visit_of_need(f), f.need_count)
    return crew


def _scarcity(f: Facts) -> Floats:
    """Minutes asked for of each quality over what those who have it could give, stressed."""
    asked = np.zeros(len(f.matches))
    np.add.at(asked, f.need_row, f.need_count * f.minutes[_visit_of_need(f)])
    offered = (f.matches @ f.available.T.astype(np.int64)).sum(axis=1)
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


def _work_until(f: Facts, work: Floats) -> Floats:
    """Work of the visits of each set and of all that they wait for."""
    of_it = _own_rest(f) == 0
    for v in reversed(_in_order(f)):
        for u in _linked(f, v, 2):
            of_it[v] |= of_it[u]
    total: Floats = work @ of_it
    return total


def _heads(f: Facts) -> Floats:
    """The soonest end of each visit, with everybody to itself."""
    heads, longest = np.zeros(f.visits), int((f.period_ends - f.period_starts).max(initial=1))
    for v in _in_order(f):
        since = max((heads[u] for u in _linked(f, v, 1)), default=0)
        heads[v] = _fitted(since, int(f.minutes[v]), longest)
    return heads


def _tails(f: Facts, urgency: Floats) -> Floats:
    """Minutes from the start of each visit until all is over that waits for it.

    What waits and is less urgent counts in proportion.
    """
    tails, longest = np.zeros(f.visits), int((f.period_ends - f.period_starts).max(initial=1))
    for v in reversed(_in_order(f)):
        urgent = max(urgency[v], 1e-12)
        since = max((tails[u] * urgency[u] / urgent for u in _linked(f, v, 2)), default=0)
        tails[v] = _fitted(since, int(f.minutes[v]), longest)
    return tails


def _fitted(since: float, minutes: int, longest: int) -> float:
    """The end of so many minutes that begin at or after ``since`` and lie within one period."""
    over = since % longest + minutes > longest
    return (np.ceil(since / longest) * longest if over else since) + minutes


def _in_order(f: Facts) -> list[int]:
    """Every visit after those it waits for."""
    waits = [len(_linked(f, v, 1)) for v in range(f.visits)]
    order = [v for v in range(f.visits) if waits[v] == 0]
    for v in order:
        for u in _linked(f, v, 2):
            waits[u] -= 1
            if waits[u] == 0:
                order.append(u)
    return order


def _linked(f: Facts, v: int, kind: int) -> list[int]:
    links = range(f.link_from[v], f.link_from[v + 1])
    return [int(f.link_other[at]) for at in links if f.link_kind[at] == kind]


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
