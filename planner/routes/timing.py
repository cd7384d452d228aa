"""When visits begin: as early as routes and lags let them; only what changes is timed again."""

from __future__ import annotations

import numpy as np

from planner.routes.types import (
    DELAY,
    LONGEST,
    NONE,
    OVER,
    STALE,
    STARTED,
    TARDY,
    TRAVEL,
    WAKING,
    RouteFacts,
    RouteState,
)
from planner.search.compiled import compiled


@compiled
def cost(f: RouteFacts, s: RouteState) -> float:
    return float(
        f.price_travel * s.sums[TRAVEL]
        + s.sums[DELAY]
        + f.price_longest * s.sums[LONGEST]
        + f.price_over * s.sums[OVER]
    )


@compiled
def way(f: RouteFacts, one: int, other: int) -> float:
    return float(f.ways[f.place[one], f.place[other]])


@compiled
def arrival(f: RouteFacts, s: RouteState, v: int) -> float:
    u = s.before[v]
    leaves = f.leaves_at if u >= f.visits else s.starts[u] + f.minutes[u]
    return float(leaves + f.ways[f.place[u], f.place[v]])


@compiled
def wake(f: RouteFacts, s: RouteState, v: int) -> None:
    """A visit whose start may change is timed again, together with the one it is in step with."""
    if v >= f.visits:
        return
    if f.partner[v] != NONE and not f.leads[v]:
        v = f.partner[v]
    if not s.is_waking[v]:
        s.is_waking[v] = 1
        s.waking[s.counts[WAKING]] = v
        s.counts[WAKING] += 1


@compiled
def let_sleep(s: RouteState) -> None:
    for at in range(s.counts[WAKING]):
        s.is_waking[s.waking[at]] = 0
    s.counts[WAKING] = 0


@compiled
def settle(f: RouteFacts, s: RouteState) -> None:
    """Times all that is waking, first in order first, so that nothing is timed twice."""
    while s.counts[WAKING] > 0:
        first = 0
        for at in range(1, s.counts[WAKING]):
            if s.key[s.waking[at]] < s.key[s.waking[first]]:
                first = at
        v = s.waking[first]
        s.counts[WAKING] -= 1
        s.waking[first] = s.waking[s.counts[WAKING]]
        s.is_waking[v] = 0
        time_again(f, s, v)
    if s.counts[STALE]:
        find_longest(f, s)


@compiled
def time_again(f: RouteFacts, s: RouteState, v: int) -> None:
    starts = max(f.opens[v], arrival(f, s, v))
    w = f.partner[v]
    if w != NONE:
        then = max(f.opens[w], arrival(f, s, w), starts + f.least[v])
        starts = max(starts, then - f.most[v])
        begin(f, s, w, then)
    begin(f, s, v, starts)


@compiled
def begin(f: RouteFacts, s: RouteState, v: int, starts: float) -> None:
    """Notes a new start and wakes who comes after."""
    if starts != s.starts[v]:
        s.started[s.counts[STARTED]] = v
        s.started_at[s.counts[STARTED]] = s.starts[v]
        s.counts[STARTED] += 1
        put_start(f, s, v, starts)
        wake(f, s, s.after[v])


@compiled
def put_start(f: RouteFacts, s: RouteState, v: int, starts: float) -> None:
    """Sets a start and counts what it costs."""
    was, now = max(s.starts[v] - f.begin_by[v], 0.0), max(starts - f.begin_by[v], 0.0)
    s.sums[OVER] += max(starts - f.last[v], 0.0) - max(s.starts[v] - f.last[v], 0.0)
    s.starts[v] = starts
    if was == now:
        return
    s.sums[DELAY] += f.delay_price[v] * (now - was)
    if now > s.sums[LONGEST]:
        s.sums[LONGEST] = now
    if was == s.sums[LONGEST]:
        s.counts[STALE] = 1
    if was == 0.0:
        s.tardy_at[v] = s.counts[TARDY]
        s.tardy[s.counts[TARDY]] = v
        s.counts[TARDY] += 1
    elif now == 0.0:
        s.counts[TARDY] -= 1
        other = s.tardy[s.counts[TARDY]]
        s.tardy[s.tardy_at[v]] = other
        s.tardy_at[other] = s.tardy_at[v]
        s.tardy_at[v] = NONE


@compiled
def find_longest(f: RouteFacts, s: RouteState) -> None:
    longest = 0.0
    for at in range(s.counts[TARDY]):
        v = s.tardy[at]
        longest = max(longest, s.starts[v] - f.begin_by[v])
    s.sums[LONGEST] = longest
    s.counts[STALE] = 0


@compiled
def count_anew(f: RouteFacts, s: RouteState) -> None:
    """Times and costs from scratch, from routes and keys alone."""
    s.sums[:] = 0.0
    s.counts[:] = 0
    s.tardy_at[:] = NONE
    s.is_waking[:] = 0
    s.starts[:] = -np.inf
    for v in np.argsort(s.key):
        if f.partner[v] == NONE or f.leads[v]:
            time_again(f, s, v)
            let_sleep(s)
    for node in range(f.visits + f.members):
        s.sums[TRAVEL] += way(f, node, s.after[node])
    find_longest(f, s)
    forget(s)


@compiled
def forget(s: RouteState) -> None:
    """Begins a new move: nothing to undo."""
    s.counts[1] = 0
    s.counts[2] = 0
    s.counts[STARTED] = 0
    s.sums_before[:] = s.sums


@compiled
def tell_keys_anew(f: RouteFacts, s: RouteState) -> None:
    """Keys become times again, in the same order along every route."""
    for v in np.argsort(s.key):
        if f.partner[v] == NONE:
            s.key[v] = max(s.starts[v], key_from(f, s, s.before[v]) + 0.01)
        elif f.leads[v]:
            w = f.partner[v]
            middle = (s.starts[v] + s.starts[w]) / 2
            known = max(key_from(f, s, s.before[v]), key_from(f, s, s.before[w])) + 0.01
            s.key[v] = max(middle, known)
            s.key[w] = s.key[v]


@compiled
def key_from(f: RouteFacts, s: RouteState, node: int) -> float:
    """What the keys after a node are above."""
    return -np.inf if node >= f.visits else float(s.key[node])


@compiled
def key_until(f: RouteFacts, s: RouteState, node: int) -> float:
    """What the keys before a node are below."""
    return np.inf if node >= f.visits else float(s.key[node])
