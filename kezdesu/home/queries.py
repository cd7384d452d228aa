"""What waits for whom today, and who works in an office."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office, User
from kezdesu.core.database import in_kazakh_order, in_shown_order
from kezdesu.core.periods import Period
from kezdesu.figures.queries import FigureSet, Number
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.overdue import unrecorded_visits
from kezdesu.meetings.queries import has_waiting_correction
from kezdesu.newsroom.choices import PostStatus
from kezdesu.newsroom.models import Post
from kezdesu.newsroom.queries import waiting_comments
from kezdesu.programmes.models import Target
from kezdesu.reports.choices import ReportStatus
from kezdesu.reports.models import Report
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit

DAYS_AHEAD = 7
VISITS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits for the user: what kind, how much, and the record when it is only one."""

    kind: str
    count: int
    pk: str = ""


@dataclass(frozen=True, slots=True)
class NextVisit:
    pk: int
    starts_at: datetime
    place: str
    district: str
    track: str
    venue: str
    crew: tuple[str, ...]
    is_mine: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class OverduePlace:
    pk: int
    name: str
    district: str
    is_priority: bool
    track: str
    due_on: date
    held: int
    visits_due: int
    held_figure: tuple[str, str] | None  # period and key, where its days are those of a period


@dataclass(frozen=True, slots=True)
class TrackFigures:
    """A stream's headline numbers; `met` is to be read against `targets`."""

    name: str
    targets: Number
    met: Number
    others: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    pk: int
    name: str
    username: str
    is_active: bool
    roles: tuple[tuple[str, str], ...]


def waiting_for(user: User, office: Office, rights: frozenset[str], today: date) -> list[Waiting]:
    """What this user may do something about now, most urgent first; nothing that is empty."""
    found = [
        *_waiting_plans(office, rights),
        *_waiting_meetings(user, office, rights),
        *_unrecorded(user, office, rights, today),
        *_waiting_reports(office, rights),
        *_waiting_words(office, rights),
        *_overdue(office, rights, today),
    ]
    return [waiting for waiting in found if waiting.count]


def next_visits(user: User, office: Office, now: datetime) -> list[NextVisit]:
    """Visits of approved plans within a week that nobody has recorded, the user's own marked."""
    zone = ZoneInfo(office.time_zone)
    today = now.astimezone(zone).date()
    begin = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    recorded = Meeting.objects.exclude(review=Review.RETURNED).values("visit_identity")
    visits = (
        Visit.objects.filter(
            plan__track__programme__office=office,
            plan__status=PlanStatus.APPROVED,
            starts_at__range=(begin, begin + timedelta(days=DAYS_AHEAD)),
        )
        .exclude(identity__in=recorded.filter(visit_identity__isnull=False))
        .select_related("target__place__district", "plan__track")
        .prefetch_related("crew")
        .order_by("starts_at", "pk")[:VISITS_SHOWN]
    )
    return [_next_visit(visit, user, today, zone) for visit in visits]


def overdue_places(office: Office, today: date) -> list[OverduePlace]:
    """Places whose visits were due and have not all been held, the longest overdue first."""
    targets = (
        _overdue_targets(office, today)
        .select_related("place__district", "track")
        .order_by("due_on", "-place__is_priority", in_shown_order("place__name"), "pk")
    )
    return [
        OverduePlace(
            pk=target.place_id,
            name=target.place.name,
            district=target.place.district.name if target.place.district else "",
            is_priority=target.place.is_priority,
            track=target.track.name,
            due_on=target.due_on,
            held=cast("Any", target).held,
            visits_due=target.visits_due,
            held_figure=_held_figure(target),
        )
        for target in targets
    ]


def headline_figures(figures: FigureSet[Number]) -> list[TrackFigures]:
    """Each stream's numbers, those with targets only."""
    return [
        TrackFigures(
            name=str(name),
            targets=figures[f"{slug}.targets"],
            met=figures[f"{slug}.places_met"],
            others=tuple(figures[f"{slug}.{key}"] for key in ("meetings_held", "people_reached")),
        )
        for slug, name in figures.tracks.items()
        if figures[f"{slug}.targets"].value
    ]


def colleagues(office: Office) -> list[Colleague]:
    """Who holds a role in the office itself, by name."""
    users = (
        User.objects.filter(memberships__office=office)
        .distinct()
        .prefetch_related("memberships")
        .order_by(in_kazakh_order("first_name"), in_kazakh_order("last_name"), "username")
    )
    return [
        Colleague(
            pk=user.pk,
            name=user.get_full_name() or user.get_username(),
            username=user.get_username(),
            is_active=user.is_active,
            roles=tuple(_roles_in(office, user.memberships.all())),
        )
        for user in users
    ]


