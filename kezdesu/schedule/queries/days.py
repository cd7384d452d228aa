"""The calendar day by day: a week's columns and a month's cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language

from kezdesu.accounts.models import Office
from kezdesu.programmes.calendar import public_holiday, working_days

from ..models import Plan
from ..proposals import Broken
from ..rules import days_between
from ..windows import WEEK, Window
from .cards import Card, Goer, cards
from .judged import broken_now
from .shown import Narrowed, Shown, shown_visits

# What a day shows before it leads to its list: a nation's day would not fit a page.
MOST: Final = {WEEK: 15, "month": 5}


@dataclass(frozen=True)
class GridDay:
    day: date
    is_today: bool
    is_working: bool
    is_within: bool  # a month's first and last weeks hold days of its neighbours
    holiday: str
    count: int
    cards: tuple[Card, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class CrewRow:
    """One crew's week: who they are, and their visits of each day."""

    key: str
    crew: tuple[Goer, ...]
    cells: tuple[tuple[date, tuple[Card, ...]], ...]


@dataclass(frozen=True)
class Grid:
    weeks: tuple[tuple[GridDay, ...], ...]  # Monday to Sunday each

    @property
    def days(self) -> tuple[GridDay, ...]:
        return tuple(day for week in self.weeks for day in week)

    @property
    def count(self) -> int:
        return sum(day.count for day in self.days)

    @property
    def crews(self) -> list[CrewRow]:
        """By the time of their first visit."""
        shown = [card for day in self.days for card in day.cards]
        by_crew: dict[str, list[Card]] = {}
        for card in shown:
            by_crew.setdefault(card.crew_key, []).append(card)
        return [
            CrewRow(key, held[0].crew, tuple(_cells(self.days, held)))
            for key, held in by_crew.items()
        ]


def grid(office: Office, window: Window, narrowed: Narrowed) -> Grid:
    """Whole weeks: of a month also the days of its neighbours, which stay empty."""
    first = Window.around(window.starts_on, WEEK).starts_on
    last = Window.around(window.ends_on, WEEK).ends_on
    shown = shown_visits(office, window, narrowed)
    days = list(_days(office, list(days_between(first, last)), window, shown, narrowed))
    return Grid(tuple(tuple(days[at : at + 7]) for at in range(0, len(days), 7)))


def _days(
    office: Office, days: Sequence[date], window: Window, shown: Shown, narrowed: Narrowed
) -> Iterable[GridDay]:
    today = timezone.localdate(timezone=shown.zone)
    working = set(working_days(office, days[0], days[-1]))
    keys = _keys_by_day(shown)
    drawn = [pk for of_day in keys.values() for pk in of_day[: MOST[window.kind]]]
    by_day: dict[date, list[Card]] = {}
    for card in cards(shown, drawn, broken_in(shown, narrowed)):
        by_day.setdefault(card.row.starts_at.date(), []).append(card)
    for day in days:
        yield GridDay(
            day=day,
            is_today=day == today,
            is_working=day in working,
            is_within=day in window,
            holiday=_holiday(day),
            count=len(keys.get(day, ())),
            cards=tuple(by_day.get(day, ())),
        )


def _keys_by_day(shown: Shown) -> Mapping[date, list[int]]:
    starts = shown.visits.order_by("starts_at", "pk").values_list("starts_at", "pk")
    found = ((starts_at.astimezone(shown.zone).date(), pk) for starts_at, pk in starts)
    return {day: [pk for _day, pk in held] for day, held in groupby(found, lambda each: each[0])}


def broken_in(shown: Shown, narrowed: Narrowed) -> Mapping[int | None, list[Broken]]:
    """Rules are judged where one version is looked at, while it is open: an approved one stands."""
    plan: Plan | None = shown.plans.get(narrowed.plan or 0)
    return broken_now(plan) if plan else {}


def _cells(
    days: Iterable[GridDay], held: Iterable[Card]
) -> Iterable[tuple[date, tuple[Card, ...]]]:
    for day in days:
        yield day.day, tuple(card for card in held if card.row.starts_at.date() == day.day)


def _holiday(day: date) -> str:
    holiday = public_holiday(day)
    return getattr(holiday, get_language() or "kk") if holiday else ""
