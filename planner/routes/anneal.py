"""Building and annealing routes (Kirkpatrick et al. 1983), with time that cools."""

from __future__ import annotations

import numpy as np

from planner.routes.moves import (
    LONGEST_STRETCH,
    good_predecessor,
    hand_over,
    relocate,
    relocate_both,
    some_able,
    swap_stretches,
    undo,
)
from planner.routes.timing import (
    cost,
    count_anew,
    forget,
    let_sleep,
    settle,
    tell_keys_anew,
    way,
)
from planner.routes.types import NONE, TRAVEL, RouteFacts, RouteState
from planner.search.chance import below, unit
from planner.search.compiled import compiled
from planner.search.types import Floats, Ints

WHOLE_ROUTE = 1_000_000


@compiled
def build(f: RouteFacts, s: RouteState, order: Ints) -> None:
    """Visits in the given order go to the end of the route that costs least by itself."""
    for at in range(f.members):
        node = f.visits + at
        s.after[node] = node
        s.before[node] = node
    key = 0.0
    free = np.full(f.members, f.leaves_at)
    for v in order:
        key += 1.0
        append_cheapest(f, s, v, key, free, 0.0)
        w = f.partner[v]
        if w != NONE:
            began = free[s.member[v]] - f.minutes[v]
            append_cheapest(f, s, w, key, free, began + f.least[v])
            late = free[s.member[w]] - f.minutes[w] - f.most[v] - began
            free[s.member[v]] += max(late, 0.0)
    count_anew(f, s)
    tell_keys_anew(f, s)


@compiled
def append_cheapest(
    f: RouteFacts, s: RouteState, v: int, key: float, free: Floats, not_before: float
) -> None:
    best, chosen, begins = np.inf, NONE, 0.0
    w = f.partner[v]
    for at in range(f.able_from[v], f.able_from[v + 1]):
        m = f.able_of[at]
        if w != NONE and (s.member[w] == m or only_able(f, w) == m):
            continue
        last = s.before[f.visits + m]
        starts = max(f.opens[v], not_before, free[m] + way(f, last, v))
        late = max(starts - f.begin_by[v], 0.0) + max(starts - f.last[v], 0.0) * 1000
        price = way(f, last, v) + 0.2 * (starts - free[m]) + 3 * late
        if price < best:
            best, chosen, begins = price, m, starts
    base = f.visits + chosen
    last = s.before[base]
    s.after[last], s.before[v], s.after[v], s.before[base] = v, last, base, v
    s.member[v], s.key[v] = chosen, key
    free[chosen] = begins + f.minutes[v]


@compiled
def only_able(f: RouteFacts, v: int) -> int:
    """The one person who is able to hold a visit, or NONE if there are more."""
    first = f.able_from[v]
    return int(f.able_of[first]) if f.able_from[v + 1] == first + 1 else NONE


@compiled
def propose(f: RouteFacts, s: RouteState) -> bool:
    v = below(s.seeds, f.visits)
    chance = unit(s.seeds)
    w = f.partner[v]
    if w != NONE and chance < 0.12:
        return hand_over(f, s, v, some_able(f, s, v))
    u = good_predecessor(f, s, v)
    if chance < 0.5:
        if w == NONE:
            return relocate(f, s, v, u)
        m = some_able(f, s, w) if unit(s.seeds) < 0.5 else s.member[w]
        return relocate_both(f, s, v, u, m)
    if chance < 0.6:
        return swap_stretches(f, s, v, u, WHOLE_ROUTE, WHOLE_ROUTE)
    length = 1 + below(s.seeds, LONGEST_STRETCH)
    return swap_stretches(f, s, v, u, length, below(s.seeds, LONGEST_STRETCH + 1))


@compiled
def anneal(
    f: RouteFacts, s: RouteState, best: Floats, routes: Ints, keys: Floats, moves: int, heat: float
) -> None:
    """Tries so many moves at one temperature; notes the best plan seen and its cost."""
    count_anew(f, s)
    tell_keys_anew(f, s)
    now = cost(f, s)
    if now < best[0]:
        remember(f, s, best, routes, keys)
    for _ in range(moves):
        forget(s)
        if not propose(f, s):
            continue
        bar = now - heat * np.log(1.0 - unit(s.seeds))
        if f.price_travel * s.sums[TRAVEL] > bar:
            let_sleep(s)
            undo(f, s)
            continue
        settle(f, s)
        then = cost(f, s)
        if then > bar:
            undo(f, s)
            continue
        now = then
        if now < best[0] - 1e-9:
            remember(f, s, best, routes, keys)


@compiled
def remember(f: RouteFacts, s: RouteState, best: Floats, routes: Ints, keys: Floats) -> None:
    best[0] = cost(f, s)
    routes[:] = s.after
    keys[:] = s.key


@compiled
def recall(f: RouteFacts, s: RouteState, routes: Ints, keys: Floats) -> None:
    """Makes the remembered routes the present ones."""
    for node in range(f.visits + f.members):
        s.after[node] = routes[node]
        s.before[routes[node]] = node
    for m in range(f.members):
        v = s.after[f.visits + m]
        while v < f.visits:
            s.member[v] = m
            v = s.after[v]
    s.key[:] = keys
    count_anew(f, s)
