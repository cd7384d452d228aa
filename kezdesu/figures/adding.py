"""Puts together what the offices of a tree counted each by itself (`counting.py`).

The sums equal what the rows of all of them together come to, since a place, a visit and a record
belong to one office. Names are those of today.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from kezdesu.core.periods import Period

from . import rules
from .base import base_without_records
from .breakdowns import by_name, in_order
from .definitions import DEFINITIONS
from .ground import Ground
from .naming import Naming
from .office_figures import group_figures, press_figures
from .parts import Amounts
from .track_figures import NAMES, ONLY_WHERE_THERE_ARE
from .values import CoverageRow, DistrictRow, Figure, Number, WeekRow
from .words import Words

Counts = Mapping[int, Any]  # by office


def numbers(
    ground: Ground, period: Period, counts: Counts
) -> tuple[list[Number], dict[str, Words]]:
    """The figures in order, and the names of the tracks that they are about."""
    base = base_without_records(ground, period, tracks_of(counts))
    found = [_number(figure) for figure in group_figures(base)]
    stated = {row.track: row.people for row in base.estimates}  # by the office itself
    for slug in base.tracks:
        found += _track(base.naming, slug, _of_track(counts, slug), stated.get(slug))
    for key in ("questions.raised", "questions.answered", "questions.overdue"):
        total = sum(each["questions"][key] for each in counts.values())
        found.append(Number(key, DEFINITIONS[key], total))
    found += [_number(figure) for figure in press_figures(base)]
    return found, base.tracks


def tracks_of(counts: Counts) -> set[str]:
    """The streams that ran in the period, or in which something happened."""
    return {slug for each in counts.values() for slug in each["tracks"]}


def districts(ground: Ground, counts: Counts, track: str) -> list[DistrictRow]:
    """As `breakdowns.districts_of` puts them together from places."""
    sums: defaultdict[int | None, list[int]] = defaultdict(lambda: [0] * 7)
    for each in _of_track(counts, track):
        for district, *amounts in each["districts"]:
            sums[district] = _added(sums[district], amounts)
    return in_order(DistrictRow(pk, ground.district(pk), *amounts) for pk, amounts in sums.items())


def weeks(period: Period, counts: Counts, track: str) -> list[WeekRow]:
    mondays = rules.weeks_of(period)
    sums = [[0, 0, 0] for _monday in mondays]
    for each in _of_track(counts, track):
        sums = [_added(*pair) for pair in zip(sums, each["weeks"], strict=True)]
    return [WeekRow(monday, *row) for monday, row in zip(mondays, sums, strict=True)]


def places(ground: Ground, counts: Counts, track: str) -> list[CoverageRow]:
    """Of all offices together in Kazakh order of their names."""
    found = [row for each in counts.values() for row in _places(ground, each, track)]
    if len(counts) > 1:
        found.sort(key=by_name)
    return found


def amounts_together(counts: Counts, track: str) -> dict[str, Amounts]:
    found: dict[str, Amounts] = {}
    for each in _of_track(counts, track):
        for part, amounts in each["parts"].items():
            found[part] = found.get(part, Amounts()) + Amounts(*amounts)
    return found


def due_together(counts: Counts, track: str) -> list[str]:
    return [part for each in _of_track(counts, track) for part in each["due"]]


def _of_track(counts: Counts, track: str) -> list[Any]:
    return [each["tracks"][track] for each in counts.values() if track in each["tracks"]]


def _number(figure: Figure) -> Number:
    return Number(figure.key, figure.definition, figure.value)


def _track(naming: Naming, slug: str, counted: list[Any], distinct: int | None) -> Iterator[Number]:
    """In the order of `track_figures`, and as there the track's own names win over kinds'."""
    kinds, own = Counter[str](), Counter[str]()
    for each in counted:
        kinds.update(each["kinds"])
        own.update(each["figures"])
    if distinct is not None:
        own["people_distinct"] = distinct
    for plural, value in sorted(kinds.items()):
        yield Number(f"{slug}.{plural}", naming.of_kind(slug, plural), value)
    for name in NAMES:
        if name in own or name not in ONLY_WHERE_THERE_ARE:
            is_counted = name in own or not own["meetings_held"]
            yield Number(f"{slug}.{name}", naming.of(slug, name), own[name], is_counted)


def _places(ground: Ground, counts: Any, track: str) -> Iterator[CoverageRow]:
    kinds = {slug: Words(*words) for slug, words in counts["kinds"].items()}
    district = cache(ground.district)
    for place, kk, ru, en, kind, is_institution, of, *rest, first, last in counts["tracks"].get(
        track, []
    ):
        row: list[Any] = [place, Words(kk, ru, en), kinds[kind], kind, is_institution, of]
        yield CoverageRow(*row, *[district(of), *rest, _read(first), _read(last)])


@cache
def _read(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _added(some: list[int], others: list[int]) -> list[int]:
    return [one + other for one, other in zip(some, others, strict=True)]
