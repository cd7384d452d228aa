"""Changes of a plan that several visits go through together, because they share people or a day."""

from __future__ import annotations

from planner.search.chance import below, unit
from planner.search.compiled import compiled
from planner.search.crew import MANY, crew_may_come, draft_crew
from planner.search.journal import VISITS, enter, lift, times_hold
from planner.search.ledger import rooms_full
from planner.search.moves import another_of_day, draft_kept_crew, in_crew
from planner.search.types import NONE, Facts, State


@compiled
def lift_group(f: Facts, s: State, v: int) -> bool:
    """Takes out a visit and those of its day with which it shares somebody or a lag."""
    d = f.period_day[s.period_of[v]]
    for p in range(f.day_first[d], f.day_first[d + 1]):
        position = 0
        while position < s.held[p]:
            u = s.order[p, position]
            if u != v and (share_somebody(s, v, u) or share_a_lag(f, v, u)):
                if not lift(f, s, u):
                    return False
            else:
                position += 1
    return lift(f, s, v)


@compiled
def share_somebody(s: State, v: int, u: int) -> bool:
    shared = False
    for at in range(s.size[v]):
        shared = shared or in_crew(s, u, s.crew[v, at])
    return shared


@compiled
def share_a_lag(f: Facts, v: int, u: int) -> bool:
    shared = False
    if f.has_lags:
        for at in range(f.link_from[v], f.link_from[v + 1]):
            shared = shared or (f.link_kind[at] >= 3 and f.link_other[at] == u)
    return shared


@compiled
def bring_group(f: Facts, s: State, first: int, last: int, d: int) -> bool:
    """Puts lifted visits into the like periods of another day, with the same crews where it may."""
    for slot in range(last - 1, first - 1, -1):
        v, old = s.kept[slot, 0], s.kept[slot, 1]
        p = f.day_first[d] + old - f.day_first[f.period_day[old]]
        if p >= f.day_first[d + 1] or f.blocked[v, p] or rooms_full(f, s, v, p):
            return False
        size = draft_kept_crew(f, s, v, p, slot)
        if size == 0:
            size = draft_crew(f, s, v, p)
        if size == 0:
            return False
        enter(f, s, v, p, min(s.kept[slot, 2], s.held[p]), s.draft, size)
    return True


@compiled
def relocate_group(f: Facts, s: State, v: int, p: int) -> bool:
    """A visit goes to the day of a period, and whoever goes on from it takes along the rest."""
    if s.period_of[v] == NONE or p == NONE or f.period_day[p] == f.period_day[s.period_of[v]]:
        return False
    if not lift_group(f, s, v):
        return False
    return bring_group(f, s, 0, s.noted[VISITS], f.period_day[p]) and times_hold(f, s)


@compiled
def swap_groups(f: Facts, s: State, v: int, u: int) -> bool:
    """Two visits on different days change days, each with those that share people with it."""
    if s.period_of[v] == NONE or s.period_of[u] == NONE:
        return False
    d, e = f.period_day[s.period_of[v]], f.period_day[s.period_of[u]]
    if d == e or not lift_group(f, s, v):
        return False
    first = s.noted[VISITS]
    if not lift_group(f, s, u):
        return False
    if not bring_group(f, s, 0, first, e) or not bring_group(f, s, first, s.noted[VISITS], d):
        return False
    return times_hold(f, s)


@compiled
def replace_of_day(f: Facts, s: State, v: int) -> bool:
    """Somebody else goes in the place of one of the crew all that day."""
    if s.period_of[v] == NONE or s.size[v] == 0:
        return False
    m, other = s.crew[v, below(s.seeds, s.size[v])], below(s.seeds, f.members)
    if m == other or not lift_member(f, s, m, f.period_day[s.period_of[v]]):
        return False
    return bring_traded(f, s, m, other) and times_hold(f, s)


@compiled
def trade_members(f: Facts, s: State, v: int, u: int) -> bool:
    """One of each of two crews change places, for these visits alone or for the whole day."""
    if f.members > MANY and s.period_of[v] != NONE and unit(s.seeds) < 0.5:
        u = another_of_day(f, s, v)
    if u in (v, NONE) or s.period_of[v] == NONE or s.period_of[u] == NONE:
        return False
    if s.size[v] == 0 or s.size[u] == 0:
        return False
    m, other = s.crew[v, below(s.seeds, s.size[v])], s.crew[u, below(s.seeds, s.size[u])]
    if m == other:
        return False
    if unit(s.seeds) < 0.5:
        done = lift(f, s, v) and lift(f, s, u)
    else:
        d, e = f.period_day[s.period_of[v]], f.period_day[s.period_of[u]]
        done = lift_member(f, s, m, d) and lift_member(f, s, other, e)
    return done and bring_traded(f, s, m, other) and times_hold(f, s)


@compiled
def lift_member(f: Facts, s: State, m: int, d: int) -> bool:
    """Takes out all visits of a member on a day."""
    for p in range(f.day_first[d], f.day_first[d + 1]):
        position = 0
        while position < s.held[p]:
            u = s.order[p, position]
            if in_crew(s, u, m):
                if not lift(f, s, u):
                    return False
            else:
                position += 1
    return True


@compiled
def bring_traded(f: Facts, s: State, m: int, other: int) -> bool:
    """Puts the lifted visits back with one member in the place of another, and the reverse."""
    for slot in range(s.noted[VISITS] - 1, -1, -1):
        v, p, size = s.kept[slot, 0], s.kept[slot, 1], s.kept[slot, 3]
        here, there = False, False
        for at in range(size):
            here = here or s.kept_crew[slot, at] == m
            there = there or s.kept_crew[slot, at] == other
        for at in range(size):
            goes = s.kept_crew[slot, at]
            if here != there:
                goes = other if goes == m else m if goes == other else goes
            s.draft[at] = goes
        if not crew_may_come(f, s, v, p, size):
            return False
        enter(f, s, v, p, s.kept[slot, 2], s.draft, size)
    return True
