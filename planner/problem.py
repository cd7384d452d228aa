"""What is to be planned. Every part checks itself; a Problem that exists is well formed.

Days are dates, times of day are minutes after midnight, durations are minutes (ways and starts may
have decimals), costs are points (one point is worth one minute that one person spends travelling).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from math import isfinite
from types import MappingProxyType
from typing import Literal

from planner.complaints import (
    AFTER_ITSELF,
    ANOTHER_VISIT,
    COLUMNS,
    EMPTY,
    FINITE,
    ONE_PERSON,
    PINNED_MORE,
    PLACE_TWICE,
    QUOTA,
    ROWS,
    SHARE,
    SKILL_ONLY,
    WAY_TO_ITSELF,
)
from planner.fault import require, under, within
from planner.weights import MOST_POINTS, Weights

NeedKind = Literal["category", "language", "skill", "person"]
Per = Literal["period", "day", "week"]

DAY_MINUTES = 24 * 60
MOST_CREW = 30


@dataclass(frozen=True, kw_only=True)
class Period:
    """A part of a day in which visits can be held, such as one morning."""

    id: str
    day: date
    part: str = ""
    starts_at: int
    minutes: int
    capacity: int | None = None
    """Most visits in this period, beside what the problem's ``capacities`` allow."""

    def __post_init__(self) -> None:
        require(bool(self.id), "id", EMPTY)
        within(self.starts_at, 0, DAY_MINUTES - 1, "starts_at")
        within(self.minutes, 1, DAY_MINUTES - self.starts_at, "minutes")
        _limit(self.capacity, "capacity")

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.minutes


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who can go. Limits count visits; ``available`` None means every period."""

    id: str
    name: str = ""
    categories: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    skills: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    available: frozenset[str] | None = None
    per_day: int | None = None
    per_week: int | None = None
    in_total: int | None = None
    base: str | None = None
    """Where the working day begins and ends; None: the ways there are not counted."""
    share: float = 1.0
    """Fair part of the work relative to the others; 0 leaves the member uncompared."""

    def __post_init__(self) -> None:
        require(bool(self.id), "id", EMPTY)
        for skill, level in self.skills.items():
            within(level, 1, 100, f"skills.{skill}")
        _limit(self.per_day, "per_day")
        _limit(self.per_week, "per_week")
        _limit(self.in_total, "in_total")
        require(isfinite(self.share), "share", FINITE)
        require(self.share == 0 or 0.01 <= self.share <= 100, "share", SHARE)

    def is_free_in(self, period: str) -> bool:
        return self.available is None or period in self.available


@dataclass(frozen=True, kw_only=True)
class Need:
    """At least ``count`` of a crew have a category, language or skill of ``level``; or a person."""

    kind: NeedKind
    value: str
    count: int = 1
    level: int = 1

    def __post_init__(self) -> None:
        require(bool(self.value), "value", EMPTY)
        within(self.count, 1, MOST_CREW, "count")
        within(self.level, 1, 100, "level")
        require(self.kind != "person" or self.count == 1, "count", ONE_PERSON)
        require(self.kind == "skill" or self.level == 1, "level", SKILL_ONLY)

    def met_by(self, member: Member) -> bool:
        if self.kind == "category":
            return self.value in member.categories
        if self.kind == "language":
            return self.value in member.languages
        if self.kind == "skill":
            return member.skills.get(self.value, 0) >= self.level
        return self.value == member.id


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A meeting to be held at a place. Without a ``price`` it must be planned."""

    id: str
    place: str
    minutes: int
    weight: float = 1.0
    price: int | None = None
    """Points that leaving it out costs; None: it may not be left out."""
    due: date | None = None
    allowed_days: frozenset[date] | None = None
    allowed_weekdays: frozenset[int] | None = None
    """ISO numbers: 1 is Monday."""
    allowed_periods: frozenset[str] | None = None
    opens_at: int = 0
    closes_at: int = DAY_MINUTES
    begin_by: int | None = None
    """Beginning later on its day is allowed but costs ``delay``."""
    needs: tuple[Need, ...] = ()
    crew_min: int = 1
    crew_max: int = 4
    after: frozenset[str] = frozenset()
    """Visits that must be held and over before this one begins."""
    pinned_period: str | None = None
    pinned_members: frozenset[str] = frozenset()
    """Members that must be in the crew; others may join up to ``crew_max``."""

    def __post_init__(self) -> None:
        require(bool(self.id), "id", EMPTY)
        within(self.minutes, 1, DAY_MINUTES, "minutes")
        require(isfinite(self.weight), "weight", FINITE)
        within(self.weight, 0, 1000, "weight")
        if self.price is not None:
            within(self.price, 0, MOST_POINTS, "price")
        for weekday in self.allowed_weekdays or ():
            within(weekday, 1, 7, "allowed_weekdays")
        within(self.opens_at, 0, DAY_MINUTES, "opens_at")
        within(self.closes_at, 0, DAY_MINUTES, "closes_at")
        if self.begin_by is not None:
            within(self.begin_by, 0, DAY_MINUTES, "begin_by")
        within(self.crew_min, 1, MOST_CREW, "crew_min")
        within(self.crew_max, self.crew_min, MOST_CREW, "crew_max")
        require(self.id not in self.after, "after", AFTER_ITSELF)
        pinned, most = len(self.pinned_members), self.crew_max
        require(pinned <= most, "pinned_members", PINNED_MORE, count=pinned, most=most)

    def is_open_in(self, period: Period) -> bool:
        """Whether there is time for it then, as far as the visit alone is asked."""
        begins, ends = max(period.starts_at, self.opens_at), min(period.ends_at, self.closes_at)
        return (
            begins + self.minutes <= ends
            and (self.allowed_days is None or period.day in self.allowed_days)
            and (self.allowed_weekdays is None or period.day.isoweekday() in self.allowed_weekdays)
            and (self.allowed_periods is None or period.id in self.allowed_periods)
            and self.pinned_period in (None, period.id)
        )


