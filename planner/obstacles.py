"""Why a visit is left out or late: rules are lifted one, two and three at a time until it fits."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from planner.rules.names import NAMES, bit, names_of
from planner.search import lifting
from planner.search.journal import begin, lift, times_hold, undo
from planner.search.types import NONE
from planner.solution import Obstacle

if TYPE_CHECKING:
    from planner.search.run import Search

LARGEST_SET = 3
MOST_SETS = 4
RUN_OUT = bit("period_length") | bit("opening_hours") | bit("precedence")


def obstacles(search: Search) -> tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]]:
    """For the present plan: of the visits left out, and of those planned after their due date."""
    left_out, late = [], []
    last = search.facts.periods - 1
    for v, visit in enumerate(search.problem.visits):
        p = int(search.state.period_of[v])
        if p == NONE:
            left_out.append(_obstacle(search, v, "left_out", last))
        elif visit.due and search.index.periods[p].day > visit.due:
            begin(search.s)
            lift(search.f, search.s, v)
            times_hold(search.f, search.s)
            in_time = sum(period.day <= visit.due for period in search.index.periods)
            late.append(_obstacle(search, v, "late", in_time - 1))
            undo(search.f, search.s)
    return tuple(left_out), tuple(late)


def _obstacle(search: Search, v: int, kind: str, last: int) -> Obstacle:
    name = search.problem.visits[v].id
    f, s = search.f, search.s
    if lifting.periods_opened(f, s, v, 0, last):
        return Obstacle(name, kind, ())
    met = lifting.rules_met(f, s, v, last)
    for size in range(1, LARGEST_SET + 1):
        # Time may run out on the way too, which is told where nothing of this size is nearer.
        for rules in dict.fromkeys((met, met | RUN_OUT)):
            if best := _that_let_in(search, v, last, rules, size):
                return Obstacle(name, kind, tuple(map(names_of, best)))
    return Obstacle(name, kind, (), beyond_one_visit=True)


def _that_let_in(search: Search, v: int, last: int, rules: int, size: int) -> list[int]:
    """The sets of so many of the rules without which the visit fits, most helpful first."""
    bits = [bit(rule) for rule in NAMES if bit(rule) & rules]
    opened = []
    for lifted in map(sum, combinations(bits, size)):
        if count := lifting.periods_opened(search.f, search.s, v, lifted, last):
            opened.append((-count, lifted))
    return [lifted for _, lifted in sorted(opened)[:MOST_SETS]]
