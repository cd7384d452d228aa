"""The linear relaxation behind the bound: visits, people and ways may be split.

Every plan that keeps all rules is a point of the relaxation and costs there at most what it really
costs, so the optimum of the relaxation is below every plan. Ways are counted by savings (Clarke &
Wright 1964): each of a crew goes from the base and back for every visit, less what is saved when
two visits follow each other. Uneven load is convex and enters by its tangents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from time import perf_counter
from typing import Any

from ortools.linear_solver import pywraplp

from planner.bound import INFINITE
from planner.linking import Links, Savings
from planner.pairing import Crews
from planner.problem import Capacity, Member, Need, Problem, Visit
from planner.search.types import Floats
from planner.ways import shortest_ways

MOST_CELLS = 150_000  # visits times spans of time; beyond it the spans are weeks
MOST_SEATS = 30_000  # visits times members; beyond it all members are one group
MOST_PAIRED = 200  # visits whose pairs are looked at one by one
RISE = 2e-5  # of the bound, below which another round of cuts is not worth its time
TANGENTS = (0.5, 1, 1.5, 2, 3, 4, 6, 9, 14, 20, 30)  # visits away from the fair share


class Relaxation:
    """The variables and, one method per rule or cost, what holds them together."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.goal: Any = self.solver.Objective()
        self.spans = _spans(problem)
        self.groups = _groups(problem)
        self.crews = Crews(problem)
        self.links: Links | None = None
        self.places = shortest_ways(problem)
        self.held = [self._held(visit) for visit in problem.visits]
        self.goes = [self._goes(visit) for visit in problem.visits]
        self.crew_need()
        self.capacity()
        self.people()
        self.quota()
        self.left_out_budget()
        self.member_limits()
        self.uneven_load()
        self.travel()

    def solve(self, seconds: float) -> float:
        """The bound; cut after cut is added as long as there is time and it still rises."""
        self.goal.SetMinimization()
        until = perf_counter() + seconds
        bound = self._solved(seconds)
        while 0 < bound < INFINITE and self.links and self.links.cut():
            before, bound = bound, max(bound, self._solved(until - perf_counter()))
            if bound < before * (1 + RISE):
                break
        return bound

    def _solved(self, seconds: float) -> float:
        """0 where the time does not suffice."""
        if seconds <= 0:
            return 0.0
        self.solver.SetTimeLimit(int(seconds * 1000) + 1)
        status = self.solver.Solve()
        if status == pywraplp.Solver.INFEASIBLE:
            return INFINITE
        if status != pywraplp.Solver.OPTIMAL:
            return 0.0
        value = float(self.goal.Value())
        return value - 1e-6 * (1 + abs(value))  # more than the solver's own tolerances

    def _held(self, visit: Visit) -> dict[Hashable, Any]:
        """Part of the visit held in each span that is open to it; the rest is left out."""
        out = _price_of_leaving_out(self.problem, visit)
        self.goal.SetOffset(self.goal.offset() + out)
        parts = {}
        for span, cost in self._open(visit).items():
            parts[span] = self.solver.NumVar(0, 1, "")
            self.goal.SetCoefficient(parts[span], cost - out)
        self.row(1.0 if visit.price is None else 0.0, 1.0, parts.values())
        return parts

    def _open(self, visit: Visit) -> dict[Hashable, float]:
        """The cheapest cost of each span with a period open to the visit."""
        costs: dict[Hashable, float] = {}
        for period in self.problem.periods:
            if visit.is_open_in(period):
                cost = _standing_cost(self.problem, visit, period.id)
                span = self.spans[period.id]
                costs[span] = min(cost, costs.get(span, INFINITE))
        return costs

    def _goes(self, visit: Visit) -> list[Any]:
        """How many of each group are in the visit's crew, at the shortest way there and back."""
        parts = []
        for group in self.groups:
            part = self.solver.NumVar(0, len(group), "")
            ways = [_there_and_back(self.places, self.problem, each, visit) for each in group]
            self.goal.SetCoefficient(part, self.problem.weights.travel * min(ways))
            parts.append(part)
        return parts

    def row(self, low: float, high: float, parts: Iterable[Any], factor: float = 1.0) -> Any:
        row = self.solver.Constraint(low, high)
        for part in parts:
            row.SetCoefficient(part, factor)
        return row

    def crew_need(self) -> None:
        for at, visit in enumerate(self.problem.visits):
            held, goes = self.held[at], self.goes[at]
            asked = [(self.crews.fewest(at), goes)]
            pins = [Need(kind="person", value=name) for name in visit.pinned_members]
            for need in (*visit.needs, *pins):
                able = [any(map(need.met_by, group)) for group in self.groups]
                asked.append((need.count, [p for p, can in zip(goes, able, strict=True) if can]))
            for count, able_parts in asked:
                row = self.row(0, INFINITE, able_parts)
                for part in held.values():
                    row.SetCoefficient(part, -count)
            row = self.row(-INFINITE, 0, goes)
            for part in held.values():
                row.SetCoefficient(part, -visit.crew_max)

    def capacity(self) -> None:
        """As many visits as there is room for; one limit may bind spans and the weeks over them."""
        for capacity in (None, *self.problem.capacities):
            counted = [
                held
                for visit, held in zip(self.problem.visits, self.held, strict=True)
                if capacity is None or capacity.counts(visit.id)
            ]
            for spans, most in _rooms(self.problem, self.spans, capacity):
                parts = [held[span] for held in counted for span in spans if span in held]
                if most < len(parts):
                    self.row(0, most, parts)

    def people(self) -> None:
        """As many people go in a span as are free."""
        people = _people(self.problem, self.spans)
        for span in set(self.spans.values()):
            row = self.solver.Constraint(0, people[span])
            for at, held in enumerate(self.held):
                if span in held:
                    row.SetCoefficient(held[span], self.crews.fewest(at))

    def quota(self) -> None:
        for quota in self.problem.quotas:
            in_time = {self.spans[p.id] for p in self.problem.periods if p.day <= quota.by}
            parts = [
                part
                for visit, held in zip(self.problem.visits, self.held, strict=True)
                if visit.id in quota.visits
                for span, part in held.items()
                if span in in_time
            ]
            self.row(quota.at_least, INFINITE, parts)

    def left_out_budget(self) -> None:
        """What is paid for all visits, less what is held of them, stays within the budget."""
        if self.problem.left_out_budget is None:
            return
        prices = [visit.price or 0 for visit in self.problem.visits]
        row = self.solver.Constraint(sum(prices) - self.problem.left_out_budget, INFINITE)
        for price, held in zip(prices, self.held, strict=True):
            for part in held.values():
                row.SetCoefficient(part, price)

    def member_limits(self) -> None:
        for at, group in enumerate(self.groups):
            most = sum(_most_visits(self.problem, member) for member in group)
            if most < len(self.problem.visits) * len(group):
                self.row(0, most, [goes[at] for goes in self.goes])

    def uneven_load(self) -> None:
        """Each member's cost is above every tangent of the square of the distance to the share."""
        price = self.problem.weights.uneven_load
        shares = sum(member.share for member in self.problem.members)
        if price == 0 or shares == 0:
            return
        if len(self.groups) < len(self.problem.members):
            self._whole_loads([self.solver.NumVar(0, INFINITE, "")])
            return
        total = self.solver.NumVar(0, INFINITE, "")
        counted = [at for at, member in enumerate(self.problem.members) if member.share > 0]
        squares = []
        self.row(0, 0, [goes[at] for goes in self.goes for at in counted]).SetCoefficient(total, -1)
        for at in counted:
            share = self.problem.members[at].share
            square = self.solver.NumVar(0, INFINITE, "")
            away = self.solver.NumVar(-INFINITE, INFINITE, "")
            self.goal.SetCoefficient(square, price / share)
            row = self.row(0, 0, [goes[at] for goes in self.goes])
            row.SetCoefficient(total, -share / shares)
            row.SetCoefficient(away, -1)
            for point in TANGENTS:
                for signed in (point, -point):
                    tangent = self.solver.Constraint(-signed * signed, INFINITE)
                    tangent.SetCoefficient(square, 1)
                    tangent.SetCoefficient(away, -2 * signed)
            squares.append(square)
        self._whole_loads(squares)

    def _whole_loads(self, squares: list[Any]) -> None:
        """Visits that do not divide evenly leave somebody with one more than the others.

        ``squares`` come to those of all members. With n alike members and all visits held by the
        fewest people, T seats, that is at least r(n-r)/n, r being the rest of T/n. Each seat more
        or less takes off ``slope``.
        """
        members, fewest = self.problem.members, [*map(self.crews.fewest, range(len(self.held)))]
        if len({member.share for member in members}) > 1:
            return
        for square in squares:
            self.goal.SetCoefficient(square, self.problem.weights.uneven_load / members[0].share)
        count, seats = len(members), sum(fewest)
        rests = {more: _least_uneven(seats + more, count) for more in range(-count, count + 1)}
        slope = max((rests[0] - rest) / abs(more) for more, rest in rests.items() if more)
        # squares + slope * (seats beyond the fewest of what is held, fewest of what is not) >= rest
        row = self.row(rests[0] - slope * seats, INFINITE, squares, 1.0)
        for few, held, goes in zip(fewest, self.held, self.goes, strict=True):
            for part in goes:
                row.SetCoefficient(part, slope)
            for part in held.values():
                row.SetCoefficient(part, -2 * slope * few)

    def travel(self) -> None:
        """What is saved when one member goes straight from visit to visit of one day."""
        longest = _longest_chain(self.problem)
        bases = {member.base for member in self.problem.members if member.base}
        if longest < 2 or not bases or self.problem.weights.travel == 0:
            return
        saved = Savings(self.problem, self.places, bases)
        if len(self.problem.visits) > MOST_PAIRED:
            self._save_by_visits(saved, longest)
            return
        self.links = Links(self, longest, _most_a_day(self.problem))
        self.links.save(saved)

    def _save_by_visits(self, saved: Savings, longest: int) -> None:
        """Half of the best saving at each end of a link, without looking at pairs."""
        links = 1 if longest == 2 else 2
        for at, goes in enumerate(self.goes):
            worth = self.problem.weights.travel * links * saved.best(at) / 2
            for part in goes:
                self.goal.SetCoefficient(part, self.goal.GetCoefficient(part) - worth)


