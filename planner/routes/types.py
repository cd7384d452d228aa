"""The arrays of a day of routes.

A node is a visit or, after the visits, the base of a member: the route of a member is a ring of
nodes that begins and ends at the base.
"""

from __future__ import annotations

from typing import NamedTuple

from planner.search.types import Flags, Floats, Ints, Seeds

NONE = -1
TRAVEL, DELAY, LONGEST, OVER = 0, 1, 2, 3  # minutes of travel, points, minutes, minutes
WAKING, MOVED, TOLD, STARTED, TARDY, STALE = 0, 1, 2, 3, 4, 5


class RouteFacts(NamedTuple):
    """The problem; never changed by the search. v visit, m member."""

    visits: int
    members: int
    place: Ints  # node -> place
    ways: Floats  # place, place
    minutes: Floats
    opens: Floats  # v -> earliest start
    last: Floats  # v -> latest start that the rules allow
    begin_by: Floats  # v -> latest start without delay, or infinite
    delay_price: Floats  # v -> points for a minute of delay
    partner: Ints  # v -> the visit it is in step with, or NONE
    leads: Flags  # v -> it is the first of the two
    least: Floats  # v that leads -> minutes to the start of its partner
    most: Floats
    able: Flags  # v, m
    able_from: Ints  # v -> first of its able members in able_of; one longer
    able_of: Ints
    near_from: Ints  # v -> first of its good predecessors in near_of; one longer
    near_of: Ints
    leaves_at: float  # when everybody may leave the base
    price_travel: float
    price_longest: float
    price_over: float  # for a minute after the latest start, far above all else


class RouteState(NamedTuple):
    """A plan, what it costs, and the notes that undo the move at hand.

    ``key`` orders visits: it grows along every route and two visits in step share it, so nothing
    ever waits for itself.
    """

    member: Ints  # v -> who holds it
    before: Ints  # node -> node
    after: Ints
    key: Floats
    starts: Floats
    sums: Floats  # by TRAVEL, DELAY, LONGEST, OVER
    tardy: Ints  # visits that begin late, in no order
    tardy_at: Ints  # v -> place in tardy, or NONE
    counts: Ints  # by WAKING, MOVED, TOLD, STARTED, TARDY, STALE
    waking: Ints  # visits to be timed again
    is_waking: Flags
    # notes
    moved: Ints  # exchange, its four ends
    told: Ints  # visits with another key
    told_key: Floats
    started: Ints  # visits with another start
    started_at: Floats
    sums_before: Floats
    seeds: Seeds
