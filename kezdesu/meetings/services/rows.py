"""The row that a service is about to change, held against others."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from kezdesu.accounts.models import Office

from ..models import Meeting


def locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("track__programme__office", "place")
        .get(pk=meeting.pk)
    )


def are_of_one_meeting(one: Meeting, other: Meeting) -> bool:
    """Two records of one visit; or, where one of them names none, of one track, place and day."""
    if one.pk == other.pk or office(one) != office(other):
        return False
    if one.visit_identity and other.visit_identity:
        return one.visit_identity == other.visit_identity
    about = [
        (each.track_id, each.place_id, local(each, each.starts_at).date()) for each in (one, other)
    ]
    return about[0] == about[1]


def office(meeting: Meeting) -> Office:
    return meeting.track.programme.office


def local(meeting: Meeting, moment: datetime) -> datetime:
    return timezone.localtime(moment, ZoneInfo(office(meeting).time_zone))
