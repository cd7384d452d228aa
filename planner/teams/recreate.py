"""Putting back what came out: some is left out as the budget allows, the rest finds places."""

from __future__ import annotations

import numpy as np

from planner.search.chance import unit
from planner.search.compiled import compiled
from planner.search.types import NONE, Facts
from planner.teams.ledger import leave_out
from planner.teams.place import BLINK, CROWD, EARLY, FIT, GROW, WASTE, settle
from planner.teams.plan import REMOVED, Plan, Terms


@compiled
def recreate(f: Facts, w: Terms, s: Plan) -> bool:
    """False: something found no place."""
    choose_taste(s)
    spend_budget(f, w, s)
    order(f, w, s)
    for _ in range(s.queued[0]):
        v = next_free(f, s)
        if v == NONE:
            return True
        if not settle(f, w, s, v):
            return False
    return True


@compiled
def choose_taste(s: Plan) -> None:
    s.taste[FIT] = unit(s.seeds)
    s.taste[GROW] = 0.3 + 1.2 * unit(s.seeds)
    s.taste[EARLY] = 2 * unit(s.seeds)
    s.taste[WASTE] = 0.05 + 0.5 * unit(s.seeds)
    s.taste[CROWD] = 2 * unit(s.seeds)
    s.taste[BLINK] = 0.01 if unit(s.seeds) < 0.5 else 0.0


@compiled
def gauss(s: Plan) -> float:
    """About normally distributed."""
    return float((unit(s.seeds) + unit(s.seeds) + unit(s.seeds) + unit(s.seeds) - 2) * np.sqrt(3))


@compiled
def spend_budget(f: Facts, w: Terms, s: Plan) -> None:
    """Leaves out what weighs most for its price, as long as nobody in the plan waits for it."""
    by_people = unit(s.seeds)
    by_head = 4 * unit(s.seeds)
    for at in range(s.queued[0]):
        v = s.queue[at]
        needed = by_people * w.crew[v] + (1 - by_people) * w.need_worth[v]
        density = stake(f, s, v) * f.minutes[v] * needed / max(f.out_price[v], 1)
        s.keys[at] = density * np.exp(by_head * w.head[v] + 0.7 * gauss(s))
    while True:
        best, most = NONE, -1.0
        for at in range(s.queued[0]):
            v = s.queue[at]
            if s.keys[at] > most and may_be_left_out(f, s, v):
                best, most = at, s.keys[at]
        if best == NONE:
            return
        leave_out(f, s, s.queue[best])


@compiled
def stake(f: Facts, s: Plan, v: int) -> float:
    """What a minute is worth to the sets of a visit and to those that are over after them."""
    first = s.last[f.finish_of[f.finish_from[v]]] if f.finish_from[v] < f.finish_from[v + 1] else 0
    for at in range(f.finish_from[v], f.finish_from[v + 1]):
        first = min(first, s.last[f.finish_of[at]])
    total = 0.0
    for each in range(len(f.finish_price)):
        if s.last[each] >= first:
            total += f.finish_price[each]
    return total


@compiled
def may_be_left_out(f: Facts, s: Plan, v: int) -> bool:
    if s.period_of[v] != REMOVED or f.must[v]:
        return False
    if s.out_points[0] + f.out_price[v] > f.out_budget:
        return False
    for at in range(f.link_from[v], f.link_from[v + 1]):
        if f.link_kind[at] == 2 and s.period_of[f.link_other[at]] != NONE:
            return False
    return True


@compiled
def order(f: Facts, w: Terms, s: Plan) -> None:
    """Keys by which visits go back: urgent ones first, among these the demanding."""
    chance = unit(s.seeds)
    by_urgency = 3.0 if chance < 0.6 else 1.0
    by_demand = 1.5 * unit(s.seeds)
    by_tail = 8.0 * unit(s.seeds)
    noise = 0.2 + 0.8 * unit(s.seeds)
    for at in range(s.queued[0]):
        v = s.queue[at]
        s.keys[at] = (
            by_urgency * (np.log(w.urgency[v] + 1e-12) + boost_of(f, s, v))
            + by_demand * np.log(w.demand[v])
            + by_tail * w.tail[v]
            + noise * gauss(s)
        )


@compiled
def boost_of(f: Facts, s: Plan, v: int) -> float:
    boost = 0.0
    for at in range(f.finish_from[v], f.finish_from[v + 1]):
        boost += s.boost[f.finish_of[at]]
    return boost


@compiled
def next_free(f: Facts, s: Plan) -> int:
    """The visit with the highest key that waits for none that is still out."""
    best, most, queue, keys, period_of = NONE, -1e18, s.queue, s.keys, s.period_of
    for at in range(s.queued[0]):
        v = queue[at]
        if keys[at] > most and period_of[v] == REMOVED and waits_for_none(f, s, v):
            best, most = v, keys[at]
    return int(best)


@compiled
def waits_for_none(f: Facts, s: Plan, v: int) -> bool:
    for at in range(f.link_from[v], f.link_from[v + 1]):
        if f.link_kind[at] == 1 and s.period_of[f.link_other[at]] == REMOVED:
            return False
    return True
