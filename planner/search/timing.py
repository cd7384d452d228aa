"""Start times of a day: visits begin as early as their place in the order lets them."""

from __future__ import annotations

from planner.search.compiled import compiled
from planner.search.types import NONE, Facts, State


@compiled
def retime(f: Facts, s: State, d: int) -> bool:
    """Sets the starts of a day and its travel cost; False where somebody would come too late."""
    s.stamp[0] += 1
    walkers = 0
    travelled = 0
    for p in range(f.day_first[d], f.day_first[d + 1]):
        for position in range(s.held[p]):
            v = s.order[p, position]
            starts = max(f.period_starts[p], f.opens[v])
            for at in range(s.size[v]):
                m = s.crew[v, at]
                if s.seen[m] != s.stamp[0]:
                    s.seen[m] = s.stamp[0]
                    s.walkers[walkers] = m
                    walkers += 1
                    s.free[m] = f.period_starts[p]
                    s.at[m] = f.base[m] if f.base[m] != NONE else f.place[v]
                way = f.travel[s.at[m], f.place[v]]
                travelled += way
                starts = max(starts, s.free[m] + way)
            ends = starts + f.minutes[v]
            if ends > f.period_ends[p] or ends > f.closes[v]:
                return False
            s.starts[v] = starts
            for at in range(s.size[v]):
                s.free[s.crew[v, at]] = ends
                s.at[s.crew[v, at]] = f.place[v]
    for at in range(walkers):
        m = s.walkers[at]
        if f.base[m] != NONE:
            travelled += f.travel[s.at[m], f.base[m]]
    s.cost[0] += f.price_travel * travelled - s.day_travel[d]
    s.day_travel[d] = f.price_travel * travelled
    if len(f.finish_price) > 0:
        count_finishes(f, s, d)
    return links_hold_on(f, s, d)


@compiled
def count_finishes(f: Facts, s: State, d: int) -> None:
    """Sets when the visits of each set are over on a day, and with it their cost."""
    for each in range(len(f.finish_price)):
        s.finish_by[each, d] = 0
    for p in range(f.day_first[d], f.day_first[d + 1]):
        for position in range(s.held[p]):
            v = s.order[p, position]
            ends = f.working_before[p] + s.starts[v] + f.minutes[v] - f.period_starts[p]
            for at in range(f.finish_from[v], f.finish_from[v + 1]):
                each = f.finish_of[at]
                s.finish_by[each, d] = max(s.finish_by[each, d], ends)
    for each in range(len(f.finish_price)):
        latest = 0
        for day in range(f.days):
            latest = max(latest, s.finish_by[each, day])
        s.cost[0] += f.finish_price[each] * (latest - s.finish[each])
        s.finish[each] = latest


@compiled
def links_hold_on(f: Facts, s: State, d: int) -> bool:
    """Whether visits of the day keep their order and distance to others, wherever these are."""
    if len(f.link_other) == 0:
        return True
    for p in range(f.day_first[d], f.day_first[d + 1]):
        for position in range(s.held[p]):
            v = s.order[p, position]
            for at in range(f.link_from[v], f.link_from[v + 1]):
                if not link_holds(f, s, v, at):
                    return False
    return True


@compiled
def link_holds(f: Facts, s: State, v: int, at: int) -> bool:
    other, kind = f.link_other[at], f.link_kind[at]
    here, there = s.period_of[v], s.period_of[other]
    if there == NONE:
        return bool(kind != 1)
    if kind == 0:
        days = abs(f.day_number[f.period_day[here]] - f.day_number[f.period_day[there]])
        return bool(f.link_least[at] <= days <= f.link_most[at])
    first, second = (other, v) if kind == 1 else (v, other)
    if s.period_of[first] != s.period_of[second]:
        return bool(s.period_of[first] < s.period_of[second])
    return bool(s.starts[first] + f.minutes[first] <= s.starts[second])
