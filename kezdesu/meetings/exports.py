"""The list of records as a table: one row a record, in the page's language."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core.exports import Field, field_of

from .models import Meeting

_COUNTS: Final = ("headcount", "women", "men", "youth", "students")


def meeting_table(meetings: QuerySet[Meeting]) -> tuple[list[Field], Iterator[list[Any]]]:
    """Columns and rows; `meetings` as the screen narrowed and sorted them."""
    fields = [
        Field("starts_at", _("When")),
        Field("place", _("Place")),
        Field("district", _("District")),
        field_of(Meeting, "venue"),
        Field("track", _("Track")),
        Field("themes", _("Themes")),
        Field("outcome", _("Outcome")),
        field_of(Meeting, "reason"),
        *(field_of(Meeting, name) for name in (*_COUNTS, "how_counted")),
        Field("review", _("Review")),
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
