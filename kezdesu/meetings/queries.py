"""Reads of the field records: the list, one record with all that belongs to it, what to record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import compress
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_shown_order
from kezdesu.core.periods import Period
from kezdesu.core.text import fold
from kezdesu.people.models import Person
from kezdesu.places.models import PlaceAlias
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from .choices import Outcome, Review
from .models import Meeting, Question, Topic, Version

SORTS = ("when", "place", "people")  # the words that may stand in `?sort=`


@dataclass(frozen=True, slots=True)
class Speaking:
    """One person against the plan: of the crew, of those who spoke, or both."""

    person: Person
    was_planned: bool
    spoke: bool

    @property
    def post(self) -> str:
        return self.person.post_in(get_language() or "kk")


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One record with all that its page shows."""

    meeting: Meeting
    speakers: list[Speaking]
    questions: list[Question]
    others: list[Meeting]  # records of the same visit, or perhaps of the same unplanned meeting

    @property
    def rivals_accepted(self) -> bool:
        """Whether another record that says the same of this visit already counts."""
        return any(
            other.review == Review.ACCEPTED
            and other.outcome == self.meeting.outcome
            and self._is_of_its_visit(other)
            for other in self.others
        )

    @property
    def may_be_several(self) -> bool:
        """Whether some of the others may be of another meeting at this place on this day."""
        return not all(self._is_of_its_visit(other) for other in self.others)

    def _is_of_its_visit(self, other: Meeting) -> bool:
        visit = self.meeting.visit_identity
        return visit is not None and other.visit_identity == visit


def meetings_of(
    office: Office,
    *,
    search: str = "",
    track: str = "",
    outcome: str = "",
    review: str = "",
    period: str = "",
    correction: str = "",
    cause: str = "",
    sort: str = "-when",
) -> QuerySet[Meeting]:
    """The office's records; `period` is a code such as 2023-H1; empty words do not narrow."""
    found = _records(office)
    given = {"track__slug": track, "outcome": outcome, "review": review}
    given["cause__slug"] = cause
    found = found.filter(**{name: value for name, value in given.items() if value})
    if correction:
        found = found.filter(has_waiting_correction())
    if period:
        found = found.filter(within_period(office, Period.parse(period)))
    if search:
        found = found.filter(_mentions(search))
    return _sorted(found, sort)


def with_twins(office: Office, meetings: Iterable[Meeting]) -> set[UUID]:
    """Those of a page beside which another record of the same meeting stands; one query."""
    shown = list(meetings)
    answers = _whether_any(office, [_beside(office, meeting) for meeting in shown])
    return {meeting.pk for meeting, has in zip(shown, answers, strict=True) if has}


def has_waiting_correction() -> Exists:
    """Whether a meeting has a version that nobody has decided about yet."""
    later = Version.objects.filter(meeting=OuterRef("pk"), number__gt=OuterRef("version"))
    return Exists(later.filter(decision=""))


def half_years_of(office: Office) -> list[Period]:
    """The half-years that hold records, latest first."""
    records = Meeting.objects.filter(track__programme__office=office)
    ends = records.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if ends["first"] is None:
        return []
    zone = ZoneInfo(office.time_zone)
    period, first = (
        Period.half_year_of(ends[end].astimezone(zone).date()) for end in ("last", "first")
    )
    periods = [period]
    while first < period:
        period = period.previous()
        periods.append(period)
    answers = _whether_any(
        office, [records.filter(within_period(office, each)) for each in periods]
    )
    return list(compress(periods, answers))


def tracks_of(office: Office) -> list[Track]:
    """The tracks of all programmes, the latest programme first."""
    tracks = Track.objects.filter(programme__office=office).select_related("programme__office")
    return list(tracks.order_by("-programme__starts_on", "position", "id"))


def topics_of(office: Office) -> list[Topic]:
    """What questions may be about, in the order of the page's alphabet for Kazakh names."""
    return list(office.topics.filter(is_active=True).order_by(in_shown_order("name"), "id"))


def meeting_page(office: Office, pk: UUID) -> MeetingPage:
    """Raises Http404 for a record of another office."""
    records = _records(office).prefetch_related(
        "themes",
        "speakers",
        Prefetch("questions", Question.objects.order_by("id")),
        "publications__outlet",
    )
    meeting = records.filter(pk=pk).first()
    if meeting is None:
        raise Http404
    crew = list(meeting.visit.crew.order_by("key")) if meeting.visit else []
    spoke = sorted(meeting.speakers.all(), key=lambda person: person.key)
    return MeetingPage(
        meeting,
        [
            Speaking(person, person in crew, person in spoke)
            for person in dict.fromkeys([*crew, *spoke])
        ],
        list(meeting.questions.all()),
        _others(office, meeting),
    )


