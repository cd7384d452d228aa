"""Changes of a plan. Each keeps every hard rule or puts back what it found and says False."""

from __future__ import annotations

from planner.search.chance import below, unit
from planner.search.compiled import compiled
from planner.search.crew import draft_crew, held_back, needs_met
from planner.search.ledger import position_of, put_in, rooms_full, take_out
from planner.search.timing import retime
from planner.search.types import NONE, Facts, State


@compiled
def lift(f: Facts, s: State, v: int, slot: int) -> bool:
    """Takes a visit out, if it is in, and remembers it. False: its day cannot do without it."""
    p = s.period_of[v]
    s.kept[slot, 0] = p
    if p == NONE:
        return True
    s.kept[slot, 1] = position_of(s, v, p)
    s.kept[slot, 2] = s.size[v]
    for at in range(s.size[v]):
        s.kept_crew[slot, at] = s.crew[v, at]
    take_out(f, s, v)
    return retime(f, s, f.period_day[p])


@compiled
def put_back(f: Facts, s: State, v: int, slot: int) -> None:
    """Undoes what happened to a visit since its ``lift``."""
    remove(f, s, v)
    p = s.kept[slot, 0]
    if p != NONE:
        put_in(f, s, v, p, s.kept[slot, 1], s.kept_crew[slot], s.kept[slot, 2])
        retime(f, s, f.period_day[p])


@compiled
def remove(f: Facts, s: State, v: int) -> None:
    p = s.period_of[v]
    if p != NONE:
        take_out(f, s, v)
        retime(f, s, f.period_day[p])


@compiled
def nothing_waits_for(f: Facts, s: State, v: int) -> bool:
    """Whether no planned visit must come after this one, so that it may be left out."""
    for at in range(f.link_from[v], f.link_from[v + 1]):
        if f.link_kind[at] == 2 and s.period_of[f.link_other[at]] != NONE:
            return False
    return True


@compiled
def place(f: Facts, s: State, v: int, p: int) -> bool:
    """Plans a visit that is out in a period, with a random crew at a random position."""
    if f.blocked[v, p] or rooms_full(f, s, v, p):
        return False
    size = draft_crew(f, s, v, p)
    if size == 0:
        return False
    return seat(f, s, v, p, below(s.seeds, s.held[p] + 1), size)


@compiled
def seat(f: Facts, s: State, v: int, p: int, position: int, size: int) -> bool:
    """Plans a visit with the drafted crew, if the times of the day allow."""
    put_in(f, s, v, p, position, s.draft, size)
    if retime(f, s, f.period_day[p]):
        return True
    remove(f, s, v)
    return False


@compiled
def random_choice(f: Facts, s: State, v: int) -> int:
    """One of the periods open to the visit, or NONE."""
    first, last = f.choice_from[v], f.choice_from[v + 1]
    return int(f.choices[first + below(s.seeds, last - first)]) if last > first else NONE


@compiled
def choice_near_another(f: Facts, s: State, v: int) -> int:
    """A period of the day on which one of the nearest visits is held, or NONE."""
    if f.near.shape[1] == 0:
        return NONE
    p = s.period_of[f.near[v, below(s.seeds, f.near.shape[1])]]
    if p == NONE:
        return NONE
    first, last = f.day_first[f.period_day[p]], f.day_first[f.period_day[p] + 1]
    return int(first + below(s.seeds, last - first))


@compiled
def relocate(f: Facts, s: State, v: int) -> bool:
    """Moves a visit to a random period (or plans it, if it is out). Slot 0 remembers."""
    p = choice_near_another(f, s, v) if unit(s.seeds) < 0.5 else random_choice(f, s, v)
    if p == NONE:
        return False
    if not lift(f, s, v, 0) or not place(f, s, v, p):
        put_back(f, s, v, 0)
        return False
    return True


@compiled
def settle(f: Facts, s: State, v: int) -> bool:
    """Tries a few periods for a visit that had to make room. False: it cannot even be left out."""
    for _ in range(4):
        p = random_choice(f, s, v)
        if p != NONE and place(f, s, v, p):
            return True
    return nothing_waits_for(f, s, v)


