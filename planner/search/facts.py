"""From a problem to its arrays."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from planner.problem import Capacity, Need, Period, Problem
from planner.rules.names import bit
from planner.search.types import NONE, Facts, Flags, Floats, Ints, Masks

NO_LIMIT = 1_000_000
NO_BUDGET = 10**15
NEIGHBOURS = 12
SPACING, BEFORE, AFTER, LAG_BEFORE, LAG_AFTER = 0, 1, 2, 3, 4

Columns = dict[str, Any]  # arrays by the names of the fields of Facts


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
    """All arrays of the problem; its rules stand under the bits of ``planner.rules.names``."""
    weights = problem.weights
    return Facts(
        visits=len(problem.visits),
        members=len(problem.members),
        periods=len(index.periods),
        days=len(index.day),
        crew_room=max([visit.crew_max for visit in problem.visits], default=1),
        **_of_time(problem, index),
        **_of_choices(problem, index),
        **_of_visits(problem),
        **_of_needs(problem),
        **_of_capacities(problem, index),
        **_of_members(problem, index),
        **_of_links(problem, index),
        **_of_quotas(problem, index),
        **_of_finishes(problem, index),
        **_of_baseline(problem, index),
        together=int(problem.crews_stay_together),
        # Whole numbers would be another type, for which everything is compiled once more.
        shares=float(max(sum(member.share for member in problem.members), 1e-9)),
        price_travel=float(weights.travel),
        price_longest=float(weights.longest_delay),
        price_uneven=float(weights.uneven_load),
        price_again=float(weights.same_speaker_again),
        price_reassigned=float(weights.reassigned),
        price_changed=float(weights.changed),
    )


def _of_time(problem: Problem, index: Index) -> Columns:
    weeks = {day.isocalendar()[:2]: 0 for day in problem.days}
    week_number = {week: at for at, week in enumerate(weeks)}
    return {
        "period_day": _ints(index.day[period.day] for period in index.periods),
        "period_starts": _ints(period.starts_at for period in index.periods),
        "period_ends": _ints(period.ends_at for period in index.periods),
        "period_capacity": _ints(_capacity(problem, period) for period in index.periods),
        "day_first": _day_first(problem, index),
        "day_week": _ints(week_number[day.isocalendar()[:2]] for day in problem.days),
        "day_number": _ints((day - problem.days[0]).days for day in problem.days),
    }


def _of_choices(problem: Problem, index: Index) -> Columns:
    blocked = _blocked(problem, index)
    standing_cost = _standing_cost(problem, index)
    open_periods = [
        _cheapest_first(np.flatnonzero(row == 0), cost)
        for row, cost in zip(blocked, standing_cost, strict=True)
    ]
    return {
        "blocked": blocked,
        "choice_from": _offsets(open_periods),
        "choices": _joined(open_periods),
        "standing_cost": standing_cost,
        "out_cost": _out_cost(problem),
        "out_price": _ints(visit.price or 0 for visit in problem.visits),
        "out_budget": NO_BUDGET if problem.left_out_budget is None else problem.left_out_budget,
    }


def _of_visits(problem: Problem) -> Columns:
    visits, place = problem.visits, problem.travel.index
    return {
        "must": np.array([visit.price is None for visit in visits], np.uint8),
        "place": _ints(place[visit.place] for visit in visits),
        "minutes": _ints(visit.minutes for visit in visits),
        "opens": _ints(visit.opens_at for visit in visits),
        "closes": _ints(visit.closes_at for visit in visits),
        "begin_by": _floats(
            np.inf if visit.begin_by is None else visit.begin_by for visit in visits
        ),
        "delay_weight": _floats(problem.weights.delay * visit.weight for visit in visits),
        "crew_min": _ints(visit.crew_min for visit in visits),
        "crew_max": _ints(visit.crew_max for visit in visits),
    }


def _of_needs(problem: Problem) -> Columns:
    needs, matches = _needs(problem)
    return {
        "need_from": _offsets(needs),
        "need_count": _ints(count for row in needs for count, _, _ in row),
        "need_rule": _ints(rule for row in needs for _, rule, _ in row),
        "need_row": _ints(at for row in needs for _, _, at in row),
        "matches": matches,
    }


def _of_capacities(problem: Problem, index: Index) -> Columns:
    of_visit = [
        [at for at, each in enumerate(problem.capacities) if each.counts(visit.id)]
        for visit in problem.visits
    ]
    spans = [_spans(capacity, index) for capacity in problem.capacities]
    return {
        "capacity_from": _offsets(of_visit),
        "capacity_of": _joined(of_visit),
        "capacity_most": _ints(capacity.most for capacity in problem.capacities),
        "capacity_rule": _ints(bit(f"{capacity.per}_capacity") for capacity in problem.capacities),
        "capacity_span": np.array(spans, np.int64).reshape(len(spans), len(index.periods)),
    }


def _of_members(problem: Problem, index: Index) -> Columns:
    members, place = problem.members, problem.travel.index
    return {
        "available": _available(problem, index),
        "per_day": _ints(_limit(member.per_day) for member in members),
        "per_week": _ints(_limit(member.per_week) for member in members),
        "in_total": _ints(_limit(member.in_total) for member in members),
        "share": np.array([member.share for member in members], np.float64),
        "base": _ints(place[member.base] if member.base else NONE for member in members),
    }


def _of_links(problem: Problem, index: Index) -> Columns:
    links, places = _links(problem, index), len(problem.travel.places)
    some_wait = bool(problem.start_lags) or any(visit.after for visit in problem.visits)
    return {
        "travel": np.array(problem.travel.minutes, np.float64).reshape(places, places),
        "near": _near(problem),
        "link_from": _offsets(links),
        "link_other": _column(links, 0),
        "link_kind": _column(links, 1),
        "link_least": _column(links, 2),
        "link_most": _column(links, 3),
        "link_apart": _column(links, 4).astype(np.uint8),
        "has_lags": int(bool(problem.start_lags)),
        "some_wait": int(some_wait),
        "starts_matter": int(some_wait or bool(problem.finishes)),
    }


def _of_quotas(problem: Problem, index: Index) -> Columns:
    quotas = _quotas(problem, index)
    days_before = (sum(day <= quota.by for day in problem.days) for quota in problem.quotas)
    return {
        "quota_from": _offsets(quotas),
        "quota_of": _joined(quotas),
        "quota_by": _ints(days - 1 for days in days_before),
        "quota_need": _ints(quota.at_least for quota in problem.quotas),
    }


def _of_finishes(problem: Problem, index: Index) -> Columns:
    price = problem.weights.finish
    sets = [each for each in problem.finishes if price * each.weight > 0]
    of_visit = [
        [at for at, each in enumerate(sets) if each.counts(visit.id)] for visit in problem.visits
    ]
    return {
        "finish_from": _offsets(of_visit),
        "finish_of": _joined(of_visit),
        "finish_price": np.array([price * each.weight for each in sets], np.float64),
        "working_before": _ints(problem.working_minutes_before[p.id] for p in index.periods),
    }


def _of_baseline(problem: Problem, index: Index) -> Columns:
    crew = _baseline_crew(problem, index)
    before = [problem.in_baseline.get(visit.id) for visit in problem.visits]
    return {
        "baseline_period": _ints(index.period[each.period] if each else NONE for each in before),
        "baseline_crew": crew,
        "baseline_size": crew.sum(axis=1, dtype=np.int64),
    }


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)


def _floats(values: Iterable[float]) -> Floats:
    return np.array(list(values), np.float64)


def _offsets(rows: Sequence[Sequence[object] | Ints]) -> Ints:
    return np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)


def _joined(rows: Sequence[Sequence[int] | Ints]) -> Ints:
    return _ints(int(value) for row in rows for value in row)


def _column(rows: Sequence[Sequence[Link]], at: int) -> Ints:
    return _ints(link[at] for row in rows for link in row)


def _limit(value: int | None) -> int:
    return NO_LIMIT if value is None else value


def _capacity(problem: Problem, period: Period) -> int:
    of_all = [c.most for c in problem.capacities if c.per == "period" and c.visits is None]
    return min(_limit(period.capacity), len(problem.visits), *of_all)


def _spans(capacity: Capacity, index: Index) -> list[int]:
    """For each period the number of its day, its week or itself."""
    number: dict[Hashable, int] = {}
    return [number.setdefault(capacity.span_of(period), len(number)) for period in index.periods]


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
        over = np.maximum(starts, visit.opens_at) + visit.minutes
        late = (over > ends) & (starts + visit.minutes <= ends)
        row[late | (over > visit.closes_at)] |= bit("opening_hours")
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
    rows = [
        [member.is_free_in(period.id) for member in problem.members] for period in index.periods
    ]
    return np.array(rows, np.uint8).reshape(len(index.periods), len(problem.members))


def _near(problem: Problem) -> Ints:
    """For each visit the others with the shortest way there and back."""
    index = problem.travel.index
    here = [index[visit.place] for visit in problem.visits]
    ways = np.array(problem.travel.minutes, np.float64).reshape(len(index), len(index))
    apart = (ways + ways.T)[np.ix_(here, here)]
    np.fill_diagonal(apart, NO_LIMIT)
    return np.argsort(apart, axis=1, kind="stable")[
        :, : min(NEIGHBOURS, max(len(here) - 1, 0))
    ].copy()


Link = tuple[int, int, int, int, bool]  # other visit, kind, at least, at most, different people


def _links(problem: Problem, index: Index) -> list[list[Link]]:
    links: list[list[Link]] = [[] for _ in problem.visits]
    for visit in problem.visits:
        here = index.visit[visit.id]
        for name in sorted(visit.after):
            links[here].append((index.visit[name], BEFORE, 0, NO_LIMIT, False))
            links[index.visit[name]].append((here, AFTER, 0, NO_LIMIT, False))
    for spacing in problem.spacings:
        one, other = index.visit[spacing.first], index.visit[spacing.second]
        most = _limit(spacing.at_most)
        links[one].append((other, SPACING, spacing.at_least, most, False))
        links[other].append((one, SPACING, spacing.at_least, most, False))
    for lag in problem.start_lags:
        one, other = index.visit[lag.first], index.visit[lag.second]
        least = -NO_LIMIT if lag.at_least is None else lag.at_least
        most, apart = _limit(lag.at_most), lag.different_people
        links[one].append((other, LAG_AFTER, least, most, apart))
        links[other].append((one, LAG_BEFORE, least, most, apart))
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
