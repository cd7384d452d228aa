"""Visits of approved plans with all that a printed sheet says of them."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404

from kezdesu.accounts.models import Office
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

MOST_SHEETS: Final = 200  # visits of one file


def visit_with_all(office: Office, pk: int) -> Visit:
    """Raises Http404 for a visit that is not in an approved plan of the office."""
    found = _approved(office).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visits_of_trip(office: Office, pk: int) -> list[Visit]:
    """The visits of one plan, day and crew: the one asked for and those beside it, by time."""
    asked = visit_with_all(office, pk)
    day = asked.starts_at.astimezone(ZoneInfo(office.time_zone)).date()
    crew = {person.pk for person in asked.crew.all()}
    that_day = _between(office, day, day + timedelta(days=1)).filter(plan=asked.plan_id)
    return [visit for visit in that_day if {person.pk for person in visit.crew.all()} == crew]


def visits_of_week(office: Office, year: int, week: int) -> list[Visit]:
    """Of an ISO week, Monday to Sunday; raises Http404 for a week that no calendar has."""
    try:
        monday = date.fromisocalendar(year, week, 1)
        return list(_between(office, monday, monday + timedelta(days=7))[:MOST_SHEETS])
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def _between(office: Office, first: date, after: date) -> QuerySet[Visit]:
    zone = ZoneInfo(office.time_zone)
    begins, ends = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, after))
    return _approved(office).filter(starts_at__gte=begins, starts_at__lt=ends)


def _approved(office: Office) -> QuerySet[Visit]:
    return (
        Visit.objects.filter(
            plan__track__programme__office=office, plan__status=PlanStatus.APPROVED
        )
        .select_related("plan__track", "target__place__district")
        .prefetch_related("crew", "themes")
        .order_by("starts_at", "pk")
    )
