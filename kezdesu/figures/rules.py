from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from kezdesu.core.periods import Period


def percent(part: int, whole: int) -> int | None:
    """Whole percent, halves up; 100 only when all of it is there, 0 only when none; None of 0."""
    if whole == 0:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        return min(max(rounded, 1), 99)
    return rounded


def local_bounds(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments at which the period begins and has ended where the office is."""
    after = period.ends_on + timedelta(days=1)
    return (
        datetime.combine(period.starts_on, time.min, zone),
        datetime.combine(after, time.min, zone),
    )


@cache
def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_of(period: Period) -> list[date]:
    """The Monday of every ISO week that touches the period."""
    first = monday_of(period.starts_on)
    count = (period.ends_on - first).days // 7 + 1
    return [first + timedelta(weeks=week) for week in range(count)]