def _roles_in(office: Office, memberships: Iterable[Membership]) -> Iterator[tuple[str, str]]:
    held = {membership.role for membership in memberships if membership.office_id == office.pk}
    return ((value, str(label)) for value, label in Role.choices if value in held)


def _waiting_plans(office: Office, rights: frozenset[str]) -> Iterator[Waiting]:
    plans = Plan.objects.filter(track__programme__office=office)
    if "schedule.approve" in rights:
        yield _waiting("plan_to_approve", plans.filter(status=PlanStatus.SUBMITTED))
    if "schedule.edit" in rights:
        yield _waiting("plan_returned", plans.filter(status=PlanStatus.RETURNED))
        yield _waiting("plan_to_submit", plans.filter(status=PlanStatus.DRAFT))


def _waiting_meetings(user: User, office: Office, rights: frozenset[str]) -> Iterator[Waiting]:
    meetings = Meeting.objects.filter(track__programme__office=office)
    if "meetings.review" in rights:
        yield _waiting("meeting_to_accept", meetings.filter(review=Review.RECORDED))
        yield _waiting("correction_to_decide", meetings.filter(has_waiting_correction()))
    if "meetings.record" in rights:
        mine = meetings.filter(review=Review.RETURNED, recorded_by=user)
        yield _waiting("meeting_returned", mine)


def _unrecorded(
    user: User, office: Office, rights: frozenset[str], today: date
) -> Iterator[Waiting]:
    """Own meetings without a record; a coordinator's are all of them."""
    if "meetings.record" not in rights:
        return
    mine = None if "meetings.review" in rights else user
    yield Waiting("record_overdue", unrecorded_visits(office, today, mine).count())


def _waiting_reports(office: Office, rights: frozenset[str]) -> Iterator[Waiting]:
    reports = Report.objects.filter(office=office)
    if "reports.publish" in rights:
        yield _waiting("report_to_publish", reports.filter(status=ReportStatus.FROZEN))
    if "reports.freeze" in rights:
        yield _waiting("report_to_freeze", reports.filter(status=ReportStatus.DRAFT))


def _waiting_words(office: Office, rights: frozenset[str]) -> Iterator[Waiting]:
    if "newsroom.edit" in rights:
        yield Waiting("comment_to_read", waiting_comments(office))
        drafts = Post.objects.filter(office=office, status=PostStatus.DRAFT)
        yield _waiting("post_to_publish", drafts)


def _overdue(office: Office, rights: frozenset[str], today: date) -> Iterator[Waiting]:
    if "schedule.edit" in rights:
        yield Waiting("target_overdue", _overdue_targets(office, today).count())


def _held_figure(target: Target) -> tuple[str, str] | None:
    period = Period.spanning(target.starts_on, target.ends_on)
    return (period.code, f"{target.track.slug}.meetings_held") if period else None


def _overdue_targets(office: Office, today: date) -> QuerySet[Target]:
    """Targets whose day has passed with fewer accepted meetings held, `held`, than are due."""
    held = (
        Meeting.objects.filter(
            track=OuterRef("track"),
            place=OuterRef("place"),
            outcome=Outcome.HELD,
            review=Review.ACCEPTED,
            starts_at__date__range=(OuterRef("starts_on"), OuterRef("ends_on")),
        )
        .order_by()
        .values("track", "place")
        .annotate(total=Count("pk"))
        .values("total")
    )
    targets = Target.objects.filter(track__programme__office=office, due_on__lt=today)
    return targets.annotate(held=Coalesce(Subquery(held), 0)).filter(held__lt=F("visits_due"))


def _waiting(kind: str, rows: QuerySet[Any]) -> Waiting:
    count = rows.count()
    only = rows.values_list("pk", flat=True).first() if count == 1 else ""
    return Waiting(kind, count, str(only))


def _next_visit(visit: Visit, user: User, today: date, zone: ZoneInfo) -> NextVisit:
    crew = list(visit.crew.all())
    place = visit.target.place
    return NextVisit(
        pk=visit.pk,
        starts_at=visit.starts_at,
        place=place.name,
        district=place.district.name if place.district else "",
        track=visit.plan.track.name,
        venue=visit.venue,
        crew=tuple(person.full_name for person in crew),
        is_mine=any(person.user_id == user.pk for person in crew),
        is_today=visit.starts_at.astimezone(zone).date() == today,
    )
