"""The starts of a plan decided with ways rounded down, by the ways as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from planner.problem import Assignment, Problem


def by_true_ways(problem: Problem, plan: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Every visit as much later as need be, in the order of the plan.

    What this takes past a closing time or a longest lag is left to whoever checks the plan.
    """
    timed = tuple(sorted(plan, key=lambda each: (problem.period[each.period].day, each.starts_at)))
    for _ in plan:  # a longest lag may hand a delay back to a visit before
        before, timed = timed, tuple(_Timing(problem, timed).later())
        if timed == before:
            break
    return timed


class _Timing:
    """One pass through all days."""

    def __init__(self, problem: Problem, plan: tuple[Assignment, ...]) -> None:
        self.problem, self.plan = problem, plan
        self.starts = {each.visit: each.starts_at for each in plan}
        self.day = {each.visit: problem.period[each.period].day for each in plan}
        self.last: dict[tuple[str, date], str] = {}  # member and day -> visit

    def later(self) -> Iterator[Assignment]:
        for each in self.plan:
            asked = [*self._arrivals(each), *self._links(each.visit)]
            self.starts[each.visit] = start = max([each.starts_at, *asked])
            self.last |= {(name, self.day[each.visit]): each.visit for name in each.crew}
            yield replace(each, starts_at=start)

    def _arrivals(self, each: Assignment) -> Iterator[float]:
        way, place = self.problem.travel.between, self.problem.visit[each.visit].place
        for name in each.crew:
            last, base = self.last.get((name, self.day[each.visit])), self.problem.member[name].base
            if last:
                yield self._end(last) + way(self.problem.visit[last].place, place)
            elif base:
                yield self.problem.period[each.period].starts_at + way(base, place)

    def _end(self, visit: str) -> float:
        return self.starts[visit] + self.problem.visit[visit].minutes

    def _links(self, visit: str) -> Iterator[float]:
        for name in self.problem.visit[visit].after:
            if self.day.get(name) == self.day[visit]:
                yield self._end(name)
        for lag in self.problem.start_lags:
            if lag.second == visit and lag.first in self.starts and lag.at_least is not None:
                yield self.starts[lag.first] + lag.at_least
            if lag.first == visit and lag.second in self.starts and lag.at_most is not None:
                yield self.starts[lag.second] - lag.at_most