def _spans(problem: Problem) -> Mapping[str, Hashable]:
    """Period to its day, or to its week where days would make the relaxation too large."""
    weekly = len(problem.visits) * len(problem.days) > MOST_CELLS
    return {p.id: p.day.isocalendar()[:2] if weekly else p.day for p in problem.periods}


def _groups(problem: Problem) -> tuple[tuple[Member, ...], ...]:
    """Each member alone, or all as one where that would make the relaxation too large."""
    if not problem.members or len(problem.visits) * len(problem.members) <= MOST_SEATS:
        return tuple((member,) for member in problem.members)
    return (problem.members,)


def _there_and_back(ways: Floats, problem: Problem, member: Member, visit: Visit) -> float:
    if member.base is None:
        return 0.0
    base, place = problem.travel.index[member.base], problem.travel.index[visit.place]
    return float(ways[base, place] + ways[place, base])


def _price_of_leaving_out(problem: Problem, visit: Visit) -> float:
    weights, waiting = problem.weights, (problem.days[-1] - problem.days[0]).days + 1
    dropped = weights.dropped + weights.changed if visit.id in problem.in_baseline else 0.0
    price = weights.left_out * (visit.price or 0)
    return price + weights.priority_first * visit.weight * waiting + dropped


def _standing_cost(problem: Problem, visit: Visit, period_id: str) -> float:
    weights, day = problem.weights, problem.period[period_id].day
    late = max((day - visit.due).days, 0) if visit.due else 0
    waiting = (day - problem.days[0]).days
    base = problem.in_baseline.get(visit.id)
    moved = weights.moved + weights.changed if base and base.period != period_id else 0.0
    return visit.weight * (weights.late * late + weights.priority_first * waiting) + moved


