"""A rival for ``benchmarks.outreach``: straightforward CP-SAT on the whole problem.

As one would write it down: a period and a crew for every visit, one visit of a person in a period,
ways from the base and back for each visit. That somebody goes straight from a visit to the next one
is left to the checker, which counts it in the rival's favour.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.starting import started
from benchmarks.until import Clock, ringing
from planner import Assignment, Problem

SCALE = 100  # of points


def solver_plan(
    problem: Problem, seconds: float, clock: Clock, workers: int
) -> tuple[tuple[Assignment, ...], float]:
    """The best plan after so many seconds, and the solver's own bound."""
    model = _Model(problem)
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    with ringing(seconds, clock, solver.stop_search):
        status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return (), 0.0
    rows = [
        (v, p, [m for m in range(len(problem.members)) if solver.value(model.goes[v, m])])
        for (v, p), held in sorted(model.held.items(), key=lambda each: (each[0][1], each[0][0]))
        if solver.value(held)
    ]
    return started(problem, rows), solver.best_objective_bound / SCALE


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.first, place = problem.days[0], problem.travel.index
        self.place = [place[visit.place] for visit in problem.visits]
        self.goal: list[Any] = []
        self.held: dict[tuple[int, int], Any] = {}
        self.goes: dict[tuple[int, int], Any] = {}
        self.out: list[Any] = []
        for v in range(len(problem.visits)):
            self._visit(v)
        self._people()
        self._days()
        self._uneven()
        self.model.minimize(sum(self.goal))

    def _flag(self) -> Any:
        return self.model.new_bool_var("")

    def _visit(self, v: int) -> None:
        problem, visit = self.problem, self.problem.visits[v]
        here = {}
        for p, period in enumerate(problem.periods):
            if visit.allowed_days is None or period.day in visit.allowed_days:
                here[p] = self._flag()
                waits = (period.day - self.first).days
                late = max(0, (period.day - visit.due).days) if visit.due else 0
                points = visit.weight * (waits + problem.weights.late * late)
                self.goal.append(int(SCALE * points) * here[p])
        self.held |= {(v, p): held for p, held in here.items()}
        out = self._flag()
        self.out.append(out)
        self.model.add_exactly_one([*here.values(), out])
        days = (problem.days[-1] - self.first).days + 1
        self.goal.append(int(SCALE * ((visit.price or 0) + visit.weight * days)) * out)
        self._crew(v, here)

    def _crew(self, v: int, here: dict[int, Any]) -> None:
        problem, visit, out = self.problem, self.problem.visits[v], self.out[v]
        going = [self._flag() for _ in problem.members]
        for m, member in enumerate(problem.members):
            self.goes[v, m] = going[m]
            self.model.add_implication(going[m], out.negated())
            assert member.base is not None
            way = problem.travel.between(member.base, visit.place)
            back = problem.travel.between(visit.place, member.base)
            self.goal.append(int(SCALE * (way + back)) * going[m])
            for p, held in here.items():
                period = problem.periods[p]
                free = member.available is None or period.id in member.available
                if not free or way + visit.minutes > period.minutes:
                    self.model.add_bool_or([going[m].negated(), held.negated()])
        self.model.add(sum(going) >= visit.crew_min).only_enforce_if(out.negated())
        self.model.add(sum(going) <= visit.crew_max)
        for need in visit.needs:
            able = [going[m] for m, member in enumerate(problem.members) if need.met_by(member)]
            self.model.add(sum(able) >= need.count).only_enforce_if(out.negated())

    def _people(self) -> None:
        """One visit of a person in a period; so many in a week."""
        problem = self.problem
        weeks = [period.day.isocalendar()[:2] for period in problem.periods]
        for m, member in enumerate(problem.members):
            in_period: dict[int, list[Any]] = defaultdict(list)
            in_week: dict[tuple[int, int], list[Any]] = defaultdict(list)
            for (v, p), held in self.held.items():
                both = self._flag()
                self.model.add_bool_or([held.negated(), self.goes[v, m].negated(), both])
                in_period[p].append(both)
                in_week[weeks[p]].append(both)
            for both_of in in_period.values():
                self.model.add_at_most_one(both_of)
            for both_of in in_week.values():
                if member.per_week is not None:
                    self.model.add(sum(both_of) <= member.per_week)

    def _days(self) -> None:
        problem = self.problem
        on_day: dict[Any, list[Any]] = defaultdict(list)
        for (_, p), held in self.held.items():
            on_day[problem.periods[p].day].append(held)
        for held_on in on_day.values():
            self.model.add(sum(held_on) <= problem.capacities[0].most)
        number = {visit.id: v for v, visit in enumerate(problem.visits)}
        for quota in problem.quotas:
            counted = {number[name] for name in quota.visits}
            in_time = (
                held
                for (v, p), held in self.held.items()
                if v in counted and problem.periods[p].day <= quota.by
            )
            self.model.add(sum(in_time) >= quota.at_least)
        for spacing in problem.spacings:
            self._spacing(number[spacing.first], number[spacing.second], spacing.at_least)

    def _spacing(self, one: int, other: int, days: int) -> None:
        apart, after = self._day(one) - self._day(other), self._flag()
        planned = [self.out[one].negated(), self.out[other].negated()]
        self.model.add(apart >= days).only_enforce_if(*planned, after)
        self.model.add(apart <= -days).only_enforce_if(*planned, after.negated())

    def _day(self, v: int) -> Any:
        periods = enumerate(self.problem.periods)
        return sum(
            (period.day - self.first).days * self.held[v, p]
            for p, period in periods
            if (v, p) in self.held
        )

    def _uneven(self) -> None:
        """Squared distance to an even share, all counted by the number of members."""
        members, visits = range(len(self.problem.members)), range(len(self.problem.visits))
        most = len(visits) * len(members)
        loads = [sum(self.goes[v, m] for v in visits) for m in members]
        price = SCALE * self.problem.weights.uneven_load / len(members) ** 2
        for load in loads:
            away = self.model.new_int_var(-most, most, "")
            square = self.model.new_int_var(0, most**2, "")
            self.model.add(away == load * len(members) - sum(loads))
            self.model.add_multiplication_equality(square, away, away)
            self.goal.append(round(price) * square)
