"""Random events on approved city plans: how near the repaired plan is, and how soon.

python -m benchmarks.repair --events 40 --seconds 3
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from random import Random
from statistics import quantiles
from time import perf_counter

from benchmarks.outreach_world import SIZES, make_world
from planner import Assignment, MaxSeconds, Need, Problem, Visit, solve
from planner.repair import DayClosed, Event, MemberAbsent, PlaceLost, VisitAdded, repair


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--events", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    problem = make_world(SIZES["city-26"], options.seed)
    plan = solve(problem, stop=MaxSeconds(10), seed=options.seed).assignments
    lines = [
        _repaired(problem, plan, event, options.seconds)
        for event in _events(problem, Random(options.seed), options.events)  # noqa: S311
    ]
    for line in lines:
        print(json.dumps(line))
    proven = sum(bool(line["proven"]) for line in lines)
    seconds = quantiles([float(str(line["seconds"])) for line in lines], n=20)[-1]
    print(json.dumps({"events": len(lines), "proven": proven, "seconds_95": round(seconds, 2)}))


def _events(problem: Problem, chance: Random, count: int) -> Iterator[Event]:
    for at in range(count):
        days = chance.sample(problem.days, max(1, len(problem.days) // 20))
        yield (
            MemberAbsent(chance.choice(problem.members).id, frozenset(days)),
            PlaceLost(chance.choice(problem.visits).place, frozenset(problem.days[:65])),
            DayClosed(days[0]),
            VisitAdded(_urgent(problem, chance, at)),
        )[at % 4]


def _urgent(problem: Problem, chance: Random, at: int) -> Visit:
    start = chance.randrange(len(problem.days) - 10)
    return Visit(
        id=f"urgent {at}",
        place=chance.choice(problem.visits).place,
        minutes=60,
        crew_min=2,
        allowed_days=frozenset(problem.days[start : start + 5]),
        needs=(Need(kind="language", value="kk"),),
    )


def _repaired(
    problem: Problem, plan: tuple[Assignment, ...], event: Event, seconds: float
) -> dict[str, object]:
    began = perf_counter()
    result = repair(problem, plan, event, stop=MaxSeconds(seconds))
    return {
        "event": type(event).__name__,
        "seconds": round(perf_counter() - began, 2),
        "feasible": result.solution.is_feasible,
        "changed": len(result.changed),
        "least": result.least_changes,
        "proven": result.is_proven_nearest,
    }


if __name__ == "__main__":
    main()
