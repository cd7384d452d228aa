"""A part of a problem as a CP-SAT model: who of some visits goes where and when.

A visit is *free* (its period, crew and start are decided), *bound* (held as a plan has it, or not
at all: what becomes of it then is left open) or *fixed* (held as a plan has it; only its start may
shift). So one model serves to better a plan, to repair it, and to prove how much must change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from ortools.sat.python import cp_model

from planner.exact.timing import by_true_ways
from planner.problem import Assignment, Problem
from planner.search.facts import Index
from planner.search.types import NONE, Facts

DAY = 24 * 60


def is_known(problem: Problem) -> bool:
    """Whether the model holds every rule and cost of the problem."""
    priced = problem.weights.finish > 0 and any(each.weight > 0 for each in problem.finishes)
    return not problem.crews_stay_together and not priced


@dataclass(frozen=True)
class Part:
    """What is to be decided: visits by their numbers, and the plan that the others are held by."""

    free: tuple[int, ...]
    fixed: tuple[Assignment, ...] = ()
    bound: tuple[Assignment, ...] = ()
    days: frozenset[int] | None = None
    """Days that free visits are to be held on; None: any."""
    others_may_come: bool = False
    """Whether visits that are not in the model may be planned besides; if not, they are out."""


@dataclass
class Variables:
    """Of one visit: in which periods it may be, whether it is planned, who goes, when it begins."""

    held: dict[int, Any]  # period -> literal
    planned: Any
    goes: dict[int, Any]  # member -> literal
    starts: Any
    is_bound: bool = False
    by_day: dict[int, list[int]] = field(default_factory=dict)  # day -> periods


class Model:
    """The variables and, one method per rule, what holds them together."""

    def __init__(self, problem: Problem, facts: Facts, index: Index, part: Part) -> None:
        self.problem, self.facts, self.index, self.part = problem, facts, index, part
        self.model: Any = cp_model.CpModel()
        self.scale = 1 if all(map(float.is_integer, map(float, facts.travel.flat))) else 1000
        self.visits: dict[int, Variables] = {}
        for v in part.free:
            self.visits[v] = self._free(v)
        for each, is_bound in (
            *((a, True) for a in part.bound),
            *((a, False) for a in part.fixed),
        ):
            self.visits[index.visit[each.visit]] = self._given(each, is_bound)
        self.costs: list[tuple[float, Any]] = []  # points, non-negative variable
        self.trips()
        self.limits()
        self.capacities()
        self.quotas()
        self.left_out_budget()
        self.spacings()
        self.precedence()
        self.start_lags()

    def new_flag(self) -> Any:
        return self.model.new_bool_var("")

    def _free(self, v: int) -> Variables:
        f = self.facts
        days = self.part.days
        periods = [
            int(p)
            for p in f.choices[f.choice_from[v] : f.choice_from[v + 1]]
            if days is None or int(f.period_day[p]) in days
        ]
        held = {p: self.new_flag() for p in periods}
        planned = self.new_flag()
        self.model.add(sum(held.values()) == planned)
        if f.must[v]:
            self.model.add(planned == 1)
        able = [m for m in range(f.members) if any(f.available[p, m] for p in periods)]
        made = Variables(held, planned, {m: self.new_flag() for m in able}, self._start(v))
        self._crew(v, made)
        return self._timed(v, made)

    def _crew(self, v: int, made: Variables) -> None:
        f, going = self.facts, list(made.goes.values())
        self.model.add(sum(going) >= int(f.crew_min[v])).only_enforce_if(made.planned)
        self.model.add(sum(going) <= int(f.crew_max[v]))
        for m, goes in made.goes.items():
            self.model.add_implication(goes, made.planned)
            for p, here in made.held.items():
                if not f.available[p, m]:
                    self.model.add_bool_or([goes.negated(), here.negated()])
        for need in range(f.need_from[v], f.need_from[v + 1]):
            able = [goes for m, goes in made.goes.items() if f.matches[f.need_row[need], m]]
            enough = self.model.add(sum(able) >= int(f.need_count[need]))
            enough.only_enforce_if(made.planned)

    def _given(self, each: Assignment, is_bound: bool) -> Variables:
        v, p = self.index.visit[each.visit], self.index.period[each.period]
        stays = self.new_flag()
        if not is_bound:
            self.model.add(stays == 1)
        goes = {self.index.member[name]: stays for name in each.crew}
        return self._timed(v, Variables({p: stays}, stays, goes, self._start(v), is_bound))

    def _start(self, v: int) -> Any:
        return self.model.new_int_var(0, DAY * self.scale, "")

    def _timed(self, v: int, made: Variables) -> Variables:
        """The visit begins and ends within its period and opening hours."""
        f = self.facts
        for p, here in made.held.items():
            made.by_day.setdefault(int(f.period_day[p]), []).append(p)
            begins = max(int(f.period_starts[p]), int(f.opens[v]))
            ends = min(int(f.period_ends[p]), int(f.closes[v])) - int(f.minutes[v])
            self.model.add(made.starts >= begins * self.scale).only_enforce_if(here)
            self.model.add(made.starts <= ends * self.scale).only_enforce_if(here)
        return made

    def _way(self, start: int, end: int) -> int:
        """Rounded down, so that the bound holds; ``plan`` takes the ways as they are."""
        return int(self.facts.travel[start, end] * self.scale) if NONE not in (start, end) else 0

    def trips(self) -> None:
        """Everybody's way through each day, from visit to visit."""
        self.on_day: dict[tuple[int, int], list[tuple[int, Any]]] = defaultdict(list)
        for v, made in self.visits.items():
            for d, periods in made.by_day.items():
                for m, goes in made.goes.items():
                    here = self._goes_that_day(made, periods, goes)
                    self.on_day[m, d].append((v, here))
        open_days = {d for v in (*self.part.free, *self._bound()) for d in self.visits[v].by_day}
        for (m, d), visits in self.on_day.items():
            if d in open_days:
                self._trip(m, d, visits)

    def _bound(self) -> Iterator[int]:
        return (v for v, made in self.visits.items() if made.is_bound)

    def _goes_that_day(self, made: Variables, periods: list[int], goes: Any) -> Any:
        if made.planned is goes:
            return goes  # given: the one literal says it all
        day = sum(made.held[p] for p in periods)
        both = self.new_flag()
        self.model.add(day + goes <= 1 + both)
        self.model.add(both <= day)
        self.model.add_implication(both, goes)
        return both

    def _trip(self, m: int, d: int, visits: list[tuple[int, Any]]) -> None:
        base, place = int(self.facts.base[m]), self.facts.place
        arcs: list[tuple[int, int, Any]] = []
        for at, (v, here) in enumerate(visits, start=1):
            first = last = here
            if len(visits) > 1:
                first, last = self.new_flag(), self.new_flag()
                arcs += [(0, at, first), (at, 0, last), (at, at, here.negated())]
            self._first_of_day(v, d, first, self._way(base, int(place[v])))
            if base != NONE:
                out, back = (base, int(place[v])), (int(place[v]), base)
                self.costs.append((self._travel(*out), first))
                self.costs.append((self._travel(*back), last))
        if len(visits) < 2:
            return
        nobody = self.new_flag()
        arcs.append((0, 0, nobody))
        for (at, (v, _)), (to, (u, _)) in permutations(enumerate(visits, start=1), 2):
            goes_on = self.new_flag()
            arcs.append((at, to, goes_on))
            self._goes_on(v, u, goes_on)
        self.model.add_circuit(arcs)

    def _travel(self, start: int, end: int) -> float:
        return float(self.facts.price_travel * self.facts.travel[start, end])

    def _first_of_day(self, v: int, d: int, first: Any, way: int) -> None:
        made = self.visits[v]
        for p in made.by_day[d] if way else ():
            leaves = int(self.facts.period_starts[p]) * self.scale
            arrives = self.model.add(made.starts >= leaves + way)
            arrives.only_enforce_if(first, made.held[p])

    def _goes_on(self, v: int, u: int, goes_on: Any) -> None:
        way = (int(self.facts.place[v]), int(self.facts.place[u]))
        ends = self.visits[v].starts + int(self.facts.minutes[v]) * self.scale
        arrives = self.model.add(self.visits[u].starts >= ends + self._way(*way))
        arrives.only_enforce_if(goes_on)
        self.costs.append((self._travel(*way), goes_on))

    def limits(self) -> None:
        """What a member may do in a day, a week and in all."""
        f = self.facts
        weeks: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (m, d), visits in self.on_day.items():
            here = [literal for _, literal in visits]
            self._at_most(here, f.per_day[m])
            weeks[m, int(f.day_week[d])] += here
        for (m, _), week in weeks.items():
            self._at_most(week, f.per_week[m])
        for m in range(f.members):
            every = [made.goes[m] for made in self.visits.values() if m in made.goes]
            self._at_most(every, f.in_total[m])

    def _at_most(self, literals: list[Any], most: int) -> None:
        if len(literals) > most:
            self.model.add(sum(literals) <= int(most))

    def capacities(self) -> None:
        f = self.facts
        rooms: dict[Hashable, list[Any]] = defaultdict(list)
        for v, made in self.visits.items():
            counted = f.capacity_of[f.capacity_from[v] : f.capacity_from[v + 1]]
            for p, here in made.held.items():
                rooms[p, None].append(here)
                for c in counted:
                    rooms[int(c), int(f.capacity_span[c, p]), "span"].append(here)
        for key, held in rooms.items():
            assert isinstance(key, tuple)
            most = f.period_capacity[key[0]] if key[1] is None else f.capacity_most[key[0]]
            self._at_most(held, int(most))

    def quotas(self) -> None:
        """A bound visit that does not stay counts as held wherever it might be held in time."""
        f = self.facts
        counted: dict[int, list[Any]] = defaultdict(list)
        for v, made in self.visits.items():
            for q in map(int, f.quota_of[f.quota_from[v] : f.quota_from[v + 1]]):
                in_time = [p for p in made.held if f.period_day[p] <= f.quota_by[q]]
                counted[q] += [made.held[p] for p in in_time]
                if made.is_bound and self._could_be_held(v, int(f.quota_by[q])):
                    counted[q].append(1 - made.planned if in_time else 1)
        for v in set(range(f.visits)) - self.visits.keys() if self.part.others_may_come else ():
            for q in map(int, f.quota_of[f.quota_from[v] : f.quota_from[v + 1]]):
                counted[q].append(int(self._could_be_held(v, int(f.quota_by[q]))))
        for q, need in enumerate(f.quota_need):
            self.model.add(sum(counted[q]) >= int(need))

    def _could_be_held(self, v: int, by: int) -> bool:
        f = self.facts
        periods = f.choices[f.choice_from[v] : f.choice_from[v + 1]]
        return bool((f.period_day[periods] <= by).any())

    def left_out_budget(self) -> None:
        if self.part.others_may_come:
            return
        points = [(int(self.facts.out_price[v]), made) for v, made in self._all_free()]
        out = sum(price * (1 - made.planned) for price, made in points)
        others = set(range(self.facts.visits)) - self.visits.keys()
        spent = sum(int(self.facts.out_price[v]) for v in others)
        if points and self.problem.left_out_budget is not None:
            self.model.add(out + spent <= self.problem.left_out_budget)

    def _all_free(self) -> Iterator[tuple[int, Variables]]:
        return ((v, self.visits[v]) for v in self.part.free)

    def _pair(self, one: str, other: str) -> tuple[Variables, Variables] | None:
        here, there = self.index.visit[one], self.index.visit[other]
        if here in self.visits and there in self.visits:
            return self.visits[here], self.visits[there]
        return None

    def _day(self, made: Variables) -> Any:
        number = self.facts.day_number
        return sum(int(number[d]) * made.held[p] for d, ps in made.by_day.items() for p in ps)

    def spacings(self) -> None:
        for spacing in self.problem.spacings:
            pair = self._pair(spacing.first, spacing.second)
            if pair is None:
                continue
            apart, both = self._day(pair[0]) - self._day(pair[1]), [each.planned for each in pair]
            after = self.new_flag()
            for distance, way in ((apart, after), (-apart, after.negated())):
                self.model.add(distance >= spacing.at_least).only_enforce_if(*both, way)
                if spacing.at_most is not None:
                    self.model.add(distance <= spacing.at_most).only_enforce_if(*both, way)

    def _minute(self, made: Variables) -> Any:
        return DAY * self.scale * self._day(made) + made.starts

    def precedence(self) -> None:
        """Whoever waits for a visit that is not in the plan is not in it either."""
        for v, made in self.visits.items():
            for name in self.problem.visits[v].after:
                before = self.visits.get(u := self.index.visit[name])
                if before is None and self.part.others_may_come:
                    continue
                if before is None or not (before.is_bound or made.is_bound):
                    planned = before.planned if before else 0
                    self.model.add(planned == 1).only_enforce_if(made.planned)
                if before is not None:
                    over = self._minute(before) + int(self.facts.minutes[u]) * self.scale
                    waits = self.model.add(over <= self._minute(made))
                    waits.only_enforce_if(made.planned, before.planned)

    def start_lags(self) -> None:
        for lag in self.problem.start_lags:
            pair = self._pair(lag.first, lag.second)
            if pair is None:
                continue
            one, other = pair
            both, least, most = [one.planned, other.planned], lag.at_least, lag.at_most
            minutes = self._minute(other) - self._minute(one)
            if (least, most) != (None, None):
                low, high = self._bounds(least, most)
                self.model.add_linear_constraint(minutes, low, high).only_enforce_if(*both)
                self.model.add(self._day(one) == self._day(other)).only_enforce_if(*both)
            for m in one.goes.keys() & other.goes.keys() if lag.different_people else ():
                self.model.add_bool_or([one.goes[m].negated(), other.goes[m].negated()])

    def _bounds(self, least: int | None, most: int | None) -> tuple[int, int]:
        low = -DAY if least is None else least
        return low * self.scale, (DAY if most is None else most) * self.scale

    def plan(self, solver: Any) -> tuple[Assignment, ...]:
        """What the solver has decided, with the fixed and the bound visits that stay."""
        decided = [
            Assignment(
                visit=self.problem.visits[v].id,
                period=self.index.periods[p].id,
                starts_at=solver.value(made.starts) / self.scale,
                crew=tuple(
                    sorted(
                        self.problem.members[m].id
                        for m, goes in made.goes.items()
                        if solver.value(goes)
                    )
                ),
            )
            for v, made in self.visits.items()
            for p, here in made.held.items()
            if solver.value(here)
        ]
        return by_true_ways(self.problem, decided)
