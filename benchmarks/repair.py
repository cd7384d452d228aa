"""Random events on approved city plans: how near the repaired plan is, and how soon.

python -m benchmarks.repair --events 200 --seconds 1.5
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from random import Random
from statistics import quantiles
from time import perf_counter, process_time

from benchmarks.outreach_world import SIZES, make_world
from planner import Assignment, MaxSeconds, Need, Problem, Visit, solve
from planner.repair import DayClosed, Event, MemberAbsent, PlaceLost, VisitAdded, repair


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="city-26")
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--approved-after", type=float, default=10, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    problem = make_world(SIZES[options.size], options.seed)
    stop = MaxSeconds(options.approved_after)
    plan = solve(problem, stop=stop, seed=options.seed, prove=False, explain=False).assignments
    lines = []
    for event in _events(problem, plan, Random(options.seed), options.events):  # noqa: S311
        lines.append(_repaired(problem, plan, event, options.seconds))
        print(json.dumps(lines[-1]), flush=True)
    print(json.dumps(_summed_up(lines)))


def _summed_up(lines: list[dict[str, object]]) -> dict[str, object]:
    return {
        "events": len(lines),
        "feasible": sum(bool(line["feasible"]) for line in lines),
        "proven": sum(bool(line["proven"]) for line in lines),
        "hit": sum(line["changed"] != 0 for line in lines),
        "changed": sum(int(str(line["changed"])) for line in lines),
        "least": sum(int(str(line["least"])) for line in lines),
        **{
            f"{clock}_95": round(quantiles([float(str(x[clock])) for x in lines], n=20)[-1], 2)
            for clock in ("seconds", "cpu")
        },
    }


def _events(
    problem: Problem, plan: tuple[Assignment, ...], chance: Random, count: int
) -> Iterator[Event]:
    """On days on which the plan has visits, so that something is hit."""
    days = sorted({problem.period[each.period].day for each in plan})
    for at in range(count):
        some = chance.sample(days, max(1, len(days) // 20))
        kind = at % 4
        if kind == 0:
            yield MemberAbsent(chance.choice(problem.members).id, frozenset(some))
        elif kind == 1:
            yield PlaceLost(chance.choice(problem.visits).place, frozenset(days[: len(days) // 2]))
        elif kind == 2:
            yield DayClosed(some[0])
        else:
            yield VisitAdded(_urgent(problem, chance, at, days))


def _urgent(problem: Problem, chance: Random, at: int, days: list[date]) -> Visit:
    start = chance.randrange(len(days) - 5)
    return Visit(
        id=f"urgent {at}",
        place=chance.choice(problem.visits).place,
        minutes=60,
        crew_min=2,
        allowed_days=frozenset(days[start : start + 5]),
        needs=(Need(kind="language", value="kk"),),
    )


def _repaired(
    problem: Problem, plan: tuple[Assignment, ...], event: Event, seconds: float
) -> dict[str, object]:
    began, cpu = perf_counter(), process_time()
    result = repair(problem, plan, event, stop=MaxSeconds(seconds))
    return {
        "event": type(event).__name__,
        "seconds": round(perf_counter() - began, 2),
        "cpu": round(process_time() - cpu, 2),
        "feasible": result.solution.is_feasible,
        "changed": len(result.changed),
        "least": result.least_changes,
        "proven": result.is_proven_nearest,
    }


if __name__ == "__main__":
    main()
