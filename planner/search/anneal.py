"""Construction and simulated annealing (Kirkpatrick et al. 1983) over whole plans.

Missing musts and quotas are never traded against cost: a move may not add to them, and one that
takes away from them is always welcome.
"""

from __future__ import annotations

import numpy as np

from planner.search.chance import below, unit
from planner.search.compiled import compiled
from planner.search.crew import crew_may_come
from planner.search.groups import relocate_group, replace_of_day, swap_groups, trade_members
from planner.search.journal import begin, undo
from planner.search.ledger import put_in, rooms_full, take_out
from planner.search.moves import (
    any_choice,
    drop,
    exchange,
    partner_of_day,
    place,
    relocate,
    remove,
    reorder,
    replace_member,
    seat,
)
from planner.search.timing import retime
from planner.search.types import NONE, Facts, Floats, Ints, State

RELOCATE, RELOCATE_GROUP, EXCHANGE, SWAP_GROUPS, REPLACE, REPLACE_OF_DAY, TRADE, REORDER, DROP = (
    range(9)
)
OFTEN = (0.2, 0.05, 0.2, 0.08, 0.2, 0.1, 0.12, 0.03, 0.02)  # of each kind in a hundred moves


@compiled
def construct(f: Facts, s: State, queue: Ints, tries: int) -> None:
    """Plans the visits one by one, each in the period that adds least cost.

    Looks at no more than ``tries`` feasible periods of each visit, cheapest first.
    """
    for v in queue:
        if s.period_of[v] == NONE:
            insert_cheapest(f, s, v, tries)


@compiled
def insert_cheapest(f: Facts, s: State, v: int, tries: int) -> None:
    best_soft, best_hard, best = s.cost[0], s.cost[1], s.period_of[v]
    for at in range(f.choice_from[v], f.choice_from[v + 1]):
        if tries == 0:
            break
        if place(f, s, v, f.choices[at]):
            tries -= 1
            if s.cost[1] < best_hard or (s.cost[1] == best_hard and s.cost[0] < best_soft):
                best_soft, best_hard, best = s.cost[0], s.cost[1], f.choices[at]
            remove(f, s, v)
    if best != NONE:
        place(f, s, v, best)


@compiled
def seat_given(f: Facts, s: State, v: int, p: int, size: int) -> bool:
    """Plans a visit at the end of a period with the crew in ``draft``, as a given plan has it.

    False, and nothing is changed, where a rule forbids it.
    """
    if f.blocked[v, p] or rooms_full(f, s, v, p) or not nobody_misses(f, s, v):
        return False
    if not crew_may_come(f, s, v, p, size):
        return False
    return seat(f, s, v, p, s.held[p], size)


@compiled
def nobody_misses(f: Facts, s: State, v: int) -> bool:
    """Whether the visits that must come before this one are planned."""
    missing = False
    for at in range(f.link_from[v], f.link_from[v + 1]):
        missing = missing or (f.link_kind[at] == 1 and s.period_of[f.link_other[at]] == NONE)
    return not missing


@compiled
def anneal(f: Facts, s: State, best: Ints, best_cost: Floats, rounds: int, heat: float) -> float:
    """Tries ``rounds`` moves at one temperature; keeps the best plan seen in ``best``.

    Gives the mean of what worsening moves would cost. A negative heat only measures that and
    takes every move back.
    """
    worsened, count = 0.0, 0
    for _ in range(rounds):
        soft, hard = s.cost[0], s.cost[1]
        v, u = below(s.seeds, f.visits), below(s.seeds, f.visits)
        begin(s)
        if not attempt(f, s, pick_kind(s, v), v, u):
            undo(f, s)
            continue
        if is_common_worsening(f, s, soft, hard):
            worsened += s.cost[0] - soft
            count += 1
        if heat < 0 or not welcome(s, soft, hard, heat):
            undo(f, s)
        elif is_better(s, best_cost):
            best_cost[0], best_cost[1] = s.cost[0], s.cost[1]
            remember(f, s, best)
    return worsened / count if count else 1.0


@compiled
def is_better(s: State, best_cost: Floats) -> bool:
    if s.cost[1] != best_cost[1]:
        return bool(s.cost[1] < best_cost[1])
    return bool(s.cost[0] < best_cost[0] - 1e-9)


@compiled
def is_common_worsening(f: Facts, s: State, soft: float, hard: float) -> bool:
    """Worse in cost alone; one more change to a baseline that is to be kept is no measure."""
    worse = s.cost[0] - soft
    return bool(
        s.cost[1] == hard and worse > 0 and (worse < f.price_changed or not f.price_changed)
    )


@compiled
def pick_kind(s: State, v: int) -> int:
    chance = unit(s.seeds)
    if s.period_of[v] == NONE:
        return RELOCATE if chance < 0.6 else EXCHANGE
    for kind in range(DROP):
        chance -= OFTEN[kind]
        if chance < 0:
            return kind
    return DROP


@compiled
def attempt(f: Facts, s: State, kind: int, v: int, u: int) -> bool:
    if kind == RELOCATE:
        return relocate(f, s, v)
    if kind == RELOCATE_GROUP:
        return relocate_group(f, s, v, any_choice(f, s, v))
    if kind == EXCHANGE:
        return exchange(f, s, v, partner_of_day(f, s, v, u) if unit(s.seeds) < 0.5 else u)
    if kind == SWAP_GROUPS:
        return swap_groups(f, s, v, u)
    if kind == REPLACE:
        return replace_member(f, s, v)
    if kind == REPLACE_OF_DAY:
        return replace_of_day(f, s, v)
    if kind == TRADE:
        return trade_members(f, s, v, u)
    return reorder(f, s, v) if kind == REORDER else drop(f, s, v)


@compiled
def welcome(s: State, soft: float, hard: float, heat: float) -> bool:
    if s.cost[1] != hard:
        return bool(s.cost[1] < hard)
    worse = s.cost[0] - soft
    return bool(worse <= 0 or (heat > 0 and unit(s.seeds) < np.exp(-worse / heat)))


@compiled
def remember(f: Facts, s: State, best: Ints) -> None:
    """Writes the plan as rows: visit -> period, position, size, crew."""
    for v in range(f.visits):
        best[v, 0] = s.period_of[v]
    for p in range(f.periods):
        for position in range(s.held[p]):
            v = s.order[p, position]
            best[v, 1] = position
            best[v, 2] = s.size[v]
            for at in range(s.size[v]):
                best[v, 3 + at] = s.crew[v, at]


@compiled
def clear(f: Facts, s: State) -> None:
    """Takes out every visit; the times of the days are stale until ``retime``."""
    for v in range(f.visits):
        if s.period_of[v] != NONE:
            take_out(f, s, v)


@compiled
def recall(f: Facts, s: State, best: Ints) -> None:
    """Makes the remembered plan the present one."""
    clear(f, s)
    for p in range(f.periods):
        fill(f, s, best, p)
    for d in range(f.days):
        retime(f, s, d)


@compiled
def fill(f: Facts, s: State, best: Ints, p: int) -> None:
    """Visits of one period come back in the order they had."""
    position = 0
    found = True
    while found:
        found = False
        for v in range(f.visits):
            if best[v, 0] == p and best[v, 1] == position:
                put_in(f, s, v, p, position, best[v, 3:], best[v, 2])
                found = True
        position += 1
