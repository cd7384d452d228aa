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


def office(meeting: Meeting) -> Office:
    return meeting.track.programme.office


def local(meeting: Meeting, moment: datetime) -> datetime:
    return timezone.localtime(moment, ZoneInfo(office(meeting).time_zone))
