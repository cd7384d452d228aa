"""What a crew is told of its meetings as they near, or when they are called off."""

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import lazy

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit, outbox
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from kezdesu.schedule.notices import NEW, reminder_key, tell_crew

from .choices import Outcome, Review
from .models import Meeting

# From noon on there is still time to speak with the others of the crew.
FROM: Final = time(12)


def tell_it_is_off(meeting: Meeting, *, by: User | None) -> None:
    """When a record that a coming visit is cancelled or postponed is accepted."""
    if meeting.outcome == Outcome.HELD or meeting.visit_identity is None:
        return
    visit = _approved(meeting.visit_identity).filter(starts_at__gt=timezone.now()).first()
    if visit is None:
        return
    for person in visit.crew.all():
        outbox.withdraw(f"{reminder_key(visit)}/{person.pk}")
    key = f"off/{meeting.pk}"
    why = lazy(lambda: meeting.why_not_held, str)()  # each letter in its reader's language
    if posted := tell_crew(visit, key, meeting.outcome, NEW, why):
        audit.record("meetings.crew_notified", meeting, by=by, letters=posted)


def tell_of_tomorrow() -> None:
    """To each crew from noon of the day before, by the clock of their office; never twice."""
    now = timezone.now()
    for office in Office.objects.order_by("pk"):
        zone = ZoneInfo(office.time_zone)
        here = now.astimezone(zone)
        if here.time() >= FROM:
            _tell(office, datetime.combine(here.date() + timedelta(days=1), time.min, zone))


@transaction.atomic
def _tell(office: Office, day: datetime) -> None:
    visits = _to_be_held(office, day, day + timedelta(days=1))
    posted = sum(
        tell_crew(visit, reminder_key(visit), "tomorrow", NEW, until=day) for visit in visits
    )
    if posted:
        audit.record("meetings.crew_reminded", office, by=None, letters=posted, day=day.date())


def _to_be_held(office: Office, since: datetime, until: datetime) -> QuerySet[Visit]:
    called_off = Meeting.objects.filter(
        Q(outcome=Outcome.CANCELLED)
        | Q(outcome=Outcome.POSTPONED, starts_at__gte=OuterRef("starts_at")),
        visit_identity=OuterRef("identity"),
        review=Review.ACCEPTED,
    )
    visits = Visit.objects.filter(
        ~Exists(called_off),
        plan__status=PlanStatus.APPROVED,
        plan__track__programme__office=office,
        starts_at__gte=since,
        starts_at__lt=until,
    )
    return _with_people(visits)


def _approved(identity: UUID) -> QuerySet[Visit]:
    return _with_people(Visit.objects.filter(identity=identity, plan__status=PlanStatus.APPROVED))


def _with_people(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return (
        visits.select_related(
            "plan__track__programme__office", "target__place__kind", "target__place__district"
        )
        .prefetch_related("themes", "crew__user")
        .order_by("starts_at", "pk")
    )
