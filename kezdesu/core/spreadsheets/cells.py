"""Typed values from cells, however they were typed: None when blank, CellError with a sentence."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from kezdesu.core.text import fold, one_alphabet_per_word

from .words import LANGUAGES, MONTHS, NO, WEEKDAY_GROUPS, WEEKDAYS, YES

_EPOCH: Final = date(1899, 12, 30)  # Excel's day 0
_YEARS: Final = range(1990, 2101)
_SPACES: Final = str.maketrans("", "", " \u00a0\u202f\u2009'")
_NUMBER: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{2}|\d{4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})(?:[t ][\d:.]+)?")
_YEAR_WORDS: Final = re.compile(r"\b(?:жылғы|жылы|жыл|ж|года|год|г)\b\.?")
_SEPARATORS: Final = re.compile(r"[,;/\n+]|\s+(?:және|и|and)\s+")
_DASH: Final = re.compile(r"\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{1,2}\.)")
_SPAN: Final = re.compile(r"^(.+?)\s*(?:-|–|—|\.\.\.?|…)\s*(.+)$")


class CellError(Exception):
    """A cell that cannot be read; `str()` says why and what to write instead."""


def text(value: Any) -> str | None:
    """One line, tidy spaces, one alphabet a word, no control characters."""
    if isinstance(value, bool):
        value = _("yes") if value else _("no")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (date, datetime)):
        value = f"{value:%d.%m.%Y}"
    kept = "".join(
        letter if letter.isspace() or unicodedata.category(letter)[0] != "C" else ""
        for letter in unicodedata.normalize("NFC", str(value if value is not None else ""))
    )
    return one_alphabet_per_word(" ".join(kept.split())) or None


def text_up_to(limit: int) -> Callable[[Any], str | None]:
    def read(value: Any) -> str | None:
        written = text(value)
        if written and len(written) > limit:
            raise CellError(
                _("The text is longer than %(limit)s characters; shorten it.") % {"limit": limit}
            )
        return written

    return read


def number(value: Any) -> float | None:
    """1200, «1 200», «42,279»."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    written = text(value)
    if written is None:
        return None
    bare = written.translate(_SPACES).replace("−", "-")
    if not _NUMBER.fullmatch(bare):
        raise CellError(_("“%(written)s” is not a number.") % {"written": written})
    return float(bare.replace(",", "."))


def whole_number(*, at_least: int = 0, at_most: int = 10_000_000) -> Callable[[Any], int | None]:
    def read(value: Any) -> int | None:
        found = number(value)
        if found is None:
            return None
        if not found.is_integer() or not at_least <= found <= at_most:
            raise CellError(
                _("“%(written)s” is not a whole number from %(least)s to %(most)s.")
                % {"written": text(value), "least": at_least, "most": at_most}
            )
        return int(found)

    return read


def degrees(limit: int) -> Callable[[Any], float | None]:
    """Latitude (limit 90) or longitude (limit 180) in decimal degrees."""

    def read(value: Any) -> float | None:
        found = number(value)
        if found is not None and abs(found) > limit:
            raise CellError(
                _("“%(written)s” lies outside −%(limit)s…%(limit)s degrees.")
                % {"written": text(value), "limit": limit}
            )
        return found

    return read


