"""Whether a visit would fit into a plan if some rules were lifted."""

from __future__ import annotations

from planner.rules.names import bit
from planner.search.compiled import compiled
from planner.search.crew import TOGETHER, held_back
from planner.search.ledger import put_in, rooms_full
from planner.search.moves import remove
from planner.search.timing import (
    DIFFERENT_PEOPLE,
    PRECEDENCE,
    SPACING,
    START_LAG,
    in_step,
    link_holds,
    retime,
)
from planner.search.types import NONE, Facts, State

CREW_SIZE = bit("crew_size")
TRAVEL_TIME = bit("travel_time")
OPENING_HOURS = bit("opening_hours")
PERIOD_LENGTH = bit("period_length")
MOST_CREWS = 60  # that are timed for one visit in one period
LONG_DAY = 10_000  # minutes; later than any visit ends


@compiled
def periods_opened(f: Facts, s: State, v: int, lifted: int, last: int) -> int:
    """How many periods up to ``last`` would take a visit that is out, were the rules lifted."""
    count = 0
    for p in range(last + 1):
        mask = shut(f, s, v, p)
        if lifted & PERIOD_LENGTH and begins_at(f, v, p) + f.minutes[v] <= f.closes[v]:
            mask &= ~OPENING_HOURS  # it opens too late for the period, which may go on now
        if mask & ~lifted == 0 and crew_and_time(f, s, v, p, lifted):
            count += 1
    return count


@compiled
def begins_at(f: Facts, v: int, p: int) -> int:
    """The first minute of the period at which the visit may begin."""
    return int(max(f.period_starts[p], f.opens[v]))


@compiled
def rules_met(f: Facts, s: State, v: int, last: int) -> int:
    """All rules that touch the visit anywhere up to period ``last``."""
    mask = CREW_SIZE | TRAVEL_TIME
    for p in range(last + 1):
        mask |= shut(f, s, v, p)
        for m in range(f.members):
            mask |= held_back(f, s, m, p)
    for need in range(f.need_from[v], f.need_from[v + 1]):
        mask |= f.need_rule[need]
    for at in range(f.link_from[v], f.link_from[v + 1]):
        if f.link_kind[at] >= 3 and s.period_of[f.link_other[at]] != NONE:
            mask |= START_LAG | DIFFERENT_PEOPLE
    return mask


@compiled
def shut(f: Facts, s: State, v: int, p: int) -> int:
    """Rules that close a period to a visit whoever goes."""
    mask = f.blocked[v, p] | rooms_full(f, s, v, p)
    s.period_of[v] = p
    for at in range(f.link_from[v], f.link_from[v + 1]):
        other = s.period_of[f.link_other[at]]
        if f.link_kind[at] >= 3:
            if other != NONE and f.period_day[other] != f.period_day[p]:
                mask |= 0 if in_step(f, s, v, f.link_other[at], at) else START_LAG
            continue
        same_period = f.link_kind[at] > 0 and other == p
        if not same_period and not link_holds(f, s, v, at):
            mask |= SPACING if f.link_kind[at] == 0 else PRECEDENCE
    s.period_of[v] = NONE
    return int(mask)


@compiled
def crew_and_time(f: Facts, s: State, v: int, p: int, lifted: int) -> bool:
    """Whether some crew can come in time, first of those who have no other visit that day."""
    if some_trip_takes_it(f, s, v, p, lifted):
        return True
    count = note_who_may_come(f, s, v, p, lifted)
    size = next_crew(f, s, v, p, 0, count, lifted)
    for _ in range(MOST_CREWS):
        if size < 0 or fits_in_time(f, s, v, p, size, lifted):
            return bool(size >= 0)
        size = next_crew(f, s, v, p, size, count, lifted)
    return False


@compiled
def some_trip_takes_it(f: Facts, s: State, v: int, p: int, lifted: int) -> bool:
    """Whether a crew that is to stay together goes on to the visit as it is."""
    for position in range(s.held[p] if f.together and not lifted & TOGETHER else 0):
        u = s.order[p, position]
        size, may = s.size[u], True
        for at in range(size):
            s.draft[at] = s.crew[u, at]
            may = may and may_come(f, s, v, s.draft[at], p, lifted | TOGETHER)
        if not lifted & CREW_SIZE:
            may = may and f.crew_min[v] <= size <= f.crew_max[v]
        if may and open_need(f, s, v, size, lifted) < 0 and fits_in_time(f, s, v, p, size, lifted):
            return True
    return False


