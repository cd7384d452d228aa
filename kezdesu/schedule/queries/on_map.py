"""The calendar on a map: where meetings are held or planned, and where they are overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kezdesu.accounts.models import Office
from kezdesu.core.map import Point, Scale, Spot, layout

from ..outcomes import HELD, PLANNED, RECORDED, UNRECORDED
from ..windows import Window
from .by_place import PlaceRow, targets_shown, with_visits
from .shown import Narrowed, Shown
from .targets import DUE, OVERDUE

MOST_MARKS: Final = 600  # on one drawing; a larger office narrows it to a district
# What a mark shows of a place that has several: the first of these.
_ORDER: Final = (OVERDUE, PLANNED, HELD, DUE)


@dataclass(frozen=True)
class MapPlace:
    pk: int
    name: str
    district: str
    is_priority: bool
    state: str  # overdue, planned, held, due
    days_overdue: int
    visits: tuple[datetime, ...]  # within the window
    point: Point | None


@dataclass(frozen=True)
class Mark:
    place: MapPlace
    spot: Spot


@dataclass(frozen=True)
class CalendarMap:
    places: tuple[MapPlace, ...]  # all, the overdue first
    marks: tuple[Mark, ...]
    scale: Scale | None
    is_too_full: bool

    @property
    def unplaced(self) -> list[MapPlace]:
        """Without a known point: listed, never drawn."""
        return [place for place in self.places if place.point is None]

    def count(self, state: str) -> int:
        return sum(place.state == state for place in self.places)


def calendar_map(office: Office, window: Window, narrowed: Narrowed, shown: Shown) -> CalendarMap:
    rows = targets_shown(office, window, narrowed, shown)
    if len(rows) > MOST_MARKS:
        return CalendarMap((), (), None, is_too_full=True)
    by_place: dict[int, list[PlaceRow]] = {}
    for row in with_visits(shown, rows):
        by_place.setdefault(row.target.place_id, []).append(row)
    places = sorted(map(_place, by_place.values()), key=_first)
    drawn = layout([place.point for place in places if place.point])
    if drawn is None:
        return CalendarMap(tuple(places), (), None, is_too_full=False)
    of_key = {place.pk: place for place in places}
    marks = tuple(Mark(of_key[spot.key], spot) for spot in drawn.spots)
    return CalendarMap(tuple(places), marks, drawn.scale, is_too_full=False)


def _place(rows: Iterable[PlaceRow]) -> MapPlace:
    """One place for all of its tracks' targets."""
    held = list(rows)
    target = held[0].target
    return MapPlace(
        pk=target.place_id,
        name=target.place,
        district=target.district,
        is_priority=target.is_priority,
        state=min((_state(row) for row in held), key=_ORDER.index),
        days_overdue=max(row.target.days_overdue for row in held),
        visits=tuple(sorted(card.row.starts_at for row in held for card in row.cards)),
        point=_point(held),
    )


def _state(row: PlaceRow) -> str:
    if row.target.days_overdue:
        return OVERDUE
    states = {card.state for card in row.cards}
    if states & {PLANNED, RECORDED, UNRECORDED}:
        return PLANNED
    return HELD if HELD in states else DUE


def _point(rows: list[PlaceRow]) -> Point | None:
    target = rows[0].target
    if target.latitude is None or target.longitude is None:
        return None
    rank = 0 if any(row.cards or row.target.days_overdue for row in rows) else 1
    return Point(target.place_id, target.place, target.latitude, target.longitude, rank)


def _first(place: MapPlace) -> tuple[int, int]:
    return _ORDER.index(place.state), -place.days_overdue
