"""Finding a visit its place: the earliest period in which a team has time and can be made fit."""

from __future__ import annotations

from planner.search.chance import unit
from planner.search.compiled import compiled
from planner.search.types import NONE, Facts
from planner.teams.ledger import join, put_in, ready
from planner.teams.plan import FREE, Plan, Terms

FIT, GROW, EARLY, WASTE, BLINK, CROWD = 0, 1, 2, 3, 4, 5  # places in ``taste``
UNFIT = 1e18


@compiled
def settle(f: Facts, w: Terms, s: Plan, v: int) -> bool:
    """Plans a visit that has come out. False: no period has a place for it."""
    since = ready(f, s, v)
    for p in range(f.periods):
        begins = max(0, since - f.working_before[p])
        if begins + f.minutes[v] > w.length[p] or f.blocked[v, p]:
            continue
        if s.failed_version[v, p] == s.version[p] and begins >= s.failed_from[v, p]:
            continue
        if s.taste[BLINK] > 0 and unit(s.seeds) < s.taste[BLINK]:
            continue
        if settle_in(f, w, s, v, p, begins):
            return True
        s.failed_version[v, p] = s.version[p]
        s.failed_from[v, p] = begins
    return False


@compiled
def settle_in(f: Facts, w: Terms, s: Plan, v: int, p: int, begins: int) -> bool:
    """Into the team of a period that suits best, which may grow for it or be new."""
    best, least, best_starts = -1, UNFIT, 0
    vacant = s.teams[p]
    for t in range(s.teams[p]):
        if s.size[p, t] == 0:
            vacant = t
            continue
        starts = gap(f, w, s, p, t, begins, f.minutes[v])
        if starts < 0:
            continue
        price = price_of_team(f, w, s, v, p, t, starts)
        if price < least:
            best, least, best_starts = t, price, starts
    if vacant < f.members and s.free[p] > 0:
        price = price_of_team(f, w, s, v, p, vacant, begins)
        if price < least:
            best, least, best_starts = vacant, price, begins
    if best < 0:
        return False
    for at in range(draft(f, w, s, v, p, best)):
        join(f, w, s, p, best, s.draft[at])
    put_in(f, s, v, p, best, best_starts)
    return True


@compiled
def gap(f: Facts, w: Terms, s: Plan, p: int, t: int, begins: int, minutes: int) -> int:
    """The first start at which a team has so many minutes; NONE if it never has."""
    at, visits, begun, lengths = begins, s.visits[p, t], s.starts, f.minutes
    for place in range(s.held[p, t]):
        u = visits[place]
        if at + minutes <= begun[u]:
            return at
        at = max(at, begun[u] + lengths[u])
    return at if at + minutes <= w.length[p] else NONE


@compiled
def price_of_team(f: Facts, w: Terms, s: Plan, v: int, p: int, t: int, starts: int) -> float:
    """Skills bound for longer than the visit needs them, and a late start."""
    joining = draft(f, w, s, v, p, t)
    if joining < 0:
        return UNFIT
    grown = 0.0
    for at in range(joining):
        grown += w.member_worth[s.draft[at]]
    crowd = s.taste[CROWD] * (s.size[p, t] + joining - w.crew[v])
    wasted = (crowd + s.worth[p, t] + grown - w.need_worth[v]) * f.minutes[v] / w.length[p]
    late = starts / w.length[p]
    price = s.taste[FIT] * wasted + s.taste[GROW] * grown + s.taste[EARLY] * late
    return float(price + 1e-3 * unit(s.seeds))


@compiled
def draft(f: Facts, w: Terms, s: Plan, v: int, p: int, t: int) -> int:
    """Writes the free members who make a team fit for a visit into ``draft``, and counts them.

    NONE where they cannot. Members who cover what is scarce and waste little come first.
    """
    first, last = f.need_from[v], f.need_from[v + 1]
    still, short, have, count_of, row_of = 0, s.short, s.have[p, t], f.need_count, f.need_row
    for need in range(first, last):
        short[need - first] = max(0, count_of[need] - have[row_of[need]])
        still = max(still, short[need - first])
    still = max(still, f.crew_min[v] - s.size[p, t])
    if still == 0:
        return 0
    if still > s.free[p] or s.size[p, t] + still > f.crew_max[v]:
        return NONE
    count = 0
    while still > 0:
        m = best_to_join(f, w, s, v, p, s.size[p, t] + count)
        if m < 0 or s.size[p, t] + count >= f.crew_max[v]:
            count = clear(s, count)
            return NONE
        s.draft[count] = m
        s.marked[m] = 1
        count += 1
        still = f.crew_min[v] - s.size[p, t] - count
        for need in range(first, last):
            short[need - first] -= f.matches[row_of[need], m]
            still = max(still, short[need - first])
    clear(s, count)
    return without_idle(f, s, v, p, t, count)


@compiled
def clear(s: Plan, count: int) -> int:
    for at in range(count):
        s.marked[s.draft[at]] = 0
    return 0


@compiled
def best_to_join(f: Facts, w: Terms, s: Plan, v: int, p: int, size: int) -> int:
    first, last = f.need_from[v], f.need_from[v + 1]
    need_row, short, matches, scarcity = f.need_row, s.short, f.matches, w.scarcity
    team_member, marked, worth, waste = s.team_member[p], s.marked, w.member_worth, s.taste[WASTE]
    best, most, anybody = NONE, -UNFIT, size < f.crew_min[v]
    for m in range(f.members):
        if team_member[m] != FREE or marked[m]:
            continue
        covered = 0.0
        for need in range(first, last):
            row = need_row[need]
            if short[need - first] > 0 and matches[row, m]:
                covered += scarcity[row]
        if covered == 0 and not anybody:
            continue
        score = covered - waste * worth[m]
        if score > most:
            best, most = m, score
    return best


@compiled
def without_idle(f: Facts, s: Plan, v: int, p: int, t: int, count: int) -> int:
    """Strikes from the draft whom the later ones have made needless."""
    first = f.need_from[v]
    at = 0
    while at < count:
        m = s.draft[at]
        needless = s.size[p, t] + count > f.crew_min[v]
        for need in range(first, f.need_from[v + 1]):
            if f.matches[f.need_row[need], m] and s.short[need - first] == 0:
                needless = False
        if needless and count > 1:
            for need in range(first, f.need_from[v + 1]):
                s.short[need - first] += f.matches[f.need_row[need], m]
            count -= 1
            for later in range(at, count):
                s.draft[later] = s.draft[later + 1]
        else:
            at += 1
    return count
