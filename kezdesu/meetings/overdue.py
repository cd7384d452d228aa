"""Visits that were held, or were to be, and that nobody has recorded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from kezdesu.schedule.notices import NEW, tell_crew

from .models import Meeting

# Phones hold their meetings for so long; what is older, a coordinator asks for.
REMINDED_BACK: Final = timedelta(days=14)
FROM, UNTIL = time(9), time(20)  # nobody is written to at night


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one run of the reminders came to."""

    letters: int
    visits: int  # that wait for their record
    without_address: int  # people of their crews who gave no e-mail address


def unrecorded_visits(office: Office, today: date, user: User | None = None) -> QuerySet[Visit]:
    """Visits of approved schedules before `today` of which no record was sent, oldest first.

    With `user`, only those to which this user goes.
    """
    zone = ZoneInfo(office.time_zone)
    recorded = Meeting.objects.filter(visit_identity=OuterRef("identity"))
    visits = Visit.objects.filter(
        ~Exists(recorded),
        plan__track__programme__office=office,
        plan__status=PlanStatus.APPROVED,
        starts_at__lt=datetime.combine(today, time.min, zone),
    )
    if user:
        visits = visits.filter(crew__user=user)
    return (
        visits.select_related(
            "target__place__kind", "target__place__district", "plan__track__programme__office"
        )
        .prefetch_related("crew__user", "themes")
        .order_by("starts_at", "pk")
    )


@transaction.atomic
def remind_crews(*, office: Office, by: User | None, now: datetime | None = None) -> Reminded:
    """One letter to each of a crew whose visit nobody recorded: once a visit, whatever happens.

    Who sent the record, or whose crew did, hears nothing.
    """
    here = (now or timezone.now()).astimezone(ZoneInfo(office.time_zone))
    visits = list(
        unrecorded_visits(office, here.date()).filter(starts_at__gte=here - REMINDED_BACK)
    )
    letters = sum(
        tell_crew(visit, f"unrecorded/{visit.identity}", "unrecorded", NEW) for visit in visits
    )
    if letters:
        audit.record("meetings.crew_reminded_of_records", office, by=by, letters=letters)
    silent = {person.pk for visit in visits for person in visit.crew.all() if not person.email}
    return Reminded(letters, len(visits), len(silent))


def remind_by_the_clock() -> None:
    """In every office's day, for the worker to do again and again."""
    now = timezone.now()
    for office in Office.objects.order_by("pk"):
        if FROM <= now.astimezone(ZoneInfo(office.time_zone)).time() < UNTIL:
            remind_crews(office=office, by=None, now=now)
