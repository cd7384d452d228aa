"""The ROADEF challenge 2007 (technicians in teams built day by day) with the planner's one engine.

The adapter only translates: an intervention is a visit, a day a period, a priority a set that is
wanted done early, the money for other firms the budget for leaving out. One JSON line for each
instance, every plan judged twice: by ``planner.check`` and by ``benchmarks.roadef2007_world``.

    python -m benchmarks.roadef2007 --instances DIR --seconds 60 --write SOLUTIONS --json
    python -m benchmarks.roadef2007 --instances DIR --check SOLUTIONS
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

if __package__ in (None, ""):  # run as a file
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.roadef2007_world import (
    DAY,
    PRICES,
    Instance,
    Intervention,
    Technician,
    cost,
    read_instance,
    read_plan,
    violations,
)
from benchmarks.until import Until, add_clock
from planner import (
    Assignment,
    Finish,
    Member,
    Need,
    Period,
    Problem,
    Travel,
    Visit,
    Weights,
    check,
    solve,
)
from planner.bound import proof
from planner.problem import MOST_CREW
from planner.proof import is_provable

FIRST = date(2007, 1, 1)
PLACE = "here"  # nobody travels
FOR_THE_BOUND = 0.05  # of the seconds
FOR_A_PROOF = 0.75  # the same where a proof may be hoped for
FOR_THE_END = 0.02  # kept for judging and writing


def problem_of(instance: Instance) -> Problem:
    days = range(1, _days(instance) + 1)
    return Problem(
        periods=tuple(
            Period(id=str(day), day=FIRST + timedelta(day - 1), starts_at=0, minutes=DAY)
            for day in days
        ),
        members=tuple(_member(each, days) for each in instance.technicians.values()),
        visits=tuple(_visit(each) for each in instance.interventions.values()),
        travel=Travel.flat([PLACE], 0),
        crews_stay_together=True,
        finishes=(*_priorities(instance), Finish(id="all")),
        left_out_budget=instance.budget,
        weights=Weights(left_out=0, uneven_load=0, same_speaker_again=0, priority_first=0),
    )


def _days(instance: Instance) -> int:
    """One day for each intervention after everybody's last day off: all can surely be done."""
    off = (max(each.days_off, default=0) for each in instance.technicians.values())
    return max(off, default=0) + max(1, len(instance.interventions))


def _member(technician: Technician, days: range) -> Member:
    return Member(
        id=str(technician.number),
        skills={f"domain {at}": level for at, level in enumerate(technician.levels, 1) if level},
        available=frozenset(str(day) for day in days if day not in technician.days_off),
    )


def _visit(intervention: Intervention) -> Visit:
    needs = tuple(
        Need(kind="skill", value=f"domain {domain}", level=level, count=count)
        for domain, counts in enumerate(intervention.needs, 1)
        for level, count in enumerate(counts, 1)
        if count
    )
    return Visit(
        id=str(intervention.number),
        place=PLACE,
        minutes=intervention.minutes,
        price=intervention.price,
        needs=needs,
        crew_max=MOST_CREW,
        after=frozenset(map(str, intervention.after)),
    )


def _priorities(instance: Instance) -> Iterator[Finish]:
    for asked, price in PRICES.items():
        of_it = [each for each in instance.interventions.values() if each.priority == asked]
        visits = frozenset(str(each.number) for each in of_it)
        yield Finish(id=f"priority {asked}", weight=price, visits=visits)


def write_solution(folder: Path, instance: Instance, plan: tuple[Assignment, ...]) -> None:
    """The challenge's own two files."""
    folder.mkdir(parents=True, exist_ok=True)
    by_day: dict[int, dict[tuple[str, ...], list[Assignment]]] = defaultdict(dict)
    for each in plan:
        by_day[int(each.period)].setdefault(each.crew, []).append(each)
    teams, dates = [], []
    for day in range(1, max(by_day, default=0) + 1):
        out = by_day.get(day, {})
        at_home = instance.technicians.keys() - {int(name) for crew in out for name in crew}
        crews = [sorted(at_home), *(sorted(map(int, crew)) for crew in out)]
        teams.append(" ".join([str(day), *(f"[ {' '.join(map(str, crew))} ]" for crew in crews)]))
        for number, visits in enumerate(out.values(), 1):
            dates += [f"{each.visit} {day} {each.starts_at} {number}" for each in visits]
    (folder / "tech_teams").write_text("\n".join(teams) + "\n")
    (folder / "interv_dates").write_text("\n".join(dates) + "\n")


def _solved(folder: Path, target: Path, options: argparse.Namespace) -> dict[str, object]:
    began = options.clock()
    instance = read_instance(folder)
    problem = problem_of(instance)
    deadline = began + options.seconds * (1 - FOR_THE_END)
    share = FOR_A_PROOF if is_provable(problem) else FOR_THE_BOUND
    until = Until(deadline - options.seconds * share, options.clock)
    solution = solve(problem, stop=until, seed=options.seed, workers=2, prove=False, explain=False)
    known = solution.total if solution.is_feasible else None
    proven = proof(problem, known, max(deadline - options.clock(), 0.1))
    plan_found = proven.cheaper or solution.assignments
    write_solution(target / folder.name, instance, plan_found)
    plan = read_plan(target / folder.name, instance)
    broken = [*violations(instance, plan)]
    return {
        "instance": folder.name,
        "cost": cost(plan),
        "feasible": not broken and check(problem, plan_found).is_feasible,
        "seconds": round(options.clock() - began, 2),
        "bound": round(proven.bound, 3),
        "iterations": solution.iterations,
    }


def _checked(folder: Path, instances: Path) -> dict[str, object]:
    instance = read_instance(instances / folder.name)
    plan = read_plan(folder, instance)
    broken = [*violations(instance, plan)]
    line = {"instance": folder.name, "cost": cost(plan), "feasible": not broken}
    return {**line, "broken": broken[:5]}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--instances", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each, reading included")
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="DIR", help="leave the solutions here")
    parser.add_argument("--check", type=Path, metavar="DIR", help="only judge the solutions here")
    parser.add_argument("--json", action="store_true", help="JSON lines, which is all there is")
    add_clock(parser)
    return parser


def _lines(options: argparse.Namespace) -> Iterator[dict[str, object]]:
    root = options.check or options.instances
    folders = [path for path in root.iterdir() if path.is_dir()]
    for folder in sorted(folders, key=lambda path: (len(path.name), path.name)):
        if options.only is not None and folder.name not in options.only:
            continue
        if options.check:
            yield _checked(folder, options.instances)
        elif (folder / "interv_list").exists():
            with TemporaryDirectory() as scratch:
                yield _solved(folder, options.write or Path(scratch), options)


def main() -> int:
    is_fine = True
    for line in _lines(_parser().parse_args()):
        print(json.dumps(line), flush=True)
        is_fine = is_fine and bool(line["feasible"])
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
