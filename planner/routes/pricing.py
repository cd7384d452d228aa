"""The cheapest route of one person at given prices of visits: a relaxation that is quick to solve.

A route may come to a visit again, though never straight back (Houck et al. 1980), time is rounded
down to a grid, and nobody waits for anybody: so no real route is dearer here than it is.
"""

from __future__ import annotations

import numpy as np

from planner.routes.timing import way
from planner.routes.types import NONE, RouteFacts
from planner.search.compiled import compiled
from planner.search.types import Floats, Ints


@compiled
def price_route(
    f: RouteFacts, m: int, prices: Floats, width: float, costs: Floats, came: Ints, visited: Ints
) -> float:
    """The least cost of a route of ``m`` less the prices of its visits; 0 for staying at home.

    ``costs`` and ``came`` have two labels for each visit and moment: the best, and the best that
    came from another visit. Adds the visits of the route to ``visited``.
    """
    costs[:] = np.inf
    known = np.full((f.visits, 2), np.inf)
    known_from = np.full(f.visits, NONE)
    leave_base(f, m, prices, width, costs, came)
    best, last, moment, which = 0.0, NONE, 0, 0
    for g in range(costs.shape[1]):
        for v in range(f.visits):
            for slot in range(2):
                price = costs[v, g, slot]
                if price == np.inf or is_beaten(known, known_from, v, price, came[v, g, slot, 0]):
                    continue
                then = price + f.price_travel * way(f, v, f.visits + m)
                if then < best - 1e-9:
                    best, last, moment, which = then, v, g, slot
            extend(f, m, prices, width, costs, came, known, known_from, v, g)
    count_visits(came, last, moment, which, visited)
    return best


@compiled
def is_beaten(known: Floats, known_from: Ints, v: int, price: float, source: int) -> bool:
    """Whether earlier labels of a visit are as cheap, wherever one goes from there."""
    return bool(price >= known[v, 1] or (price >= known[v, 0] and source == known_from[v]))


@compiled
def leave_base(
    f: RouteFacts, m: int, prices: Floats, width: float, costs: Floats, came: Ints
) -> None:
    base = f.visits + m
    for v in range(f.visits):
        if f.able[v, m]:
            travel = way(f, base, v)
            put(f, prices, width, costs, came, v, f.leaves_at + travel, travel, 0.0, NONE, 0, 0)


@compiled
def extend(
    f: RouteFacts,
    m: int,
    prices: Floats,
    width: float,
    costs: Floats,
    came: Ints,
    known: Floats,
    known_from: Ints,
    u: int,
    g: int,
) -> None:
    """From the labels of a visit at a moment to every other visit, and notes them as known."""
    first, second = costs[u, g, 0], costs[u, g, 1]
    source = came[u, g, 0, 0]
    if first == np.inf or (
        is_beaten(known, known_from, u, first, source)
        and is_beaten(known, known_from, u, second, came[u, g, 1, 0])
    ):
        return
    leaves = max(f.opens[u], f.leaves_at + g * width) + f.minutes[u]
    for v in range(f.visits):
        if f.able[v, m] and v != u and v != f.partner[u]:
            slot = 1 if v == source else 0
            price = second if slot else first
            if price < np.inf:
                travel = way(f, u, v)
                put(f, prices, width, costs, came, v, leaves + travel, travel, price, u, g, slot)
    learn(known, known_from, u, first, source)
    learn(known, known_from, u, second, came[u, g, 1, 0])


@compiled
def learn(known: Floats, known_from: Ints, u: int, price: float, source: int) -> None:
    """Keeps the best label of a visit, and the price of the best that came from elsewhere."""
    if price < known[u, 0]:
        if source != known_from[u]:
            known[u, 1] = known[u, 0]
        known[u, 0], known_from[u] = price, source
    elif source != known_from[u]:
        known[u, 1] = min(known[u, 1], price)


@compiled
def put(
    f: RouteFacts,
    prices: Floats,
    width: float,
    costs: Floats,
    came: Ints,
    v: int,
    arrives: float,
    travel: float,
    price: float,
    u: int,
    g: int,
    slot: int,
) -> None:
    """A label of a visit, if it is among the best two of its moment that come from elsewhere."""
    starts = max(arrives, f.opens[v])
    if starts > f.last[v] + 1e-6:
        return
    delay = f.delay_price[v] * max(starts - f.begin_by[v], 0.0)
    price += f.price_travel * travel + delay - prices[v]
    then = max(int((starts - f.leaves_at) / width), g + (u != NONE))
    into = 1
    if price < costs[v, then, 0]:
        into = 0
        if came[v, then, 0, 0] != u:
            costs[v, then, 1] = costs[v, then, 0]
            for part in range(3):
                came[v, then, 1, part] = came[v, then, 0, part]
    elif price >= costs[v, then, 1] or came[v, then, 0, 0] == u:
        return
    costs[v, then, into] = price
    came[v, then, into, 0], came[v, then, into, 1], came[v, then, into, 2] = u, g, slot


@compiled
def count_visits(came: Ints, v: int, g: int, slot: int, visited: Ints) -> None:
    while v != NONE:
        visited[v] += 1
        v, g, slot = came[v, g, slot, 0], came[v, g, slot, 1], came[v, g, slot, 2]
