"""What one office's own records come to in a period, as plain values that can be kept.

They are counted from the very rows that the figures are made of (`base.py`); `adding.py` puts those
of several offices together. Names that may change with the day are not among them.
"""

from collections.abc import Callable
from dataclasses import astuple
from datetime import date
from functools import partial
from typing import Any, Final

from kezdesu.core.periods import Period

from .base import Base, load_base
from .breakdowns import by_name, coverage_of, districts_of, weeks_of
from .choices import Dimension
from .ground import Ground
from .office_figures import question_figures
from .parts import amounts_of, due_parts
from .track_figures import kind_rows, rows_missing, track_rows
from .values import CoverageRow

NUMBERS: Final = "numbers"
PLACES: Final = "places"


def count(ground: Ground, period: Period, what: str) -> Any:
    """`ground` is of one office alone; `what` is a key of `COUNTERS`."""
    return COUNTERS[what](load_base(ground, period))


def _numbers(base: Base) -> dict[str, Any]:
    """Values of figures by track and name, and what the drawings beside them hold."""
    return {
        "tracks": {slug: _track(base, slug) for slug in base.tracks},
        "questions": {figure.key: figure.value for figure in question_figures(base)},
    }


def _track(base: Base, slug: str) -> dict[str, Any]:
    rows = track_rows(base, slug)
    return {
        "figures": {
            name: found.total
            for name, found in rows.items()
            # An estimate is stated by an office of its own tracks, never added up.
            if name != "people_distinct" and not rows_missing(name, rows)
        },
        "kinds": {plural: each.total for plural, each in kind_rows(base, slug).items()},
        "districts": [
            [
                row.district_id,
                row.targets,
                row.places_met,
                row.priority_places,
                row.priority_places_met,
                row.planned,
                row.held,
                row.headcount,
            ]
            for row in districts_of(coverage_of(base, slug))
        ],
        "weeks": [[row.planned, row.held, row.headcount] for row in weeks_of(base, slug)],
    }


def _places(base: Base) -> dict[str, Any]:
    """Coverage rows by track in Kazakh order of their names; kinds by slug, stated once."""
    rows = {slug: sorted(coverage_of(base, slug), key=by_name) for slug in base.tracks}
    kinds = {row.kind_slug: row.kind for of in rows.values() for row in of}
    return {
        "kinds": {slug: [words.kk, words.ru, words.en] for slug, words in kinds.items()},
        "tracks": {slug: [_plain(row) for row in of] for slug, of in rows.items()},
    }


def _plain(row: CoverageRow) -> list[Any]:
    return [
        row.place_id,
        row.name.kk,
        row.name.ru,
        row.name.en,
        row.kind_slug,
        row.is_institution,
        row.district_id,
        row.latitude,
        row.longitude,
        row.is_priority,
        row.is_target,
        row.visits_due,
        row.planned,
        row.called_off,
        row.held,
        row.cancelled,
        row.postponed,
        row.headcount,
        _written(row.first_on),
        _written(row.last_on),
    ]


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _parts(by: Dimension, base: Base) -> dict[str, Any]:
    """Of each track the amounts of its parts, and the parts of places that were due."""
    return {"tracks": {slug: _parts_of_track(by, base, slug) for slug in base.tracks}}


def _parts_of_track(by: Dimension, base: Base, slug: str) -> dict[str, Any]:
    amounts = amounts_of(base, by, slug)
    return {
        "parts": {part: list(astuple(each)) for part, each in amounts.items()},
        "due": due_parts(base, by, slug),
    }


COUNTERS: Final[dict[str, Callable[[Base], Any]]] = {
    NUMBERS: _numbers,
    PLACES: _places,
    **{by.value: partial(_parts, by) for by in Dimension},
}