@compiled
def exchange(f: Facts, s: State, v: int, u: int) -> bool:
    """Two visits change places in time with fresh crews. Slots 0 and 1 remember.

    Where one of them is out, the other makes room for it and settles elsewhere if it can.
    """
    p, q = s.period_of[v], s.period_of[u]
    if v == u or p == q or (p != NONE and f.blocked[u, p]) or (q != NONE and f.blocked[v, q]):
        return False
    done = lift(f, s, v, 0)
    s.kept[1, 0] = NONE
    if done:
        done = lift(f, s, u, 1)
        done = done and (place(f, s, v, q) if q != NONE else settle(f, s, v))
        done = done and (place(f, s, u, p) if p != NONE else settle(f, s, u))
        if not done:
            remove(f, s, v)
            put_back(f, s, u, 1)
    if not done:
        put_back(f, s, v, 0)
    return done


@compiled
def replace_member(f: Facts, s: State, v: int) -> bool:
    """Somebody else goes in the place of one of the crew, or the crew grows or shrinks by one."""
    p = s.period_of[v]
    if p == NONE:
        return False
    out = below(s.seeds, s.size[v] + 1)  # the size itself: nobody leaves
    into = below(s.seeds, f.members + 1)  # the number of members: nobody joins
    size = s.size[v] - (out < s.size[v]) + (into < f.members)
    if size < f.crew_min[v] or size > f.crew_max[v]:
        return False
    if into < f.members and not may_join(f, s, v, into):
        return False
    if out < s.size[v] and f.together and s.in_period[s.crew[v, out], p] > 1:
        return False
    done = lift(f, s, v, 0)
    if done:
        draft_changed_crew(f, s, out, into)
        done = needs_met(f, v, s.draft, size) and seat(f, s, v, p, s.kept[0, 1], size)
    if not done:
        put_back(f, s, v, 0)
    return done


@compiled
def may_join(f: Facts, s: State, v: int, m: int) -> bool:
    if held_back(f, s, m, s.period_of[v]) or (f.together and shares_crew(f, s, v)):
        return False
    return not in_crew(s, v, m)


@compiled
def in_crew(s: State, v: int, m: int) -> bool:
    found = False
    for at in range(s.size[v]):
        found = found or s.crew[v, at] == m
    return found


@compiled
def draft_changed_crew(f: Facts, s: State, out: int, into: int) -> None:
    """The crew kept in slot 0 without the one at place ``out`` and with the member ``into``."""
    size = 0
    for at in range(s.kept[0, 2]):
        if at != out:
            s.draft[size] = s.kept_crew[0, at]
            size += 1
    if into < f.members:
        s.draft[size] = into


@compiled
def shares_crew(f: Facts, s: State, v: int) -> bool:
    """Whether the crew of a visit goes on to another one in the same period."""
    return bool(s.size[v] > 0 and s.in_period[s.crew[v, 0], s.period_of[v]] > 1)


@compiled
def reorder(f: Facts, s: State, v: int) -> bool:
    """Another position in the same period with the same crew."""
    p = s.period_of[v]
    if p == NONE or s.held[p] < 2:
        return False
    if not lift(f, s, v, 0):
        put_back(f, s, v, 0)
        return False
    size = s.kept[0, 2]
    for at in range(size):
        s.draft[at] = s.kept_crew[0, at]
    if not seat(f, s, v, p, below(s.seeds, s.held[p] + 1), size):
        put_back(f, s, v, 0)
        return False
    return True


@compiled
def drop(f: Facts, s: State, v: int) -> bool:
    if s.period_of[v] == NONE or f.must[v] or not nothing_waits_for(f, s, v):
        s.kept[0, 0] = NONE
        return False
    if not lift(f, s, v, 0):
        put_back(f, s, v, 0)
        return False
    return True


@compiled
def swap_ways(f: Facts, s: State, v: int, u: int) -> None:
    """Undoes an ``exchange``."""
    remove(f, s, v)
    remove(f, s, u)
    put_back(f, s, u, 1)
    put_back(f, s, v, 0)
