"""Quality over time on seeded outreach problems, beside three rivals with the same seconds.

The rivals: what a careful person does in a spreadsheet, straightforward CP-SAT on the whole
problem, and Timefold's community edition where it and a JDK are installed. One JSON line for each
instance and contender, each in a process of its own; every plan is judged by the checker.

    python -m benchmarks.outreach --sizes city-26 city-52 region --seconds 30 --seeds 1 2 3
    python -m benchmarks.outreach --sizes nation --seconds 600 --processes 2 --by planner
"""

from __future__ import annotations

import argparse
import json
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from multiprocessing import get_context
from shutil import which
from time import perf_counter, process_time

from benchmarks.outreach_world import SIZES, make_world
from benchmarks.spreadsheet import spreadsheet_plan
from benchmarks.until import Clock
from planner import Assignment, MaxSeconds, Problem, Progress, check, solve

OFFICES = 20  # of a nation, each of the size "office"


class MaxProcessorSeconds:
    """For a machine with other work: the seconds that the planner itself has had."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began: float | None = None

    def spent(self, iterations: int, seconds: float) -> float:
        if self.began is None:
            self.began = process_time()
        return (process_time() - self.began) / self.seconds


@dataclass(frozen=True)
class Run:
    size: str
    seed: int
    seconds: float
    proof_seconds: float
    workers: int
    by_processor: bool

    @property
    def clock(self) -> Clock:
        return process_time if self.by_processor else perf_counter


Line = dict[str, object]


def main() -> None:
    options = _options()
    for size in options.sizes:
        for seed in options.seeds:
            run = Run(
                size,
                seed,
                options.seconds,
                options.proof_seconds,
                options.workers,
                options.by_processor,
            )
            for by in options.by:
                line = _nation(run, by, options.processes) if size == "nation" else _apart(run, by)
                print(json.dumps({"instance": f"{size}-{seed}", "by": by, **line}), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--sizes", nargs="+", choices=[*SIZES, "nation"], default=["city-26", "city-52"]
    )
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--proof-seconds", type=float, default=60, help="for the bound, besides")
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--by", nargs="+", choices=CONTENDERS, default=[*CONTENDERS])
    parser.add_argument("--workers", type=int, default=2, help="threads of each contender")
    parser.add_argument(
        "--by-processor",
        action="store_true",
        help="for a busy machine: all seconds are processor time",
    )
    parser.add_argument("--processes", type=int, default=2, help="offices planned at once")
    return parser.parse_args()


def _apart(run: Run, by: str) -> Line:
    """In a process of its own, so that its memory is told alone."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_line, run, by).result()


def _line(run: Run, by: str) -> Line:
    began, cpu = perf_counter(), process_time()
    line = CONTENDERS[by](make_world(SIZES[run.size], run.seed), run)
    return {
        **line,
        "seconds": round(perf_counter() - began, 2),
        "cpu": round(process_time() - cpu, 2),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _nation(run: Run, by: str, processes: int) -> Line:
    """All offices, so many at once; they share no people and no days."""
    began = perf_counter()
    offices = [
        Run("office", run.seed * 100 + at, run.seconds / OFFICES * processes,
            run.proof_seconds / OFFICES * processes, 1, run.by_processor)
        for at in range(OFFICES)
    ]  # fmt: skip
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        lines = [*pool.map(partial(_line, by=by), offices)]
    if "left_out" in lines[0]:
        return {"left_out": lines[0]["left_out"]}
    return {
        **{name: _sum(lines, name) for name in ("cost", "bound", "planned") if name in lines[0]},
        "feasible": all(line["feasible"] for line in lines),
        "gap": _gap(_sum(lines, "cost"), _sum(lines, "bound")),
        "seconds": round(perf_counter() - began, 2),
        "processes": processes,
        "memory_mb": processes * max(int(str(line["memory_mb"])) for line in lines),
    }


def _sum(lines: Sequence[Line], name: str) -> float:
    return round(sum(float(str(line.get(name) or 0)) for line in lines), 1)


def _gap(cost: float, bound: float) -> float | None:
    return round((cost - bound) / cost, 4) if bound else None


def _judged(problem: Problem, plan: Sequence[Assignment]) -> Line:
    verdict = check(problem, plan)
    broken = sorted({each.rule for each in verdict.violations})
    return {
        "cost": round(verdict.total, 1),
        "feasible": verdict.is_feasible,
        "planned": len(plan),
        **({"broken": broken} if broken else {}),
    }


def _by_planner(problem: Problem, run: Run) -> Line:
    first: list[float] = []

    def note(now: Progress) -> None:
        if not first and now.missing == 0:
            first.append(now.seconds)

    solution = solve(
        problem,
        stop=MaxProcessorSeconds(run.seconds) if run.by_processor else MaxSeconds(run.seconds),
        seed=run.seed,
        on_progress=note,
        workers=run.workers,
        proof_seconds=run.proof_seconds,
    )
    return {
        **_judged(problem, solution.assignments),
        "first_plan": round(first[0], 2) if first else None,
        "bound": round(solution.lower_bound, 1),
        "gap": None if solution.gap is None else round(solution.gap, 4),
        "moves": solution.iterations,
    }


def _by_hand(problem: Problem, run: Run) -> Line:
    return _judged(problem, spreadsheet_plan(problem))


def _by_solver(problem: Problem, run: Run) -> Line:
    from benchmarks.rival_solver import solver_plan

    plan, bound = solver_plan(problem, run.seconds, run.clock, run.workers)
    return {**_judged(problem, plan), "own_bound": round(bound, 1)}


def _by_timefold(problem: Problem, run: Run) -> Line:
    if not which("java") or not find_spec("timefold"):
        return {"left_out": "Timefold is not here: it needs a JDK and `pip install timefold`."}
    from benchmarks.rival_timefold import timefold_plan

    return _judged(problem, timefold_plan(problem, run.seconds, run.clock))


CONTENDERS: dict[str, Callable[[Problem, Run], Line]] = {
    "planner": _by_planner,
    "spreadsheet": _by_hand,
    "cp-sat": _by_solver,
    "timefold": _by_timefold,
}


if __name__ == "__main__":
    main()
