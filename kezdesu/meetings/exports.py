"""The list of records as a table: one row a record, in the page's language."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core.exports import Field, field_of
from kezdesu.places.models import Place
from kezdesu.programmes.models import Track

from .choices import HowCounted, Outcome, Review
from .models import Meeting

_COUNTS: Final = ("headcount", "women", "men", "youth", "students")
_COLUMNS: Final = (
    *("starts_at", "place", "venue", "track", "outcome", "reason"),
    *_COUNTS,
    *("how_counted", "review"),
)
_BATCH: Final = 500
_HXL: Final = {
    "headcount": "#reached",
    "women": "#reached+f",
    "men": "#reached+m",
    "youth": "#reached+youth",
    "students": "#reached+students",
    "how_counted": "#meta+method",
}


def meeting_table(meetings: QuerySet[Meeting]) -> tuple[list[Field], Iterator[list[Any]]]:
    """Columns and rows; `meetings` as the screen narrowed and sorted them."""
    fields = [
        Field("starts_at", _("When"), "#date+start"),
        Field("place", _("Place"), "#loc+name"),
        Field("district", _("District"), "#adm2+name"),
        field_of(Meeting, "venue", "#loc+venue"),
        Field("track", _("Track"), "#activity+programme"),
        Field("themes", _("Themes"), "#activity+theme"),
        Field("outcome", _("Outcome"), "#status"),
        field_of(Meeting, "reason", "#description+reason"),
        *(field_of(Meeting, name, tag) for name, tag in _HXL.items()),
        Field("review", _("Review"), "#status+review"),
    ]
    return fields, _rows(meetings)


def _rows(meetings: QuerySet[Meeting]) -> Iterator[list[Any]]:
    """Rows as the database holds them: a model for each would cost most of a long list's time."""
    outcomes, ways, reviews = (_labels(each) for each in (Outcome, HowCounted, Review))
    places: dict[int, Place] = {}
    tracks: dict[int, Track] = {}
    found = meetings.prefetch_related(None).values_list("pk", *_COLUMNS, named=True)
    rows = found.iterator(_BATCH)
    while batch := list(islice(rows, _BATCH)):
        _learn(places, Place.objects.select_related("district"), {row.place for row in batch})
        _learn(tracks, Track.objects.all(), {row.track for row in batch})
        themes = _themes_of([row.pk for row in batch])
        for row in batch:
            place = places[row.place]
            yield [
                timezone.localtime(row.starts_at),
                place.name,
                place.district.name if place.district else "",
                row.venue,
                tracks[row.track].name,
                "; ".join(themes.get(row.pk, ())),
                outcomes[row.outcome],
                row.reason,
                *(getattr(row, name) for name in _COUNTS),
                ways.get(row.how_counted, ""),
                reviews[row.review],
            ]


def _labels(choices: type[TextChoices]) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}


def _learn(known: dict[int, Any], rows: QuerySet[Any], wanted: set[int]) -> None:
    known.update(rows.in_bulk(wanted - known.keys()))


def _themes_of(meetings: list[Any]) -> dict[Any, list[str]]:
    """Names of each meeting's themes, in their own order."""
    names: dict[Any, list[str]] = {}
    held = Meeting.themes.through.objects.filter(meeting__in=meetings).select_related("theme")
    for each in held.order_by("theme_id"):
        names.setdefault(each.meeting_id, []).append(each.theme.name)
    return names
