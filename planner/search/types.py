"""Types of the flat arrays, and the two tuples that every compiled function takes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Counts = NDArray[np.int16]  # small ones in large tables, which must stay near the processor
Floats = NDArray[np.float64]
Flags = NDArray[np.uint8]
Masks = NDArray[np.int64]
Seeds = NDArray[np.uint64]
AnyArray = NDArray[Any]

NONE = -1


class Facts(NamedTuple):
    """A problem as arrays; never changed by the search. v visit, m member, p period, d day."""

    # sizes
    visits: int
    members: int
    periods: int
    days: int
    crew_room: int  # longest crew
    # periods, in order of time
    period_day: Ints
    period_starts: Ints
    period_ends: Ints
    period_capacity: Ints  # p -> most visits of any kind
    day_first: Ints  # d -> its first period; one longer than days
    day_week: Ints
    day_number: Ints  # days since the first day
    # visits
    blocked: Masks  # v, p -> rules that forbid the period whatever the plan
    choice_from: Ints  # v -> first of its open periods in choices; one longer
    choices: Ints  # cheapest first by standing cost
    standing_cost: Floats  # v, p -> late, priority_first, moved
    out_cost: Floats  # v -> left_out, priority_first, dropped
    out_price: Ints  # v -> its own price, which the budget for leaving out counts
    out_budget: int
    must: Flags
    place: Ints
    minutes: Ints
    opens: Ints
    closes: Ints
    begin_by: Floats  # v -> minute, infinite where beginning late costs nothing
    delay_weight: Floats  # v -> points for a minute after begin_by
    crew_min: Ints
    crew_max: Ints
    need_from: Ints  # v -> first of its needs; one longer
    need_count: Ints
    need_rule: Masks
    need_row: Ints  # need -> row of matches
    matches: Flags  # row, m
    # capacities, c
    capacity_from: Ints  # v -> first of its capacities; one longer
    capacity_of: Ints
    capacity_most: Ints
    capacity_rule: Masks
    capacity_span: Ints  # c, p -> span that the period is a part of
    # members
    available: Flags  # p, m
    per_day: Ints
    per_week: Ints
    in_total: Ints
    share: Floats
    base: Ints
    # between places and visits
    travel: Floats
    near: Ints  # v, rank -> visit
    link_from: Ints  # v -> first of its links; one longer
    link_other: Ints
    link_kind: Ints  # 0 spacing, 1 the other comes before, 2 after; 3 and 4 alike by a lag
    link_least: Ints
    link_most: Ints
    link_apart: Flags  # nobody may be in both crews
    has_lags: int
    some_wait: int  # for others of their day: by lags or precedence
    starts_matter: int  # beyond their day: to visits that wait for others, or to sets
    quota_from: Ints  # v -> first of its quotas; one longer
    quota_of: Ints
    quota_by: Ints  # last day index that counts, by quota
    quota_need: Ints
    finish_from: Ints  # v -> first of its sets in finish_of; one longer
    finish_of: Ints
    finish_price: Floats  # points for one working minute, by set
    working_before: Ints  # p -> minutes of the periods before it
    baseline_period: Ints  # v -> period or NONE
    baseline_crew: Flags  # v, m
    baseline_size: Ints
    together: int
    shares: float  # their sum
    # prices
    price_travel: float
    price_longest: float
    price_uneven: float
    price_again: float
    price_reassigned: float
    price_changed: float


class State(NamedTuple):
    """A plan as arrays, with the counts that make a move cheap."""

    period_of: Ints  # v -> period or NONE
    crew: Ints  # v, place in crew -> member
    size: Ints  # v
    starts: Floats  # v -> minute of the day
    not_before: Floats  # v -> minute until which it waits for the other visit of a lag
    order: Ints  # p, position -> visit
    held: Ints  # p -> visits in it
    room_taken: Ints  # c, span -> visits that count there
    in_period: Ints  # p, m
    in_day: Ints  # d, m
    in_week: Ints  # w, m
    load: Ints  # m
    loads: Ints  # [sum of loads of those who have a share]
    met: Counts  # place, m
    quota_held: Ints
    finish_by: Floats  # set, d -> working minute at which its last visit of the day is over
    finish: Floats  # set -> the latest of its days
    out_points: Ints  # [sum of the prices of the visits left out]
    cost: Floats  # [soft cost, musts left out, visits missing from quotas, points over budget]
    day_cost: Floats  # ways and delays
    day_longest: Floats  # minutes of the longest delay
    seeds: Seeds
    # scratch
    draft: Ints
    usable: Ints
    rating: Floats  # m -> how much a draft would have the member, whatever the needs
    covers: Ints  # m -> open needs of the visit that the member would cover
    short: Ints  # needs still short, in the order of the visit's needs
    seen: Ints  # m -> stamp of the walk through a day
    stamp: Ints
    at: Ints  # m -> place
    free: Floats  # m -> minute
    ways: Floats  # [ways, delay, longest delay] of the day that is timed
    lifted: Masks  # [rules on lags that are lifted]
    walkers: Ints
    saves: Floats  # m -> part of the way that is saved by coming from another visit of the day
    fond: Ints  # m -> whether the crew that is drafted would rather have the member
    noted: Ints  # [visits, days] in the journal of the move
    kept: Ints  # slot -> visit, period, position, size
    kept_crew: Ints  # slot, place in crew
    touched: Ints  # days
    day_before: Floats  # cost and longest delay of each day touched
    cost_before: Floats
    group: Ints  # visits that move together, of one day and then of another
