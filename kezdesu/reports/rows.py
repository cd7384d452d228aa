"""The rows of a report, kind by kind in bulk: a few queries, however many rows there are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from kezdesu.core.language import language
from kezdesu.core.periods import Period
from kezdesu.figures.base import accepted_meetings, planned_visits
from kezdesu.figures.ground import Ground
from kezdesu.figures.words import Words
from kezdesu.meetings.choices import Outcome
from kezdesu.meetings.models import Cause, Meeting, Question
from kezdesu.people.models import Person
from kezdesu.press.models import Publication
from kezdesu.programmes.models import Theme
from kezdesu.schedule.models import Plan, Visit
from kezdesu.schedule.queries.visits import in_printed_order, printed_numbers

from .facts import MeetingFacts, MentionFacts, PublicationFacts, QuestionFacts, VisitFacts

T = TypeVar("T")


def visit_facts(ground: Ground, period: Period) -> dict[str, list[VisitFacts]]:
    """Planned visits by the slug of their track, as its signed schedule lists and numbers them;
    of several schedules together, by start.
    """
    planned = planned_visits(ground, period)
    themes = _themes(Visit.themes.through, "visit", planned)
    crews = _crews(planned)
    numbers = _numbers(ground, planned)
    found: dict[str, list[VisitFacts]] = defaultdict(list)
    columns = ("pk", "plan__track_id", "target__place_id", "starts_at", "venue")
    rows = planned.order_by("starts_at", "pk").values_list(*columns)
    for pk, track, place_id, starts_at, venue in rows.iterator():
        place = ground.places[place_id]
        at = starts_at.astimezone(ground.zone_of(track))
        found[ground.slug_of[track]].append(
            VisitFacts(
                day=at.date(),
                starts=f"{at:%H:%M}",
                place=place.name,
                district=place.district,
                venue=venue,
                themes=themes.get(pk, []),
                crew=crews.get(pk, []),
                number=numbers.get(pk),
            )
        )
    for of_track in found.values():
        of_track.sort(key=lambda visit: visit.number or 0)
    return found


def _numbers(ground: Ground, planned: QuerySet[Visit]) -> dict[int, int]:
    """In the signed schedule, of tracks that have just one."""
    plans: dict[str, list[Plan]] = defaultdict(list)
    for plan in Plan.objects.filter(pk__in=planned.order_by().values("plan")):
        plans[ground.slug_of[plan.track_id]].append(plan)
    return {
        pk: number
        for several in plans.values()
        if len(several) == 1
        for pk, number in printed_numbers(several[0]).items()
    }


def meeting_facts(ground: Ground, period: Period) -> dict[str, list[MeetingFacts]]:
    """Accepted meetings by the slug of their track."""
    accepted = accepted_meetings(ground, period)
    themes = _themes(Meeting.themes.through, "meeting", accepted)
    speakers = _people(Meeting.speakers.through, "meeting", accepted)
    questions = _texts(Question.objects.filter(meeting__in=accepted), "text")
    told = Publication.objects.filter(meeting__in=accepted)
    links = _texts(told.exclude(link=""), "link")
    mentions = _mentions(told.filter(link=""))
    held_at = _held_at(accepted)
    named = Cause.objects.filter(meetings__in=accepted).distinct()
    causes = {cause.pk: Words.of(cause) for cause in named}
    found: dict[str, list[MeetingFacts]] = defaultdict(list)
    columns = ("venue", "outcome", "reason", "headcount", "women", "youth", "how_counted")
    rows: Any = accepted.order_by("starts_at", "pk")
    for pk, track, place, visit, starts_at, cause, *rest in rows.values_list(
        "pk", "track_id", "place_id", "visit_identity", "starts_at", "cause_id", *columns
    ).iterator():
        fields = dict(zip(columns, rest, strict=True))
        zone = ground.zone_of(track)
        at = starts_at.astimezone(zone)
        after = None if fields["outcome"] == Outcome.HELD else held_at.get(visit)
        found[ground.slug_of[track]].append(
            MeetingFacts(
                id=str(pk),
                day=at.date(),
                starts=f"{at:%H:%M}",
                place=ground.places[place].name,
                themes=themes.get(pk, []),
                speakers=speakers.get(pk, []),
                questions=questions.get(pk, []),
                links=links.get(pk, []),
                mentions=mentions.get(pk, []),
                cause=causes.get(cause),
                held_on=after.astimezone(zone).date() if after else None,
                **fields,
            )
        )
    return found


def _held_at(accepted: QuerySet[Meeting]) -> dict[UUID | None, datetime]:
    """When each planned meeting was held; of one there is no more than one such record."""
    held = accepted.filter(outcome=Outcome.HELD, visit_identity__isnull=False)
    return dict(held.values_list("visit_identity", "starts_at"))


def _mentions(rows: QuerySet[Publication]) -> dict[Any, list[MentionFacts]]:
    found: dict[Any, list[MentionFacts]] = defaultdict(list)
    for row in rows.select_related("outlet").order_by("pk"):
        mention = MentionFacts(Words.of(row.outlet), row.reference, row.published_on)
        found[row.meeting_id].append(mention)
    return found


def question_facts(ground: Ground, period: Period) -> Iterator[QuestionFacts]:
    rows = Question.objects.filter(meeting__in=accepted_meetings(ground, period))
    for row in rows.select_related("meeting").order_by("meeting__starts_at", "pk"):
        meeting = row.meeting
        yield QuestionFacts(
            day=meeting.starts_at.astimezone(ground.zone_of(meeting.track_id)).date(),
            place=ground.places[meeting.place_id].name,
            text=row.text,
            owner=row.owner,
            due_on=row.due_on,
            answer=row.answer,
            answered_on=row.answered_on,
        )


def publication_facts(ground: Ground, period: Period) -> Iterator[PublicationFacts]:
    rows = Publication.objects.filter(
        outlet__office__in=ground.offices, published_on__range=(period.starts_on, period.ends_on)
    )
    for row in rows.select_related("outlet").order_by("published_on", "pk"):
        yield PublicationFacts(
            day=row.published_on,
            outlet=Words.of(row.outlet),
            outlet_kind=row.outlet.kind,
            level=row.outlet.level,
            kind=row.kind,
            title=row.title,
            language=row.language,
            link=row.link,
            reference=row.reference,
            views=row.views,
        )


def _themes(through: Any, of: str, rows: QuerySet[Any]) -> dict[Any, list[Words]]:
    links = through.objects.filter(**{f"{of}__in": rows})
    found = Theme.objects.filter(pk__in=links.values("theme"))
    names = {theme.pk: Words.of(theme) for theme in found.order_by("pk")}
    return _linked(links.values_list(f"{of}_id", "theme_id"), names)


def _crews(planned: QuerySet[Visit]) -> dict[Any, list[str]]:
    links = Visit.crew.through.objects.filter(visit__in=planned)
    people = in_printed_order(Person.objects.filter(pk__in=links.values("person")))
    names = dict(people.values_list("pk", "full_name"))
    return _linked(links.values_list("visit_id", "person_id"), names)


def _people(through: Any, of: str, rows: QuerySet[Any]) -> dict[Any, list[str]]:
    """Full names in Kazakh order."""
    links = through.objects.filter(**{f"{of}__in": rows})
    found = Person.objects.filter(pk__in=links.values("person"))
    in_order = language("kk").sort_key
    named = sorted(found.values_list("pk", "full_name"), key=lambda row: in_order(row[1]))
    return _linked(links.values_list(f"{of}_id", "person_id"), dict(named))


def _linked(links: Any, names: Mapping[int, T]) -> dict[Any, list[T]]:
    """What each row is linked to, in the order of `names`."""
    rank = {pk: place for place, pk in enumerate(names)}
    found: dict[Any, list[int]] = defaultdict(list)
    for row, other in links.iterator():
        found[row].append(other)
    return {
        row: [names[pk] for pk in sorted(others, key=rank.__getitem__)]
        for row, others in found.items()
    }


def _texts(rows: QuerySet[Any], column: str) -> dict[Any, list[str]]:
    """One column of the rows that hang on each meeting, oldest first."""
    found: dict[Any, list[str]] = defaultdict(list)
    for meeting, text in rows.order_by("pk").values_list("meeting_id", column):
        found[meeting].append(text)
    return found
