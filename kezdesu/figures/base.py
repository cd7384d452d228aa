"""The base rows of a period, one query a kind: every figure and breakdown is cut from these."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.meetings.models import Meeting, Question
from kezdesu.people.models import Category, Seat
from kezdesu.places.models import Place
from kezdesu.press.models import Publication
from kezdesu.programmes.models import Target, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit

from .rules import local_bounds
from .words import Words


@dataclass(frozen=True, slots=True)
class PlaceRow:
    id: int
    name: Words
    kind: Words
    kind_slug: str
    kind_plural: str
    is_institution: bool
    is_priority: bool
    district_id: int | None
    district: Words | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    track: str
    place_id: int
    visits_due: int


@dataclass(frozen=True, slots=True)
class VisitRow:
    id: int
    identity: UUID
    track: str
    place_id: int
    day: date


@dataclass(frozen=True, slots=True)
class MeetingRow:
    id: str
    track: str
    place_id: int
    day: date
    outcome: str
    headcount: int
    how_counted: str
    visit_identity: UUID | None
    parts: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class SeatRow:
    id: int
    person_id: int
    kind: str
    category: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    id: int
    is_answered: bool


@dataclass(frozen=True, slots=True)
class PublicationRow:
    id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Base:
    """All that happened, was due and was planned in an office's period; days are local."""

    period: Period
    tracks: dict[str, Words]  # by slug; two programmes' tracks of one slug are one stream
    places: dict[int, PlaceRow]
    targets: list[TargetRow]
    visits: list[VisitRow]
    meetings: list[MeetingRow]  # accepted ones, whatever their outcome
    plans: dict[str, list[Plan]]  # approved, by track
    seats: list[SeatRow]  # in force on the last day
    categories: dict[str, Words]
    questions: list[QuestionRow]
    publications: list[PublicationRow]


def load_base(office: Office, period: Period) -> Base:
    """Eleven queries, whatever the size of the office."""
    slugs = dict(Track.objects.filter(programme__office=office).values_list("id", "slug"))
    accepted = accepted_meetings(office, period)
    targets = list(_targets(office, period, slugs))
    visits = list(_visits(office, period, slugs))
    meetings = list(_meetings(accepted, _zone(office), slugs))
    busy = {row.track for rows in (targets, visits, meetings) for row in rows}
    return Base(
        period=period,
        tracks=_tracks(office, period, busy),
        places={row.id: row for row in _places(office)},
        targets=targets,
        visits=visits,
        meetings=meetings,
        plans=_plans(office, period),
        seats=list(_seats(office, period)),
        categories={row.slug: Words.of(row) for row in Category.objects.filter(office=office)},
        questions=list(_questions(accepted)),
        publications=list(_publications(office, period)),
    )


def accepted_meetings(office: Office, period: Period) -> QuerySet[Meeting]:
    """The only records that count, by the local day of their start."""
    begins, ended = local_bounds(period, _zone(office))
    return Meeting.objects.filter(
        track__programme__office=office,
        review=Review.ACCEPTED,
        starts_at__gte=begins,
        starts_at__lt=ended,
    ).order_by("starts_at", "id")


def planned_visits(office: Office, period: Period) -> QuerySet[Visit]:
    """Visits of the approved plan versions, by the local day of their start."""
    begins, ended = local_bounds(period, _zone(office))
    return Visit.objects.filter(
        plan__track__programme__office=office,
        plan__status=PlanStatus.APPROVED,
        starts_at__gte=begins,
        starts_at__lt=ended,
    ).order_by("starts_at", "id")


def _zone(office: Office) -> ZoneInfo:
    return ZoneInfo(office.time_zone)


def _tracks(office: Office, period: Period, busy: set[str]) -> dict[str, Words]:
    """The streams of programmes that run in the period, and any in which something happened."""
    found: dict[str, Words] = {}
    rows = Track.objects.filter(programme__office=office).select_related("programme")
    for row in rows.order_by("position", "id"):
        programme = row.programme
        has_begun = programme.starts_on <= period.ends_on
        has_ended = programme.ends_on is not None and programme.ends_on < period.starts_on
        if row.slug in busy or (has_begun and not has_ended):
            found[row.slug] = Words.of(row)
    return found


