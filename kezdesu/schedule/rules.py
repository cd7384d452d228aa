"""Facts about times and counts of a schedule. Pure functions on values."""

import re
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final, TypeVar

_NUMBER_SIGN: Final = re.compile(r"(?:№\s*|no\.\s*|n[°º]\s*|no?\s+)+", re.IGNORECASE)

Who = TypeVar("Who", bound=Hashable)
Span = tuple[datetime, datetime]


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a moment; one may begin as the other ends."""
    return one[0] < other[1] and other[0] < one[1]


def clashes(held: Iterable[tuple[Who, Span]], besides: Iterable[tuple[Who, Span]] = ()) -> set[Who]:
    """Everyone whom `held` puts at two places at once, alone or with what they do besides."""
    mine, others = _by_who(held), _by_who(besides)
    return {
        who
        for who, spans in mine.items()
        if any(overlaps(one, other) for one, other in pairwise(sorted(spans)))
        or any(overlaps(one, other) for one in spans for other in others.get(who, ()))
    }


def _by_who(held: Iterable[tuple[Who, Span]]) -> dict[Who, list[Span]]:
    spans: dict[Who, list[Span]] = {}
    for who, span in held:
        spans.setdefault(who, []).append(span)
    return spans


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of minutes with those that overlap made one, in order."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def minute_of(moment: time | datetime) -> int:
    """Minutes after midnight."""
    return moment.hour * 60 + moment.minute


def days_between(first: date, last: date) -> Iterable[date]:
    """Every day from `first` to `last`, both included."""
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def first_open_day(starts_on: date, ends_on: date, today: date) -> date:
    """Of a period, the first day that is not over; of one that is over as a whole, and so is
    entered afterwards, its first."""
    return starts_on if ends_on < today else max(starts_on, today)


def week_of(day: date) -> tuple[int, int]:
    """The ISO year and week of a day."""
    year, week, _ = day.isocalendar()
    return year, week


def week_days(year: int, week: int) -> Sequence[date]:
    """Monday to Sunday of an ISO week; ValueError when the year has no such week."""
    monday = date.fromisocalendar(year, week, 1)
    return [monday + timedelta(days=offset) for offset in range(7)]


def bare_number(written: str) -> str:
    """«№ 17-ҚК» → «17-ҚК»: pages and papers put the sign before it themselves."""
    number = written.strip()
    sign = _NUMBER_SIGN.match(number)
    return number[sign.end() :] if sign else number


def short_names(full_names: Iterable[str]) -> dict[str, str]:
    """«Үлгіұлы Бірінші» → «Үлгіұлы Б.», with as many letters as tell those shown together apart."""
    known = set(full_names)
    return {name: _short_name(name, known - {name}) for name in known}


def _short_name(full_name: str, others: Iterable[str]) -> str:
    """On one line; the surname stands first. Whole where no beginning of it is nobody else's."""
    words = full_name.split()
    if len(words) < 2:
        return full_name
    starts = (f"{words[0]} {words[1][:letters]}" for letters in range(1, len(words[1])))
    own = (start for start in starts if not any(other.startswith(start) for other in others))
    short = next((f"{start}." for start in own), " ".join(words))
    return short.replace(" ", "\N{NO-BREAK SPACE}")


def open_steps(steps: Iterable[tuple[int, str, int | None]]) -> tuple[list[int], list[int]]:
    """Which steps can be undone, and which redone, each list ending with the next in turn.

    `steps` are (number, kind, number of the step that an undo or redo is about) in order.
    """
    done: list[int] = []
    undone: list[int] = []
    for number, kind, of in steps:
        match kind:
            case "change":
                done.append(number)
                undone.clear()
            case "undo":
                done.remove(of)  # type: ignore[arg-type]
                undone.append(of)  # type: ignore[arg-type]
            case "redo":
                undone.remove(of)  # type: ignore[arg-type]
                done.append(of)  # type: ignore[arg-type]
            case _:
                done.clear()
                undone.clear()
    return done, undone
