"""Who may go, and a random crew that meets the needs of a visit."""

from __future__ import annotations

from planner.rules.names import bit
from planner.search.chance import below, unit
from planner.search.compiled import compiled
from planner.search.types import NONE, Facts, Ints, State

AVAILABILITY = bit("availability")
DAY_LIMIT = bit("day_limit")
WEEK_LIMIT = bit("week_limit")
TOTAL_LIMIT = bit("total_limit")
TOGETHER = bit("crews_stay_together")
FOND = 8.0  # what covering one open need counts for
MANY = 40  # members; beyond it chance hardly ever meets those who are out that day


@compiled
def held_back(f: Facts, s: State, m: int, p: int) -> int:
    """The rules that keep a member from one more visit in a period."""
    d = f.period_day[p]
    mask = 0
    if not f.available[m, p]:
        mask |= AVAILABILITY
    if s.in_day[m, d] >= f.per_day[m]:
        mask |= DAY_LIMIT
    if s.in_week[m, f.day_week[d]] >= f.per_week[m]:
        mask |= WEEK_LIMIT
    if s.load[m] >= f.in_total[m]:
        mask |= TOTAL_LIMIT
    if f.together and s.in_period[m, p] > 0:
        mask |= TOGETHER
    return mask


@compiled
def needs_met(f: Facts, v: int, crew: Ints, size: int) -> bool:
    for need in range(f.need_from[v], f.need_from[v + 1]):
        found = 0
        for at in range(size):
            found += f.matches[f.need_row[need], crew[at]]
        if found < f.need_count[need]:
            return False
    return True


@compiled
def above_share(f: Facts, s: State, m: int) -> float:
    """How many visits a member is above the fair share."""
    if f.share[m] == 0:
        return 0.0
    return float(s.load[m] / f.share[m] - s.loads[0] / f.shares)


@compiled
def draft_crew(f: Facts, s: State, v: int, p: int) -> int:
    """Writes a crew into ``draft`` and gives its size; 0 where none was found.

    In a plan whose crews stay together it may join a crew that is already out in the period.
    """
    if f.together and s.held[p] > 0 and unit(s.seeds) < 0.6:
        return draft_same_crew(f, s, v, p)
    return draft_new_crew(f, s, v, p)


@compiled
def draft_same_crew(f: Facts, s: State, v: int, p: int) -> int:
    other = s.order[p, below(s.seeds, s.held[p])]
    size = s.size[other]
    if size < f.crew_min[v] or size > f.crew_max[v]:
        return 0
    for at in range(size):
        s.draft[at] = s.crew[other, at]
        if held_back(f, s, s.draft[at], p) & ~TOGETHER:
            return 0
    return int(size) if needs_met(f, v, s.draft, size) else 0


@compiled
def crew_may_come(f: Facts, s: State, v: int, p: int, size: int) -> bool:
    """Whether every rule on crews lets the one in ``draft`` come."""
    if size < f.crew_min[v] or size > f.crew_max[v] or not needs_met(f, v, s.draft, size):
        return False
    for at in range(size):
        held = held_back(f, s, s.draft[at], p)
        if held & ~TOGETHER or (held & TOGETHER and not is_crew_of_trip(f, s, p, at, size)):
            return False
    return True


@compiled
def is_crew_of_trip(f: Facts, s: State, p: int, at: int, size: int) -> bool:
    """Whether the drafted crew is the one in which its member at a place is already out."""
    for position in range(s.held[p]):
        u = s.order[p, position]
        common, is_out = 0, False
        for other in range(s.size[u]):
            is_out = is_out or s.crew[u, other] == s.draft[at]
            for place in range(size):
                common += s.draft[place] == s.crew[u, other]
        if is_out:
            return bool(common == size and size == s.size[u])
    return False


@compiled
def draft_new_crew(f: Facts, s: State, v: int, p: int) -> int:
    count = 0
    for m in range(f.members):
        if held_back(f, s, m, p) == 0:
            s.usable[count] = m
            count += 1
    first, last = f.need_from[v], f.need_from[v + 1]
    still = 0
    for need in range(first, last):
        s.short[need - first] = f.need_count[need]
        still += f.need_count[need]
    follow = unit(s.seeds) < 0.5
    if follow and f.members > MANY:
        weigh_followers(f, s, v, f.period_day[p])
    size = 0
    while size < f.crew_max[v] and (still > 0 or size < f.crew_min[v]):
        chosen = best_for_needs(f, s, v, p, count, still, follow)
        if chosen < 0:
            return 0
        m = s.usable[chosen]
        count -= 1
        s.usable[chosen] = s.usable[count]
        s.draft[size] = m
        size += 1
        for need in range(first, last):
            if s.short[need - first] > 0 and f.matches[f.need_row[need], m]:
                s.short[need - first] -= 1
                still -= 1
    return size if still == 0 and size >= f.crew_min[v] else 0


@compiled
def weigh_followers(f: Facts, s: State, v: int, d: int) -> None:
    """What part of the way there and back is saved by those who come from a visit of the day."""
    for p in range(f.day_first[d], f.day_first[d + 1]):
        for position in range(s.held[p]):
            u = s.order[p, position]
            for at in range(s.size[u]):
                m = s.crew[u, at]
                s.saves[m] = part_saved(f, f.base[m], f.place[u], f.place[v])


@compiled
def part_saved(f: Facts, base: int, before: int, place: int) -> float:
    if base == NONE:
        return 0.0
    alone = f.travel[base, place] + f.travel[place, base]
    straight = f.travel[before, place] + f.travel[place, base] - f.travel[before, base]
    return float(1.0 - straight / alone) if alone > straight else 0.0


@compiled
def best_for_needs(f: Facts, s: State, v: int, p: int, count: int, still: int, follow: bool) -> int:
    """The usable member who covers most open needs; ties go to a low load and to chance.

    ``follow`` favours those who come from a visit of the day and so save a way; ``fond`` those whom
    the move would rather keep.
    """
    first, last = f.need_from[v], f.need_from[v + 1]
    chosen = -1
    best = 0.0
    for at in range(count):
        m = s.usable[at]
        covered = 0
        for need in range(first, last):
            if s.short[need - first] > 0 and f.matches[f.need_row[need], m]:
                covered += 1
        if still > 0 and covered == 0:
            continue
        score = FOND * covered - above_share(f, s, m) + 4.0 * unit(s.seeds)
        if follow and s.in_day[m, f.period_day[p]] > 0:
            score += FOND * (s.saves[m] if f.members > MANY else 1.0)
        if s.fond[m]:
            score += FOND
        if chosen < 0 or score > best:
            chosen, best = at, score
    return chosen
