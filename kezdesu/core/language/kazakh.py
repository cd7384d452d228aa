"""Kazakh as an office writes it: numbers with endings, dates, lists, the alphabet.

CLDR is not used: its long dates hold a rare space, its ordinals and list pattern are wrong.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from .alphabet import alphabetical_key
from .cases import Case
from .kazakh_endings import decline, ending, possessive
from .kazakh_numerals import last_word
from .rounding import Number, grouped, roman_numeral, round_below, round_near

__all__ = ["decline", "possessive"]

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
MONTHS: Final = (
    *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
    *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
)
WEEKDAYS: Final = (*("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),)
WEEKDAYS_SHORT: Final = ("дс", "сс", "ср", "бс", "жм", "сб", "жс")


def number(value: Number) -> str:
    """Five digits and more in threes, decimal comma: 5000, 12 345, 4,5."""
    return grouped(value, separator=NO_BREAK_SPACE, point=",", shortest=5)


def percent(value: Number) -> str:
    return f"{number(value)}%"


def suffix(value: Number, case: Case) -> str:
    """«-нан» for 5000: the ending of the number's last spoken word."""
    found = ending(last_word(value), case)
    return f"-{found}" if found else ""


def with_suffix(value: Number, case: Case) -> str:
    return number(value) + suffix(value, case)


def counted(value: int, *forms: str) -> str:
    """The noun stays singular after a numeral."""
    return " ".join((number(value), *forms[:1]))


def agree(value: int, one: str, many: str) -> str:
    """Kazakh verbs stay as they are after any number; a text may still tell one from many."""
    return one if value == 1 else many


def more_than(value: int, *forms: str) -> str:
    below = round_below(value)
    if below is None:
        return counted(value, *forms)
    return " ".join((with_suffix(below, "ablative"), "аса", *forms[:1]))


def about(value: int, *forms: str) -> str:
    near = round_near(value)
    if near is None:
        return counted(value, *forms)
    return " ".join((with_suffix(near, "dative"), "жуық", *forms[:1]))


def ordinal(value: int, noun: str) -> str:
    return f"{value}-{noun}"


def roman(value: int, noun: str) -> str:
    return f"{roman_numeral(value)} {noun}"


def join(items: Iterable[str]) -> str:
    *first, last = [*items] or [""]
    return f"{', '.join(first)} және {last}" if first else last


def quoted(text: str) -> str:
    return f"«{text}»"


def place(name: str, kind: str, case: Case = "nominative") -> str:
    """«Бозарық» шағын ауданында: the name stays; «шағын аудан» or «шағын ауданы» takes the case."""
    if not kind:
        return quoted(name)
    # All that is possessed ends so, and no kind of place does without being possessed.
    possessed = kind if kind.endswith(("ы", "і")) else possessive(kind)
    return f"{quoted(name)} {decline(possessed, case, possessed=True)}"


def long_date(day: date, case: Case = "nominative") -> str:
    return f"{day.year} жылғы {day.day} {decline(month(day.month), case)}"


def short_date(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def date_span(first: date, last: date) -> str:
    if first == last:
        return long_date(first)
    if first.year != last.year:
        return f"{long_date(first)} – {long_date(last)}"
    if first.month != last.month:
        return f"{long_date(first)} – {last.day} {month(last.month)}"
    return f"{first.year} жылғы {first.day}–{last.day} {month(last.month)}"


def month(number: int) -> str:
    return MONTHS[number - 1]


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def weekday_short(day: date) -> str:
    return WEEKDAYS_SHORT[day.weekday()]


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[object, ...]:
    return alphabetical_key(text)
