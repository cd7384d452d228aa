"""What a plan of teams costs, and a smoother measure that the search goes by.

The cost looks at the last visit of each set alone, so nearly every change leaves it as it is. The
measure also takes the power mean of all ends of a set, weighted by work: it falls with every visit
of the tail that moves forward.
"""

from __future__ import annotations

from planner.search.compiled import compiled
from planner.search.types import Facts
from planner.teams.plan import Plan, Terms

POWER = 8.0
SMOOTH = 0.5  # weight of the mean beside the cost
COST, MEASURE = 0, 1  # places in ``value``


@compiled
def evaluate(f: Facts, w: Terms, s: Plan) -> None:
    """Writes the cost and the measure of the present plan into ``value``."""
    s.last[:] = 0
    s.tail[:] = 0.0
    count_ends(f, w, s)
    points, smooth = 0.0, 0.0
    for each in range(len(f.finish_price)):
        points += f.finish_price[each] * s.last[each]
        mean = (s.tail[each] / w.set_work[each]) ** (1 / POWER) * (len(w.powers) - 1)
        smooth += f.finish_price[each] * mean
    s.value[COST] = points
    s.value[MEASURE] = (1 - SMOOTH) * points + SMOOTH * smooth


@compiled
def count_ends(f: Facts, w: Terms, s: Plan) -> None:
    """Adds each planned visit to its sets, and to those in which somebody waits for it."""
    # Each use of a field counts a reference, so the loop has the arrays at hand.
    before, minutes, period_of, starts = f.working_before, f.minutes, s.period_of, s.starts
    finish_from, finish_of, awaited, work = f.finish_from, f.finish_of, w.awaited, w.work
    powers, last, tail = w.powers, s.last, s.tail
    for v in w.backwards:
        if period_of[v] < 0:
            continue
        end = before[period_of[v]] + starts[v] + minutes[v]
        for at in range(finish_from[v], finish_from[v + 1]):
            each = finish_of[at]
            last[each] = max(last[each], end)
            if not awaited[v]:
                tail[each] += work[v] * powers[end]
        if awaited[v]:
            count_chain(f, w, s, v, end)


@compiled
def count_chain(f: Facts, w: Terms, s: Plan, v: int, end: int) -> None:
    rest, sets = s.rest, s.rest.shape[1]
    rest[v] = w.own_rest[v]
    for link in range(f.link_from[v], f.link_from[v + 1]):
        u = f.link_other[link]
        if f.link_kind[link] == 2 and s.period_of[u] >= 0:
            for each in range(sets):
                if rest[u, each] >= 0:
                    rest[v, each] = max(rest[v, each], f.minutes[u] + rest[u, each])
    for each in range(sets):
        if rest[v, each] >= 0:
            latest = min(end + rest[v, each], len(w.powers) - 1)
            s.tail[each] += w.work[v] * w.powers[latest]
