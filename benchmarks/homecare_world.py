"""Home health care as published by Mankowska, Meisel and Bierwirth (2014), read and judged.

The data lie outside this project: JSON files of the Intelligent Optimization Lab, University of
Udine. Caregivers leave the office and come back to it; a patient is owed one or two services, two
of them begin together or with a lag; beginning after the time window is tardy. Shares no code with
the planner.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

OFFICE = 0
A_MOMENT = 1e-4  # minutes that rounded times of a solution may be off


@dataclass(frozen=True)
class Patient:
    id: str
    row: int  # in the table of distances
    opens: int
    closes: int
    services: Mapping[str, int]  # to minutes, in the order of the lag
    lag: tuple[float, float] | None  # least and most minutes between two starts


@dataclass(frozen=True)
class Instance:
    name: str
    patients: Mapping[str, Patient]
    caregivers: Mapping[str, frozenset[str]]
    distances: tuple[tuple[float, ...], ...]

    @property
    def owed(self) -> set[tuple[str, str]]:
        return {(each.id, service) for each in self.patients.values() for service in each.services}


@dataclass(frozen=True)
class Stop:
    patient: str
    service: str
    starts: float
    ends: float


Routes = Mapping[str, list[Stop]]  # of each caregiver, in order


def read_instance(path: Path) -> Instance:
    content = json.loads(path.read_text())
    usual = {each["id"]: each.get("default_duration") for each in content["services"]}
    patients = (_patient(each, row, usual) for row, each in enumerate(content["patients"], start=1))
    return Instance(
        name=path.stem,
        patients={each.id: each for each in patients},
        caregivers={each["id"]: frozenset(each["abilities"]) for each in content["caregivers"]},
        distances=tuple(map(tuple, content["distances"])),
    )


def read_routes(path: Path) -> Routes:
    routes: dict[str, list[Stop]] = {}
    for route in json.loads(path.read_text())["routes"]:
        routes.setdefault(route["caregiver_id"], []).extend(
            Stop(
                each["patient_id"],
                each["service_id"],
                each["arrival_time"],
                each["departure_time"],
            )
            for each in route["locations"]
        )
    return routes


def cost(instance: Instance, routes: Routes) -> float:
    """A third each of travel, of all tardiness and of the largest."""
    tardy = [
        max(0.0, stop.starts - instance.patients[stop.patient].closes)
        for stops in routes.values()
        for stop in stops
    ]
    travel = sum(
        instance.distances[one][other]
        for stops in routes.values()
        for one, other in pairwise(
            [OFFICE, *(instance.patients[stop.patient].row for stop in stops), OFFICE]
        )
    )
    return (travel + sum(tardy) + max(tardy, default=0.0)) / 3


def violations(instance: Instance, routes: Routes) -> Iterator[str]:
    """A sentence for each rule that the routes break."""
    given = [(stop.patient, stop.service) for stops in routes.values() for stop in stops]
    for patient, service in sorted(instance.owed ^ set(given)):
        yield f"{service} of {patient} is missing or not asked for"
    if len(given) > len(set(given)):
        yield "a service is given twice"
    if set(given) - instance.owed or set(routes) - set(instance.caregivers):
        yield "somebody is unknown"
        return
    for caregiver, stops in routes.items():
        yield from _route(instance, caregiver, stops)
    yield from _lags(instance, routes)


def _route(instance: Instance, caregiver: str, stops: list[Stop]) -> Iterator[str]:
    at, free = OFFICE, 0.0
    for stop in stops:
        patient = instance.patients[stop.patient]
        what = f"{stop.service} of {patient.id} by {caregiver}"
        if stop.service not in instance.caregivers[caregiver]:
            yield f"{what}: not able to"
        if stop.starts < free + instance.distances[at][patient.row] - A_MOMENT:
            yield f"{what}: not there in time"
        if stop.starts < patient.opens - A_MOMENT:
            yield f"{what}: before the window"
        if stop.ends < stop.starts + patient.services[stop.service] - A_MOMENT:
            yield f"{what}: too short"
        at, free = patient.row, stop.ends


def _lags(instance: Instance, routes: Routes) -> Iterator[str]:
    starts = {(s.patient, s.service): s.starts for stops in routes.values() for s in stops}
    who = {(s.patient, s.service): name for name, stops in routes.items() for s in stops}
    for patient in instance.patients.values():
        keys = [(patient.id, service) for service in patient.services]
        if patient.lag is None or not set(keys) <= starts.keys():
            continue
        one, other = keys
        least, most = patient.lag
        if not least - A_MOMENT <= starts[other] - starts[one] <= most + A_MOMENT:
            yield f"{patient.id}: the two services do not begin as asked for"
        if who[one] == who[other]:
            yield f"{patient.id}: one caregiver for both services"


def _patient(each: dict[str, Any], row: int, usual: Mapping[str, float]) -> Patient:
    services = {
        asked["service"]: _whole(asked.get("duration", usual[asked["service"]]))
        for asked in each["required_caregivers"]
    }
    if len(services) < len(each["required_caregivers"]) or len(services) > 2:
        raise ValueError(f"{each['id']}: one service, or two that differ, can be read")
    sync = each.get("synchronization", {})
    opens, closes = map(round, each["time_window"])  # some files hold 459.999…
    return Patient(each["id"], row, opens, closes, services, _lag(sync))


def _lag(sync: Mapping[str, Any]) -> tuple[float, float] | None:
    if sync.get("type") == "simultaneous":
        return 0.0, 0.0
    if sync.get("type") == "sequential":
        least, most = sync["distance"]
        return float(least), float(most)
    return None


def _whole(minutes: float) -> int:
    if round(minutes) != minutes:
        raise ValueError(f"a duration of {minutes} minutes is not whole")
    return round(minutes)