def _rooms(
    problem: Problem, spans: Mapping[str, Hashable], capacity: Capacity | None
) -> Iterator[tuple[set[Hashable], float]]:
    """Spans and how many visits they hold together: by a capacity, or by the periods alone."""
    room: dict[Hashable, float] = defaultdict(float)
    day_spans = {period.day: spans[period.id] for period in problem.periods}
    for day, most in _rooms_of_days(problem, capacity).items():
        room[day_spans[day]] += most
    for span, most in room.items():
        yield {span}, most
    if capacity and capacity.per == "week":
        weeks: dict[Hashable, set[Hashable]] = defaultdict(set)
        for period in problem.periods:
            weeks[capacity.span_of(period)].add(spans[period.id])
        for in_week in weeks.values():
            yield in_week, capacity.most


def _rooms_of_days(problem: Problem, capacity: Capacity | None) -> Mapping[date, float]:
    most = INFINITE if capacity is None else float(capacity.most)
    in_period = most if capacity and capacity.per == "period" else INFINITE
    rooms: dict[date, float] = defaultdict(float)
    for period in problem.periods:
        own = INFINITE if period.capacity is None else period.capacity
        rooms[period.day] += min(own, in_period)
    if capacity and capacity.per != "period":
        rooms = {day: min(room, most) for day, room in rooms.items()}
    return rooms


