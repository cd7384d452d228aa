"""Small problems of teams, proven by CP-SAT: the whole problem, with the known cost as a ceiling.

There are no team numbers in the model, which could be exchanged for each other: two visits of one
period either share nobody or everybody.
"""

from __future__ import annotations

from itertools import combinations
from math import ceil
from typing import Any

from ortools.sat.python import cp_model

from planner.bound import Proof
from planner.finishing import Soonest
from planner.problem import Assignment, Problem, Visit

MOST_VISITS = 25
SCALE = 1000  # of points, which the solver wants whole; weights are rounded down
WORK = 0.5  # by the solver's own measure in a second; two free cores do more


def is_provable(problem: Problem) -> bool:
    """Whether a proof may be hoped for in a minute or so."""
    return len(problem.visits) <= MOST_VISITS


def prove(problem: Problem, known: float, least: float, seconds: float) -> Proof:
    """A bound from ``least`` to ``known``; only for problems that ``is_of_teams`` says are such.

    Threads take turns and end by their work, not by the clock, unless the machine is slow: so the
    same problem gives the same plan.
    """
    model = _Model(problem, known, least)
    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    solver.parameters.max_deterministic_time = max(seconds, 0.01) * WORK
    solver.parameters.num_workers = 2
    solver.parameters.interleave_search = True
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:  # nothing is cheaper than what is known
        return Proof(known)
    bound = float(min(known, max(least, solver.best_objective_bound / SCALE)))
    has_plan = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Proof(bound, model.plan(solver) if has_plan else None)


