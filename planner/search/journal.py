"""What a move takes out of the plan, so that one way of undoing serves every move.

A move lifts the visits that it changes, puts them in anew, and only then times the days that it has
touched. What it did is undone by putting each visit back to where it was.
"""

from __future__ import annotations

from planner.search.compiled import compiled
from planner.search.ledger import position_of, put_in, take_out
from planner.search.timing import retime
from planner.search.types import NONE, Facts, Ints, State

VISITS, DAYS = 0, 1  # how many of each the move has noted


@compiled
def begin(s: State) -> None:
    s.noted[VISITS] = 0
    s.noted[DAYS] = 0
    s.cost_before[0], s.cost_before[1] = s.cost[0], s.cost[1]


@compiled
def lift(f: Facts, s: State, v: int) -> bool:
    """Takes a visit out, if it is in, and notes how it stood. False: the journal is full."""
    slot = s.noted[VISITS]
    if slot == len(s.kept):
        return False
    p = s.period_of[v]
    s.kept[slot, 0] = v
    s.kept[slot, 1] = p
    s.noted[VISITS] += 1
    if p == NONE:
        return True
    s.kept[slot, 2] = position_of(s, v, p)
    s.kept[slot, 3] = s.size[v]
    for at in range(s.size[v]):
        s.kept_crew[slot, at] = s.crew[v, at]
    take_out(f, s, v)
    touch(s, f.period_day[p])
    return True


@compiled
def enter(f: Facts, s: State, v: int, p: int, position: int, crew: Ints, size: int) -> None:
    """Puts a visit in; whether its day bears it, ``times_hold`` tells once all are in."""
    put_in(f, s, v, p, position, crew, size)
    touch(s, f.period_day[p])


@compiled
def touch(s: State, d: int) -> None:
    for at in range(s.noted[DAYS]):
        if s.touched[at] == d:
            return
    s.touched[s.noted[DAYS]] = d
    s.day_before[s.noted[DAYS], 0] = s.day_cost[d]
    s.day_before[s.noted[DAYS], 1] = s.day_longest[d]
    s.noted[DAYS] += 1


@compiled
def times_hold(f: Facts, s: State) -> bool:
    """Times every day that the move has touched; False where one of them cannot be kept."""
    hold = True
    for at in range(s.noted[DAYS]):
        hold = hold and retime(f, s, s.touched[at])
    return hold


@compiled
def undo(f: Facts, s: State) -> None:
    for slot in range(s.noted[VISITS]):
        if s.period_of[s.kept[slot, 0]] != NONE:
            take_out(f, s, s.kept[slot, 0])
    for slot in range(s.noted[VISITS] - 1, -1, -1):
        if s.kept[slot, 1] != NONE:
            p, position, size = s.kept[slot, 1], s.kept[slot, 2], s.kept[slot, 3]
            put_in(f, s, s.kept[slot, 0], p, position, s.kept_crew[slot], size)
    for at in range(s.noted[DAYS]):
        d = s.touched[at]
        if f.starts_matter:
            retime(f, s, d)
        s.day_cost[d], s.day_longest[d] = s.day_before[at, 0], s.day_before[at, 1]
    s.cost[0], s.cost[1] = s.cost_before[0], s.cost_before[1]
