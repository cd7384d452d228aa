"""Somebody's meetings of today as plain rows, for the page without scripts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kezdesu.accounts.models import Office, User
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit


@dataclass(frozen=True, slots=True)
class PlainVisit:
    pk: int
    starts_at: datetime
    place: str
    venue: str


def visits_today(user: User, office: Office, now: datetime) -> list[PlainVisit]:
    """Visits of approved schedules that `user` goes to on the office's present day, in order."""
    begin = now.astimezone(ZoneInfo(office.time_zone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    visits = Visit.objects.filter(
        plan__track__programme__office=office,
        plan__status=PlanStatus.APPROVED,
        crew__user=user,
        starts_at__gte=begin,
        starts_at__lt=begin + timedelta(days=1),
    )
    return [
        PlainVisit(visit.pk, visit.starts_at, visit.target.place.name, visit.venue)
        for visit in visits.select_related("target__place").order_by("starts_at", "pk")
    ]