@compiled
def may_come(f: Facts, s: State, v: int, m: int, p: int, lifted: int) -> bool:
    return not held_back(f, s, m, p) & ~lifted and (
        bool(lifted & DIFFERENT_PEOPLE) or not is_in_step_elsewhere(f, s, v, m)
    )


@compiled
def is_in_step_elsewhere(f: Facts, s: State, v: int, m: int) -> bool:
    """Whether a member is in the crew of a visit that must have other people."""
    found = False
    for at in range(f.link_from[v], f.link_from[v + 1]):
        other = f.link_other[at]
        if f.link_kind[at] >= 3 and f.link_apart[at] and s.period_of[other] != NONE:
            for place in range(s.size[other]):
                found = found or s.crew[other, place] == m
    return found


@compiled
def note_who_may_come(f: Facts, s: State, v: int, p: int, lifted: int) -> int:
    count = 0
    for wanted_busy in range(2):
        for m in range(f.members):
            busy = s.in_day[f.period_day[p], m] > 0
            if busy == (wanted_busy == 1) and may_come(f, s, v, m, p, lifted):
                s.usable[count] = m
                count += 1
    return count


@compiled
def fits_in_time(f: Facts, s: State, v: int, p: int, size: int, lifted: int) -> bool:
    """Whether the drafted crew can hold the visit, the others in the order that they have.

    Without ways it is as if nobody came from elsewhere or had to go on.
    """
    if lifted & TRAVEL_TIME:
        size = 0
    opens, closes, ends = f.opens[v], f.closes[v], f.period_ends[p]
    if lifted & OPENING_HOURS:
        f.opens[v], f.closes[v] = 0, LONG_DAY
    if lifted & PERIOD_LENGTH:
        f.period_ends[p] = LONG_DAY
    fits = False
    s.lifted[0] = lifted
    for position in range(s.held[p] + 1):
        if not fits:
            put_in(f, s, v, p, position, s.draft, size)
            fits = retime(f, s, f.period_day[p])
            remove(f, s, v)
    s.lifted[0] = 0
    f.opens[v], f.closes[v], f.period_ends[p] = opens, closes, ends
    return fits


@compiled
def next_crew(f: Facts, s: State, v: int, p: int, size: int, count: int, lifted: int) -> int:
    """Writes the next crew that meets the needs into ``draft``; -1 where there is no other.

    Tries crews by depth-first search on the first open need, members in the order of ``usable``.
    It begins anew with ``size`` 0, else it goes on from the crew of that size in ``draft``.
    """
    least, most = f.crew_min[v], f.crew_max[v]
    if lifted & CREW_SIZE:
        least, most = 1, f.crew_room
    d, reached = f.period_day[p], -1  # place in usable of the member last tried at this depth
    goes_on = size > 0
    while True:
        need = open_need(f, s, v, size, lifted)
        if need < 0 and size >= least and not goes_on:
            return int(size)
        found = -1
        if size < most and not goes_on:
            found = next_member(f, s, v, d, need, size, reached, count)
        if found >= 0:
            s.draft[size] = s.usable[found]
            size += 1
            reached = -1
            continue
        if size == 0:
            return -1
        goes_on = False
        size -= 1
        reached = 0
        while s.usable[reached] != s.draft[size]:
            reached += 1


@compiled
def open_need(f: Facts, s: State, v: int, size: int, lifted: int) -> int:
    for need in range(f.need_from[v], f.need_from[v + 1]):
        if f.need_rule[need] & lifted:
            continue
        found = 0
        for at in range(size):
            found += f.matches[f.need_row[need], s.draft[at]]
        if found < f.need_count[need]:
            return need
    return -1


@compiled
def next_member(
    f: Facts, s: State, v: int, d: int, need: int, size: int, reached: int, count: int
) -> int:
    """The next usable member for a need, skipping whoever is like one already tried here."""
    for at in range(reached + 1, count):
        m = s.usable[at]
        if need >= 0 and not f.matches[f.need_row[need], m]:
            continue
        fresh = True
        for place in range(size):
            if s.draft[place] == m:
                fresh = False
        for earlier in range(min(reached + 1, at)):
            if fresh and alike(f, s, v, d, s.usable[earlier], m):
                fresh = False
        if fresh:
            return at
    return -1


@compiled
def alike(f: Facts, s: State, v: int, d: int, one: int, other: int) -> bool:
    """Whether two members meet the same needs of a visit and come there at the same time."""
    if f.base[one] != f.base[other] or s.in_day[d, one] > 0 or s.in_day[d, other] > 0:
        return False
    for need in range(f.need_from[v], f.need_from[v + 1]):
        if f.matches[f.need_row[need], one] != f.matches[f.need_row[need], other]:
            return False
    return True
