"""Simulated annealing over plans of teams by ruin and recreation."""

from __future__ import annotations

import numpy as np

from planner.search.chance import unit
from planner.search.compiled import compiled
from planner.search.types import NONE, Facts, Floats, Ints
from planner.teams.goal import COST, MEASURE, evaluate
from planner.teams.ledger import bring_in, go_back, join, keep, leave, leave_out, put_in, touch
from planner.teams.plan import Plan, Terms
from planner.teams.recreate import recreate
from planner.teams.ruin import ruin


@compiled
def construct(f: Facts, w: Terms, s: Plan) -> bool:
    """Plans everything at once into an empty plan."""
    s.queued[0] = 0
    for v in range(f.visits):
        bring_in(f, s, v)
        s.queue[v] = v
    s.queued[0] = f.visits
    done = recreate(f, w, s)
    if done:
        evaluate(f, w, s)
        s.kept_value[:] = s.value
        keep(f, s)
    else:
        go_back(f, s)
    return done


@compiled
def anneal(
    f: Facts, w: Terms, s: Plan, best: Ints, best_value: Floats, rounds: int, heat: float, most: int
) -> float:
    """Tries ``rounds`` ruins at one temperature; the best plan seen is written into ``best``.

    Gives the mean of what worsening rounds would cost.
    """
    worsened, count = 0.0, 0
    for _ in range(rounds):
        ruin(f, w, s, most)
        if not recreate(f, w, s):
            go_back(f, s)
            continue
        evaluate(f, w, s)
        worse = s.value[MEASURE] - s.kept_value[MEASURE]
        if worse > 0:
            worsened += worse
            count += 1
        if worse > 0 and not (heat > 0 and unit(s.seeds) < np.exp(-worse / heat)):
            go_back(f, s)
            continue
        keep(f, s)
        s.kept_value[:] = s.value
        if s.value[COST] < best_value[COST] - 1e-9 or (
            s.value[COST] < best_value[COST] + 1e-9
            and s.value[MEASURE] < best_value[MEASURE] - 1e-9
        ):
            best_value[:] = s.value
            remember(f, s, best)
    return worsened / count if count else 1.0


@compiled
def remember(f: Facts, s: Plan, best: Ints) -> None:
    """Writes the accepted plan as rows: of visits (period, team, start), then of periods."""
    for v in range(f.visits):
        for column in range(3):
            best[v, column] = s.kept_visits[v, column]
    for p in range(f.periods):
        for m in range(f.members):
            best[f.visits + p, m] = s.kept_members[p, m]


@compiled
def recall(f: Facts, w: Terms, s: Plan, best: Ints) -> None:
    """Makes a remembered plan the present and accepted one."""
    for p in range(f.periods):
        disband(f, w, s, p)
    for v in range(f.visits):
        s.period_of[v] = NONE
    s.out_points[0] = 0
    for v in range(f.visits):
        p, t = best[v, 0], best[v, 1]
        if p == NONE:
            leave_out(f, s, v)
            continue
        if s.size[p, t] == 0:
            for m in range(f.members):
                if best[f.visits + p, m] == t:
                    join(f, w, s, p, t, m)
        put_in(f, s, v, p, t, best[v, 2])
    evaluate(f, w, s)
    s.kept_value[:] = s.value
    keep(f, s)


@compiled
def disband(f: Facts, w: Terms, s: Plan, p: int) -> None:
    """Sends everybody home and forgets the visits of a period."""
    for m in range(f.members):
        if s.team_member[p, m] >= 0:
            leave(f, w, s, p, s.team_member[p, m], m)
    for t in range(f.members):
        s.held[p, t] = 0
    s.teams[p] = 0
    touch(s, p)
