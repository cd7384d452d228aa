"""The base rows of a period, one query a kind: every figure and breakdown is cut from these.

Ids and moments are read as the text that the database holds: making an object of each costs more
than the query. Rows are named tuples for the same reason.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.meetings.models import Meeting, Question
from kezdesu.people.models import Seat
from kezdesu.press.models import Publication
from kezdesu.programmes.models import Programme, Target
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit

from .ground import Ground, PlaceRow
from .models import PeopleEstimate
from .naming import Naming
from .values import CoverageRow
from .words import Words


class TargetRow(NamedTuple):
    id: int
    track: str
    place_id: int
    visits_due: int


class VisitRow(NamedTuple):
    id: int
    identity: str
    track: str
    office_id: int
    place_id: int
    day: date


class MeetingRow(NamedTuple):
    id: str
    track: str
    office_id: int
    place_id: int
    day: date
    outcome: str
    headcount: int
    how_counted: str
    visit_identity: str | None
    women: int | None
    men: int | None
    youth: int | None
    students: int | None


class SeatRow(NamedTuple):
    id: int
    person_id: int
    kind: str
    category: str
    office_id: int


class QuestionRow(NamedTuple):
    id: int
    is_answered: bool
    is_overdue: bool  # by the end of the period
    office_id: int


class EstimateRow(NamedTuple):
    id: int
    track: str
    people: int
    basis: str


class PublicationRow(NamedTuple):
    id: int
    kind: str
    office_id: int


@dataclass(frozen=True, slots=True)
class Base:
    """All that happened, was due and was planned in a period; days are local."""

    ground: Ground
    period: Period
    tracks: dict[str, Words]  # by slug; two programmes' tracks of one slug are one stream
    targets: list[TargetRow]
    visits: list[VisitRow]
    meetings: list[MeetingRow]  # accepted ones, whatever their outcome
    plans: dict[str, list[Plan]]  # approved, by track
    seats: list[SeatRow]  # in force on the last day
    questions: list[QuestionRow]
    publications: list[PublicationRow]
    estimates: list[EstimateRow]  # of distinct people, by the office itself, of just this period
    coverage: dict[str, list[CoverageRow]] = field(default_factory=dict)  # as far as asked for

    @property
    def places(self) -> dict[int, PlaceRow]:
        return self.ground.places

    @property
    def naming(self) -> Naming:
        bases = {row.track: row.basis for row in self.estimates}
        return Naming(self.tracks, self.ground.plural_kinds, self.plans, bases)


def load_base(ground: Ground, period: Period) -> Base:
    """Eight queries, whatever the size of the office."""
    accepted = accepted_meetings(ground, period)
    targets = list(_targets(ground, period))
    visits = list(_visits(ground, period))
    meetings = list(_meetings(ground, accepted))
    busy = {row.track for rows in (targets, visits, meetings) for row in rows}
    return replace(
        base_without_records(ground, period, busy),
        targets=targets,
        visits=visits,
        meetings=meetings,
        questions=list(_questions(accepted, period)),
    )


def base_without_records(ground: Ground, period: Period, busy: Collection[str]) -> Base:
    """All but what an office has many of: four queries. `busy` tracks are those with records."""
    return Base(
        ground=ground,
        period=period,
        tracks=streams(ground, period, busy),
        targets=[],
        visits=[],
        meetings=[],
        plans=_plans(ground, period),
        seats=list(_seats(ground, period)),
        questions=[],
        publications=list(_publications(ground, period)),
        estimates=list(_estimates(ground, period)),
    )


def accepted_meetings(ground: Ground, period: Period) -> QuerySet[Meeting]:
    """The only records that count, by the local day of their start; in no order."""
    within = ground.within(period, "track__in")
    return Meeting.objects.filter(within, review=Review.ACCEPTED)


def planned_visits(ground: Ground, period: Period) -> QuerySet[Visit]:
    """Visits of the approved plan versions, by the local day of their start; in no order."""
    within = ground.within(period, "plan__track__in")
    return Visit.objects.filter(within, plan__status=PlanStatus.APPROVED)


def streams(ground: Ground, period: Period, busy: Collection[str]) -> dict[str, Words]:
    """The streams of programmes that run in the period, and any in which something happened."""
    kept = [row for row in ground.tracks if row.slug in busy or _runs(row.programme, period)]
    own_last = sorted(kept, key=lambda row: row.programme.office_id == ground.office.pk)
    names = {row.slug: Words.of(row) for row in own_last}
    return {row.slug: names[row.slug] for row in kept}


def _runs(programme: Programme, period: Period) -> bool:
    has_ended = programme.ends_on is not None and programme.ends_on < period.starts_on
    return programme.starts_on <= period.ends_on and not has_ended


def due_targets(ground: Ground, period: Period) -> QuerySet[Target]:
    """Targets whose dates fall in the period, wholly or in part."""
    return Target.objects.filter(
        track__in=ground.track_ids, starts_on__lte=period.ends_on, ends_on__gte=period.starts_on
    )


def _targets(ground: Ground, period: Period) -> Iterator[TargetRow]:
    rows = due_targets(ground, period).order_by("id")
    for pk, track, place, due in rows.values_list("pk", "track_id", "place_id", "visits_due"):
        yield TargetRow(pk, ground.slug_of[track], place, due)


def _visits(ground: Ground, period: Period) -> Iterator[VisitRow]:
    day_of = _days(ground)
    columns = ("starts", "id", "named", "plan__track_id", "target__place_id")
    rows: Any = planned_visits(ground, period).annotate(
        starts=Cast("starts_at", CharField()), named=Cast("identity", CharField())
    )
    for starts, pk, identity, track, place in sorted(rows.values_list(*columns)):
        office = ground.office_of[track]
        yield VisitRow(pk, identity, ground.slug_of[track], office, place, day_of(starts, office))


def _meetings(ground: Ground, accepted: QuerySet[Meeting]) -> Iterator[MeetingRow]:
    day_of = _days(ground)
    columns = ("track_id", "place_id", "outcome", "headcount", "how_counted", "visited")
    parts = ("women", "men", "youth", "students")
    rows: Any = accepted.annotate(
        starts=Cast("starts_at", CharField()),
        named=Cast("id", CharField()),
        visited=Cast("visit_identity", CharField()),
    )
    # No two rows share an id, so nothing after it is ever compared.
    for starts, pk, track, place, outcome, headcount, how, identity, *counts in sorted(
        rows.values_list("starts", "named", *columns, *parts)
    ):
        office = ground.office_of[track]
        yield MeetingRow(
            _dashed(pk),
            ground.slug_of[track],
            office,
            place,
            day_of(starts, office),
            outcome,
            headcount or 0,
            how,
            identity,
            *counts,
        )


def _days(ground: Ground) -> Callable[[str, int], date]:
    """The local day of a moment as the database writes it; many meetings begin at one moment."""

    @cache
    def in_zone(starts: str, zone: ZoneInfo) -> date:
        moment = datetime.fromisoformat(starts)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone).date()

    zones = ground.zones
    return lambda starts, office: in_zone(starts, zones[office])


def _dashed(identity: str) -> str:
    """A UUID as every database would write it; SQLite keeps its bare digits."""
    if len(identity) > 32:
        return identity
    d = identity
    return f"{d[:8]}-{d[8:12]}-{d[12:16]}-{d[16:20]}-{d[20:]}"


def _plans(ground: Ground, period: Period) -> dict[str, list[Plan]]:
    """The approved plan versions that planned visits are counted in."""
    rows = Plan.objects.filter(
        track__in=ground.track_ids,
        status=PlanStatus.APPROVED,
        starts_on__lte=period.ends_on,
        ends_on__gte=period.starts_on,
    ).select_related("track")
    found: dict[str, list[Plan]] = {}
    for plan in rows.order_by("starts_on", "id"):
        found.setdefault(plan.track.slug, []).append(plan)
    return found


def _seats(ground: Ground, period: Period) -> Iterator[SeatRow]:
    """The latest seat of each person in each kind of group."""
    rows = Seat.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=period.ends_on),
        group__office__in=ground.offices,
        starts_on__lte=period.ends_on,
    ).order_by("starts_on", "id")
    latest: dict[tuple[int, str], SeatRow] = {}
    columns = ("id", "person_id", "group__kind", "category__slug", "group__office_id")
    for row in rows.values_list(*columns):
        seat = SeatRow(*row)
        latest[seat.person_id, seat.kind] = seat
    return iter(latest.values())


def asked_questions(accepted: QuerySet[Meeting]) -> QuerySet[Question]:
    return Question.objects.filter(meeting__in=accepted.filter(outcome=Outcome.HELD))


def _questions(accepted: QuerySet[Meeting], period: Period) -> Iterator[QuestionRow]:
    rows = asked_questions(accepted).order_by("id")
    columns = ("id", "answered_on", "due_on", "meeting__track__programme__office_id")
    for pk, answered_on, due_on, office in rows.values_list(*columns):
        is_due = due_on is not None and due_on <= period.ends_on
        yield QuestionRow(pk, answered_on is not None, is_due and answered_on is None, office)


def publications_out(ground: Ground, period: Period) -> QuerySet[Publication]:
    return Publication.objects.filter(
        outlet__office__in=ground.offices, published_on__range=(period.starts_on, period.ends_on)
    )


def _publications(ground: Ground, period: Period) -> Iterator[PublicationRow]:
    rows = publications_out(ground, period).order_by("published_on", "id")
    for row in rows.values_list("id", "kind", "outlet__office_id"):
        yield PublicationRow(*row)


def stated_estimates(ground: Ground, period: Period) -> QuerySet[PeopleEstimate]:
    """Of the office's own tracks alone: who came to two offices' meetings would count twice."""
    return PeopleEstimate.objects.filter(track__programme__office=ground.office, period=period.code)


def _estimates(ground: Ground, period: Period) -> Iterator[EstimateRow]:
    rows = stated_estimates(ground, period).order_by("id")
    for row in rows.values_list("id", "track__slug", "people", "basis"):
        yield EstimateRow(*row)
