from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from kezdesu.core.periods import Period


class Span(Protocol):
    """A period, or any other days one after another."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


class Days(NamedTuple):
    starts_on: date
    ends_on: date


# Of which figure another is told in percent, by their names within a track or subject.
_WHOLES: Final = {
    "places_met": "targets",
    "priority_places_met": "priority_places",
    "institutions_met": "institutions",
    "visits_held": "meetings_planned",
    "answered": "raised",
}


def whole_of(key: str) -> str:
    """The key of the figure that the figure `key` is a part of; "" where no percentage is told."""
    section, _dot, name = key.partition(".")
    return f"{section}.{_WHOLES[name]}" if name in _WHOLES else ""


def percent(part: int, whole: int) -> int | None:
    """Whole percent, halves up; 100 only when all of it is there, 0 only when none; None of 0."""
    if whole == 0:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        return min(max(rounded, 1), 99)
    return rounded


def local_bounds(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments at which the days begin and have ended where the office is."""
    after = span.ends_on + timedelta(days=1)
    return (
        datetime.combine(span.starts_on, time.min, zone),
        datetime.combine(after, time.min, zone),
    )


def week_of(monday: date) -> Days:
    return Days(monday, monday + timedelta(days=6))


@cache
def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_of(period: Period) -> list[date]:
    """The Monday of every ISO week that touches the period."""
    first = monday_of(period.starts_on)
    count = (period.ends_on - first).days // 7 + 1
    return [first + timedelta(weeks=week) for week in range(count)]
