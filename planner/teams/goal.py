"""What a plan of teams costs, and a smoother measure that the search goes by.

The cost looks at the last visit of each set alone, so nearly every change leaves it as it is. The
measure also takes the power mean of all ends of a set, weighted by work: it falls with every visit
of the tail that moves forward.
"""

from __future__ import annotations

from planner.search.compiled import compiled
from planner.search.types import Facts
from planner.teams.ledger import ends
from planner.teams.plan import Plan, Terms

POWER = 8.0
SMOOTH = 0.5  # weight of the mean beside the cost
COST, MEASURE = 0, 1  # places in ``value``


@compiled
def evaluate(f: Facts, w: Terms, s: Plan) -> None:
    """Writes the cost and the measure of the present plan into ``value``."""
    sets = len(f.finish_price)
    for each in range(sets):
        s.last[each] = 0
        s.tail[each] = 0.0
    for v in range(f.visits):
        if s.period_of[v] >= 0:
            end = ends(f, s, v)
            for at in range(f.finish_from[v], f.finish_from[v + 1]):
                each = f.finish_of[at]
                s.last[each] = max(s.last[each], end)
                s.tail[each] += w.work[v] * w.powers[end]
    points, smooth = 0.0, 0.0
    for each in range(sets):
        points += f.finish_price[each] * s.last[each]
        mean = (s.tail[each] / w.set_work[each]) ** (1 / POWER) * (len(w.powers) - 1)
        smooth += f.finish_price[each] * mean
    s.value[COST] = points
    s.value[MEASURE] = (1 - SMOOTH) * points + SMOOTH * smooth
