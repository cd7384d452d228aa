"""Whether a visit would fit into a plan if some rules were lifted."""

from __future__ import annotations

from planner.rules.names import bit
from planner.search.compiled import compiled
from planner.search.crew import held_back
from planner.search.ledger import put_in, rooms_full
from planner.search.moves import remove
from planner.search.timing import DIFFERENT_PEOPLE, START_LAG, in_step, link_holds, retime
from planner.search.types import NONE, Facts, State

CREW_SIZE = bit("crew_size")
TRAVEL_TIME = bit("travel_time")
OPENING_HOURS = bit("opening_hours")
PERIOD_LENGTH = bit("period_length")
PRECEDENCE = bit("precedence")
SPACING = bit("spacing")
LONG_DAY = 10_000  # minutes; later than any visit ends


@compiled
def periods_opened(f: Facts, s: State, v: int, lifted: int, last: int) -> int:
    """How many periods up to ``last`` would take a visit that is out, were the rules lifted."""
    count = 0
    for p in range(last + 1):
        if shut(f, s, v, p) & ~lifted == 0 and crew_and_time(f, s, v, p, lifted):
            count += 1
    return count


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
    """Whether some crew can come, first of those who have no other visit that day."""
    count = 0
    d = f.period_day[p]
    for wanted_busy in range(2):
        for m in range(f.members):
            if (s.in_day[d, m] > 0) == (wanted_busy == 1) and held_back(f, s, m, p) & ~lifted == 0:
                s.usable[count] = m
                count += 1
    size = smallest_crew(f, s, v, count, lifted)
    if size < 0:
        return False
    if lifted & TRAVEL_TIME or size == 0:
        return True
    if s.held[p] >= s.order.shape[1]:
        return True
    return fits_in_time(f, s, v, p, size, lifted)


@compiled
def fits_in_time(f: Facts, s: State, v: int, p: int, size: int, lifted: int) -> bool:
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
def smallest_crew(f: Facts, s: State, v: int, count: int, lifted: int) -> int:
    """Writes a crew that meets the needs into ``draft``; -1 where none exists.

    Tries crews by depth-first search on the first open need, members in the order of ``usable``.
    """
    least, most = f.crew_min[v], f.crew_max[v]
    if lifted & CREW_SIZE:
        least, most = 0, f.crew_room
    size = 0
    s.short[0] = 0
    reached = -1  # place in usable of the member last tried at this depth
    while True:
        need = open_need(f, s, v, size, lifted)
        if need < 0 and size >= least:
            return int(size)
        found = next_member(f, s, v, need, size, reached, count) if size < most else -1
        if found >= 0:
            s.draft[size] = s.usable[found]
            size += 1
            reached = -1
            continue
        if size == 0:
            return -1
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
def next_member(f: Facts, s: State, v: int, need: int, size: int, reached: int, count: int) -> int:
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
            if fresh and alike(f, v, s.usable[earlier], m):
                fresh = False
        if fresh:
            return at
    return -1


@compiled
def alike(f: Facts, v: int, one: int, other: int) -> bool:
    """Whether two members meet exactly the same needs of a visit."""
    for need in range(f.need_from[v], f.need_from[v + 1]):
        if f.matches[f.need_row[need], one] != f.matches[f.need_row[need], other]:
            return False
    return True
