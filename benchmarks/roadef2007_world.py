"""The public instances of the ROADEF challenge 2007 (technicians in teams), read and judged.

The data lie outside this project. Each instance is a folder with the challenge's own files
``instance``, ``interv_list`` and ``tech_list``; a solution is a folder of the same name with
``tech_teams`` (day, then the teams in brackets, the first one those at home) and ``interv_dates``
(intervention, day, start within the day, team). Shares no code with the planner.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

DAY = 120
PRICES = {1: 28, 2: 14, 3: 4}  # of the latest end of a priority; the latest end of all costs 1

Levels = tuple[int, ...]
Row = tuple[list[str], frozenset[int]]  # the words of a line, and the numbers in its brackets


@dataclass(frozen=True)
class Intervention:
    number: int
    minutes: int
    after: frozenset[int]
    priority: int
    price: int  # of leaving it to others
    needs: tuple[Levels, ...]  # by domain: technicians of at least level 1, 2, ...


@dataclass(frozen=True)
class Technician:
    number: int
    levels: Levels  # by domain
    days_off: frozenset[int]


@dataclass(frozen=True)
class Instance:
    name: str
    budget: int  # for interventions left to others
    interventions: Mapping[int, Intervention]
    technicians: Mapping[int, Technician]


@dataclass(frozen=True)
class Job:
    """A planned intervention; ``starts`` counts from the first day."""

    intervention: Intervention
    day: int
    starts: int
    team: int

    @property
    def ends(self) -> int:
        return self.starts + self.intervention.minutes


@dataclass(frozen=True)
class Plan:
    teams: Mapping[int, Sequence[frozenset[int]]]  # day -> teams; the first stays at home
    jobs: Mapping[int, Job]


def read_instance(folder: Path) -> Instance:
    [((name, domains, levels, *_, budget), _)] = _rows(folder / "instance")
    interventions = [
        _intervention(row, int(domains), int(levels)) for row in _rows(folder / "interv_list")
    ]
    technicians = [_technician(row) for row in _rows(folder / "tech_list")]
    return Instance(
        name=name,
        budget=int(budget),
        interventions={each.number: each for each in interventions},
        technicians={each.number: each for each in technicians},
    )


def read_plan(folder: Path, instance: Instance) -> Plan:
    """Raises ValueError where an intervention is planned twice or unknown to the instance."""
    teams = {}
    for line in (folder / "tech_teams").read_text().splitlines():
        if line.strip():
            members = [frozenset(map(int, team.split())) for team in re.findall(r"\[(.*?)\]", line)]
            teams[int(line.split()[0])] = members
    rows = (folder / "interv_dates").read_text().split("\n")
    jobs = {}
    for number, day, start, team in (map(int, row.split()) for row in rows if row.strip()):
        if number in jobs or number not in instance.interventions:
            raise ValueError(f"intervention {number} is planned twice or unknown")
        starts = DAY * (day - 1) + start
        jobs[number] = Job(instance.interventions[number], day, starts, team)
    return Plan(teams, jobs)


def cost(plan: Plan) -> int:
    """Interventions that are left to others do not count."""
    ends = [(job.intervention.priority, job.ends) for job in plan.jobs.values()]
    latest = max((end for _, end in ends), default=0)
    return latest + sum(
        price * max((end for priority, end in ends if priority == asked), default=0)
        for asked, price in PRICES.items()
    )


def violations(instance: Instance, plan: Plan) -> Iterator[str]:
    """A sentence for each rule that the plan breaks."""
    yield from _left_to_others(instance, plan)
    yield from _technicians(instance, plan)
    yield from _in_order(plan)
    for job in plan.jobs.values():
        yield from _held(instance, plan, job)


def _left_to_others(instance: Instance, plan: Plan) -> Iterator[str]:
    out = {
        number: each for number, each in instance.interventions.items() if number not in plan.jobs
    }
    if (spent := sum(each.price for each in out.values())) > instance.budget:
        yield f"what is left to others costs {spent}, more than {instance.budget}"
    for job in plan.jobs.values():
        if waits := job.intervention.after & out.keys():
            yield f"{job.intervention.number} is planned, but {min(waits)} before it is left out"


def _technicians(instance: Instance, plan: Plan) -> Iterator[str]:
    for day, teams in plan.teams.items():
        out = [number for team in teams[1:] for number in team]
        for number in sorted(set(out)):
            if number not in instance.technicians:
                yield f"there is no technician {number}"
            elif day in instance.technicians[number].days_off:
                yield f"technician {number} is off on day {day}"
            if out.count(number) > 1:
                yield f"technician {number} is in two teams on day {day}"


def _in_order(plan: Plan) -> Iterator[str]:
    by_team: dict[tuple[int, int], list[Job]] = defaultdict(list)
    for job in plan.jobs.values():
        by_team[job.day, job.team].append(job)
        for number in job.intervention.after & plan.jobs.keys():
            if plan.jobs[number].ends > job.starts:
                yield f"{job.intervention.number} begins before {number} is over"
    for jobs in by_team.values():
        for one, other in pairwise(sorted(jobs, key=lambda job: job.starts)):
            if one.ends > other.starts:
                pair = f"{one.intervention.number} and {other.intervention.number}"
                yield f"{pair} overlap in team {one.team} of day {one.day}"


def _held(instance: Instance, plan: Plan, job: Job) -> Iterator[str]:
    number, begins = job.intervention.number, job.starts - DAY * (job.day - 1)
    if begins < 0 or begins + job.intervention.minutes > DAY:
        yield f"{number} does not fit into its day"
    teams = plan.teams.get(job.day, ())
    if not 1 <= job.team < len(teams):
        yield f"{number} has no team {job.team} on day {job.day}"
        return
    members = [instance.technicians[m] for m in teams[job.team] if m in instance.technicians]
    for domain, need in enumerate(job.intervention.needs):
        for level, count in enumerate(need, start=1):
            if sum(member.levels[domain] >= level for member in members) < count:
                yield f"the team of {number} lacks domain {domain + 1} at level {level}"


def _rows(path: Path) -> list[Row]:
    """The lines below the header."""
    lines = path.read_text().splitlines()[1:]
    return [_row(line) for line in lines if line.strip()]


def _row(line: str) -> Row:
    inside = " ".join(re.findall(r"\[(.*?)\]", line))
    return re.sub(r"\[.*?\]", "", line).split(), frozenset(map(int, inside.split()))


def _intervention(row: Row, domains: int, levels: int) -> Intervention:
    words, after = row
    number, minutes, priority, price, *needs = map(int, words)
    return Intervention(
        number=number,
        minutes=minutes,
        after=after,
        priority=priority,
        price=price,
        needs=tuple(tuple(needs[at * levels : (at + 1) * levels]) for at in range(domains)),
    )


def _technician(row: Row) -> Technician:
    words, days_off = row
    number, *levels = map(int, words)
    return Technician(number=number, levels=tuple(levels), days_off=days_off)
