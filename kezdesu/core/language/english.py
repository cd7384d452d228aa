from collections.abc import Iterable
from datetime import date
from typing import Final

from .alphabet import alphabetical_key
from .cases import Case, refuse_unknown_case
from .dates import day_first_span
from .rounding import Number, grouped, roman_numeral, round_below, round_near

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS: Final = (*("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),)
WEEKDAYS_SHORT: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def number(value: Number) -> str:
    return grouped(value, separator=",", point=".", shortest=4)


def percent(value: Number) -> str:
    return f"{number(value)}%"


def with_suffix(value: Number, case: Case) -> str:
    refuse_unknown_case(case)
    return number(value)


def counted(value: int, *forms: str) -> str:
    """Forms are the singular and the plural; one form serves both."""
    noun = forms[:1] if value == 1 else forms[-1:]
    return " ".join((number(value), *noun))


def agree(value: int, one: str, many: str) -> str:
    return one if value == 1 else many


def more_than(value: int, *forms: str) -> str:
    below = round_below(value)
    return counted(value, *forms) if below is None else f"more than {counted(below, *forms)}"


def about(value: int, *forms: str) -> str:
    near = round_near(value)
    return counted(value, *forms) if near is None else f"about {counted(near, *forms)}"


def ordinal(value: int, noun: str) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 in (11, 12, 13) else ending} {noun}"


def roman(value: int, noun: str) -> str:
    return f"{noun} {roman_numeral(value)}"


def join(items: Iterable[str]) -> str:
    *first, last = [*items] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def quoted(text: str) -> str:
    return f"“{text}”"


def place(name: str, kind: str, case: Case = "nominative") -> str:
    """English marks a place name by its capital alone: Bozaryk microdistrict."""
    refuse_unknown_case(case)
    return f"{name} {kind}".rstrip()


def decline(noun: str, case: Case) -> str:
    refuse_unknown_case(case)
    return noun


def long_date(day: date) -> str:
    return f"{_day_and_month(day)} {day.year}"


def short_date(day: date) -> str:
    return f"{day.day} {month(day.month)[:3]} {day.year}"


def date_span(first: date, last: date) -> str:
    return day_first_span(first, last, whole=long_date, without_year=_day_and_month)


def _day_and_month(day: date) -> str:
    return f"{day.day} {month(day.month)}"


def month(number: int) -> str:
    return MONTHS[number - 1]


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def weekday_short(day: date) -> str:
    return WEEKDAYS_SHORT[day.weekday()]


def sort_key(text: str) -> tuple[object, ...]:
    return alphabetical_key(text)
