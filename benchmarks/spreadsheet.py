"""The rival at hand: what a careful person does in a spreadsheet, line by line.

The weightiest visits first, each on the first day with room, with the people who have gone least so
far and whose needed quality is rarest first. One visit per person and period, so nobody is late.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from planner import Assignment, Need, Period, Problem, Visit


def spreadsheet_plan(problem: Problem) -> tuple[Assignment, ...]:
    page = _Page(problem)
    in_order = sorted(problem.visits, key=lambda v: (-v.weight, v.due or date.max, v.id))
    for visit in in_order:
        page.write(visit)
    return tuple(page.lines)


class _Page:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.periods = sorted(problem.periods, key=lambda p: (p.day, p.starts_at))
        per_day = [each.most for each in problem.capacities if each.per == "day"]
        self.per_day = min(per_day, default=len(problem.visits))
        self.lines: list[Assignment] = []
        self.on_day: Counter[date] = Counter()
        self.day_of: dict[str, date] = {}
        self.gone: Counter[str] = Counter()
        self.in_week: Counter[tuple[str, int, int]] = Counter()
        self.out: dict[str, set[str]] = defaultdict(set)
        self.rarity = Counter(
            need
            for v in problem.visits
            for need in v.needs
            for m in problem.members
            if need.met_by(m)
        )

    def write(self, visit: Visit) -> None:
        for period in self.periods:
            if self._has_room(visit, period) and (crew := self._crew(visit, period)):
                way = max(self._way(name, visit) for name in crew)
                starts = period.starts_at + way
                if starts + visit.minutes <= period.ends_at:
                    self._put(visit, period, crew, starts)
                    return

    def _way(self, name: str, visit: Visit) -> int:
        base = self.problem.member[name].base
        return self.problem.travel.between(base, visit.place) if base else 0

    def _put(self, visit: Visit, period: Period, crew: list[str], starts: int) -> None:
        self.lines.append(
            Assignment(visit=visit.id, period=period.id, starts_at=starts, crew=tuple(crew))
        )
        self.on_day[period.day] += 1
        self.day_of[visit.id] = period.day
        year, week, _ = period.day.isocalendar()
        for name in crew:
            self.gone[name] += 1
            self.in_week[name, year, week] += 1
            self.out[name].add(str(period.day))

    def _has_room(self, visit: Visit, period: Period) -> bool:
        open_day = visit.allowed_days is None or period.day in visit.allowed_days
        return open_day and self.on_day[period.day] < self.per_day and all(
            abs((period.day - day).days) >= apart for day, apart in self._spaced(visit)
        )  # fmt: skip

    def _spaced(self, visit: Visit) -> Iterator[tuple[date, int]]:
        for spacing in self.problem.spacings:
            pair = {spacing.first, spacing.second}
            for other in pair - {visit.id} if visit.id in pair else ():
                if other in self.day_of:
                    yield self.day_of[other], spacing.at_least

    def _crew(self, visit: Visit, period: Period) -> list[str]:
        free = sorted(
            filter(lambda n: self._is_free(n, period), self.problem.member), key=self._gone
        )
        crew: list[str] = []
        for need in sorted(visit.needs, key=lambda need: self.rarity[need]):
            able = [name for name in free if need.met_by(self.problem.member[name])]
            while _found(self.problem, crew, need) < need.count:
                fresh = [name for name in able if name not in crew]
                if not fresh:
                    return []
                crew.append(fresh[0])
        crew += [name for name in free if name not in crew][: max(0, visit.crew_min - len(crew))]
        return crew if visit.crew_min <= len(crew) <= visit.crew_max else []

    def _gone(self, name: str) -> tuple[int, str]:
        return self.gone[name], name

    def _is_free(self, name: str, period: Period) -> bool:
        member = self.problem.member[name]
        year, week, _ = period.day.isocalendar()
        return (
            (member.available is None or period.id in member.available)
            and str(period.day) not in self.out[name]
            and (member.per_week is None or self.in_week[name, year, week] < member.per_week)
        )


def _found(problem: Problem, crew: list[str], need: Need) -> int:
    return sum(need.met_by(problem.member[name]) for name in crew)
