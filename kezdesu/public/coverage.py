"""The coverage page's reading of the figures: which places, in what state, where on the map.

Nothing is counted here: numbers come from `figures.queries`, and the rows are its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.map import Layout, Point, Scale, Spot, layout
from kezdesu.core.periods import Period
from kezdesu.figures.queries import CoverageRow, FigureSet, Number, coverage_rows

MOST_PLACES: Final = 3_000  # on one page, as rows or as marks of the map
_PLACES_A_PAGE: Final = 200  # of a list that one page does not hold
STATES: Final[dict[str, str | Promise]] = {
    "met": _("met"),
    "planned": _("planned"),
    "due": _("due"),
}


@dataclass(frozen=True, slots=True)
class TrackCoverage:
    """One stream in one line: how many of its places were met."""

    slug: str
    name: str
    met: Number
    targets: Number


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map: its row, and where it stands."""

    row: CoverageRow
    spot: Spot


@dataclass(frozen=True, slots=True)
class CoverageMap:
    marks: tuple[Mark, ...]
    scale: Scale
    unplaced: tuple[CoverageRow, ...]  # without a known point: listed, never drawn


def tracks_covered(figures: FigureSet[Number]) -> list[TrackCoverage]:
    """The streams that have targets in the period."""
    return [
        TrackCoverage(
            slug=slug,
            name=str(name),
            met=figures[f"{slug}.places_met"],
            targets=figures[f"{slug}.targets"],
        )
        for slug, name in figures.tracks.items()
        if figures[f"{slug}.targets"].value
    ]


def coverage_map(rows: Sequence[CoverageRow]) -> CoverageMap | None:
    """None when no place has a known point: a list needs no empty frame beside it.

    None also of more places than a page holds: narrowed to a district they are drawn again.
    """
    if len(rows) > MOST_PLACES:
        return None
    drawn: Layout | None = layout([point for row in rows for point in _point(row)])
    if drawn is None:
        return None
    by_place = {row.place_id: row for row in rows}
    on_map = {spot.key for spot in drawn.spots}
    return CoverageMap(
        marks=tuple(Mark(by_place[spot.key], spot) for spot in drawn.spots),
        scale=drawn.scale,
        unplaced=tuple(row for row in rows if row.place_id not in on_map),
    )


def places_a_page(rows: Sequence[CoverageRow]) -> int:
    return MOST_PLACES if len(rows) <= MOST_PLACES else _PLACES_A_PAGE


def front_map(
    office: Office, period: Period, tracks: Sequence[TrackCoverage]
) -> CoverageMap | None:
    """Of the first stream; where a page does not hold its places, they are not even read."""
    if not tracks or tracks[0].targets.value > MOST_PLACES:
        return None
    return coverage_map(target_rows(office, period, tracks[0].slug))


def target_rows(office: Office, period: Period, track: str) -> list[CoverageRow]:
    """Every place with a target, met or never visited, in the order of the names shown."""
    rows = [row for row in coverage_rows(office, period, track) if row.is_target]
    code = get_language() or "kk"
    if code == "kk":
        return rows  # they come in this order
    in_order = language(code).sort_key
    return sorted(rows, key=lambda row: (in_order(str(row.name)), row.place_id))


def narrowed(
    rows: Iterable[CoverageRow], *, district: int | None, state: str, priority: bool
) -> list[CoverageRow]:
    """`district` 0 asks for places whose district is not known."""
    return [
        row
        for row in rows
        if (district is None or (row.district_id or 0) == district)
        and (not state or row.state == state)
        and (not priority or row.is_priority)
    ]


def _point(row: CoverageRow) -> Iterable[Point]:
    if row.latitude is not None and row.longitude is not None:
        rank = 0 if row.is_priority else 1
        yield Point(row.place_id, str(row.name), row.latitude, row.longitude, rank)
