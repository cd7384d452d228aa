"""A rival for ``benchmarks.outreach``: Timefold's community edition with an honest model.

Not a dependency: ``pip install timefold`` and a JDK of 17 or newer. It decides the period of every
visit and who sits in each of its seats; rules and costs are those of the world, in whole points.
Everybody's day must fit in by itself, the visits of one period in the order of their numbers;
whether somebody has to wait for the others of a crew is left to the checker. It begins with the
plan of the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from timefold.solver import SolverFactory
from timefold.solver.config import ScoreDirectorFactoryConfig, SolverConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    Joiners,
    constraint_provider,
)

from benchmarks.spreadsheet import spreadsheet_plan
from benchmarks.starting import started
from benchmarks.until import Clock, ringing
from planner import Assignment, Problem


@dataclass
class Slot:
    id: Annotated[int, PlanningId]
    day: int
    week: int
    number: int  # days since the first
    starts: int
    ends: int


@dataclass
class Person:
    id: Annotated[int, PlanningId]
    slots: list[int]
    per_week: int


@planning_entity
@dataclass
class Meeting:
    id: Annotated[int, PlanningId]
    place: int
    minutes: int
    weight: int
    price: int
    due: int
    open: list[int]
    able: list[list[int]]  # for each need the people who meet it
    least: int
    ways: list[int]
    slot: Annotated[Slot | None, PlanningVariable(allows_unassigned=True)] = field(default=None)


@planning_entity
@dataclass
class Seat:
    id: Annotated[int, PlanningId]
    meeting: int
    person: Annotated[Person | None, PlanningVariable(allows_unassigned=True)] = field(default=None)


@dataclass
class Apart:
    id: Annotated[int, PlanningId]
    one: int
    other: int
    days: int


@dataclass
class Counted:
    """A meeting that counts for a quota."""

    id: Annotated[int, PlanningId]
    quota: int
    meeting: int
    by: int
    least: int


@planning_solution
@dataclass
class World:
    slots: Annotated[list[Slot], ProblemFactCollectionProperty, ValueRangeProvider]
    people: Annotated[list[Person], ProblemFactCollectionProperty, ValueRangeProvider]
    apart: Annotated[list[Apart], ProblemFactCollectionProperty]
    counted: Annotated[list[Counted], ProblemFactCollectionProperty]
    meetings: Annotated[list[Meeting], PlanningEntityCollectionProperty]
    seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore | None, PlanningScore] = field(default=None)


def crew_faults(meeting: Meeting, people: list[Person]) -> int:
    faults = max(0, meeting.least - len(people))
    ids = [person.id for person in people]
    for able in meeting.able:
        met = False
        for one in ids:
            if one in able:
                met = True
        if not met:
            faults += 1
    for person in people:
        if meeting.slot.id not in person.slots:
            faults += 1
    return faults


def day_minutes(meetings: list[Meeting]) -> int:
    """There and back by way of all the meetings of a day, in the order of slots and numbers."""
    in_order = sorted(meetings, key=lambda each: each.slot.id * 100_000 + each.id)
    total = in_order[0].ways[0] + in_order[len(in_order) - 1].ways[0]
    for at in range(1, len(in_order)):
        total += in_order[at - 1].ways[in_order[at].place]
    return total


def late_minutes(meetings: list[Meeting]) -> int:
    """How much too late the meetings of one person's day are over, by way and length alone."""
    in_order = sorted(meetings, key=lambda each: each.slot.id * 100_000 + each.id)
    late, free = 0, in_order[0].slot.starts + in_order[0].ways[0]
    for at in range(len(in_order)):
        meeting = in_order[at]
        if at > 0:
            free = max(meeting.slot.starts, free + in_order[at - 1].ways[meeting.place])
        free += meeting.minutes
        late += max(0, free - meeting.slot.ends)
    return late


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Any]:
    held = lambda: factory.for_each(Meeting)  # noqa: E731
    going = lambda: held().join(  # noqa: E731
        Seat, Joiners.equal(lambda meeting: meeting.id, lambda seat: seat.meeting)
    )
    return [
        held().join(
            Seat, Joiners.equal(lambda meeting: meeting.id, lambda seat: seat.meeting)
        ).group_by(
            lambda meeting, seat: meeting,
            ConstraintCollectors.to_list(lambda meeting, seat: seat.person),
        ).penalize(HardSoftScore.ONE_HARD, crew_faults).as_constraint("crew"),
        held().if_not_exists(
            Seat, Joiners.equal(lambda meeting: meeting.id, lambda seat: seat.meeting)
        ).penalize(HardSoftScore.ONE_HARD, lambda meeting: 4).as_constraint("nobody"),
        factory.for_each_unique_pair(
            Seat, Joiners.equal(lambda seat: seat.meeting), Joiners.equal(lambda seat: seat.person)
        ).penalize(HardSoftScore.ONE_HARD).as_constraint("twice in one crew"),
        held().filter(lambda meeting: meeting.slot.id not in meeting.open)
        .penalize(HardSoftScore.ONE_HARD).as_constraint("allowed days"),
        held().group_by(lambda meeting: meeting.slot.day, ConstraintCollectors.count())
        .filter(lambda day, count: count > PER_DAY[0])
        .penalize(HardSoftScore.ONE_HARD, lambda day, count: count - PER_DAY[0])
        .as_constraint("a day's room"),
        going().group_by(
            lambda meeting, seat: seat.person,
            lambda meeting, seat: meeting.slot.day,
            ConstraintCollectors.to_list(lambda meeting, seat: meeting),
        ).penalize(HardSoftScore.ONE_HARD, lambda person, day, meetings: late_minutes(meetings))
        .as_constraint("too late"),
        going().group_by(
            lambda meeting, seat: seat.person,
            lambda meeting, seat: meeting.slot.day,
            ConstraintCollectors.count_bi(),
        ).filter(lambda person, day, count: count > 2)
        .penalize(HardSoftScore.ONE_HARD, lambda person, day, count: count - 2)
        .as_constraint("a day"),
        going().group_by(
            lambda meeting, seat: seat.person,
            lambda meeting, seat: meeting.slot.week,
            ConstraintCollectors.count_bi(),
        ).filter(lambda person, week, count: count > person.per_week)
        .penalize(HardSoftScore.ONE_HARD, lambda person, week, count: count - person.per_week)
        .as_constraint("a week"),
        factory.for_each(Apart)
        .join(Meeting, Joiners.equal(lambda apart: apart.one, lambda meeting: meeting.id))
        .join(Meeting, Joiners.equal(lambda apart, one: apart.other, lambda meeting: meeting.id))
        .filter(lambda apart, one, other: abs(one.slot.number - other.slot.number) < apart.days)
        .penalize(HardSoftScore.ONE_HARD).as_constraint("spacing"),
        factory.for_each(Counted)
        .join(
            factory.for_each_including_unassigned(Meeting),
            Joiners.equal(lambda counted: counted.meeting, lambda meeting: meeting.id),
        )
        .group_by(
            lambda counted, meeting: counted.quota,
            lambda counted, meeting: counted.least,
            ConstraintCollectors.sum(
                lambda counted, meeting: 1
                if meeting.slot is not None and meeting.slot.number <= counted.by
                else 0
            ),
        )
        .filter(lambda quota, least, count: count < least)
        .penalize(HardSoftScore.ONE_HARD, lambda quota, least, count: least - count)
        .as_constraint("quota"),
        factory.for_each_including_unassigned(Meeting)
        .filter(lambda meeting: meeting.slot is None)
        .penalize(HardSoftScore.ONE_SOFT, lambda meeting: meeting.price).as_constraint("left out"),
        held().penalize(
            HardSoftScore.ONE_SOFT,
            lambda meeting: meeting.weight
            * (meeting.slot.number + 50 * max(0, meeting.slot.number - meeting.due)),
        ).as_constraint("waiting and late"),
        going().group_by(
            lambda meeting, seat: seat.person,
            lambda meeting, seat: meeting.slot.day,
            ConstraintCollectors.to_list(lambda meeting, seat: meeting),
        ).penalize(HardSoftScore.ONE_SOFT, lambda person, day, meetings: day_minutes(meetings))
        .as_constraint("travel"),
        going().group_by(lambda meeting, seat: seat.person, ConstraintCollectors.count_bi())
        .penalize(HardSoftScore.ONE_SOFT, lambda person, count: 20 * count * count)
        .as_constraint("loads"),
        going().group_by(ConstraintCollectors.count_bi())
        .reward(HardSoftScore.ONE_SOFT, lambda count: 20 * count * count // MEMBERS[0])
        .as_constraint("an even load"),
    ]  # fmt: skip


PER_DAY, MEMBERS = [2], [1]


def timefold_plan(problem: Problem, seconds: float, clock: Clock) -> tuple[Assignment, ...]:
    """The best plan after so many seconds, begun at the earliest."""
    PER_DAY[0], MEMBERS[0] = problem.capacities[0].most, len(problem.members)
    world = _world(problem)
    _begin_with(world, problem, spreadsheet_plan(problem))
    config = SolverConfig(
        solution_class=World,
        entity_class_list=[Meeting, Seat],
        score_director_factory_config=ScoreDirectorFactoryConfig(
            constraint_provider_function=rules
        ),
    )
    solver = SolverFactory.create(config).build_solver()
    with ringing(seconds, clock, solver.terminate_early):
        return _plan(problem, solver.solve(world))


def _world(problem: Problem) -> World:
    first, place = problem.days[0], problem.travel.index
    weeks = {day: day.isocalendar()[:2] for day in problem.days}
    number = {week: at for at, week in enumerate(dict.fromkeys(weeks.values()))}
    slots = [
        Slot(
            at,
            (p.day - first).days,
            number[weeks[p.day]],
            (p.day - first).days,
            p.starts_at,
            p.ends_at,
        )
        for at, p in enumerate(problem.periods)
    ]
    at_home = next(place[member.base] for member in problem.members if member.base)
    assert at_home == 0
    meetings = []
    for at, visit in enumerate(problem.visits):
        days = visit.allowed_days
        is_open = [n for n, p in enumerate(problem.periods) if days is None or p.day in days]
        able = [[m for m, who in enumerate(problem.members) if n.met_by(who)] for n in visit.needs]
        due = (visit.due - first).days if visit.due else 100_000
        ways = [int(way) for way in problem.travel.minutes[place[visit.place]]]
        meetings.append(
            Meeting(
                at, place[visit.place], visit.minutes, int(visit.weight),
                int(visit.price or 0) + int(visit.weight) * ((problem.days[-1] - first).days + 1),
                due, is_open, able, visit.crew_min, ways,
            )
        )  # fmt: skip
    known = {visit.id: at for at, visit in enumerate(problem.visits)}
    return World(
        slots=slots,
        people=[
            Person(m, [n for n, p in enumerate(problem.periods) if p.id in (who.available or ())],
                   who.per_week or 1000)
            for m, who in enumerate(problem.members)
        ],
        apart=[
            Apart(n, known[s.first], known[s.second], s.at_least)
            for n, s in enumerate(problem.spacings)
        ],
        counted=[
            Counted(n * 100_000 + known[name], n, known[name], (q.by - first).days, q.at_least)
            for n, q in enumerate(problem.quotas)
            for name in sorted(q.visits)
        ],
        meetings=meetings,
        seats=[
            Seat(at * 10 + n, at)
            for at, visit in enumerate(problem.visits)
            for n in range(visit.crew_max)
        ],
    )  # fmt: skip


def _begin_with(world: World, problem: Problem, plan: Sequence[Assignment]) -> None:
    """Seats and slots of a plan made by hand: built from nothing, no meeting would ever pay."""
    visit = {each.id: at for at, each in enumerate(problem.visits)}
    period = {each.id: at for at, each in enumerate(problem.periods)}
    member = {each.id: at for at, each in enumerate(problem.members)}
    seats = {seat.id: seat for seat in world.seats}
    for each in plan:
        at = visit[each.visit]
        world.meetings[at].slot = world.slots[period[each.period]]
        for number, name in enumerate(each.crew):
            seats[at * 10 + number].person = world.people[member[name]]


def _plan(problem: Problem, world: World) -> tuple[Assignment, ...]:
    crews: dict[int, list[int]] = {}
    for seat in world.seats:
        if seat.person is not None:
            crews.setdefault(seat.meeting, []).append(seat.person.id)
    held = [meeting for meeting in world.meetings if meeting.slot is not None]
    held.sort(key=lambda meeting: (meeting.slot.id, meeting.id))
    return started(problem, [(m.id, m.slot.id, sorted(set(crews.get(m.id, [])))) for m in held])