@dataclass(frozen=True, kw_only=True)
class Spacing:
    """Days between two visits, in either order, when both are planned."""

    first: str
    second: str
    at_least: int = 0
    at_most: int | None = None

    def __post_init__(self) -> None:
        require(self.first != self.second, "second", ANOTHER_VISIT)
        within(self.at_least, 0, 10_000, "at_least")
        if self.at_most is not None:
            within(self.at_most, self.at_least, 10_000, "at_most")


@dataclass(frozen=True, kw_only=True)
class StartLag:
    """Minutes from the start of one visit to that of another of the same day, if both are planned.

    None is no limit; without any limit the days may differ. 0 and 0: they begin together.
    """

    first: str
    second: str
    at_least: int | None = 0
    at_most: int | None = 0
    different_people: bool = True
    """Nobody is in both crews."""

    def __post_init__(self) -> None:
        require(self.first != self.second, "second", ANOTHER_VISIT)
        if self.at_least is not None:
            within(self.at_least, 0, DAY_MINUTES, "at_least")
        if self.at_most is not None:
            within(self.at_most, self.at_least or 0, DAY_MINUTES, "at_most")


@dataclass(frozen=True, kw_only=True)
class Quota:
    """At least so many of a set of visits are held by a date, that day included."""

    id: str
    visits: frozenset[str]
    at_least: int
    by: date

    def __post_init__(self) -> None:
        require(bool(self.id), "id", EMPTY)
        least, size = self.at_least, len(self.visits)
        require(0 <= least <= size, "at_least", QUOTA, least=least, size=size)


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """At most so many of a set of visits are held in every period, day or ISO week."""

    id: str
    most: int
    per: Per
    visits: frozenset[str] | None = None
    """The visits that are counted; None is every visit."""

    def __post_init__(self) -> None:
        require(bool(self.id), "id", EMPTY)
        within(self.most, 0, 100_000, "most")

    def counts(self, visit: str) -> bool:
        return self.visits is None or visit in self.visits

    def span_of(self, period: Period) -> str | date | tuple[int, int]:
        """What the period is a part of, as far as this capacity counts."""
        if self.per == "week":
            return period.day.isocalendar()[:2]
        return period.day if self.per == "day" else period.id


