"""The days that a view of the calendar shows, as its address names them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kezdesu.core.language import language
from kezdesu.core.periods import Period

DAY, WEEK, MONTH, HALF_YEAR = "day", "week", "month", "half_year"
KINDS: Final = (DAY, WEEK, MONTH, HALF_YEAR)
# What lies outside is a mistyped address: no schedule is a century away.
YEARS: Final = range(1990, 2200)
_MONTHS: Final = {1: MONTH, 6: HALF_YEAR}


@dataclass(frozen=True, slots=True)
class Window:
    """A day (2023-03-06), an ISO week (2023-W10), a month (2023-03) or a half-year (2023-H1)."""

    kind: str
    starts_on: date
    ends_on: date

    @classmethod
    def around(cls, day: date, kind: str) -> "Window":
        if kind == DAY:
            return cls(DAY, day, day)
        if kind == WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(WEEK, monday, monday + timedelta(days=6))
        period = Period(day.year, 1, day.month) if kind == MONTH else Period.half_year_of(day)
        return cls(kind, period.starts_on, period.ends_on)

    @classmethod
    def parse(cls, code: str) -> "Window":
        """ValueError for what names no days, or days outside YEARS."""
        window = cls._parsed(code)
        if window.starts_on.year not in YEARS:
            raise ValueError(f"{code!r} is too far away.")
        return window

    @classmethod
    def _parsed(cls, code: str) -> "Window":
        if "-W" in code:
            year, week = code.split("-W")
            return cls.around(date.fromisocalendar(int(year), int(week), 1), WEEK)
        if code.count("-") == 2:
            return cls.around(date.fromisoformat(code), DAY)
        period = Period.parse(code)
        if period.months not in _MONTHS:
            raise ValueError(f"{code!r} is neither a month nor a half-year.")
        return cls.around(period.starts_on, _MONTHS[period.months])

    @property
    def code(self) -> str:
        if self.kind == DAY:
            return self.starts_on.isoformat()
        if self.kind == WEEK:
            year, week, _ = self.starts_on.isocalendar()
            return f"{year}-W{week:02}"
        return self._period.code

    @property
    def previous(self) -> "Window":
        return Window.around(self.starts_on - timedelta(days=1), self.kind)

    @property
    def next(self) -> "Window":
        return Window.around(self.ends_on + timedelta(days=1), self.kind)

    @property
    def _period(self) -> Period:
        if self.kind == MONTH:
            return Period(self.starts_on.year, 1, self.starts_on.month)
        return Period.half_year_of(self.starts_on)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def label(self, code: str) -> str:
        """«2023 жылғы наурыз», «6–12 марта 2023 года», "Monday, 6 March 2023"."""
        if self.kind == DAY:
            speaks = language(code)
            return f"{speaks.long_date(self.starts_on)}, {speaks.weekday(self.starts_on)}"
        if self.kind == WEEK:
            return language(code).date_span(self.starts_on, self.ends_on)
        return self._period.label(code)
