"""Places and districts: met, planned, not planned yet."""

from collections.abc import Iterable, Iterator

from django.utils.translation import pgettext

from kezdesu.figures.parts import NONE
from kezdesu.figures.rules import percent

from ..blocks import PERCENT
from ..facts import DistrictFacts, PlaceFacts
from ..grid import Cell, Column, Row, part_of
from .scene import Built, Scene, number_column


def districts(scene: Scene) -> Built:
    columns = [
        Column(pgettext("report", "District"), 4),
        Column(pgettext("report", "Places"), 2, "number", adds=True),
        Column(pgettext("report", "Met"), 2, "number", adds=True),
        Column(pgettext("report", "Planned meetings"), 3, "number", adds=True),
        Column(pgettext("report", "Held"), 2, "number", adds=True),
        Column(pgettext("report", "People"), 2, "number", adds=True),
        Column(pgettext("report", "Met, %"), 2, "percent", share=(2, 1)),
    ]
    rows = [
        (scene.say(row.district) or pgettext("report", "District not stated"), *_of(scene, row))
        for row in scene.of.districts
    ]
    return scene.about(pgettext("report", "By district")), columns, rows


def _of(scene: Scene, row: DistrictFacts) -> Iterator[Cell]:
    part = part_of("district", row.pk if row.district else NONE)
    yield scene.opening(row.targets, "targets", part)
    yield scene.opening(row.places_met, "places_met", part)
    yield scene.opening(row.planned, "meetings_planned", part)
    yield scene.opening(row.held, "meetings_held", part)
    yield scene.opening(row.headcount, "people_reached", part)
    share = percent(row.places_met, row.targets)
    yield None if share is None else scene.opening(share, "places_met" + PERCENT, part)


def coverage(scene: Scene) -> Built:
    """Of all places of the track, so it says which are priority ones."""
    before_counts = 5 if scene.of.offices else 4
    columns = _place_columns(scene)
    columns.insert(before_counts, Column(pgettext("report", "Priority"), 2))
    places = scene.places(scene.of.places)
    yes = pgettext("report", "yes")
    rows = (
        (*row[:before_counts], yes if place.is_priority else "", *row[before_counts:])
        for row, place in zip(_place_rows(scene, places), places, strict=True)
    )
    return scene.about(pgettext("report", "Places")), columns, rows


def priority(scene: Scene) -> Built:
    return (
        pgettext("report", "Priority areas"),
        _place_columns(scene),
        _place_rows(scene, scene.of.priority),
    )


def institutions(scene: Scene) -> Built:
    places = [place for place in scene.of.places if place.is_institution]
    return (
        pgettext("report", "Universities and colleges"),
        _place_columns(scene),
        _place_rows(scene, places),
    )


def _place_columns(scene: Scene) -> list[Column]:
    has_offices = bool(scene.of.offices)
    office = Column(pgettext("report", "Office"), 3, parts=True)
    return [
        *(
            number_column(),
            Column(pgettext("report", "Place"), 5),
            Column(pgettext("report", "Kind"), 3),
            Column(pgettext("report", "District"), 3, parts=not has_offices),
            *([office] if has_offices else []),
        ),
        *(
            Column(pgettext("report", "Planned"), 2, "number", adds=True),
            Column(pgettext("report", "Held"), 2, "number", adds=True),
        ),
        *(
            Column(pgettext("report", "People"), 2, "number", adds=True),
            Column(pgettext("report", "Last meeting"), 3, "date"),
        ),
    ]


def _place_rows(scene: Scene, places: Iterable[PlaceFacts]) -> Iterator[Row]:
    has_offices = bool(scene.of.offices)
    for count, place in enumerate(scene.places(places), 1):
        at = f"place={place.pk}" if place.pk else ""
        yield (
            count,
            *(scene.say(place.name), scene.say(place.kind), scene.say(place.district)),
            *([scene.say(place.office)] if has_offices else []),
            scene.opening(place.planned, "meetings_planned", at),
            scene.opening(place.held, "meetings_held", at),
            scene.opening(place.headcount, "people_reached", at),
            place.last_on,
        )
