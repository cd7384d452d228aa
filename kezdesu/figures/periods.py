"""Which half-years an office, with those beneath it, has something to show for."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from kezdesu.accounts.models import Office
from kezdesu.accounts.tree import with_beneath
from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Review
from kezdesu.meetings.models import Meeting
from kezdesu.programmes.models import Target


def kept_periods(office: Office) -> list[Period]:
    """The half-years with targets or accepted meetings, latest first."""
    spans = Target.objects.filter(track__programme__office__in=with_beneath(office)).values_list(
        "starts_on", "ends_on"
    )
    due = {period for first, last in spans.distinct() for period in _half_years(first, last)}
    return sorted(due.union(recorded_periods(office)), reverse=True)


def recorded_periods(office: Office) -> list[Period]:
    """The half-years with accepted meetings, latest first."""
    months = Meeting.objects.filter(
        track__programme__office__in=with_beneath(office), review=Review.ACCEPTED
    ).datetimes("starts_at", "month", tzinfo=ZoneInfo(office.time_zone))
    return sorted({Period.half_year_of(month.date()) for month in months}, reverse=True)


def period_to_show(office: Office, today: date) -> Period:
    """Today's half-year when it is kept, else the latest with records, else the nearest kept."""
    present, kept = Period.half_year_of(today), kept_periods(office)
    if present in kept:
        return present
    recorded = [period for period in recorded_periods(office) if period < present]
    begun = [period for period in kept if period < present]
    return next(iter(recorded or begun or kept[::-1]), present)


def _half_years(first: date, last: date) -> Iterator[Period]:
    period = Period.half_year_of(first)
    while period.starts_on <= last:
        yield period
        period = period.next()
