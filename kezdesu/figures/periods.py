"""Which half-years an office has something to show for."""

from datetime import date
from zoneinfo import ZoneInfo

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Review
from kezdesu.meetings.models import Meeting
from kezdesu.programmes.models import Target


def kept_periods(office: Office) -> list[Period]:
    """The half-years with targets or accepted meetings, latest first."""
    ends = Target.objects.filter(track__programme__office=office).values_list("ends_on", flat=True)
    due = {Period.half_year_of(day) for day in ends.distinct()}
    return sorted(due.union(recorded_periods(office)), reverse=True)


def recorded_periods(office: Office) -> list[Period]:
    """The half-years with accepted meetings, latest first."""
    months = Meeting.objects.filter(
        track__programme__office=office, review=Review.ACCEPTED
    ).datetimes("starts_at", "month", tzinfo=ZoneInfo(office.time_zone))
    return sorted({Period.half_year_of(month.date()) for month in months}, reverse=True)


def period_to_show(office: Office, today: date) -> Period:
    """The latest kept half-year that has begun, else the next one that will, else today's."""
    kept = kept_periods(office)
    begun = [period for period in kept if period.starts_on <= today]
    return next(iter(begun or kept[::-1]), Period.half_year_of(today))
