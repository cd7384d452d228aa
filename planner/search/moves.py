"""Changes of a plan that one visit goes through, or two that change places.

A move says False where a rule forbids it; whoever called it undoes it then.
"""

from __future__ import annotations

from planner.search.chance import below, unit
from planner.search.compiled import compiled
from planner.search.crew import MANY, crew_may_come, draft_crew, held_back, needs_met
from planner.search.journal import enter, lift, times_hold
from planner.search.ledger import put_in, rooms_full, take_out
from planner.search.timing import retime
from planner.search.types import NONE, Facts, State


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
def move_in(f: Facts, s: State, v: int, p: int, slot: int) -> bool:
    """Puts a lifted visit into a period; the days are timed when the whole move is done.

    In half of the tries the crew that it had, noted in ``slot``, comes along or who may of it.
    """
    if f.blocked[v, p] or rooms_full(f, s, v, p):
        return False
    if s.kept[slot, 1] == NONE or unit(s.seeds) < 0.5:
        size = draft_crew(f, s, v, p)
    else:
        size = draft_kept_crew(f, s, v, p, slot)
        if size == 0:
            size = draft_like_kept(f, s, v, p, slot)
    if size > 0:
        enter(f, s, v, p, below(s.seeds, s.held[p] + 1), s.draft, size)
    return size > 0


@compiled
def draft_kept_crew(f: Facts, s: State, v: int, p: int, slot: int) -> int:
    """The crew that a lifted visit had; 0 where a rule holds somebody of it back."""
    size = s.kept[slot, 3]
    for at in range(size):
        s.draft[at] = s.kept_crew[slot, at]
    return int(size) if crew_may_come(f, s, v, p, size) else 0


@compiled
def draft_like_kept(f: Facts, s: State, v: int, p: int, slot: int) -> int:
    """A random crew, rather of those who were in the one before."""
    for at in range(s.kept[slot, 3]):
        s.fond[s.kept_crew[slot, at]] = 1
    size = draft_crew(f, s, v, p)
    for at in range(s.kept[slot, 3]):
        s.fond[s.kept_crew[slot, at]] = 0
    return int(size)


@compiled
def random_choice(f: Facts, s: State, v: int) -> int:
    """One of the periods open to the visit, mostly a cheap one, or NONE."""
    first, last = f.choice_from[v], f.choice_from[v + 1]
    if last == first:
        return NONE
    most = last - first
    if unit(s.seeds) < 0.7:
        most = 1 + below(s.seeds, most)
    return int(f.choices[first + below(s.seeds, most)])


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
def any_choice(f: Facts, s: State, v: int) -> int:
    return choice_near_another(f, s, v) if unit(s.seeds) < 0.5 else random_choice(f, s, v)


@compiled
def relocate(f: Facts, s: State, v: int) -> bool:
    """Moves a visit to a random period (or plans it, if it is out)."""
    p = any_choice(f, s, v)
    if p == NONE or not lift(f, s, v):
        return False
    return move_in(f, s, v, p, 0) and times_hold(f, s)


@compiled
def settle(f: Facts, s: State, v: int, slot: int) -> bool:
    """Tries a few periods for a visit that had to make room. False: it cannot even be left out."""
    for _ in range(4):
        p = random_choice(f, s, v)
        if p != NONE and move_in(f, s, v, p, slot):
            if retime(f, s, f.period_day[p]):
                return True
            take_out(f, s, v)
    return nothing_waits_for(f, s, v)


@compiled
def exchange(f: Facts, s: State, v: int, u: int) -> bool:
    """Two visits change places in time with fresh crews.

    Where one of them is out, the other makes room for it and settles elsewhere if it can.
    """
    p, q = s.period_of[v], s.period_of[u]
    if v == u or p == q or (p != NONE and f.blocked[u, p]) or (q != NONE and f.blocked[v, q]):
        return False
    if not lift(f, s, v) or not lift(f, s, u):
        return False
    if not (move_in(f, s, v, q, 0) if q != NONE else settle(f, s, v, 0)):
        return False
    if not (move_in(f, s, u, p, 1) if p != NONE else settle(f, s, u, 1)):
        return False
    return times_hold(f, s)


@compiled
def another_of_day(f: Facts, s: State, v: int) -> int:
    """Another visit of the day on which one is planned, or NONE."""
    d = f.period_day[s.period_of[v]]
    p = f.day_first[d] + below(s.seeds, f.day_first[d + 1] - f.day_first[d])
    u = s.order[p, below(s.seeds, s.held[p])] if s.held[p] > 0 else v
    return NONE if u == v else int(u)


@compiled
def partner_of_day(f: Facts, s: State, v: int, u: int) -> int:
    """A visit near to one that is held on the same day, where it would go well; else ``u``."""
    if s.period_of[v] == NONE or f.near.shape[1] == 0:
        return u
    w = another_of_day(f, s, v)
    return u if w == NONE else int(f.near[w, below(s.seeds, f.near.shape[1])])


@compiled
def replace_member(f: Facts, s: State, v: int) -> bool:
    """Somebody else goes in the place of one of the crew, or the crew grows or shrinks by one."""
    p = s.period_of[v]
    if p == NONE:
        return False
    out = below(s.seeds, s.size[v] + 1)  # the size itself: nobody leaves
    into = anybody(f, s, v)  # the number of members: nobody joins
    size = s.size[v] - (out < s.size[v]) + (into < f.members)
    if size < f.crew_min[v] or size > f.crew_max[v]:
        return False
    if into < f.members and not may_join(f, s, v, into):
        return False
    if out < s.size[v] and f.together and s.in_period[p, s.crew[v, out]] > 1:
        return False
    if not lift(f, s, v):
        return False
    draft_changed_crew(f, s, out, into)
    if not needs_met(f, v, s.draft, size):
        return False
    enter(f, s, v, p, s.kept[0, 2], s.draft, size)
    return times_hold(f, s)


@compiled
def anybody(f: Facts, s: State, v: int) -> int:
    """A member, or the number of members for nobody.

    Where there are many, rather one who is out that day already, whom chance would hardly hit.
    """
    other = another_of_day(f, s, v) if f.members > MANY and unit(s.seeds) < 0.5 else NONE
    if other != NONE and s.size[other] > 0:
        return int(s.crew[other, below(s.seeds, s.size[other])])
    return below(s.seeds, f.members + 1)


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
    """The crew noted first without the one at place ``out`` and with the member ``into``."""
    size = 0
    for at in range(s.kept[0, 3]):
        if at != out:
            s.draft[size] = s.kept_crew[0, at]
            size += 1
    if into < f.members:
        s.draft[size] = into


@compiled
def shares_crew(f: Facts, s: State, v: int) -> bool:
    """Whether the crew of a visit goes on to another one in the same period."""
    return bool(s.size[v] > 0 and s.in_period[s.period_of[v], s.crew[v, 0]] > 1)


@compiled
def reorder(f: Facts, s: State, v: int) -> bool:
    """Another position in the same period with the same crew."""
    p = s.period_of[v]
    if p == NONE or s.held[p] < 2 or not lift(f, s, v):
        return False
    position = below(s.seeds, s.held[p] + 1)
    enter(f, s, v, p, position, s.kept_crew[0], s.kept[0, 3])
    return times_hold(f, s)


@compiled
def drop(f: Facts, s: State, v: int) -> bool:
    if s.period_of[v] == NONE or f.must[v] or not nothing_waits_for(f, s, v):
        return False
    return lift(f, s, v) and times_hold(f, s)
