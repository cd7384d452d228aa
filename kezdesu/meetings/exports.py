"""The list of records as a table: one row a record, in the page's language."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core.exports import Field, field_of

from .models import Meeting

_COUNTS: Final = ("headcount", "women", "men", "youth", "students")
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
    records = meetings.prefetch_related("themes").iterator(500)
    return fields, (_row(meeting) for meeting in records)


def _row(meeting: Meeting) -> list[Any]:
    place = meeting.place
    return [
        timezone.localtime(meeting.starts_at),
        place.name,
        place.district.name if place.district else "",
        meeting.venue,
        meeting.track.name,
        "; ".join(theme.name for theme in meeting.themes.all()),
        meeting.get_outcome_display(),
        meeting.reason,
        *(getattr(meeting, name) for name in _COUNTS),
        meeting.get_how_counted_display(),
        meeting.get_review_display(),
    ]