def question_of(office: Office, pk: int) -> Question:
    """Raises Http404 for a question asked at another office's meeting."""
    questions = Question.objects.filter(meeting__track__programme__office=office)
    questions = questions.select_related("meeting__place", "meeting__track__programme__office")
    found = questions.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visits_to_record(office: Office, *, until: datetime | None = None) -> list[Visit]:
    """Visits of approved plans that have begun and were not recorded yet, latest first.

    One that `was_postponed` still waits for the record of the day it is held.
    """
    recorded = Meeting.objects.filter(visit_identity=OuterRef("identity")).exclude(
        outcome=Outcome.POSTPONED
    )
    postponed = Meeting.objects.filter(visit_identity=OuterRef("identity"))
    visits = Visit.objects.filter(
        ~Exists(recorded),
        plan__track__programme__office=office,
        plan__status=PlanStatus.APPROVED,
        starts_at__lte=until or timezone.now(),
    ).annotate(was_postponed=Exists(postponed))
    return list(visits.select_related("target__place__kind", "plan__track").order_by("-starts_at"))


def visit_to_record(office: Office, pk: int) -> Visit:
    """An approved plan's visit; raises Http404 for any other."""
    visits = Visit.objects.filter(
        pk=pk,
        plan__track__programme__office=office,
        plan__status__in=[PlanStatus.APPROVED, PlanStatus.SUPERSEDED],
    )
    found = visits.select_related("target__place", "plan__track__programme__office").first()
    if found is None:
        raise Http404
    return found


def _records(office: Office) -> QuerySet[Meeting]:
    return Meeting.objects.filter(track__programme__office=office).select_related(
        "place__kind",
        "place__district",
        "track__programme__office",
        "visit__plan",
        "cause",
        "recorded_by",
        "reviewed_by",
        "set_aside_for",
    )


def _whether_any(office: Office, found: Sequence[QuerySet[Meeting]]) -> tuple[bool, ...]:
    """For each of them whether it holds a record, all asked in one query."""
    if not found:
        return ()
    answers: tuple[bool, ...] = Office.objects.values_list(*map(Exists, found)).get(pk=office.pk)
    return answers


def _others(office: Office, meeting: Meeting) -> list[Meeting]:
    found = _records(office).filter(pk__in=_beside(office, meeting).values("pk"))
    return list(found.order_by("recorded_at"))


def _beside(office: Office, meeting: Meeting) -> QuerySet[Meeting]:
    """Other records of its visit, and of its track, place and day where one names no visit."""
    first = timezone.localtime(meeting.starts_at, ZoneInfo(office.time_zone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    that_day = Q(starts_at__gte=first, starts_at__lt=first + timedelta(days=1))
    beside = that_day & Q(track=meeting.track_id, place=meeting.place_id)
    if meeting.visit_identity:
        beside = (beside & Q(visit_identity=None)) | Q(visit_identity=meeting.visit_identity)
    return Meeting.objects.filter(beside).exclude(pk=meeting.pk)


def within_period(office: Office, period: Period, moment: str = "starts_at") -> Q:
    """Rows whose `moment` falls on a local day of the period."""
    zone = ZoneInfo(office.time_zone)
    after = period.next().starts_on
    first = period.starts_on
    return Q(
        **{
            f"{moment}__gte": datetime(first.year, first.month, first.day, tzinfo=zone),
            f"{moment}__lt": datetime(after.year, after.month, after.day, tzinfo=zone),
        }
    )


def _mentions(words: str) -> Q:
    """Found in the place's names or aliases, the venue or the names of those who spoke."""
    key = fold(words)
    aliases = PlaceAlias.objects.filter(place=OuterRef("place"), key__contains=key)
    spoke = Meeting.speakers.through.objects.filter(
        meeting=OuterRef("pk"), person__key__contains=key
    )
    return (
        Q(place__key__contains=key)
        | Q(place__name_ru__icontains=words)
        | Q(place__name_en__icontains=words)
        | Q(venue__icontains=words)
        | Q(Exists(aliases))
        | Q(Exists(spoke))
    )


def _sorted(found: QuerySet[Meeting], sort: str) -> QuerySet[Meeting]:
    columns: dict[str, tuple[str | Combinable, ...]] = {
        "when": ("starts_at", "id"),
        "place": (in_shown_order("place__name"), "starts_at"),
        "people": ("headcount", "starts_at"),
    }
    ordered = found.order_by(*columns[sort.removeprefix("-")])
    return ordered.reverse() if sort.startswith("-") else ordered
