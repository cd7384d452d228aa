"""What the engine gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import inf

from planner.language import Language, Words
from planner.problem import Assignment
from planner.rules import rule_named
from planner.rules.base import Violation


@dataclass(frozen=True)
class Stop:
    """One visit of a trip and when it begins (minutes after midnight)."""

    visit: str
    starts_at: float


@dataclass(frozen=True)
class Trip:
    """One crew's visits of one period, in order."""

    period: str
    crew: tuple[str, ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Obstacle:
    """Why a visit is left out or late.

    Each of ``rule_sets`` is a smallest set of hard rules without which the visit would fit into the
    plan as it stands, most helpful first. Empty: no rule forbids it, it only costs more.
    """

    visit: str
    kind: str  # left_out or late
    rule_sets: tuple[tuple[str, ...], ...]
    beyond_one_visit: bool = False
    """True: no three rules together make room for it."""

    def sentence(self, language: Language = "en") -> str:
        if self.beyond_one_visit:
            return _BEYOND[self.kind].say(language, visit=self.visit)
        if not self.rule_sets:
            return _ONLY_COST[self.kind].say(language, visit=self.visit)
        ways = [
            _JOINT[language].join(_label(name, language) for name in names)
            for names in self.rule_sets
        ]
        return _OBSTACLE[self.kind].say(language, visit=self.visit, rules="; ".join(ways))


@dataclass(frozen=True)
class Solution:
    """A plan, its price and what is known about both.

    ``violations`` is not empty only where no plan was found that keeps every rule (something that
    must be planned is left out, or a quota is missed). ``cost`` is in points, by weight.
    ``lower_bound`` is proven: no plan that keeps every rule costs less; infinite where
    there is none.
    """

    assignments: tuple[Assignment, ...]
    cost: Mapping[str, float]
    violations: tuple[Violation, ...]
    left_out: tuple[Obstacle, ...]
    late: tuple[Obstacle, ...]
    lower_bound: float
    iterations: int
    seconds: float

    @property
    def total(self) -> float:
        return sum(self.cost.values())

    @property
    def is_feasible(self) -> bool:
        return not self.violations

    @property
    def is_proven_impossible(self) -> bool:
        """Whether it is proven that no plan at all keeps every rule."""
        return self.lower_bound == inf

    @property
    def gap(self) -> float | None:
        """How much of the cost might at most be saved, from 0 to 1; None for an infeasible plan."""
        if not self.is_feasible:
            return None
        return max(0.0, self.total - self.lower_bound) / self.total if self.total > 0 else 0.0

    @property
    def trips(self) -> tuple[Trip, ...]:
        return trips_of(self.assignments)


def trips_of(assignments: Iterable[Assignment]) -> tuple[Trip, ...]:
    """Visits of one period with the same crew are one trip."""

    def trip(each: Assignment) -> tuple[str, tuple[str, ...]]:
        return each.period, tuple(sorted(each.crew))

    in_order = sorted(assignments, key=lambda each: (*trip(each), each.starts_at))
    trips = [
        Trip(period, crew, tuple(Stop(each.visit, each.starts_at) for each in visits))
        for (period, crew), visits in groupby(in_order, key=trip)
    ]
    return tuple(sorted(trips, key=lambda each: (each.period, each.stops[0].starts_at, each.crew)))


def assignments_in(trips: Iterable[Trip]) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(visit=stop.visit, period=trip.period, starts_at=stop.starts_at, crew=trip.crew)
        for trip in trips
        for stop in trip.stops
    )


def _label(name: str, language: Language) -> str:
    return rule_named(name).label.say(language)


_JOINT: Mapping[Language, str] = {"kk": " және ", "ru": " и ", "en": " and "}
_OBSTACLE = {
    "left_out": Words(
        "«{visit}» жоспарға енбеді. Кедергі болып тұрған ереже: {rules}.",
        "Встреча «{visit}» не вошла в план. Мешает правило: {rules}.",
        "“{visit}” is left out. The rule that stands in the way: {rules}.",
    ),
    "late": Words(
        "«{visit}» мерзімінен кеш қойылды. Кедергі болып тұрған ереже: {rules}.",
        "Встреча «{visit}» стоит позже срока. Мешает правило: {rules}.",
        "“{visit}” is later than due. The rule that stands in the way: {rules}.",
    ),
}
_ONLY_COST = {
    "left_out": Words(
        "«{visit}» жоспарға енбеді: ешбір ереже кедергі емес, бірақ оны қосу қымбатқа түседі.",
        "Встреча «{visit}» не вошла в план: правила её не запрещают, но включить её дороже.",
        "“{visit}” is left out: no rule forbids it, but planning it costs more.",
    ),
    "late": Words(
        "«{visit}» мерзімінен кеш қойылды: ешбір ереже кедергі емес, бірақ ертерегі қымбат.",
        "Встреча «{visit}» стоит позже срока: правила не мешают, но раньше — дороже.",
        "“{visit}” is later than due: no rule forbids an earlier day, but it costs more.",
    ),
}
_BEYOND = {
    "left_out": Words(
        "«{visit}» жоспарға енбеді: үш ережені қатар алып тастау да жеткіліксіз.",
        "Встреча «{visit}» не вошла в план: мало снять даже три правила сразу.",
        "“{visit}” is left out: even without three rules at once it would not fit.",
    ),
    "late": Words(
        "«{visit}» мерзімінен кеш қойылды: үш ережені қатар алып тастау да жеткіліксіз.",
        "Встреча «{visit}» стоит позже срока: мало снять даже три правила сразу.",
        "“{visit}” is later than due: even without three rules at once it would not fit earlier.",
    ),
}
