"""Start times of a day: visits begin as early as their place in the order lets them."""

from __future__ import annotations

from planner.rules.names import bit
from planner.search.compiled import compiled
from planner.search.types import NONE, Facts, State

PRECEDENCE = bit("precedence")
SPACING = bit("spacing")
START_LAG = bit("start_lag")
DIFFERENT_PEOPLE = bit("different_people")
NO_LIMIT = 1_000_000
A_MOMENT = 1e-6


@compiled
def retime(f: Facts, s: State, d: int) -> bool:
    """Sets the starts of a day and its costs; False where somebody would come too late."""
    rounds = forget_waits(f, s, d) + 2
    in_time = walk(f, s, d)
    while in_time and f.some_wait and rounds > 0 and wait_for_others(f, s, d):
        in_time = walk(f, s, d)
        rounds -= 1
    if not in_time:
        return False
    cost = f.price_travel * s.ways[0] + s.ways[1]
    s.cost[0] += cost - s.day_cost[d] + price_of_longest(f, s, d)
    s.day_cost[d] = cost
    if len(f.finish_price) > 0:
        count_finishes(f, s, d)
    return links_hold_on(f, s, d)


@compiled
def walk(f: Facts, s: State, d: int) -> bool:
    """Everybody's way through the day, once; False where a visit would end too late."""
    s.stamp[0] += 1
    walkers = 0
    s.ways[0], s.ways[1], s.ways[2] = 0, 0, 0
    for p in range(f.day_first[d], f.day_first[d + 1]):
        for position in range(s.held[p]):
            v = s.order[p, position]
            starts = max(f.period_starts[p], f.opens[v], s.not_before[v])
            for at in range(s.size[v]):
                m = s.crew[v, at]
                if s.seen[m] != s.stamp[0]:
                    s.seen[m] = s.stamp[0]
                    s.walkers[walkers] = m
                    walkers += 1
                    s.free[m] = f.period_starts[p]
                    s.at[m] = f.base[m] if f.base[m] != NONE else f.place[v]
                way = f.travel[s.at[m], f.place[v]]
                s.ways[0] += way
                starts = max(starts, s.free[m] + way)
            ends = starts + f.minutes[v]
            if ends > f.period_ends[p] or ends > f.closes[v]:
                return False
            s.starts[v] = starts
            count_delay(f, s, v)
            for at in range(s.size[v]):
                s.free[s.crew[v, at]] = ends
                s.at[s.crew[v, at]] = f.place[v]
    for at in range(walkers):
        m = s.walkers[at]
        if f.base[m] != NONE:
            s.ways[0] += f.travel[s.at[m], f.base[m]]
    return True


@compiled
def count_delay(f: Facts, s: State, v: int) -> None:
    delay = s.starts[v] - f.begin_by[v]
    if delay > 0:
        s.ways[1] += f.delay_weight[v] * delay
        s.ways[2] = max(s.ways[2], delay)


@compiled
def price_of_longest(f: Facts, s: State, d: int) -> float:
    """What the longest delay of all days costs more than before; notes that of the day."""
    now = s.ways[2]
    if s.day_longest[d] == now:
        return 0.0
    before = s.day_longest.max()
    s.day_longest[d] = now
    return float(f.price_longest * (s.day_longest.max() - before))


@compiled
def forget_waits(f: Facts, s: State, d: int) -> int:
    """Gives the number of visits of the day."""
    count = 0
    for p in range(f.day_first[d], f.day_first[d + 1]):
        for position in range(s.held[p]):
            s.not_before[s.order[p, position]] = 0
            count += 1
    return count


@compiled
def wait_for_others(f: Facts, s: State, d: int) -> bool:
    """Lets visits that begin too early for a lag or a precedence wait; False where none does."""
    changed = False
    for p in range(f.day_first[d], f.day_first[d + 1]):
        for position in range(s.held[p]):
            v = s.order[p, position]
            for at in range(f.link_from[v], f.link_from[v + 1]):
                until = waits_until(f, s, v, at)
                if until > s.starts[v] + A_MOMENT / 2:
                    s.not_before[v] = until
                    changed = True
    return changed


@compiled
def waits_until(f: Facts, s: State, v: int, at: int) -> float:
    """The earliest start that a link to another visit of the day allows."""
    other, kind = f.link_other[at], f.link_kind[at]
    if kind == 1 and s.period_of[other] == s.period_of[v] and not s.lifted[0] & PRECEDENCE:
        return float(s.starts[other] + f.minutes[other])
    if kind < 3 or s.period_of[other] == NONE or s.lifted[0] & START_LAG:
        return 0.0
    if f.period_day[s.period_of[other]] != f.period_day[s.period_of[v]]:
        return 0.0
    if kind == 3:
        return float(s.starts[other] + f.link_least[at])
    return float(s.starts[other] - f.link_most[at])


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
        latest = 0.0
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
    if s.lifted[0] & (SPACING if kind == 0 else PRECEDENCE if kind < 3 else 0):
        return True
    if there == NONE:
        return bool(kind != 1)
    if kind == 0:
        days = abs(f.day_number[f.period_day[here]] - f.day_number[f.period_day[there]])
        return bool(f.link_least[at] <= days <= f.link_most[at])
    first, second = (other, v) if kind == 1 or kind == 3 else (v, other)
    if kind >= 3:
        return in_step(f, s, first, second, at) and people_differ(f, s, v, other, at)
    if s.period_of[first] != s.period_of[second]:
        return bool(s.period_of[first] < s.period_of[second])
    return bool(s.starts[first] + f.minutes[first] <= s.starts[second])


@compiled
def in_step(f: Facts, s: State, first: int, second: int, at: int) -> bool:
    least, most = f.link_least[at], f.link_most[at]
    if s.lifted[0] & START_LAG or (least == -NO_LIMIT and most == NO_LIMIT):
        return True
    if f.period_day[s.period_of[first]] != f.period_day[s.period_of[second]]:
        return False
    minutes = s.starts[second] - s.starts[first]
    return bool(least - A_MOMENT <= minutes <= most + A_MOMENT)


@compiled
def people_differ(f: Facts, s: State, one: int, other: int, at: int) -> bool:
    if not f.link_apart[at] or s.lifted[0] & DIFFERENT_PEOPLE:
        return True
    for here in range(s.size[one]):
        for there in range(s.size[other]):
            if s.crew[one, here] == s.crew[other, there]:
                return False
    return True