def yes_no(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    written = text(value)
    if written is None:
        return None
    word = fold(written).strip(".")
    if word in YES or word in NO:
        return word in YES
    raise CellError(_("“%(written)s” is neither yes nor no.") % {"written": written})


def parts(value: Any) -> list[str]:
    """The items of a list typed in one cell: «Абдулабад; Әбділабат»."""
    lines = "\n".join(text(line) or "" for line in str(value or "").splitlines())
    return [part for piece in re.split(r"[;,\n]", lines) if (part := piece.strip())]


def day(value: Any) -> date | None:
    """An Excel date, its bare serial number, or text in any of the three languages."""
    if isinstance(value, datetime):
        return _in_reach(value.date(), value)
    if isinstance(value, date):
        return _in_reach(value, value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _in_reach(_from_serial(value), value)
    written = text(value)
    return None if written is None else _in_reach(_from_text(written), written)


def _in_reach(found: date | None, value: Any) -> date:
    if found is None or found.year not in _YEARS:
        raise CellError(
            _("“%(written)s” is not a date; write it as 26.07.2023.") % {"written": text(value)}
        )
    return found


def _from_serial(serial: float) -> date | None:
    return _EPOCH + timedelta(days=int(serial)) if 0 < serial < 100_000 else None


def _from_text(written: str) -> date | None:
    plain = fold(written)
    bare = " ".join(_YEAR_WORDS.sub(" ", plain).split()).strip(" .,")
    if found := _YEAR_FIRST.fullmatch(bare):
        return _date(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(bare):
        return _date(found[3], found[2], found[1])
    return _from_words(bare.replace(",", " ").replace(".", " ").split())


def _from_words(words: list[str]) -> date | None:
    """«2023 26 шілде», «26 июля 2023»: the month is a word, the year has four digits."""
    months = [MONTHS[word] for word in words if word in MONTHS]
    years = [word for word in words if word.isdigit() and len(word) == 4]
    days = [word for word in words if word.isdigit() and len(word) <= 2]
    if len(words) == 3 and len(months) == len(years) == len(days) == 1:
        return _date(years[0], str(months[0]), days[0])
    return None


def _date(year: str, month: str, day_of_month: str) -> date | None:
    full_year = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        return date(full_year, int(month), int(day_of_month))
    except ValueError:
        return None


def languages(value: Any) -> list[str] | None:
    """«қазақша, орысша» → ["kk", "ru"], in the order given."""
    written = text(value)
    if written is None:
        return None
    codes: list[str] = []
    for word in _SEPARATORS.split(written):
        if word.strip():
            codes.append(_language(word.strip()))
    return list(dict.fromkeys(codes))


def _language(word: str) -> str:
    try:
        return LANGUAGES[fold(word).strip(".")]
    except KeyError:
        raise CellError(
            _("“%(written)s” is not a language known here; write for example қазақша, орысша.")
            % {"written": word}
        ) from None


def weekdays(value: Any) -> list[int] | None:
    """«дс–жм», «пн, ср, пт», «жұмыс күндері» → 0 Monday … 6 Sunday, in order."""
    written = text(value)
    if written is None:
        return None
    if found := WEEKDAY_GROUPS.get(fold(written)):
        return list(found)
    days: set[int] = set()
    for word in _SEPARATORS.split(written):
        if word.strip():
            days.update(_weekday_span(word.strip()))
    return sorted(days)


def _weekday_span(word: str) -> list[int]:
    if span := _SPAN.match(word):
        first, last = _weekday(span[1]), _weekday(span[2])
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return [_weekday(word)]


def _weekday(word: str) -> int:
    try:
        return WEEKDAYS[fold(word).strip(". ")]
    except KeyError:
        raise CellError(
            _("“%(written)s” is not a day of the week; write for example дс, ср, жм.")
            % {"written": word}
        ) from None


def spans(value: Any) -> list[tuple[date, date, str]] | None:
    """«01.03.2023–10.03.2023 (іссапар); 05.05.2023» → first day, last day, reason."""
    if isinstance(value, (date, datetime)):
        found = day(value)
        return [(found, found, "")] if found else None
    written = text(value)
    if written is None:
        return None
    return [_span(part.strip()) for part in re.split(r"[;\n]", written) if part.strip()]


def _span(part: str) -> tuple[date, date, str]:
    days, _bracket, reason = part.partition("(")
    first, dash, last = re.sub(r"\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{1,2}\.)", "…", days).partition(
        "…"
    )
    starts_on = day(first.strip())
    ends_on = day(last.strip()) if dash else starts_on
    if starts_on is None or ends_on is None or ends_on < starts_on:
        raise CellError(
            _("“%(written)s” is not a stretch of days; write 01.03.2023–10.03.2023.")
            % {"written": part}
        )
    return starts_on, ends_on, reason.rstrip(") ").strip()
