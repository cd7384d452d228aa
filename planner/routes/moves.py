"""Changes of routes. All are exchanges of two stretches of routes, either of which may be empty.

A move that a rule or the order forbids says False and leaves everything as it was.
"""

from __future__ import annotations

import numpy as np

from planner.routes.timing import key_from, key_until, put_start, wake, way
from planner.routes.types import MOVED, NONE, STALE, STARTED, TOLD, TRAVEL, RouteFacts, RouteState
from planner.search.chance import below, unit
from planner.search.compiled import compiled

NARROW = 1e-7  # keys closer than this leave no room between them
LONGEST_STRETCH = 3


@compiled
def route_of(f: RouteFacts, s: RouteState, node: int) -> int:
    return int(node - f.visits if node >= f.visits else s.member[node])


@compiled
def join(s: RouteState, one: int, other: int) -> None:
    s.after[one] = other
    s.before[other] = one


@compiled
def seam(f: RouteFacts, s: RouteState, one: int, first: int, last: int, other: int) -> float:
    """Travel into and out of the stretch from first to last between two nodes."""
    if first == other:
        return way(f, one, other)
    return way(f, one, first) + way(f, last, other)


@compiled
def exchange(f: RouteFacts, s: RouteState, p: int, n: int, q: int, o: int) -> None:
    """What lies between p and n goes between q and o, and the other way round."""
    a, b, c, d = s.after[p], s.before[n], s.after[q], s.before[o]
    here, there = route_of(f, s, p), route_of(f, s, q)
    s.sums[TRAVEL] -= seam(f, s, p, a, b, n) + seam(f, s, q, c, d, o)
    join(s, p, n)
    join(s, q, o)
    if c != o:
        join(s, p, c)
        join(s, d, n)
    if a != n:
        join(s, q, a)
        join(s, b, o)
    s.sums[TRAVEL] += seam(f, s, p, s.after[p], d, n) + seam(f, s, q, s.after[q], b, o)
    if here != there:
        give(s, s.after[p], n, here)
        give(s, s.after[q], o, there)


@compiled
def give(s: RouteState, first: int, end: int, member: int) -> None:
    v = first
    while v != end:
        s.member[v] = member
        v = s.after[v]


@compiled
def do_exchange(f: RouteFacts, s: RouteState, p: int, n: int, q: int, o: int) -> None:
    """An exchange that is noted, so that it can be undone, and timed."""
    at = 4 * s.counts[MOVED]
    s.moved[at], s.moved[at + 1], s.moved[at + 2], s.moved[at + 3] = p, n, q, o
    s.counts[MOVED] += 1
    exchange(f, s, p, n, q, o)
    wake(f, s, s.after[p])
    wake(f, s, n)
    wake(f, s, s.after[q])
    wake(f, s, o)


@compiled
def tell(s: RouteState, v: int, key: float) -> None:
    s.told[s.counts[TOLD]] = v
    s.told_key[s.counts[TOLD]] = s.key[v]
    s.counts[TOLD] += 1
    s.key[v] = key


@compiled
def undo(f: RouteFacts, s: RouteState) -> None:
    for at in range(s.counts[STARTED] - 1, -1, -1):
        put_start(f, s, s.started[at], s.started_at[at])
    for at in range(4 * (s.counts[MOVED] - 1), -1, -4):
        exchange(f, s, s.moved[at], s.moved[at + 1], s.moved[at + 2], s.moved[at + 3])
    for at in range(s.counts[TOLD] - 1, -1, -1):
        s.key[s.told[at]] = s.told_key[at]
    s.sums[:] = s.sums_before
    s.counts[STALE] = 0


@compiled
def key_between(f: RouteFacts, s: RouteState, u: int, o: int) -> float:
    """Any key between those of two nodes; NaN where there is no room."""
    low, high = key_from(f, s, u), key_until(f, s, o)
    if high - low < NARROW:
        return np.nan
    if low == -np.inf:
        low = min(high - 60.0, f.leaves_at) if high < np.inf else f.leaves_at
    if high == np.inf:
        high = low + 120.0
    return float(low + (high - low) * (0.05 + 0.9 * unit(s.seeds)))


@compiled
def good_predecessor(f: RouteFacts, s: RouteState, v: int) -> int:
    """A visit after which this one would come well, or the base of somebody who is able."""
    count = f.near_from[v + 1] - f.near_from[v]
    at = below(s.seeds, count + 1)
    if at < count:
        return int(f.near_of[f.near_from[v] + at])
    return f.visits + some_able(f, s, v)


@compiled
def some_able(f: RouteFacts, s: RouteState, v: int) -> int:
    first = f.able_from[v]
    return int(f.able_of[first + below(s.seeds, f.able_from[v + 1] - first)])


@compiled
def may_hold(f: RouteFacts, s: RouteState, v: int, m: int) -> bool:
    if not f.able[v, m]:
        return False
    w = f.partner[v]
    return bool(w == NONE or s.member[w] != m)


@compiled
def relocate(f: RouteFacts, s: RouteState, v: int, u: int) -> bool:
    """A visit that is in step with no other goes after another node."""
    if u == v or s.after[u] == v or not f.able[v, route_of(f, s, u)]:
        return False
    o = s.after[u]
    key = key_between(f, s, u, o)
    if np.isnan(key):
        return False
    tell(s, v, key)
    do_exchange(f, s, s.before[v], s.after[v], u, o)
    return True


