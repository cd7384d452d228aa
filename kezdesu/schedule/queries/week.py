"""The office's week: every track's visits, day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.programmes.calendar import public_holiday, working_days

from ..choices import OPEN, PlanStatus
from ..models import Plan, Visit
from ..rules import week_days, week_of
from .visits import VisitRow, visit_row, with_all


@dataclass(frozen=True)
class GridVisit:
    row: VisitRow
    track: str
    plan: int
    status: str


@dataclass(frozen=True)
class GridDay:
    day: date
    is_today: bool
    is_working: bool
    holiday: str
    visits: tuple[GridVisit, ...]


@dataclass(frozen=True)
class WeekGrid:
    year: int
    week: int
    days: tuple[GridDay, ...]
    before: tuple[int, int]
    after: tuple[int, int]
    this_week: tuple[int, int]

    @property
    def span(self) -> str:
        first, last = self.days[0].day, self.days[-1].day
        return language(get_language() or "kk").date_span(first, last)

    @property
    def visits(self) -> int:
        return sum(len(day.visits) for day in self.days)


def week_grid(office: Office, year: int, week: int) -> WeekGrid:
    """Monday to Sunday of an ISO week: the version in force of each track, else the one in work.

    ValueError when the year has no such week.
    """
    days = week_days(year, week)
    zone = ZoneInfo(office.time_zone)
    today = timezone.localdate(timezone=zone)
    by_day = _visits_by_day(office, days[0], days[-1], zone)
    working = set(working_days(office, days[0], days[-1]))
    return WeekGrid(
        year=year,
        week=week,
        days=tuple(
            GridDay(day, day == today, day in working, _holiday(day), tuple(by_day.get(day, ())))
            for day in days
        ),
        before=week_of(days[0] - timedelta(days=1)),
        after=week_of(days[-1] + timedelta(days=1)),
        this_week=week_of(today),
    )


def _visits_by_day(
    office: Office, first: date, last: date, zone: ZoneInfo
) -> dict[date, list[GridVisit]]:
    plans = {plan.pk: plan for plan in _shown_plans(office, first, last)}
    opens = datetime.combine(first, datetime.min.time(), zone)
    closes = datetime.combine(last + timedelta(days=1), datetime.min.time(), zone)
    visits = Visit.objects.filter(plan__in=plans, starts_at__gte=opens, starts_at__lt=closes)
    by_day: dict[date, list[GridVisit]] = {}
    for number, visit in enumerate(with_all(visits), start=1):
        row, plan = visit_row(visit, number, zone), plans[visit.plan_id]
        shown = GridVisit(row, plan.track.name, plan.pk, plan.status)
        by_day.setdefault(row.starts_at.date(), []).append(shown)
    return by_day


def _shown_plans(office: Office, first: date, last: date) -> Iterable[Plan]:
    """Of each track and period one version, so that no visit stands in the grid twice."""
    plans = Plan.objects.filter(
        Q(status=PlanStatus.APPROVED) | Q(status__in=OPEN),
        track__programme__office=office,
        starts_on__lte=last,
        ends_on__gte=first,
    ).select_related("track")
    chosen: dict[tuple[int, date], Plan] = {}
    for plan in plans.order_by("version"):
        shown = chosen.setdefault((plan.track_id, plan.starts_on), plan)
        if shown.status != PlanStatus.APPROVED:
            chosen[plan.track_id, plan.starts_on] = plan
    return chosen.values()


def _holiday(day: date) -> str:
    holiday = public_holiday(day)
    return getattr(holiday, get_language() or "kk") if holiday else ""
