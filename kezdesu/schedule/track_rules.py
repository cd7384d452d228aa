"""A track's rules, read from its rows into values that planning counts with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kezdesu.programmes.choices import RuleKind
from kezdesu.programmes.models import Rule
from kezdesu.programmes.rules import HIGHEST_WEIGHT, USUAL

Stated = tuple[str, Mapping[str, Any]]  # a rule's kind and values
Minutes = tuple[int, int]  # from, to: after midnight


@dataclass(frozen=True, kw_only=True)
class Skilled:
    """So many of a crew have a skill at a level or above."""

    skill: str
    level: int
    at_least: int


@dataclass(frozen=True, kw_only=True)
class TrackRules:
    """What binds a track's schedule, and what each cost is worth; None means without limit."""

    stated: tuple[Stated, ...]
    crew_min: int
    crew_max: int
    categories: tuple[tuple[str, int], ...]
    skills: tuple[Skilled, ...]
    languages: tuple[tuple[str, int], ...]
    speaks_language_of_place: bool
    member_a_day: int | None
    member_a_week: int | None
    member_in_total: int | None
    meetings_a_part: int | None
    meetings_a_day: int | None
    meetings_a_week: int | None
    quotas: tuple[tuple[int, date], ...]
    allowed: tuple[tuple[date, date], ...]
    weekdays: frozenset[int] | None  # 0 is Monday
    parts: tuple[Minutes, ...]  # of a day, in order
    states_hours: bool  # a coordinator may move a visit to any hour unless the track states some
    minutes: int
    days_apart: tuple[int, int | None]
    priority_weight: int
    left_out: tuple[int, int]  # points of a place of importance 1, and of the highest
    weights: Mapping[str, int]  # points, by the engine's names of costs

    def allows(self, day: date) -> bool:
        return not self.allowed or any(first <= day <= last for first, last in self.allowed)

    def price(self, weight: int) -> int:
        """Points that a visit of this importance costs when it is left out."""
        ordinary, highest = self.left_out
        return ordinary + (highest - ordinary) * (weight - 1) // (HIGHEST_WEIGHT - 1)

    def opens(self, start: int, end: int) -> bool:
        """Whether one part of a day holds these minutes."""
        return any(first <= start and end <= last for first, last in self.parts)


def track_rules(rules: Iterable[Rule]) -> TrackRules:
    return rules_of([(rule.kind, rule.values) for rule in rules])


def rules_of(stated: Iterable[Stated]) -> TrackRules:
    """Of two rules of a kind that allows only one, the stricter holds."""
    told = tuple(stated)
    held = _Held(told)
    size = held.strictest(RuleKind.CREW_SIZE)
    spacing = held.strictest(RuleKind.SPACING)
    left_out = held.last(RuleKind.LEFT_OUT)
    weekdays = [frozenset(each["weekdays"]) for each in held.all(RuleKind.ALLOWED_WEEKDAYS)]
    return TrackRules(
        stated=told,
        crew_min=size["min"],
        crew_max=size["max"],
        categories=held.pairs(RuleKind.CREW_CATEGORY, "category"),
        skills=tuple(Skilled(**each) for each in held.all(RuleKind.CREW_SKILL)),
        languages=held.pairs(RuleKind.CREW_LANGUAGE, "language"),
        speaks_language_of_place=bool(held.all(RuleKind.PLACE_LANGUAGE)),
        member_a_day=held.least(RuleKind.MEMBER_DAILY_LIMIT),
        member_a_week=held.least(RuleKind.MEMBER_WEEKLY_LIMIT),
        member_in_total=held.least(RuleKind.MEMBER_TOTAL_LIMIT),
        meetings_a_part=held.least(RuleKind.PERIOD_CAPACITY),
        meetings_a_day=held.least(RuleKind.DAILY_CAPACITY),
        meetings_a_week=held.least(RuleKind.WEEKLY_CAPACITY),
        quotas=tuple((each["at_least"], _day(each["by"])) for each in held.all(RuleKind.QUOTA)),
        allowed=tuple(
            (_day(first), _day(last))
            for each in held.all(RuleKind.ALLOWED_DATES)
            for first, last in each["ranges"]
        ),
        weekdays=frozenset.intersection(*weekdays) if weekdays else None,
        parts=tuple(
            (_minute(start), _minute(end)) for start, end in held.last(RuleKind.OPEN_HOURS)["parts"]
        ),
        states_hours=bool(held.all(RuleKind.OPEN_HOURS)),
        minutes=held.last(RuleKind.MEETING_LENGTH)["minutes"],
        days_apart=(spacing["at_least"], spacing["at_most"]),
        priority_weight=held.last(RuleKind.PRIORITY)["weight"],
        left_out=(left_out["ordinary"], left_out["highest"]),
        weights={kind.value: held.last(kind)["minutes"] for kind in _WEIGHTS},
    )


_WEIGHTS: Final = (
    RuleKind.LATE,
    RuleKind.PRIORITY_FIRST,
    RuleKind.UNEVEN_LOAD,
    RuleKind.SAME_SPEAKER_AGAIN,
)


class _Held:
    """Stated rules by kind, with what is usual where none is stated."""

    def __init__(self, stated: Iterable[Stated]) -> None:
        self._by_kind: dict[str, list[Mapping[str, Any]]] = {}
        for kind, values in stated:
            self._by_kind.setdefault(kind, []).append(values)

    def all(self, kind: RuleKind) -> list[Mapping[str, Any]]:
        return self._by_kind.get(kind, [])

    def last(self, kind: RuleKind) -> Mapping[str, Any]:
        return [USUAL[kind], *self.all(kind)][-1]

    def strictest(self, kind: RuleKind) -> Mapping[str, Any]:
        """The highest of the leasts, the lowest of the mosts."""
        every = self.all(kind) or [USUAL[kind]]
        return {
            name: max(each[name] for each in every)
            if name in {"min", "at_least"}
            else min((each[name] for each in every if each[name] is not None), default=None)
            for name in USUAL[kind]
        }

    def least(self, kind: RuleKind) -> int | None:
        return min((each["meetings"] for each in self.all(kind)), default=None)

    def pairs(self, kind: RuleKind, name: str) -> tuple[tuple[str, int], ...]:
        return tuple((each[name], each["at_least"]) for each in self.all(kind))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
