"""Putting visits and members into teams and taking them out, with every count kept in step."""

from __future__ import annotations

from planner.search.compiled import compiled
from planner.search.types import NONE, Facts
from planner.teams.plan import FREE, REMOVED, Plan, Terms


@compiled
def touch(s: Plan, p: int) -> None:
    s.dirty[p] = 1
    s.counter[0] += 1
    s.version[p] = s.counter[0]


@compiled
def join(f: Facts, w: Terms, s: Plan, p: int, t: int, m: int) -> None:
    s.team_member[p, m] = t
    s.free[p] -= 1
    s.size[p, t] += 1
    s.worth[p, t] += w.member_worth[m]
    for row in range(f.matches.shape[0]):
        s.have[p, t, row] += f.matches[row, m]


@compiled
def leave(f: Facts, w: Terms, s: Plan, p: int, t: int, m: int) -> None:
    s.team_member[p, m] = FREE
    s.free[p] += 1
    s.size[p, t] -= 1
    s.worth[p, t] -= w.member_worth[m]
    for row in range(f.matches.shape[0]):
        s.have[p, t, row] -= f.matches[row, m]


@compiled
def put_in(f: Facts, s: Plan, v: int, p: int, t: int, starts: int) -> None:
    """Plans a visit that has come out; the team must have the time and what is needed."""
    at = s.held[p, t]
    while at > 0 and s.starts[s.visits[p, t, at - 1]] > starts:
        s.visits[p, t, at] = s.visits[p, t, at - 1]
        at -= 1
    s.visits[p, t, at] = v
    s.held[p, t] += 1
    s.teams[p] = max(s.teams[p], t + 1)
    s.period_of[v], s.team_of[v], s.starts[v] = p, t, starts
    touch(s, p)


@compiled
def take_out(f: Facts, s: Plan, v: int) -> None:
    """Takes a planned visit out; its team keeps its members until it is ``tidied``."""
    p, t = s.period_of[v], s.team_of[v]
    s.held[p, t] -= 1
    at = 0
    while s.visits[p, t, at] != v:
        at += 1
    for later in range(at, s.held[p, t]):
        s.visits[p, t, later] = s.visits[p, t, later + 1]
    s.period_of[v] = REMOVED
    touch(s, p)


@compiled
def bring_in(f: Facts, s: Plan, v: int) -> None:
    """A visit left out of the plan is to be planned."""
    s.period_of[v] = REMOVED
    s.out_points[0] -= f.out_price[v]


@compiled
def leave_out(f: Facts, s: Plan, v: int) -> None:
    s.period_of[v] = NONE
    s.out_points[0] += f.out_price[v]


@compiled
def tidy(f: Facts, w: Terms, s: Plan, p: int, t: int) -> None:
    """Lets go whom the visits of a team no longer need, the worthiest first."""
    while True:
        best, worth = -1, -1.0
        for m in range(f.members):
            if s.team_member[p, m] == t and w.member_worth[m] > worth and can_spare(f, s, p, t, m):
                best, worth = m, w.member_worth[m]
        if best < 0:
            break
        leave(f, w, s, p, t, best)
    while s.teams[p] > 0 and s.size[p, s.teams[p] - 1] == 0:
        s.teams[p] -= 1


@compiled
def can_spare(f: Facts, s: Plan, p: int, t: int, m: int) -> bool:
    for at in range(s.held[p, t]):
        v = s.visits[p, t, at]
        if s.size[p, t] <= f.crew_min[v]:
            return False
        for need in range(f.need_from[v], f.need_from[v + 1]):
            row = f.need_row[need]
            if f.matches[row, m] and s.have[p, t, row] <= f.need_count[need]:
                return False
    return True


@compiled
def close_up(f: Facts, s: Plan, p: int, t: int) -> None:
    """Visits of a team begin as early as those before them and those they wait for allow."""
    free = 0
    for at in range(s.held[p, t]):
        v = s.visits[p, t, at]
        starts = max(free, ready_in(f, s, v, p))
        s.starts[v] = min(s.starts[v], starts)
        free = s.starts[v] + f.minutes[v]


@compiled
def ready(f: Facts, s: Plan, v: int) -> int:
    """The working minute from which on nothing that a visit waits for goes on."""
    since = 0
    for at in range(f.link_from[v], f.link_from[v + 1]):
        u = f.link_other[at]
        if f.link_kind[at] == 1 and s.period_of[u] >= 0:
            since = max(since, ends(f, s, u))
    return since


@compiled
def ready_in(f: Facts, s: Plan, v: int, p: int) -> int:
    """The same, in minutes since a period began."""
    return int(max(0, ready(f, s, v) - f.working_before[p]))


@compiled
def ends(f: Facts, s: Plan, v: int) -> int:
    """The working minute at which a planned visit is over."""
    return int(f.working_before[s.period_of[v]] + s.starts[v] + f.minutes[v])


@compiled
def keep(f: Facts, s: Plan) -> None:
    """The present plan becomes the accepted one."""
    s.kept_visits[:, 0] = s.period_of
    s.kept_visits[:, 1] = s.team_of
    s.kept_visits[:, 2] = s.starts
    dirty = s.dirty
    for p in range(f.periods):
        if dirty[p]:
            keep_period(f, s, p)
    s.kept_out[0] = s.out_points[0]


@compiled
def keep_period(f: Facts, s: Plan, p: int) -> None:
    s.kept_members[p] = s.team_member[p]
    size, kept_teams = s.size[p], s.kept_teams[p]
    for t in range(f.members):
        if size[t] == 0 and kept_teams[t, 0] == 0:
            continue
        s.kept_teams[p, t, 0] = s.size[p, t]
        s.kept_teams[p, t, 1] = s.held[p, t]
        for at in range(s.held[p, t]):
            s.kept_teams[p, t, 2 + at] = s.visits[p, t, at]
        s.kept_worth[p, t] = s.worth[p, t]
        s.kept_have[p, t] = s.have[p, t]
    s.kept_version[p] = s.version[p]
    s.dirty[p] = 0


@compiled
def go_back(f: Facts, s: Plan) -> None:
    """The accepted plan becomes the present one again."""
    s.period_of[:] = s.kept_visits[:, 0]
    s.team_of[:] = s.kept_visits[:, 1]
    s.starts[:] = s.kept_visits[:, 2]
    dirty = s.dirty
    for p in range(f.periods):
        if dirty[p]:
            period_back(f, s, p)
    s.out_points[0] = s.kept_out[0]


@compiled
def period_back(f: Facts, s: Plan, p: int) -> None:
    free = 0
    team_member, kept_members = s.team_member[p], s.kept_members[p]
    for m in range(f.members):
        team_member[m] = kept_members[m]
        free += kept_members[m] == FREE
    s.free[p] = free
    s.teams[p] = 0
    size, kept_teams = s.size[p], s.kept_teams[p]
    for t in range(f.members):
        if size[t] == 0 and kept_teams[t, 0] == 0:
            continue
        s.size[p, t] = s.kept_teams[p, t, 0]
        s.held[p, t] = s.kept_teams[p, t, 1]
        for at in range(s.held[p, t]):
            s.visits[p, t, at] = s.kept_teams[p, t, 2 + at]
        s.worth[p, t] = s.kept_worth[p, t]
        s.have[p, t] = s.kept_have[p, t]
        if s.size[p, t] > 0:
            s.teams[p] = t + 1
    s.version[p] = s.kept_version[p]
    s.dirty[p] = 0