@dataclass(frozen=True, kw_only=True)
class Finish:
    """A set of visits that is wanted done early: what counts is when the last of it is over.

    The time is told in working minutes: all minutes of the periods before, and those of its own.
    Visits left out do not count.
    """

    id: str
    weight: float = 1.0
    visits: frozenset[str] | None = None
    """None is every visit."""

    def __post_init__(self) -> None:
        require(bool(self.id), "id", EMPTY)
        require(isfinite(self.weight), "weight", FINITE)
        within(self.weight, 0, 1000, "weight")

    def counts(self, visit: str) -> bool:
        return self.visits is None or visit in self.visits


@dataclass(frozen=True, kw_only=True)
class Travel:
    """Minutes from place to place: row is from, column is to, in the order of ``places``."""

    places: tuple[str, ...]
    minutes: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        size = len(self.places)
        _unique(self.places, "places")
        rows = len(self.minutes)
        require(rows == size, "minutes", ROWS, count=rows, size=size)
        for at, row in enumerate(self.minutes):
            require(len(row) == size, f"minutes[{at}]", COLUMNS, count=len(row), size=size)
            for column, value in enumerate(row):
                if not 0 <= value <= DAY_MINUTES:
                    within(value, 0, DAY_MINUTES, f"minutes[{at}][{column}]")
            require(row[at] == 0, f"minutes[{at}][{at}]", WAY_TO_ITSELF)

    @classmethod
    def flat(cls, places: Iterable[str], minutes: float) -> Travel:
        """The same minutes between any two places."""
        names = tuple(places)
        rows = tuple(tuple(0 if a == b else minutes for b in names) for a in names)
        return cls(places=names, minutes=rows)

    @cached_property
    def index(self) -> Mapping[str, int]:
        return {place: at for at, place in enumerate(self.places)}

    def between(self, start: str, end: str) -> float:
        return self.minutes[self.index[start]][self.index[end]]


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """One planned visit: its period, start (minutes after midnight) and crew."""

    visit: str
    period: str
    starts_at: float
    crew: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    periods: tuple[Period, ...]
    members: tuple[Member, ...]
    visits: tuple[Visit, ...]
    travel: Travel
    capacities: tuple[Capacity, ...] = ()
    crews_stay_together: bool = False
    """True: members who share one visit of a period share all their visits of that period."""
    spacings: tuple[Spacing, ...] = ()
    start_lags: tuple[StartLag, ...] = ()
    quotas: tuple[Quota, ...] = ()
    finishes: tuple[Finish, ...] = ()
    left_out_budget: int | None = None
    """Most points that the prices of all visits left out may come to."""
    baseline: tuple[Assignment, ...] = ()
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        from planner.consistency import check_consistency

        check_consistency(self)

    @cached_property
    def visit(self) -> Mapping[str, Visit]:
        return {visit.id: visit for visit in self.visits}

    @cached_property
    def member(self) -> Mapping[str, Member]:
        return {member.id: member for member in self.members}

    @cached_property
    def period(self) -> Mapping[str, Period]:
        return {period.id: period for period in self.periods}

    @cached_property
    def days(self) -> tuple[date, ...]:
        return tuple(sorted({period.day for period in self.periods}))

    @cached_property
    def working_minutes_before(self) -> Mapping[str, int]:
        """Minutes of all the periods before each period."""
        in_order = sorted(self.periods, key=lambda period: (period.day, period.starts_at))
        before = accumulate((period.minutes for period in in_order), initial=0)
        return {period.id: minutes for period, minutes in zip(in_order, before, strict=False)}

    @cached_property
    def in_baseline(self) -> Mapping[str, Assignment]:
        return {each.visit: each for each in self.baseline}


def _limit(value: int | None, path: str) -> None:
    if value is not None:
        within(value, 0, 100_000, path)


def _unique(names: Sequence[str], path: str) -> None:
    seen: dict[str, int] = {}
    for at, name in enumerate(names):
        with under(f"{path}[{at}]"):
            first = f"{path}[{seen.get(name)}]"
            require(name not in seen, "", PLACE_TWICE, name=name, first=first)
        seen[name] = at