def _most_a_day(problem: Problem) -> float:
    """Visits of any kind that one day can hold."""
    shared = [c.most for c in problem.capacities if c.visits is None and c.per != "period"]
    return min([*shared, max(_rooms_of_days(problem, None).values())])


def _people(problem: Problem, spans: Mapping[str, Hashable]) -> Mapping[Hashable, float]:
    """Places in crews that the members can fill in each span."""
    filled: dict[Hashable, float] = defaultdict(float)
    for member in problem.members:
        for (_, span), most in _by_day(problem, member, spans).items():
            filled[span] += most
    return filled


def _by_day(
    problem: Problem, member: Member, spans: Mapping[str, Hashable]
) -> Mapping[tuple[Any, Hashable], float]:
    most = len(problem.visits) if member.per_day is None else member.per_day
    return {
        (period.day, spans[period.id]): most
        for period in problem.periods
        if member.is_free_in(period.id)
    }


def _least_uneven(seats: int, members: int) -> float:
    """The squared distances to the mean when so many seats are dealt as evenly as can be."""
    rest = seats % members
    return rest * (members - rest) / members


def _most_visits(problem: Problem, member: Member) -> float:
    """Visits that a member's own limits leave room for in the whole time."""
    by_week: dict[Hashable, float] = defaultdict(float)
    weeks = {period.id: period.day.isocalendar()[:2] for period in problem.periods}
    for (_, week), most in _by_day(problem, member, weeks).items():
        by_week[week] += most
    per_week = INFINITE if member.per_week is None else member.per_week
    in_total = INFINITE if member.in_total is None else member.in_total
    return min(in_total, sum(min(per_week, most) for most in by_week.values()))


def _longest_chain(problem: Problem) -> int:
    """Visits that one member can have on one day."""
    limits = [len(problem.visits) if m.per_day is None else m.per_day for m in problem.members]
    return int(min(max(limits, default=0), len(problem.visits), _most_a_day(problem)))
