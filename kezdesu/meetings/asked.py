"""Reads of the questions: the office's list, its topics, and what visitors may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.http import Http404

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_shown_order
from kezdesu.core.periods import Period

from .choices import QuestionState, Review
from .models import Question, Topic
from .queries import within_period

SORTS: Final = ("when", "due", "place")
WITHOUT_TOPIC: Final = "none"


@dataclass(frozen=True, slots=True)
class TopicLine:
    topic: Topic
    raised: int
    overdue: int


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """What visitors read; `owner` is who answered."""

    pk: int
    asked_at: datetime
    place: str
    topic: str
    text: str
    answer: str
    answered_on: date
    owner: str


def questions_of(
    office: Office,
    today: date,
    *,
    search: str = "",
    state: str = "",
    topic: str = "",
    track: str = "",
    period: str = "",
    published: str = "",
    sort: str = "-when",
) -> QuerySet[Question]:
    """The office's questions, each with its `state` today; empty words do not narrow."""
    found = _rows(office).annotate(state=_state_on(today))
    if state:
        found = found.filter(state=state)
    if topic:
        found = (
            found.filter(topic=None) if topic == WITHOUT_TOPIC else found.filter(topic__slug=topic)
        )
    if track:
        found = found.filter(meeting__track__slug=track)
    if period:
        found = found.filter(within_period(office, Period.parse(period), "meeting__starts_at"))
    if published:
        found = found.filter(published_at__isnull=published == "no")
    if search:
        found = found.filter(_mentions(search))
    columns: dict[str, tuple[str | Combinable, ...]] = {
        "when": ("meeting__starts_at", "id"),
        "due": (F("due_on").asc(nulls_last=True), "id"),
        "place": (in_shown_order("meeting__place__name"), "id"),
    }
    ordered = found.order_by(*columns[sort.removeprefix("-")])
    return ordered.reverse() if sort.startswith("-") else ordered


def topic_of(office: Office, pk: int) -> Topic:
    """Raises Http404 for another office's topic."""
    found = office.topics.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def topic_lines(office: Office, today: date) -> list[TopicLine]:
    """Those that are offered first, then the retired ones."""
    overdue = Q(questions__answered_on=None, questions__due_on__lt=today)
    topics = office.topics.annotate(
        raised=Count("questions"), overdue=Count("questions", filter=overdue)
    )
    return [
        TopicLine(topic, topic.raised, topic.overdue)
        for topic in topics.order_by("-is_active", in_shown_order("name"), "id")
    ]


def published_questions(office: Office, topic: str = "") -> QuerySet[Question]:
    """Answered, marked for visitors, of accepted records; the latest answer first."""
    found = _rows(office).filter(
        published_at__isnull=False, meeting__review=Review.ACCEPTED, answered_on__isnull=False
    )
    if topic:
        found = found.filter(topic__slug=topic)
    return found.order_by("-answered_on", "-id")


def public_lines(questions: QuerySet[Question] | list[Question]) -> Iterator[PublicQuestion]:
    for each in questions:
        assert each.answered_on
        yield PublicQuestion(
            pk=each.pk,
            asked_at=each.meeting.starts_at,
            place=each.meeting.place.name,
            topic=each.topic.name if each.topic else "",
            text=each.text,
            answer=each.answer,
            answered_on=each.answered_on,
            owner=each.owner,
        )


def published_topics(office: Office) -> list[Topic]:
    """Topics of which visitors can read something."""
    shown = published_questions(office).values("topic")
    return list(office.topics.filter(pk__in=shown).order_by(in_shown_order("name"), "id"))


def _rows(office: Office) -> QuerySet[Question]:
    return Question.objects.filter(meeting__track__programme__office=office).select_related(
        "meeting__place__district", "meeting__track__programme__office", "topic"
    )


def _state_on(today: date) -> Case:
    return Case(
        When(answered_on__isnull=False, then=Value(QuestionState.ANSWERED.value)),
        When(due_on__lt=today, then=Value(QuestionState.OVERDUE.value)),
        default=Value(QuestionState.OPEN.value),
        output_field=CharField(),
    )


def _mentions(words: str) -> Q:
    return (
        Q(text__icontains=words)
        | Q(answer__icontains=words)
        | Q(owner__icontains=words)
        | Q(meeting__place__name_kk__icontains=words)
        | Q(meeting__place__name_ru__icontains=words)
    )