@compiled
def relocate_both(f: RouteFacts, s: RouteState, v: int, u: int, m: int) -> bool:
    """A visit goes after another node, and the one it is in step with to its own new place.

    The other goes to the route of ``m``.
    """
    w, here = f.partner[v], route_of(f, s, u)
    if u in (v, w) or not f.able[v, here] or not f.able[w, m] or m == here:
        return False
    o = s.after[u]
    while o in (v, w):
        o = s.after[o]
    key = key_between(f, s, u, o)
    if np.isnan(key) or has_key(f, s, m, key):
        return False
    tell(s, v, key)
    tell(s, w, key)
    put_by_key(f, s, v, here)
    put_by_key(f, s, w, m)
    return True


@compiled
def put_by_key(f: RouteFacts, s: RouteState, v: int, m: int) -> None:
    """A visit goes to the place in a route that its key gives; only its partner may be amiss."""
    u = f.visits + m
    node = s.after[u]
    while node < f.visits and (node == v or node == f.partner[v] or s.key[node] < s.key[v]):
        if node != v and node != f.partner[v]:
            u = node
        node = s.after[node]
    o = s.after[u]
    if o == v:
        return
    do_exchange(f, s, s.before[v], s.after[v], u, o)


@compiled
def has_key(f: RouteFacts, s: RouteState, m: int, key: float) -> bool:
    """Whether a visit of a route has just this key, so that no other with it may come there."""
    node = s.after[f.visits + m]
    while node < f.visits and s.key[node] < key:
        node = s.after[node]
    return bool(node < f.visits and s.key[node] == key)


@compiled
def hand_over(f: RouteFacts, s: RouteState, v: int, m: int) -> bool:
    """Another person holds a visit at the same place of the order."""
    if m == s.member[v] or not may_hold(f, s, v, m) or has_key(f, s, m, s.key[v]):
        return False
    put_by_key(f, s, v, m)
    return True


@compiled
def swap_stretches(
    f: RouteFacts, s: RouteState, v: int, u: int, length: int, other_length: int
) -> bool:
    """A stretch that begins at v goes after u, and what follows u to where it was."""
    p, q = s.before[v], u
    if route_of(f, s, p) == route_of(f, s, q):
        return False
    n, o = stretch_end(f, s, p, length), stretch_end(f, s, q, other_length)
    if not able_to_take(f, s, s.after[p], n, s.after[q], o):
        return False
    if not able_to_take(f, s, s.after[q], o, s.after[p], n):
        return False
    if not in_order(f, s, p, n, q, o) and not new_keys(f, s, p, n, q, o):
        return False
    do_exchange(f, s, p, n, q, o)
    return True


@compiled
def stretch_end(f: RouteFacts, s: RouteState, p: int, length: int) -> int:
    """The node after so many visits, or the base."""
    n = s.after[p]
    while length > 0 and n < f.visits:
        n = s.after[n]
        length -= 1
    return int(n)


@compiled
def able_to_take(f: RouteFacts, s: RouteState, a: int, n: int, c: int, o: int) -> bool:
    """Whether the person of the stretch from c up to o can hold the visits from a up to n."""
    there = route_of(f, s, c)
    v = a
    while v != n:
        if not f.able[v, there]:
            return False
        w = f.partner[v]
        if w != NONE and s.member[w] == there and not lies_within(s, w, c, o):
            return False
        v = s.after[v]
    return True


@compiled
def lies_within(s: RouteState, w: int, c: int, o: int) -> bool:
    node = c
    while node != o:
        if node == w:
            return True
        node = s.after[node]
    return False


@compiled
def in_order(f: RouteFacts, s: RouteState, p: int, n: int, q: int, o: int) -> bool:
    """Whether keys still grow along both routes once the stretches have changed places."""
    return fits_between(f, s, s.after[q], o, p, n) and fits_between(f, s, s.after[p], n, q, o)


@compiled
def fits_between(f: RouteFacts, s: RouteState, a: int, end: int, p: int, n: int) -> bool:
    if a == end:
        return True
    if p < f.visits and s.key[p] >= s.key[a]:
        return False
    return bool(n >= f.visits or s.key[s.before[end]] < s.key[n])


@compiled
def new_keys(f: RouteFacts, s: RouteState, p: int, n: int, q: int, o: int) -> bool:
    """A visit that changes places with another, or with nothing, gets the key of its new place."""
    v, x = s.after[p], s.after[q]
    if not is_alone(f, s, v, n) or not (x == o or is_alone(f, s, x, o)):
        return False
    key, other = key_between(f, s, q, o), key_between(f, s, p, n)
    if np.isnan(key) or np.isnan(other):
        return False
    tell(s, v, key)
    if x != o:
        tell(s, x, other)
    return True


@compiled
def is_alone(f: RouteFacts, s: RouteState, v: int, end: int) -> bool:
    """Whether a stretch is one visit that is in step with no other."""
    return bool(v < f.visits and s.after[v] == end and f.partner[v] == NONE)