def _places(office: Office) -> Iterator[PlaceRow]:
    for place in Place.objects.filter(office=office).select_related("kind", "district"):
        yield PlaceRow(
            id=place.pk,
            name=Words.of(place),
            kind=Words.of(place.kind),
            kind_slug=place.kind.slug,
            kind_plural=place.kind.plural_slug,
            is_institution=place.kind.is_institution,
            is_priority=place.is_priority,
            district_id=place.district_id,
            district=Words.of(place.district) if place.district else None,
            latitude=place.latitude,
            longitude=place.longitude,
        )


def _targets(office: Office, period: Period, slugs: dict[int, str]) -> Iterator[TargetRow]:
    rows = Target.objects.filter(
        track__programme__office=office,
        starts_on__lte=period.ends_on,
        ends_on__gte=period.starts_on,
    ).order_by("id")
    for track, place, due in rows.values_list("track_id", "place_id", "visits_due"):
        yield TargetRow(slugs[track], place, due)


def _visits(office: Office, period: Period, slugs: dict[int, str]) -> Iterator[VisitRow]:
    zone, rows = _zone(office), planned_visits(office, period)
    columns = ("id", "identity", "plan__track_id", "target__place_id", "starts_at")
    for pk, identity, track, place, starts_at in rows.values_list(*columns):
        yield VisitRow(pk, identity, slugs[track], place, starts_at.astimezone(zone).date())


_PARTS = ("women", "men", "youth", "students")


def _meetings(
    accepted: QuerySet[Meeting], zone: ZoneInfo, slugs: dict[int, str]
) -> Iterator[MeetingRow]:
    columns = ("id", "track_id", "place_id", "starts_at", "outcome", "headcount", "how_counted")
    rows: Any = accepted.values_list(*columns, "visit_identity", *_PARTS)
    for pk, track, place, starts_at, outcome, headcount, how, identity, *parts in rows:
        yield MeetingRow(
            id=str(pk),
            track=slugs[track],
            place_id=place,
            day=starts_at.astimezone(zone).date(),
            outcome=outcome,
            headcount=headcount or 0,
            how_counted=how,
            visit_identity=identity,
            parts=dict(zip(_PARTS, parts, strict=True)),
        )


def _plans(office: Office, period: Period) -> dict[str, list[Plan]]:
    """The approved plan versions that planned visits are counted in."""
    rows = Plan.objects.filter(
        track__programme__office=office,
        status=PlanStatus.APPROVED,
        starts_on__lte=period.ends_on,
        ends_on__gte=period.starts_on,
    ).select_related("track")
    found: dict[str, list[Plan]] = {}
    for plan in rows.order_by("starts_on", "id"):
        found.setdefault(plan.track.slug, []).append(plan)
    return found


def _seats(office: Office, period: Period) -> Iterator[SeatRow]:
    """The latest seat of each person in each kind of group."""
    rows = Seat.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=period.ends_on),
        group__office=office,
        starts_on__lte=period.ends_on,
    ).order_by("starts_on", "id")
    latest: dict[tuple[int, str], SeatRow] = {}
    for row in rows.values_list("id", "person_id", "group__kind", "category__slug"):
        seat = SeatRow(*row)
        latest[seat.person_id, seat.kind] = seat
    return iter(latest.values())


def _questions(accepted: QuerySet[Meeting]) -> Iterator[QuestionRow]:
    held = accepted.filter(outcome=Outcome.HELD).order_by()
    rows = Question.objects.filter(meeting__in=held).order_by("id")
    for pk, answered_on in rows.values_list("id", "answered_on"):
        yield QuestionRow(pk, answered_on is not None)


def _publications(office: Office, period: Period) -> Iterator[PublicationRow]:
    rows = Publication.objects.filter(
        outlet__office=office, published_on__range=(period.starts_on, period.ends_on)
    ).order_by("published_on", "id")
    for row in rows.values_list("id", "kind"):
        yield PublicationRow(*row)
