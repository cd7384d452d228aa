"""A plan of teams as flat arrays behind one pointer, and the one accepted last beside it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from planner.search.handles import Handle, Struct, pointing_to
from planner.search.types import NONE, Facts, Floats, Ints, Seeds

FREE, AWAY = -1, -2  # of a member who is in no team of a period
REMOVED = -2  # of a visit that has come out and is not back yet; NONE: left out of the plan


class Terms(NamedTuple):
    """What the search weighs by; made once for a problem."""

    length: Ints  # p -> minutes
    scarcity: Floats  # row of matches -> minutes asked for over minutes on offer
    member_worth: Floats  # m -> scarcity of all that the member has, 1 on average
    need_worth: Floats  # v -> scarcity of all that the visit needs
    work: Floats  # v -> minutes times its smallest crew, roughly
    demand: Floats  # v -> minutes times the scarcity of what it needs
    urgency: Floats  # v -> weight over work of the sets that it or whoever waits for it is in
    head: Floats  # v -> its end were there people for everything, over how long all the work takes
    tail: Floats  # v -> the same from its start until the last urgent one that waits for it is over
    crew: Floats  # v -> no crew that meets its needs is smaller
    backwards: Ints  # visits, each before those it waits for
    awaited: Ints  # v -> whether another waits for it
    own_rest: Ints  # v, set -> 0 where the visit is in the set, else NONE
    set_work: Floats  # set -> work of its visits and of those they wait for
    powers: Floats  # working minute -> its share of all working minutes, to the power of POWER


class Plan(NamedTuple):
    # visits
    period_of: Ints  # v -> period, NONE or REMOVED
    team_of: Ints
    starts: Ints  # v -> minutes since its period began
    # teams: p period, t team
    team_member: Ints  # p, m -> team, FREE or AWAY
    free: Ints  # p -> members in no team
    teams: Ints  # p -> one more than the last team that is not empty
    size: Ints  # p, t -> members
    held: Ints  # p, t -> visits
    visits: Ints  # p, t, place in time -> visit
    have: Ints  # p, t, row of matches -> members who match
    worth: Floats  # p, t -> worth of its members
    version: Ints  # p -> differs whenever the period does
    out_points: Ints  # [prices of the visits left out]
    # the plan accepted last, and where the present one differs
    kept_visits: Ints  # v -> period, team, start
    kept_members: Ints  # p, m
    kept_teams: Ints  # p, t -> size, visits held, visits
    kept_have: Ints
    kept_worth: Floats
    kept_version: Ints
    kept_out: Ints
    dirty: Ints  # p -> whether it differs
    # memory of failures
    failed_version: Ints  # v, p -> version that had no place for the visit
    failed_from: Ints  # v, p -> when the visit would have been ready
    # scratch
    last: Ints  # set -> working minute at which its last visit is over
    tail: Floats  # set -> sum of the powers of all its ends
    rest: Ints  # v, set -> minutes from its end until the last of the set that waits for it is over
    value: Floats  # [cost, measure] of the present plan
    kept_value: Floats
    vacated: Ints  # place in the queue -> period and team it came from
    queue: Ints  # visits that have come out
    keys: Floats
    queued: Ints  # [how many]
    draft: Ints  # members who would join
    short: Ints
    marked: Ints  # m -> in the draft
    boost: Floats  # set -> urgency beyond the usual in the present round, logarithmic
    taste: Floats  # how the present round chooses among places
    counter: Ints  # [versions given out]
    seeds: Seeds


class TermsType(Struct):
    """Compiled form of Terms."""


class PlanType(Struct):
    """Compiled form of Plan."""


class TermsHandle(Handle):  # type: ignore[misc]
    """Pointer to Terms for compiled code."""


class PlanHandle(Handle):  # type: ignore[misc]
    """Pointer to Plan for compiled code."""


terms_handle = pointing_to(Terms, TermsType, TermsHandle)
plan_handle = pointing_to(Plan, PlanType, PlanHandle)


def empty_plan(f: Facts, own_rest: Ints, seed: int) -> Plan:
    """Every visit is left out and every member who is available is free."""
    v, m, p, rows = f.visits, f.members, f.periods, len(f.matches)
    sets = len(f.finish_price)
    room = _most_visits_of_a_team(f)
    members = np.where(f.available > 0, FREE, AWAY).astype(np.int64).copy()
    points = np.array([f.out_price.sum()], np.int64)
    longest = int(np.diff(f.need_from).max(initial=0))
    return Plan(
        period_of=_full(v), team_of=_full(v), starts=_zeros(v),
        team_member=members, free=(members == FREE).sum(axis=1).astype(np.int64),
        teams=_zeros(p), size=_zeros(p, m), held=_zeros(p, m), visits=_zeros(p, m, room),
        have=_zeros(p, m, rows), worth=np.zeros((p, m)), version=np.arange(1, p + 1),
        out_points=points,
        kept_visits=np.stack([_full(v), _full(v), _zeros(v)], axis=1).copy(),
        kept_members=members.copy(), kept_teams=_zeros(p, m, 2 + room),
        kept_have=_zeros(p, m, rows), kept_worth=np.zeros((p, m)),
        kept_version=np.arange(1, p + 1), kept_out=points.copy(), dirty=_zeros(p),
        failed_version=_zeros(v, p), failed_from=_zeros(v, p),
        last=_zeros(sets), tail=np.zeros(sets), rest=own_rest.copy(),
        value=np.zeros(2), kept_value=np.zeros(2),
        vacated=_zeros(v, 2), queue=_zeros(v), keys=np.zeros(v), queued=_zeros(1),
        draft=_zeros(m + 1), short=_zeros(longest + 1), marked=_zeros(m),
        taste=np.ones(8), boost=np.zeros(sets), counter=np.array([p + 1], np.int64),
        seeds=np.array([seed & 0xFFFFFFFFFFFFFFFF], np.uint64),
    )  # fmt: skip


def _most_visits_of_a_team(f: Facts) -> int:
    longest = int((f.period_ends - f.period_starts).max(initial=1))
    shortest = int(f.minutes.min(initial=longest))
    return max(1, min(f.visits, longest // shortest))


def _zeros(*shape: int) -> Ints:
    return np.zeros(shape, np.int64)


def _full(count: int) -> Ints:
    return np.full(count, NONE, np.int64)
