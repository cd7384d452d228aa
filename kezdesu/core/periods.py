"""Periods an office reports on: a half-year, a quarter, a month, a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Final

from .language import Case, language
from .language.rounding import roman_numeral

_CODE: Final = re.compile(
    r"(?P<year>[1-9]\d{3})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?"
)
_LENGTHS: Final = {1, 3, 6, 12}  # months
_ORDINALS_EN: Final = ("first", "second", "third", "fourth")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """`months` are 12, 6, 3 or 1; `index` counts from 1 within the year."""

    year: int
    months: int = 12
    index: int = 1

    def __post_init__(self) -> None:
        if self.months not in _LENGTHS or not 1 <= self.index <= 12 // self.months:
            raise ValueError(f"A year has no {self.index}th part of {self.months} months.")

    @classmethod
    def parse(cls, code: str) -> "Period":
        found = _CODE.fullmatch(code.strip().upper())
        if not found:
            raise ValueError(f"{code!r} is not a period; write 2023-H1, 2023-Q1, 2023-05 or 2023.")
        year = int(found["year"])
        for name, months in (("half", 6), ("quarter", 3), ("month", 1)):
            if found[name]:
                return cls(year, months, int(found[name]))
        return cls(year)

    @classmethod
    def half_year_of(cls, day: date) -> "Period":
        return cls(day.year, 6, 1 if day.month <= 6 else 2)

    @classmethod
    def spanning(cls, first: date, last: date) -> "Period | None":
        """The period of just these days, if there is one."""
        months = last.month - first.month + 1
        if first.year != last.year or months not in _LENGTHS or (first.month - 1) % months:
            return None
        period = cls(first.year, months, (first.month - 1) // months + 1)
        return period if (period.starts_on, period.ends_on) == (first, last) else None

    @property
    def code(self) -> str:
        parts = {12: "", 6: f"-H{self.index}", 3: f"-Q{self.index}", 1: f"-{self.index:02}"}
        return f"{self.year}{parts[self.months]}"

    @property
    def starts_on(self) -> date:
        return date(self.year, (self.index - 1) * self.months + 1, 1)

    @property
    def ends_on(self) -> date:
        last = self.index * self.months
        return date(self.year, last, monthrange(self.year, last)[1])

    def previous(self) -> "Period":
        if self.index > 1:
            return Period(self.year, self.months, self.index - 1)
        return Period(self.year - 1, self.months, 12 // self.months)

    def next(self) -> "Period":
        if self.index < 12 // self.months:
            return Period(self.year, self.months, self.index + 1)
        return Period(self.year + 1, self.months, 1)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __lt__(self, other: "Period") -> bool:
        return (self.starts_on, -self.months) < (other.starts_on, -other.months)

    def __str__(self) -> str:
        return self.code

    def label(self, code: str) -> str:
        """«2023 жылғы I жартыжылдық», «I полугодие 2023 года», "first half of 2023"."""
        return _LABELS[code](self)

    def during(self, code: str) -> str:
        """«2023 жылғы I жартыжылдықта», «в I полугодии 2023 года», "in the first half of 2023"."""
        return _DURING[code](self)


def _kazakh(period: Period, case: Case = "nominative") -> str:
    decline = language("kk").decline
    if period.months == 12:
        # «2023 жылы», the adverb, where other periods take the locative.
        return f"{period.year} {'жыл' if case == 'nominative' else 'жылы'}"
    if period.months == 1:
        return f"{period.year} жылғы {decline(language('kk').month(period.index), case)}"
    noun = "жартыжылдық" if period.months == 6 else "тоқсан"
    return f"{period.year} жылғы {roman_numeral(period.index)} {decline(noun, case)}"


def _russian(period: Period) -> str:
    if period.months == 12:
        return f"{period.year} год"
    if period.months == 1:
        return f"{language('ru').month(period.index)} {period.year} года"
    noun = "полугодие" if period.months == 6 else "квартал"
    return f"{roman_numeral(period.index)} {noun} {period.year} года"


def _during_russian(period: Period) -> str:
    if period.months == 12:
        return f"в {period.year} году"
    if period.months == 1:
        month = language("ru").month(period.index)
        # март and август only add a letter; the rest change the last one.
        prepositional = month + "е" if month.endswith("т") else month[:-1] + "е"
        return f"в {prepositional} {period.year} года"
    noun = "полугодии" if period.months == 6 else "квартале"
    # «во II», because it is read «во втором».
    preposition = "во" if period.index == 2 else "в"
    return f"{preposition} {roman_numeral(period.index)} {noun} {period.year} года"


def _english(period: Period) -> str:
    if period.months == 12:
        return str(period.year)
    if period.months == 1:
        return f"{language('en').month(period.index)} {period.year}"
    noun = "half" if period.months == 6 else "quarter"
    return f"{_ORDINALS_EN[period.index - 1]} {noun} of {period.year}"


def _during_english(period: Period) -> str:
    article = "the " if period.months in {3, 6} else ""
    return f"in {article}{_english(period)}"


_LABELS: Final = {"kk": _kazakh, "ru": _russian, "en": _english}
_DURING: Final = {
    "kk": lambda period: _kazakh(period, "locative"),
    "ru": _during_russian,
    "en": _during_english,
}