class _Model:
    """The variables and, one method per rule or cost, what holds them together."""

    def __init__(self, problem: Problem, known: float, least: float) -> None:
        self.problem = problem
        self.model: Any = cp_model.CpModel()
        self.soonest = Soonest(problem)
        self.horizon = sum(period.minutes for period in problem.periods)
        self.planned = {visit.id: self.model.new_bool_var("") for visit in problem.visits}
        self.starts = {visit.id: self._minute() for visit in problem.visits}
        self.held = {visit.id: self._held(visit) for visit in problem.visits}
        self.goes = {
            (visit.id, member.id): self.model.new_bool_var("")
            for visit in problem.visits
            for member in problem.members
        }
        for visit in problem.visits:
            self.crew(visit)
            self.precedence(visit)
        self.one_at_a_time()
        self.crews_stay_together()
        self.enough_people()
        self.left_out_budget()
        self.finish(known, least)

    def _minute(self) -> Any:
        return self.model.new_int_var(0, self.horizon, "")

    def _held(self, visit: Visit) -> dict[str, Any]:
        """Whether it is held in each period, and within it."""
        before = self.problem.working_minutes_before
        held = {period.id: self.model.new_bool_var("") for period in self.problem.periods}
        self.model.add(sum(held.values()) == self.planned[visit.id])
        for period in self.problem.periods:
            here, start = held[period.id], self.starts[visit.id]
            last = before[period.id] + period.minutes - visit.minutes
            self.model.add(start >= before[period.id]).only_enforce_if(here)
            self.model.add(start <= last).only_enforce_if(here)
            if not _is_open(visit, period.id, self.problem):
                self.model.add(here == 0)
        return held

    def crew(self, visit: Visit) -> None:
        going = [self.goes[visit.id, member.id] for member in self.problem.members]
        planned = self.planned[visit.id]
        self.model.add(sum(going) >= visit.crew_min).only_enforce_if(planned)
        self.model.add(sum(going) <= visit.crew_max)
        for member, goes in zip(self.problem.members, going, strict=True):
            self.model.add_implication(goes, planned)
            if member.id in visit.pinned_members:
                self.model.add_implication(planned, goes)
            for period, here in self.held[visit.id].items():
                if not member.is_free_in(period):
                    self.model.add_bool_or([goes.negated(), here.negated()])
        for need in visit.needs:
            able = [g for m, g in zip(self.problem.members, going, strict=True) if need.met_by(m)]
            self.model.add(sum(able) >= need.count).only_enforce_if(planned)

    def precedence(self, visit: Visit) -> None:
        for name in visit.after:
            first = self.problem.visit[name]
            planned = self.planned[visit.id]
            self.model.add_implication(planned, self.planned[name])
            over = self.starts[name] + first.minutes
            self.model.add(over <= self.starts[visit.id]).only_enforce_if(planned)

    def one_at_a_time(self) -> None:
        for member in self.problem.members:
            self.model.add_no_overlap(
                self.model.new_optional_fixed_size_interval_var(
                    self.starts[visit.id], visit.minutes, self.goes[visit.id, member.id], ""
                )
                for visit in self.problem.visits
            )

    def crews_stay_together(self) -> None:
        for one, other in combinations((visit.id for visit in self.problem.visits), 2):
            together = self.model.new_bool_var("")
            for member in self.problem.members:
                a, b = self.goes[one, member.id], self.goes[other, member.id]
                self.model.add(a == b).only_enforce_if(together)
                for period in self.problem.periods:
                    here, there = self.held[one][period.id], self.held[other][period.id]
                    both = [a.negated(), b.negated(), here.negated(), there.negated()]
                    self.model.add_bool_or([*both, together])

    def enough_people(self) -> None:
        """Follows from the rest and helps the solver: person-minutes by quality and period."""
        minutes = {visit.id: visit.minutes for visit in self.problem.visits}
        for quality in self.soonest.qualities.values():
            for at, period in enumerate(self.soonest.periods):
                work = (
                    count * minutes[name] * self.held[name][period.id]
                    for name, count in quality.asked.items()
                )
                self.model.add(sum(work) <= quality.people[at] * period.minutes)

    def left_out_budget(self) -> None:
        budget = self.problem.left_out_budget
        for visit in self.problem.visits:
            if visit.price is None:
                self.model.add(self.planned[visit.id] == 1)
        if budget is not None:
            prices = ((v.price or 0, self.planned[v.id]) for v in self.problem.visits)
            self.model.add(sum(price * (1 - planned) for price, planned in prices) <= budget)

    def plan(self, solver: Any) -> tuple[Assignment, ...]:
        problem, before = self.problem, self.problem.working_minutes_before
        return tuple(
            Assignment(
                visit=visit,
                period=period,
                starts_at=solver.value(self.starts[visit])
                - before[period]
                + problem.period[period].starts_at,
                crew=tuple(m.id for m in problem.members if solver.value(self.goes[visit, m.id])),
            )
            for visit, held in self.held.items()
            for period, here in held.items()
            if solver.value(here)
        )

    def finish(self, known: float, least: float) -> None:
        price = self.problem.weights.finish
        total = []
        for each in self.problem.finishes:
            over, visits = self._minute(), [v for v in self.problem.visits if each.counts(v.id)]
            for visit in visits:
                end = self.starts[visit.id] + visit.minutes
                self.model.add(over >= end).only_enforce_if(self.planned[visit.id])
            self.model.add(over >= self.soonest.end(frozenset(visit.id for visit in visits)))
            total.append(int(SCALE * price * each.weight) * over)
        self.model.add(sum(total) <= ceil(SCALE * known - 1e-6) - 1)
        self.model.add(sum(total) >= _whole(SCALE * least - len(total) * self.horizon))
        self.model.minimize(sum(total))


def _whole(points: float) -> int:
    return max(0, int(points))


def _is_open(visit: Visit, period: str, problem: Problem) -> bool:
    day = problem.period[period].day
    return (
        (visit.allowed_days is None or day in visit.allowed_days)
        and (visit.allowed_weekdays is None or day.isoweekday() in visit.allowed_weekdays)
        and (visit.allowed_periods is None or period in visit.allowed_periods)
        and visit.pinned_period in (None, period)
    )
