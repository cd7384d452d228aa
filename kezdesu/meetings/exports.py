"""The list of records as a table: one row a record, in the page's language."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core.database import shown
from kezdesu.core.exports import Field, field_of
from kezdesu.core.names import with_more
from kezdesu.places.models import Place
from kezdesu.programmes.models import Theme, Track
from kezdesu.schedule.models import Visit

from .choices import HowCounted, Outcome, Review
from .models import Meeting

_COUNTS: Final = ("headcount", "women", "men", "youth", "students")
_COLUMNS: Final = (
    *("starts_at", "place", "venue", "track", "outcome"),
    *("reason", *_COUNTS, "how_counted", "review"),
)
_BATCH: Final = 2_000
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


def unrecorded_table(visits: QuerySet[Visit]) -> tuple[list[Field], Iterator[list[Any]]]:
    """Planned meetings of which nobody sent a record, in the order of the screen."""
    fields = [
        Field("starts_at", _("Planned for"), "#date+start"),
        Field("place", _("Place"), "#loc+name"),
        Field("district", _("District"), "#adm2+name"),
        Field("venue", _("Venue"), "#loc+venue"),
        Field("track", _("Track"), "#activity+programme"),
        Field("crew", _("Crew"), "#contact+name"),
    ]
    return fields, (_unrecorded(visit) for visit in visits.iterator(500))


def _unrecorded(visit: Visit) -> list[Any]:
    place = visit.target.place
    return [
        timezone.localtime(visit.starts_at),
        place.name,
        place.district.name if place.district else "",
        visit.venue,
        visit.plan.track.name,
        ", ".join(person.full_name for person in visit.crew.all()),
    ]


def _rows(meetings: QuerySet[Meeting]) -> Iterator[list[Any]]:
    """Rows as the database holds them, a batch at a time; each name is asked for once.

    A model for each row, or a name asked for in each, would cost most of a long list's time.
    """
    outcomes, ways, reviews = (_labels(each) for each in (Outcome, HowCounted, Review))
    zone = timezone.get_current_timezone()
    places: dict[int, tuple[str, str]] = {}
    tracks: dict[int, str] = {}
    found = meetings.prefetch_related(None).values_list("pk", shown("cause__name"), *_COLUMNS)
    rows = found.iterator(_BATCH)
    while batch := list(islice(rows, _BATCH)):
        places |= _places_named({row[3] for row in batch} - places.keys())
        tracks |= _tracks_named({row[5] for row in batch} - tracks.keys())
        themes = _themes_of([row[0] for row in batch])
        for pk, cause, starts_at, place, venue, track, outcome, reason, *rest in batch:
            *counts, how, review = rest
            yield [
                starts_at.astimezone(zone),
                *places[place],
                venue,
                tracks[track],
                "; ".join(themes.get(pk, ())),
                outcomes[outcome],
                with_more(cause, reason),
                *counts,
                ways.get(how, ""),
                reviews[review],
            ]


def _labels(choices: type[TextChoices]) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}


def _places_named(wanted: set[int]) -> dict[int, tuple[str, str]]:
    """With their districts."""
    found = Place.objects.select_related("district").in_bulk(wanted)
    return {
        pk: (place.name, place.district.name if place.district else "")
        for pk, place in found.items()
    }


def _tracks_named(wanted: set[int]) -> dict[int, str]:
    return {pk: track.name for pk, track in Track.objects.in_bulk(wanted).items()}


def _themes_of(meetings: list[Any]) -> dict[Any, list[str]]:
    """Names of each meeting's themes, in their own order."""
    held = Meeting.themes.through.objects.filter(meeting__in=meetings).order_by("theme_id")
    links = list(held.values_list("meeting_id", "theme_id"))
    themes = Theme.objects.in_bulk({theme for _meeting, theme in links})
    called = {pk: theme.name for pk, theme in themes.items()}
    names: dict[Any, list[str]] = {}
    for meeting, theme in links:
        names.setdefault(meeting, []).append(called[theme])
    return names
