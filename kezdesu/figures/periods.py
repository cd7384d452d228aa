"""Which half-years an office, with those beneath it, has something to show for."""

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Max, Min

from kezdesu.accounts.models import Office
from kezdesu.accounts.tree import with_beneath
from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Review
from kezdesu.meetings.models import Meeting
from kezdesu.programmes.models import Target

from .rules import local_bounds


def kept_periods(office: Office) -> list[Period]:
    """The half-years with targets or accepted meetings, latest first."""
    return _kept(office, recorded_periods(office))


def _kept(office: Office, recorded: Iterable[Period]) -> list[Period]:
    spans = Target.objects.filter(track__programme__office__in=with_beneath(office)).values_list(
        "starts_on", "ends_on"
    )
    due = {period for first, last in spans.distinct() for period in _half_years(first, last)}
    return sorted(due.union(recorded), reverse=True)


def recorded_periods(office: Office) -> list[Period]:
    """The half-years with accepted meetings, latest first.

    One query for the first and the last of them, one for each half-year from there to there: to
    read the start of every meeting takes a second in a nation.
    """
    zone = ZoneInfo(office.time_zone)
    meetings = Meeting.objects.filter(
        track__programme__office__in=with_beneath(office), review=Review.ACCEPTED
    ).order_by()
    ends = meetings.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if ends["first"] is None:
        return []
    first, last = (ends[end].astimezone(zone).date() for end in ("first", "last"))
    spans = {each: local_bounds(each, zone) for each in _half_years(first, last)}
    found = [
        each
        for each, (begins, ended) in spans.items()
        if meetings.filter(starts_at__gte=begins, starts_at__lt=ended).exists()
    ]
    return found[::-1]


def period_to_show(office: Office, today: date) -> Period:
    """Today's half-year when it is kept, else the latest with records, else the nearest kept."""
    present, recorded = Period.half_year_of(today), recorded_periods(office)
    kept = _kept(office, recorded)
    if present in kept:
        return present
    before = [period for period in recorded if period < present]
    begun = [period for period in kept if period < present]
    return next(iter(before or begun or kept[::-1]), present)


def _half_years(first: date, last: date) -> Iterator[Period]:
    period = Period.half_year_of(first)
    while period.starts_on <= last:
        yield period
        period = period.next()
