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
NEVER = -1e9  # less than any member is wanted
MANY = 40  # members; beyond it chance hardly ever meets those who are out that day


@compiled
def held_back(f: Facts, s: State, m: int, p: int) -> int:
    """The rules that keep a member from one more visit in a period."""
    d = f.period_day[p]
    mask = 0
    if not f.available[p, m]:
        mask |= AVAILABILITY
    if s.in_day[d, m] >= f.per_day[m]:
        mask |= DAY_LIMIT
    if s.in_week[f.day_week[d], m] >= f.per_week[m]:
        mask |= WEEK_LIMIT
    if s.load[m] >= f.in_total[m]:
        mask |= TOTAL_LIMIT
    if f.together and s.in_period[p, m] > 0:
        mask |= TOGETHER
    return mask


@compiled
def note_free(f: Facts, s: State, p: int) -> int:
    """Writes into ``usable`` all whom no rule holds back, and gives their number.

    The arrays are looked up once: most of a draft's time went into looking them up anew.
    """
    d, together = f.period_day[p], f.together
    available, out, today = f.available[p], s.in_period[p], s.in_day[d]
    this_week, load = s.in_week[f.day_week[d]], s.load
    per_day, per_week, in_total, usable = f.per_day, f.per_week, f.in_total, s.usable
    count = 0
    for m in range(f.members):
        may_go = available[m] and not (together and out[m] > 0)
        if (
            may_go
            and today[m] < per_day[m]
            and this_week[m] < per_week[m]
            and load[m] < in_total[m]
        ):
            usable[count] = m
            count += 1
    return count


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
    """Takes one by one whoever covers most of the open needs; ties go to the rating."""
    count = note_free(f, s, p)
    rate(f, s, v, f.period_day[p], count)
    still = open_needs(f, s, v, count)
    size = 0
    while size < f.crew_max[v] and (still > 0 or size < f.crew_min[v]):
        chosen = most_wanted(s, count, still > 0)
        if chosen < 0:
            return 0
        m = s.usable[chosen]
        count -= 1
        s.usable[chosen] = s.usable[count]
        s.draft[size] = m
        size += 1
        still -= close_needs(f, s, v, m, count)
    return size if still == 0 and size >= f.crew_min[v] else 0


@compiled
def open_needs(f: Facts, s: State, v: int, count: int) -> int:
    """Notes what a visit needs, and gives how many people that asks for, each need by itself."""
    first, still = f.need_from[v], 0
    for need in range(first, f.need_from[v + 1]):
        s.short[need - first] = f.need_count[need]
        still += f.need_count[need]
        count_cover(f, s, need, count, 1)
    return int(still)


@compiled
def close_needs(f: Facts, s: State, v: int, m: int, count: int) -> int:
    """Notes that a member goes, and gives how many open needs come one nearer by that."""
    first, covered = f.need_from[v], 0
    for need in range(first, f.need_from[v + 1]):
        if s.short[need - first] > 0 and f.matches[f.need_row[need], m]:
            s.short[need - first] -= 1
            covered += 1
            if s.short[need - first] == 0:
                count_cover(f, s, need, count, -1)
    return covered


@compiled
def count_cover(f: Facts, s: State, need: int, count: int, sign: int) -> None:
    """Keeps how many open needs each of those in ``usable`` would cover."""
    usable, covers, matches = s.usable, s.covers, f.matches[f.need_row[need]]
    for at in range(count):
        covers[usable[at]] += sign * matches[usable[at]]


@compiled
def most_wanted(s: State, count: int, must_cover: bool) -> int:
    """The place in ``usable`` of the one whom the draft wants most; -1 for nobody."""
    usable, rating, covers = s.usable, s.rating, s.covers
    chosen, best = -1, NEVER
    for at in range(count):
        m = usable[at]
        wanted = FOND * covers[m] + rating[m] if covers[m] > 0 or not must_cover else NEVER
        if wanted > best:
            chosen, best = at, wanted
    return chosen


@compiled
def rate(f: Facts, s: State, v: int, d: int, count: int) -> None:
    """How much each of those in ``usable`` is wanted, by chance.

    A load below the fair share counts, and to be one of those whom the move would rather keep; in
    half of the drafts also to come from a visit of the day and so to save a way.
    """
    usable, rating, seeds, fond, load, share = s.usable, s.rating, s.seeds, s.fond, s.load, f.share
    today, saves, covers = s.in_day[d], s.saves, s.covers
    follow, many = unit(seeds) < 0.5, f.members > MANY
    if follow and many:
        weigh_followers(f, s, v, d)
    fair = s.loads[0] / f.shares if f.shares > 0 else 0.0
    for at in range(count):
        m = usable[at]
        rated = 4.0 * unit(seeds) + FOND * fond[m]
        if share[m] > 0:
            rated += fair - load[m] / share[m]
        if follow and today[m] > 0:
            rated += FOND * (saves[m] if many else 1.0)
        rating[m] = rated
        covers[m] = 0


@compiled
def weigh_followers(f: Facts, s: State, v: int, d: int) -> None:
    """What part of the way there and back is saved by those who come from a visit of the day."""
    for p in range(f.day_first[d], f.day_first[d + 1]):
        for position in range(s.held[p]):
            u = s.order[p, position]
            base, saved = NONE, 0.0
            for at in range(s.size[u]):
                m = s.crew[u, at]
                if f.base[m] != base:
                    base = f.base[m]
                    saved = part_saved(f, base, f.place[u], f.place[v])
                s.saves[m] = saved


@compiled
def part_saved(f: Facts, base: int, before: int, place: int) -> float:
    if base == NONE:
        return 0.0
    alone = f.travel[base, place] + f.travel[place, base]
    straight = f.travel[before, place] + f.travel[place, base] - f.travel[before, base]
    return float(1.0 - straight / alone) if alone > straight else 0.0
