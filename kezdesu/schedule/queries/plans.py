"""All schedules of an office, and the one in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order
from kezdesu.core.language import language
from kezdesu.core.periods import Period
from kezdesu.core.text import tied
from kezdesu.people.models import Person
from kezdesu.programmes.models import Programme, Track

from ..choices import OPEN, PlanStatus
from ..models import LeftOut, Plan, Visit
from ..rules import week_of


def approved_plan(track: Track, when: date | Period) -> Plan | None:
    """The version in force that covers `when`; of several in a long period, the latest."""
    first, last = (when, when) if isinstance(when, date) else (when.starts_on, when.ends_on)
    covering = Plan.objects.filter(track=track, starts_on__lte=last, ends_on__gte=first)
    return covering.filter(status=PlanStatus.APPROVED).order_by("-starts_on").first()


@dataclass(frozen=True)
class PlanRow:
    pk: int
    version: int
    status: str
    document_number: str
    document_date: date | None
    reason: str
    visits: int
    first_visit: datetime | None
    left_out: int

    @property
    def due(self) -> int:
        return self.visits + self.left_out


@dataclass(frozen=True)
class PeriodPlans:
    """One track's plans of one period: the version in force, the one in work, and all before."""

    starts_on: date
    ends_on: date
    first_week: tuple[int, int]
    in_force: PlanRow | None
    in_work: PlanRow | None
    earlier: tuple[PlanRow, ...]

    @property
    def span(self) -> str:
        return tied(language(get_language() or "kk").date_span(self.starts_on, self.ends_on))

    @property
    def current(self) -> tuple[PlanRow, ...]:
        return tuple(row for row in (self.in_work, self.in_force) if row)


@dataclass(frozen=True)
class TrackPlans:
    pk: int
    name: str
    approving_body: str
    periods: tuple[PeriodPlans, ...]  # newest first


def plans_page(office: Office) -> list[TrackPlans]:
    tracks = Track.objects.filter(programme__office=office).select_related("programme")
    first_visits = Visit.objects.filter(plan=OuterRef("pk")).order_by("starts_at")
    plans = (
        Plan.objects.filter(track__in=tracks)
        .annotate(
            visit_count=_count_of(Visit.objects.filter(plan=OuterRef("pk"))),
            first_visit=Subquery(first_visits.values("starts_at")[:1]),
            left_out_count=_count_of(LeftOut.objects.filter(plan=OuterRef("pk"))),
        )
        .order_by("-starts_on", "-version")
    )
    by_track: dict[int, list[Plan]] = {}
    for plan in plans:
        by_track.setdefault(plan.track_id, []).append(plan)
    return [
        TrackPlans(
            track.pk,
            track.name,
            approving_body(track),
            tuple(_by_period(by_track.get(track.pk, ()), ZoneInfo(office.time_zone))),
        )
        for track in tracks
    ]


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    """Counted apart, so that two kinds of rows do not multiply."""
    counted = rows.order_by().values("plan").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def approving_body(track: Track) -> str:
    """«қала басшылығы»: who approves, in the page's language, else in Kazakh."""
    body: str = getattr(track, f"approving_body_{get_language() or 'kk'}")
    return body or track.approving_body_kk


def _by_period(plans: Iterable[Plan], zone: ZoneInfo) -> Iterable[PeriodPlans]:
    by_start: dict[date, list[Plan]] = {}
    for plan in plans:
        by_start.setdefault(plan.starts_on, []).append(plan)
    for starts_on, versions in by_start.items():
        rows = [_plan_row(plan) for plan in versions]
        in_force = next((row for row in rows if row.status == PlanStatus.APPROVED), None)
        in_work = next((row for row in rows if row.status in OPEN), None)
        earlier = tuple(row for row in rows if row not in (in_force, in_work))
        shown = in_force or in_work  # as the calendar shows it
        week = first_week(shown.first_visit if shown else None, starts_on, zone)
        yield PeriodPlans(starts_on, versions[0].ends_on, week, in_force, in_work, earlier)


def first_week(first_visit: datetime | None, starts_on: date, zone: ZoneInfo) -> tuple[int, int]:
    """Where looking week by week begins: with the first visit, else with the period."""
    return week_of(first_visit.astimezone(zone).date() if first_visit else starts_on)


def _plan_row(plan: Plan) -> PlanRow:
    return PlanRow(
        plan.pk,
        plan.version,
        plan.status,
        plan.document_number,
        plan.document_date,
        plan.reason,
        plan.visit_count,  # type: ignore[attr-defined]
        plan.first_visit,  # type: ignore[attr-defined]
        plan.left_out_count,  # type: ignore[attr-defined]
    )


def people_for(plan: Plan) -> QuerySet[Person]:
    """Who may be sent: the track's group on the plan's days."""
    seats = plan.track.group.seats.filter(starts_on__lte=plan.ends_on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=plan.starts_on)
    )
    return (
        Person.objects.filter(seats__in=seats)
        .distinct()
        .order_by(in_kazakh_order("full_name"), "pk")
    )


def tracks_of(office: Office) -> QuerySet[Track]:
    return Track.objects.filter(programme__office=office).select_related("programme__office")


def half_year_to_plan(tracks: Iterable[Track], today: date) -> tuple[date, date]:
    """From tomorrow, or the first day of the earliest programme that is not over, to the end of
    that half-year; else the last half-year of the latest; as far as the programme's days reach.
    """
    programmes = sorted({track.programme for track in tracks}, key=lambda each: each.starts_on)
    lasting = [each for each in programmes if each.ends_on is None or each.ends_on >= today]
    programme = (lasting[:1] or programmes[-1:] or [Programme(starts_on=today)])[0]
    last_day = programme.ends_on or date.max
    first_day = min(max(programme.starts_on, today + timedelta(days=1)), last_day)
    half_year = Period.half_year_of(first_day)
    if last_day < today:  # what is over is entered afterwards, as a whole
        first_day = max(half_year.starts_on, programme.starts_on)
    return first_day, min(half_year.ends_on, last_day)


def last_signatory(plan: Plan) -> dict[str, str]:
    """Who signed for this track last: it is mostly the same person again."""
    signed = Plan.objects.filter(track=plan.track_id, document_date__isnull=False)
    last = signed.order_by("-document_date", "-pk").first()
    if last is None:
        return {}
    names = ("signatory_name", "signatory_post", "signatory_post_ru")
    return {name: getattr(last, name) for name in names}
