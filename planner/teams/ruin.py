"""Which visits come out of a plan: some of the last ones of a set, and teams that had earlier room.

Whoever waits for a visit that comes out comes out with it.
"""

from __future__ import annotations

from planner.search.chance import below, unit
from planner.search.compiled import compiled
from planner.search.types import NONE, Facts
from planner.teams.ledger import bring_in, close_up, ends, take_out, tidy
from planner.teams.plan import Plan, Terms


@compiled
def ruin(f: Facts, w: Terms, s: Plan, most: int) -> None:
    """Empties places for up to about ``most`` visits, which end up in ``queue``."""
    s.queued[0] = 0
    chance = unit(s.seeds)
    last = f.periods - 1
    if chance < 0.85:
        last = some_of_the_last(f, w, s, random_set(f, s), 1 + below(s.seeds, 3))
    if chance > 0.1:
        for _ in range(1 + below(s.seeds, 2)):
            row = scarce_need(f, w, s)
            empty_teams(f, s, below(s.seeds, last + 1), 1 + below(s.seeds, 3), row, most)
    while s.queued[0] < most and unit(s.seeds) < 0.4:
        remove(f, s, below(s.seeds, f.visits))
    for _ in range(below(s.seeds, 3)):
        recall_one(f, s)
    clean(f, w, s)


@compiled
def remove(f: Facts, s: Plan, v: int) -> None:
    """Takes out a visit and whoever waits for it, first to last."""
    if s.period_of[v] < 0:
        return
    at = s.queued[0]
    push(f, s, v)
    while at < s.queued[0]:
        u = s.queue[at]
        for link in range(f.link_from[u], f.link_from[u + 1]):
            other = f.link_other[link]
            if f.link_kind[link] == 2 and s.period_of[other] >= 0:
                push(f, s, other)
        at += 1


@compiled
def push(f: Facts, s: Plan, v: int) -> None:
    s.vacated[s.queued[0], 0] = s.period_of[v]
    s.vacated[s.queued[0], 1] = s.team_of[v]
    s.queue[s.queued[0]] = v
    s.queued[0] += 1
    take_out(f, s, v)


@compiled
def random_set(f: Facts, s: Plan) -> int:
    """One of the sets, the dearer the more often."""
    total = 0.0
    for each in range(len(f.finish_price)):
        total += f.finish_price[each] ** 0.5
    chance = unit(s.seeds) * total
    for each in range(len(f.finish_price)):
        chance -= f.finish_price[each] ** 0.5
        if chance < 0:
            return each
    return 0


@compiled
def some_of_the_last(f: Facts, w: Terms, s: Plan, each: int, count: int) -> int:
    """Removes visits of a set from its last period, which it gives, latest first."""
    last, period_of, own = 0, s.period_of, w.own_rest
    for v in range(f.visits):
        if period_of[v] > last and own[v, each] == 0:
            last = period_of[v]
    for _ in range(count):
        best, latest = NONE, -1.0
        for v in range(f.visits):
            if period_of[v] == last and own[v, each] == 0:
                end = ends(f, s, v) + 60 * unit(s.seeds)
                if end > latest:
                    best, latest = v, end
        if best != NONE:
            remove(f, s, back_along_the_chain(f, s, best))
    return int(last)


@compiled
def back_along_the_chain(f: Facts, s: Plan, v: int) -> int:
    """A visit, or one that it has been waiting for, rather where no time was lost in between."""
    while True:
        before = one_before(f, s, v)
        slack = ends(f, s, v) - f.minutes[v] - ends(f, s, before)
        if before == v or unit(s.seeds) > (0.7 if slack < f.minutes[v] else 0.15):
            return v
        v = before


@compiled
def one_before(f: Facts, s: Plan, v: int) -> int:
    """The planned visit that a visit waits for, the last to end, or itself."""
    best, latest = v, -1
    for at in range(f.link_from[v], f.link_from[v + 1]):
        u = f.link_other[at]
        if f.link_kind[at] == 1 and s.period_of[u] >= 0 and ends(f, s, u) > latest:
            best, latest = u, ends(f, s, u)
    return int(best)


@compiled
def scarce_need(f: Facts, w: Terms, s: Plan) -> int:
    """A quality, rather a scarce one, that a visit that came out needs, or NONE."""
    if s.queued[0] == 0 or unit(s.seeds) < 0.3:
        return NONE
    v = s.queue[below(s.seeds, s.queued[0])]
    best, most = NONE, -1.0
    for need in range(f.need_from[v], f.need_from[v + 1]):
        scarcity = w.scarcity[f.need_row[need]] * unit(s.seeds)
        if scarcity > most:
            best, most = f.need_row[need], scarcity
    return int(best)


@compiled
def empty_teams(f: Facts, s: Plan, p: int, count: int, row: int, most: int) -> None:
    """Removes all visits of some teams of a period, those with a quality if one is named."""
    for _ in range(count):
        if s.teams[p] == 0:
            return
        t = below(s.seeds, s.teams[p])
        for _ in range(s.teams[p]):
            if row == NONE or s.have[p, t, row] > 0:
                break
            t = t + 1 if t + 1 < s.teams[p] else 0
        while s.held[p, t] > 0 and s.queued[0] < most:
            remove(f, s, s.visits[p, t, s.held[p, t] - 1])


@compiled
def recall_one(f: Facts, s: Plan) -> None:
    """A visit that was left out and waits for nobody else left out may come in."""
    v = below(s.seeds, f.visits)
    for _ in range(f.visits):
        v = v + 1 if v + 1 < f.visits else 0
        if s.period_of[v] == NONE and waits_for_none_out(f, s, v):
            s.queue[s.queued[0]] = v
            s.vacated[s.queued[0], 0] = NONE
            s.queued[0] += 1
            bring_in(f, s, v)
            return


@compiled
def waits_for_none_out(f: Facts, s: Plan, v: int) -> bool:
    for at in range(f.link_from[v], f.link_from[v + 1]):
        if f.link_kind[at] == 1 and s.period_of[f.link_other[at]] == NONE:
            return False
    return True


@compiled
def clean(f: Facts, w: Terms, s: Plan) -> None:
    """Teams that lost visits let go whom they no longer need and close their gaps."""
    for at in range(s.queued[0]):
        p, t = s.vacated[at, 0], s.vacated[at, 1]
        if p >= 0 and s.size[p, t] > 0:
            tidy(f, w, s, p, t)
            close_up(f, s, p, t)
