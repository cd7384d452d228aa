"""Home health care routing (Mankowska, Meisel, Bierwirth 2014) with the planner's one engine.

The adapter only translates: a service is a visit, a patient's window is opening time and
``begin_by``, two services of one patient are a ``StartLag``. One JSON line for each instance, every
plan judged twice: by ``planner.check`` and by ``benchmarks.homecare_world``.

    python -m benchmarks.homecare --instances DIR --seconds 60 --write SOLUTIONS --json
"""

from __future__ import annotations

import argparse
import heapq
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from benchmarks.homecare_world import (
    Instance,
    Patient,
    Routes,
    Stop,
    cost,
    read_instance,
    violations,
)
from benchmarks.until import Until, add_clock
from planner import (
    MaxIterations,
    Member,
    Need,
    Period,
    Problem,
    Solution,
    StartLag,
    Travel,
    Visit,
    Weights,
    check,
    solve,
)

DAY = "day"
OFFICE = "office"
FOR_PROOF = 0.08  # of the seconds
FOR_THE_END = 0.02  # kept for judging and writing


def problem_of(instance: Instance) -> Problem:
    third = 1 / 3
    visits = [visit for patient in instance.patients.values() for visit in _visits(patient)]
    return Problem(
        periods=(Period(id=DAY, day=date(2014, 3, 3), starts_at=0, minutes=24 * 60),),
        members=tuple(
            Member(id=name, skills=dict.fromkeys(sorted(abilities), 1), base=OFFICE)
            for name, abilities in instance.caregivers.items()
        ),
        visits=tuple(visits),
        travel=Travel(places=(OFFICE, *instance.patients), minutes=instance.distances),
        start_lags=tuple(_lags(instance)),
        weights=Weights(
            travel=third,
            delay=third,
            longest_delay=third,
            uneven_load=0,
            same_speaker_again=0,
            priority_first=0,
        ),
    )


def _visits(patient: Patient) -> Iterator[Visit]:
    for service, minutes in patient.services.items():
        yield Visit(
            id=_name(patient, service),
            place=patient.id,
            minutes=minutes,
            opens_at=patient.opens,
            begin_by=patient.closes,
            needs=(Need(kind="skill", value=service),),
            crew_min=1,
            crew_max=1,
        )


def _lags(instance: Instance) -> Iterator[StartLag]:
    for patient in instance.patients.values():
        if patient.lag is not None:
            one, other = (_name(patient, service) for service in patient.services)
            least, most = map(int, patient.lag)
            yield StartLag(first=one, second=other, at_least=least, at_most=most)


def _name(patient: Patient, service: str) -> str:
    return f"{patient.id}/{service}"


def routes_of(instance: Instance, problem: Problem, solution: Solution) -> Routes:
    routes: dict[str, list[Stop]] = {name: [] for name in instance.caregivers}
    for each in sorted(solution.assignments, key=lambda each: each.starts_at):
        patient, service = each.visit.split("/")
        ends = each.starts_at + problem.visit[each.visit].minutes
        for name in each.crew:
            routes[name].append(Stop(patient, service, each.starts_at, ends))
    return routes


def solution_file(routes: Routes) -> dict[str, object]:
    """In the data's own form."""
    return {
        "routes": [
            {
                "caregiver_id": name,
                "locations": [
                    {
                        "patient_id": stop.patient,
                        "service_id": stop.service,
                        "arrival_time": stop.starts,
                        "departure_time": stop.ends,
                    }
                    for stop in stops
                ],
            }
            for name, stops in routes.items()
        ],
        "global_ordering": _in_order(routes),
    }


def _in_order(routes: Routes) -> list[str]:
    """Patients so that everybody's route is in this order, those who begin first before others."""
    starts: dict[str, float] = {}
    waits: dict[str, set[str]] = defaultdict(set)
    for stops in routes.values():
        for stop in stops:
            starts[stop.patient] = min(stop.starts, starts.get(stop.patient, stop.starts))
        for one, other in pairwise(stops):
            waits[other.patient].add(one.patient)
    return _sorted(starts, waits)


def _sorted(starts: Mapping[str, float], waits: Mapping[str, set[str]]) -> list[str]:
    open_for = {name: set(waits.get(name, ())) for name in starts}
    free = [(at, name) for name, at in starts.items() if not open_for[name]]
    heapq.heapify(free)
    order: list[str] = []
    while free:
        _, name = heapq.heappop(free)
        order.append(name)
        for other, before in open_for.items():
            if name in before:
                before.remove(name)
                if not before:
                    heapq.heappush(free, (starts[other], other))
    return order


def warm_up() -> None:
    """Loads the search and the proof, or compiles them on a machine that has not yet."""
    patients = {
        name: Patient(name, row, 0, 60, {"care": 10}, None)
        for row, name in enumerate("ab", start=1)
    }
    able = {"one": frozenset({"care"})}
    small = Instance("small", patients, able, ((0, 5, 5), (5, 0, 5), (5, 5, 0)))
    solve(problem_of(small), stop=MaxIterations(1), workers=2)


def _solved(path: Path, options: argparse.Namespace, began: float) -> dict[str, object]:
    instance = read_instance(path)
    problem = problem_of(instance)
    solution = solve(
        problem,
        stop=Until(began + options.seconds * (1 - FOR_PROOF - FOR_THE_END), options.clock),
        seed=options.seed,
        workers=2,
        proof_seconds=FOR_PROOF * options.seconds,
    )
    routes = routes_of(instance, problem, solution)
    broken = [*violations(instance, routes)]
    verdict = check(problem, solution.assignments)
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
        target = options.write / f"{path.stem}.json"
        target.write_text(json.dumps(solution_file(routes), indent=1))
    return {
        "instance": path.stem,
        "cost": round(cost(instance, routes), 3),
        "feasible": not broken and verdict.is_feasible,
        "seconds": round(options.clock() - began, 2),
        "bound": round(solution.lower_bound, 3),
        "iterations": solution.iterations,
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--instances", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", nargs="+", metavar="NAME")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="DIR", help="leave the solutions here")
    parser.add_argument("--json", action="store_true", help="JSON lines, which is all there is")
    add_clock(parser)
    options = parser.parse_args()
    is_fine = True
    began = options.clock()
    warm_up()
    for path in sorted(options.instances.rglob("*.json")):
        if options.only is None or any(name in path.stem for name in options.only):
            line = _solved(path, options, began)
            print(json.dumps(line), flush=True)
            is_fine = is_fine and bool(line["feasible"])
            began = options.clock()
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
