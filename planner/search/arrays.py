"""From a problem to its arrays and back to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from planner.problem import Assignment, Member, Need, Period, Problem
from planner.rules.names import bit
from planner.search.types import NONE, Facts, Flags, Floats, Ints, Masks, State

NO_LIMIT = 1_000_000
NEIGHBOURS = 12
SPACING, BEFORE, AFTER = 0, 1, 2


class Index(NamedTuple):
    """Where each thing of the problem stands in the arrays."""

    periods: tuple[Period, ...]
    period: dict[str, int]
    member: dict[str, int]
    visit: dict[str, int]
    day: dict[date, int]


def index_of(problem: Problem) -> Index:
    periods = tuple(sorted(problem.periods, key=lambda period: (period.day, period.starts_at)))
    return Index(
        periods=periods,
        period={period.id: at for at, period in enumerate(periods)},
        member={member.id: at for at, member in enumerate(problem.members)},
        visit={visit.id: at for at, visit in enumerate(problem.visits)},
        day={day: at for at, day in enumerate(problem.days)},
    )


def facts_of(problem: Problem, index: Index) -> Facts:
    blocked = _blocked(problem, index)
    standing_cost = _standing_cost(problem, index)
    open_periods = [
        _cheapest_first(np.flatnonzero(row == 0), cost)
        for row, cost in zip(blocked, standing_cost, strict=True)
    ]
    needs, matches = _needs(problem)
    links = _links(problem, index)
    baseline_crew = _baseline_crew(problem, index)
    quotas = _quotas(problem, index)
    weeks = {day.isocalendar()[:2]: 0 for day in problem.days}
    week_number = {week: at for at, week in enumerate(weeks)}
    visits, members = problem.visits, problem.members
    place = problem.travel.index
    return Facts(
        visits=len(visits),
        members=len(members),
        periods=len(index.periods),
        days=len(index.day),
        crew_room=max([visit.crew_max for visit in visits], default=1),
        period_day=_ints(index.day[period.day] for period in index.periods),
        period_starts=_ints(period.starts_at for period in index.periods),
        period_ends=_ints(period.ends_at for period in index.periods),
        period_capacity=_ints(_capacity(problem, period) for period in index.periods),
        day_first=_day_first(problem, index),
        day_capacity=_ints(_limit(problem.visits_per_day) for _ in problem.days),
        day_week=_ints(week_number[day.isocalendar()[:2]] for day in problem.days),
        day_number=_ints((day - problem.days[0]).days for day in problem.days),
        blocked=blocked,
        choice_from=_offsets(open_periods),
        choices=_joined(open_periods),
        standing_cost=standing_cost,
        out_cost=_out_cost(problem),
        must=np.array([visit.price is None for visit in visits], np.uint8),
        place=_ints(place[visit.place] for visit in visits),
        minutes=_ints(visit.minutes for visit in visits),
        opens=_ints(visit.opens_at for visit in visits),
        closes=_ints(visit.closes_at for visit in visits),
        crew_min=_ints(visit.crew_min for visit in visits),
        crew_max=_ints(visit.crew_max for visit in visits),
        need_from=_offsets(needs),
        need_count=_ints(count for row in needs for count, _, _ in row),
        need_rule=_ints(rule for row in needs for _, rule, _ in row),
        need_row=_ints(at for row in needs for _, _, at in row),
        matches=matches,
        available=_available(problem, index),
        per_day=_ints(_limit(member.per_day) for member in members),
        per_week=_ints(_limit(member.per_week) for member in members),
        in_total=_ints(_limit(member.in_total) for member in members),
        share=np.array([member.share for member in members], np.float64),
        base=_ints(place[member.base] if member.base else NONE for member in members),
        travel=np.array(problem.travel.minutes, np.int64).reshape(len(place), len(place)),
        near=_near(problem),
        link_from=_offsets(links),
        link_other=_column(links, 0),
        link_kind=_column(links, 1),
        link_least=_column(links, 2),
        link_most=_column(links, 3),
        quota_from=_offsets(quotas),
        quota_of=_joined(quotas),
        quota_by=_ints(
            sum(day <= quota.by for day in problem.days) - 1 for quota in problem.quotas
        ),
        quota_need=_ints(quota.at_least for quota in problem.quotas),
        baseline_period=_ints(
            index.period[problem.in_baseline[visit.id].period]
            if visit.id in problem.in_baseline
            else NONE
            for visit in visits
        ),
        baseline_crew=baseline_crew,
        baseline_size=baseline_crew.sum(axis=1, dtype=np.int64),
        together=int(problem.crews_stay_together),
        shares=max(sum(member.share for member in members), 1e-9),
        price_travel=problem.weights.travel,
        price_uneven=problem.weights.uneven_load,
        price_again=problem.weights.same_speaker_again,
        price_reassigned=problem.weights.reassigned,
        price_changed=problem.weights.changed,
    )


def empty_state(facts: Facts, seed: int) -> State:
    """A plan with nothing in it; its cost is that of leaving everything out."""
    v, m, p, d = facts.visits, facts.members, facts.periods, facts.days
    room = int(min(facts.period_capacity.max(initial=1), max(v, 1)))
    weeks = int(facts.day_week.max(initial=0)) + 1
    missing = float(facts.must.sum() + facts.quota_need.sum())
    return State(
        period_of=np.full(v, NONE, np.int64),
        crew=_zeros(v, facts.crew_room),
        size=_zeros(v),
        starts=_zeros(v),
        order=_zeros(p, room),
        held=_zeros(p),
        day_held=_zeros(d),
        in_period=_zeros(m, p),
        in_day=_zeros(m, d),
        in_week=_zeros(m, weeks),
        load=_zeros(m),
        loads=_zeros(1),
        met=_zeros(m, len(facts.travel)),
        quota_held=_zeros(len(facts.quota_need)),
        day_travel=np.zeros(d, np.float64),
        cost=np.array([facts.out_cost.sum(), missing], np.float64),
        seeds=np.array([seed & 0xFFFFFFFFFFFFFFFF], np.uint64),
        draft=_zeros(max(facts.crew_room, m, 1)),
        usable=_zeros(max(m, 1)),
        short=_zeros(max(int(np.diff(facts.need_from).max(initial=0)), 1)),
        seen=_zeros(m),
        stamp=_zeros(1),
        at=_zeros(m),
        free=_zeros(m),
        walkers=_zeros(max(m, 1)),
        kept=_zeros(2, 3),
        kept_crew=_zeros(2, facts.crew_room),
    )


def assignments_of(problem: Problem, index: Index, state: State) -> tuple[Assignment, ...]:
    planned = np.flatnonzero(state.period_of != NONE)
    in_order = sorted(planned, key=lambda v: (state.period_of[v], state.starts[v], v))
    return tuple(
        Assignment(
            visit=problem.visits[v].id,
            period=index.periods[state.period_of[v]].id,
            starts_at=int(state.starts[v]),
            crew=tuple(sorted(problem.members[m].id for m in state.crew[v, : state.size[v]])),
        )
        for v in in_order
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)


def _zeros(*shape: int) -> Ints:
    return np.zeros(shape, np.int64)


def _offsets(rows: Sequence[Sequence[object] | Ints]) -> Ints:
    return np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)


def _joined(rows: Sequence[Sequence[int] | Ints]) -> Ints:
    return _ints(int(value) for row in rows for value in row)


def _column(rows: Sequence[Sequence[tuple[int, ...]]], at: int) -> Ints:
    return _ints(link[at] for row in rows for link in row)


def _limit(value: int | None) -> int:
    return NO_LIMIT if value is None else value


def _capacity(problem: Problem, period: Period) -> int:
    own = problem.visits_per_period if period.capacity is None else period.capacity
    return min(_limit(own), len(problem.visits))


def _day_first(problem: Problem, index: Index) -> Ints:
    first: dict[date, int] = {}
    for at, period in enumerate(index.periods):
        first.setdefault(period.day, at)
    return _ints([*(first[day] for day in problem.days), len(index.periods)])


def _cheapest_first(periods: Ints, cost: Floats) -> Ints:
    return periods[np.argsort(cost[periods], kind="stable")]


def _blocked(problem: Problem, index: Index) -> Masks:
    periods = index.periods
    days = [period.day for period in periods]
    weekdays = np.array([day.isoweekday() for day in days])
    starts = np.array([period.starts_at for period in periods])
    ends = np.array([period.ends_at for period in periods])
    blocked = np.zeros((len(problem.visits), len(periods)), np.int64)
    for row, visit in zip(blocked, problem.visits, strict=True):
        if visit.allowed_days is not None:
            row[[day not in visit.allowed_days for day in days]] |= bit("allowed_days")
        if visit.allowed_weekdays is not None:
            row[~np.isin(weekdays, sorted(visit.allowed_weekdays))] |= bit("allowed_weekdays")
        if visit.allowed_periods is not None:
            row[[period.id not in visit.allowed_periods for period in periods]] |= bit(
                "allowed_periods"
            )
        if visit.pinned_period is not None:
            row[[period.id != visit.pinned_period for period in periods]] |= bit("pinned_period")
        row[starts + visit.minutes > ends] |= bit("period_length")
        earliest = np.maximum(starts, visit.opens_at)
        row[earliest + visit.minutes > np.minimum(ends, visit.closes_at)] |= bit("opening_hours")
        row[starts + visit.minutes > ends] &= ~bit("opening_hours")
    return blocked


def _standing_cost(problem: Problem, index: Index) -> Floats:
    weights, first = problem.weights, problem.days[0]
    cost = np.zeros((len(problem.visits), len(index.periods)), np.float64)
    ordinals = np.array([period.day.toordinal() for period in index.periods])
    waiting = ordinals - first.toordinal()
    for row, visit in zip(cost, problem.visits, strict=True):
        row += weights.priority_first * visit.weight * waiting
        if visit.due is not None:
            row += weights.late * visit.weight * np.maximum(ordinals - visit.due.toordinal(), 0)
        if visit.id in problem.in_baseline:
            row += weights.moved
            row[index.period[problem.in_baseline[visit.id].period]] -= weights.moved
    return cost


def _out_cost(problem: Problem) -> Floats:
    weights = problem.weights
    horizon = (problem.days[-1] - problem.days[0]).days + 1
    return np.array(
        [
            weights.left_out * (visit.price or 0)
            + weights.priority_first * visit.weight * horizon
            + (weights.dropped + weights.changed if visit.id in problem.in_baseline else 0)
            for visit in problem.visits
        ],
        np.float64,
    )


def _needs(problem: Problem) -> tuple[list[list[tuple[int, int, int]]], Flags]:
    """Each visit's needs as (count, rule, row of matches); equal needs share a row."""
    rows: dict[tuple[str, str, int], int] = {}
    matches: list[list[bool]] = []

    def row_of(need: Need) -> int:
        key = (need.kind, need.value, need.level)
        if key not in rows:
            rows[key] = len(matches)
            matches.append([need.met_by(member) for member in problem.members])
        return rows[key]

    needs = []
    for visit in problem.visits:
        asked = [(need.count, bit(f"need_{need.kind}"), row_of(need)) for need in visit.needs]
        for name in sorted(visit.pinned_members):
            asked.append((1, bit("pinned_members"), row_of(Need(kind="person", value=name))))
        needs.append(asked)
    return needs, np.array(matches, np.uint8).reshape(len(matches), len(problem.members))


