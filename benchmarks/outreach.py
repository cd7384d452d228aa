"""Quality over time on seeded outreach problems, beside the spreadsheet greedy.

One JSON line for each instance and rival; every plan is judged by the checker.

    python -m benchmarks.outreach --sizes city-26 region --seconds 30 --seeds 1 2 3
"""

from __future__ import annotations

import argparse
import json
from time import perf_counter

from benchmarks.outreach_world import SIZES, make_world
from benchmarks.spreadsheet import spreadsheet_plan
from planner import MaxSeconds, Problem, Progress, check, solve


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["city-26", "city-52"])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    options = parser.parse_args()
    for size in options.sizes:
        for seed in options.seeds:
            problem = make_world(SIZES[size], seed)
            for line in (_by_hand(problem), _by_planner(problem, options.seconds, seed)):
                print(json.dumps({"instance": f"{size}-{seed}", **line}), flush=True)


def _by_hand(problem: Problem) -> dict[str, object]:
    began = perf_counter()
    plan = spreadsheet_plan(problem)
    seconds = perf_counter() - began
    verdict = check(problem, plan)
    return {
        "by": "spreadsheet",
        "cost": round(verdict.total, 1),
        "feasible": verdict.is_feasible,
        "planned": len(plan),
        "seconds": round(seconds, 2),
    }


def _by_planner(problem: Problem, seconds: float, seed: int) -> dict[str, object]:
    first: list[float] = []

    def note(now: Progress) -> None:
        if not first and now.missing == 0:
            first.append(now.seconds)

    began = perf_counter()
    solution = solve(problem, stop=MaxSeconds(seconds), seed=seed, on_progress=note)
    return {
        "by": "planner",
        "cost": round(solution.total, 1),
        "feasible": solution.is_feasible,
        "planned": len(solution.assignments),
        "seconds": round(perf_counter() - began, 2),
        "first_feasible": round(first[0], 2) if first else None,
        "bound": round(solution.lower_bound, 1),
        "gap": None if solution.gap is None else round(solution.gap, 4),
    }


if __name__ == "__main__":
    main()
