"""Putting a visit into the plan and taking it out, with every count and cost kept in step."""

from __future__ import annotations

from planner.rules.names import bit
from planner.search.compiled import compiled
from planner.search.types import NONE, Facts, Ints, State

PERIOD_CAPACITY = bit("period_capacity")


@compiled
def put_in(f: Facts, s: State, v: int, p: int, position: int, crew: Ints, size: int) -> None:
    """Plans a visit that is out; the times of its day are stale until ``retime``."""
    for at in range(s.held[p], position, -1):
        s.order[p, at] = s.order[p, at - 1]
    s.order[p, position] = v
    s.held[p] += 1
    take_room(f, s, v, p, 1)
    s.period_of[v] = p
    s.cost[0] += f.standing_cost[v, p] - f.out_cost[v]
    count_left_out(f, s, v, -1)
    count_quotas(f, s, v, p, 1)
    if f.baseline_period[v] != NONE:
        s.cost[0] += f.price_reassigned * f.baseline_size[v]
    s.size[v] = 0
    for at in range(size):
        join(f, s, v, crew[at])
    if differs(f, s, v):
        s.cost[0] += f.price_changed


@compiled
def take_out(f: Facts, s: State, v: int) -> None:
    """Leaves out a visit that is planned; the times of its day are stale until ``retime``."""
    p = s.period_of[v]
    if differs(f, s, v):
        s.cost[0] -= f.price_changed
    while s.size[v] > 0:
        leave(f, s, v, s.size[v] - 1)
    if f.baseline_period[v] != NONE:
        s.cost[0] -= f.price_reassigned * f.baseline_size[v]
    count_quotas(f, s, v, p, -1)
    count_left_out(f, s, v, 1)
    s.cost[0] -= f.standing_cost[v, p] - f.out_cost[v]
    s.period_of[v] = NONE
    take_room(f, s, v, p, -1)
    s.held[p] -= 1
    position = position_of(s, v, p)
    for at in range(position, s.held[p]):
        s.order[p, at] = s.order[p, at + 1]


@compiled
def count_left_out(f: Facts, s: State, v: int, sign: int) -> None:
    if f.must[v]:
        s.cost[1] += sign
    before = max(s.out_points[0] - f.out_budget, 0)
    s.out_points[0] += sign * f.out_price[v]
    s.cost[1] += max(s.out_points[0] - f.out_budget, 0) - before


@compiled
def differs(f: Facts, s: State, v: int) -> bool:
    """Whether a planned visit of the baseline has another period or crew than there."""
    if f.baseline_period[v] == NONE:
        return False
    common = 0
    for at in range(s.size[v]):
        common += f.baseline_crew[v, s.crew[v, at]]
    return bool(
        s.period_of[v] != f.baseline_period[v]
        or common != s.size[v]
        or common != f.baseline_size[v]
    )


@compiled
def position_of(s: State, v: int, p: int) -> int:
    position = 0
    while s.order[p, position] != v:
        position += 1
    return position


@compiled
def take_room(f: Facts, s: State, v: int, p: int, sign: int) -> None:
    for at in range(f.capacity_from[v], f.capacity_from[v + 1]):
        c = f.capacity_of[at]
        s.room_taken[c, f.capacity_span[c, p]] += sign


@compiled
def rooms_full(f: Facts, s: State, v: int, p: int) -> int:
    """The rules on capacity that leave a visit no room in a period."""
    mask = 0
    if s.held[p] >= f.period_capacity[p]:
        mask |= PERIOD_CAPACITY
    for at in range(f.capacity_from[v], f.capacity_from[v + 1]):
        c = f.capacity_of[at]
        if s.room_taken[c, f.capacity_span[c, p]] >= f.capacity_most[c]:
            mask |= f.capacity_rule[c]
    return mask


@compiled
def count_quotas(f: Facts, s: State, v: int, p: int, sign: int) -> None:
    for at in range(f.quota_from[v], f.quota_from[v + 1]):
        q = f.quota_of[at]
        if f.period_day[p] <= f.quota_by[q]:
            before = max(f.quota_need[q] - s.quota_held[q], 0)
            s.quota_held[q] += sign
            s.cost[1] += max(f.quota_need[q] - s.quota_held[q], 0) - before


@compiled
def join(f: Facts, s: State, v: int, m: int) -> None:
    """Adds a member to the crew of a planned visit."""
    s.crew[v, s.size[v]] = m
    s.size[v] += 1
    if s.met[f.place[v], m] > 0:
        s.cost[0] += f.price_again
    if f.share[m] > 0:
        s.cost[0] += f.price_uneven * (
            (2 * s.load[m] + 1) / f.share[m] - (2 * s.loads[0] + 1) / f.shares
        )
        s.loads[0] += 1
    count_member(f, s, v, m, 1)


@compiled
def leave(f: Facts, s: State, v: int, at: int) -> None:
    """Takes a member, named by the place in the crew, off a planned visit."""
    m = s.crew[v, at]
    s.size[v] -= 1
    s.crew[v, at] = s.crew[v, s.size[v]]
    count_member(f, s, v, m, -1)
    if f.share[m] > 0:
        s.loads[0] -= 1
        s.cost[0] -= f.price_uneven * (
            (2 * s.load[m] + 1) / f.share[m] - (2 * s.loads[0] + 1) / f.shares
        )
    if s.met[f.place[v], m] > 0:
        s.cost[0] -= f.price_again


@compiled
def count_member(f: Facts, s: State, v: int, m: int, sign: int) -> None:
    p = s.period_of[v]
    d = f.period_day[p]
    s.in_period[p, m] += sign
    s.in_day[d, m] += sign
    s.in_week[f.day_week[d], m] += sign
    s.load[m] += sign
    s.met[f.place[v], m] += sign
    if f.baseline_period[v] != NONE:
        change = -1 if f.baseline_crew[v, m] else 1
        s.cost[0] += sign * change * f.price_reassigned