def _available(problem: Problem, index: Index) -> Flags:
    def row(member: Member) -> list[bool]:
        return [
            member.available is None or period.id in member.available for period in index.periods
        ]

    rows = [row(member) for member in problem.members]
    return np.array(rows, np.uint8).reshape(len(rows), len(index.periods))


def _near(problem: Problem) -> Ints:
    """For each visit the others with the shortest way there and back."""
    index = problem.travel.index
    here = [index[visit.place] for visit in problem.visits]
    ways = np.array(problem.travel.minutes, np.int64).reshape(len(index), len(index))
    apart = (ways + ways.T)[np.ix_(here, here)]
    np.fill_diagonal(apart, NO_LIMIT)
    return np.argsort(apart, axis=1, kind="stable")[
        :, : min(NEIGHBOURS, max(len(here) - 1, 0))
    ].copy()


def _links(problem: Problem, index: Index) -> list[list[tuple[int, int, int, int]]]:
    links: list[list[tuple[int, int, int, int]]] = [[] for _ in problem.visits]
    for visit in problem.visits:
        here = index.visit[visit.id]
        for name in sorted(visit.after):
            links[here].append((index.visit[name], BEFORE, 0, NO_LIMIT))
            links[index.visit[name]].append((here, AFTER, 0, NO_LIMIT))
    for spacing in problem.spacings:
        one, other = index.visit[spacing.first], index.visit[spacing.second]
        most = _limit(spacing.at_most)
        links[one].append((other, SPACING, spacing.at_least, most))
        links[other].append((one, SPACING, spacing.at_least, most))
    return links


def _quotas(problem: Problem, index: Index) -> list[list[int]]:
    of_visit: list[list[int]] = [[] for _ in problem.visits]
    for at, quota in enumerate(problem.quotas):
        for name in quota.visits:
            of_visit[index.visit[name]].append(at)
    return of_visit


def _baseline_crew(problem: Problem, index: Index) -> Flags:
    crew = np.zeros((len(problem.visits), len(problem.members)), np.uint8)
    for each in problem.baseline:
        for name in each.crew:
            crew[index.visit[each.visit], index.member[name]] = 1
    return crew
