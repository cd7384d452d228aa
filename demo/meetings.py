"""The half-year in the field: what came of the approved plans, by a seed, through the services.

Only headcounts are invented here; every figure follows from them. The same seed gives the same
records under the same ids.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office, User
from kezdesu.meetings.choices import HowCounted, Outcome, Review
from kezdesu.meetings.models import Meeting, Topic
from kezdesu.meetings.services import (
    Asked,
    Facts,
    Headcount,
    accept_meeting,
    add_topic,
    add_usual_causes,
    answer_question,
    ask_question,
    publish_question,
    record_meeting,
    return_meeting,
)
from kezdesu.people.models import Person
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from .free_days import FreeDays
from .headcounts import headcounts
from .pictures import add_pictures
from .publications import publish_about

PLACES_TO_MEET = {"residents": 45, "students": 28}
MOVED = 3  # of a track: put off, and held on a later day
LAST_DAY_TO_MOVE = date(2023, 5, 12)

Crews = Mapping[int, tuple[Person, ...]]


@dataclass(frozen=True)
class Field:
    """What the records are made with and from."""

    office: Office
    by: User
    random: Random
    words: dict[str, Any]

    @property
    def recorders(self) -> list[User]:
        """Who of the office may record, speakers first."""
        speakers = User.objects.filter(
            memberships__office=self.office, memberships__role=Role.SPEAKER
        )
        return [*speakers.order_by("username"), self.by]

    def next_id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)


@dataclass(frozen=True)
class Outing:
    """A visit and what came of it: `held_at` is None when it came to nothing."""

    visit: Visit
    crew: tuple[Person, ...]
    put_off: Outcome | None
    held_at: datetime | None


def hold_half_year(*, office: Office, by: User, seed: int) -> None:
    """Record, review and publish the half-year of every approved plan of the office."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    field = Field(office, by, Random(seed), words)
    free_days = FreeDays(office)
    add_usual_causes(office=office, by=by)
    topics = {names["name_kk"]: _topic(field, names) for names in words["topics"]}
    held = []
    for track in PLACES_TO_MEET:
        outings = _outings(field, track, free_days)
        held += _hold(field, track, outings)
        _leave_undecided(field, [outing for outing in outings if not outing.put_off])
        _ask_questions(field, track, held, topics)
    publish_about(held, by=by, random=field.random, words=words)
    _show_pictures(field, held)


def _topic(field: Field, names: dict[str, str]) -> Topic:
    said = {language: names[f"name_{language}"] for language in ("kk", "ru", "en")}
    return add_topic(office=field.office, names=said, by=field.by)


def _outings(field: Field, track: str, free_days: FreeDays) -> list[Outing]:
    """Just so many places are met, priority first; the rest of the plan comes to nothing."""
    visits = _first_visits(field.office, track)
    wanted = PLACES_TO_MEET[track]
    if len(visits) < wanted:
        raise ValueError(f"{track}: {len(visits)} places are planned, {wanted} are to be met")
    met = sorted(visits, key=lambda visit: not visit.target.place.is_priority)[:wanted]
    crews = {visit.pk: _crew(visit) for visit in visits}
    moved = dict(_moved(field, [visit for visit in visits if visit in met], crews, free_days))
    outings = []
    for visit in visits:
        keeps = visit in met and visit.pk not in moved
        held_at = visit.starts_at if keeps else moved.get(visit.pk)
        outings.append(Outing(visit, crews[visit.pk], _outcome(keeps, held_at), held_at))
    return outings


def _outcome(keeps: bool, held_at: datetime | None) -> Outcome | None:
    """Postponed is what was held later; what was not held at all is cancelled."""
    if keeps:
        return None
    return Outcome.POSTPONED if held_at else Outcome.CANCELLED


def _moved(
    field: Field, visits: Sequence[Visit], crews: Crews, free_days: FreeDays
) -> Iterator[tuple[int, datetime]]:
    """A few visits that were put off, each with the later day on which all its crew was free."""
    early = [visit for visit in visits if visit.starts_at.date() < LAST_DAY_TO_MOVE]
    field.random.shuffle(early)
    later = ((visit.pk, free_days.after(visit, crews[visit.pk])) for visit in early)
    found = ((pk, moment) for pk, moment in later if moment)
    yield from islice(found, MOVED)


def _crew(visit: Visit) -> tuple[Person, ...]:
    return tuple(visit.crew.order_by("key").prefetch_related("absences"))


def _first_visits(office: Office, track: str) -> list[Visit]:
    """The first visit of each place in the approved plan, in time order."""
    visits = Visit.objects.filter(
        plan__track__programme__office=office,
        plan__track__slug=track,
        plan__status=PlanStatus.APPROVED,
    ).select_related("target__place", "plan__track__programme__office")
    firsts: dict[int, Visit] = {}
    for visit in visits.order_by("starts_at", "target__place__key"):
        firsts.setdefault(visit.target.place_id, visit)
    return list(firsts.values())


def _hold(field: Field, track: str, outings: Sequence[Outing]) -> list[Meeting]:
    """Accepted records of all outings; returns those held."""
    counts = headcounts(track, sum(outing.held_at is not None for outing in outings), field.random)
    held = []
    for outing in outings:
        if outing.put_off:
            facts = _facts_of_putting_off(field, outing.visit, outing.put_off)
            _accept(field, _record(field, outing, facts))
        if outing.held_at:
            facts = _facts_of_holding(field, outing, outing.held_at, next(counts))
            held.append(_accept(field, _record(field, outing, facts)))
    return held


def _record(field: Field, outing: Outing, facts: Facts, by: User | None = None) -> Meeting:
    """Made the same evening by whoever of the crew signs in, else by the coordinator."""
    visit = outing.visit
    of_the_crew = next((person.user for person in outing.crew if person.user), None)
    return record_meeting(
        id=field.next_id(),
        track=visit.plan.track,
        place=visit.target.place,
        visit=visit,
        facts=facts,
        themes=list(visit.themes.all()),
        speakers=outing.crew if facts.outcome == Outcome.HELD else (),
        by=by or of_the_crew or field.by,
        recorded_at=facts.starts_at + timedelta(hours=4),
        is_sample=True,
    )


def _accept(field: Field, meeting: Meeting) -> Meeting:
    at = meeting.recorded_at + timedelta(hours=16)
    return accept_meeting(meeting=meeting, by=field.by, at=at)


def _facts_of_putting_off(field: Field, visit: Visit, outcome: Outcome) -> Facts:
    slug, reason = field.random.choice(field.words["reasons"][visit.plan.track.slug][outcome.value])
    cause = visit.plan.track.programme.office.causes.get(slug=slug)
    return Facts(outcome, visit.starts_at, reason=reason, venue=visit.venue, cause=cause.pk)


def _facts_of_holding(field: Field, outing: Outing, starts_at: datetime, count: Headcount) -> Facts:
    late = timedelta(minutes=field.random.choice([0, 0, 0, 5, 10, 15]))
    track = outing.visit.plan.track.slug
    note = field.random.choice([*field.words["notes"][track], "", "", ""])
    venues = field.words["venues"][track]
    venue = outing.visit.venue or field.random.choice(venues)
    return Facts(Outcome.HELD, starts_at + late, count, venue=venue, note=note)


def _leave_undecided(field: Field, outings: Sequence[Outing]) -> None:
    """Two second records wait beside the accepted ones, and one stands returned."""
    first, second, third = field.random.sample(outings, 3)
    _second_record(field, first, -4)
    _second_record(field, second, 9)
    returned = _second_record(field, third, 60)
    at = returned.recorded_at + timedelta(hours=15)
    return_meeting(meeting=returned, note=field.words["returned"], by=field.by, at=at)


def _second_record(field: Field, outing: Outing, difference: int) -> Meeting:
    """The same meeting as somebody else of the office saw it."""
    accepted = Meeting.objects.get(visit=outing.visit, review=Review.ACCEPTED)
    count = Headcount((accepted.headcount or 0) + difference, HowCounted.ESTIMATE)
    facts = Facts(Outcome.HELD, outing.visit.starts_at, count, venue=outing.visit.venue)
    others = [user for user in field.recorders if user != accepted.recorded_by]
    return _record(field, outing, facts, by=next(iter(others), field.by))


def _ask_questions(
    field: Field, track: str, held: Sequence[Meeting], topics: Mapping[str, Topic]
) -> None:
    """The first two that are answered are read by visitors."""
    asked_of = [meeting for meeting in held if meeting.track.slug == track]
    questions = [words for words in field.words["questions"] if words["track"] == track]
    meetings = field.random.sample(asked_of, len(questions))
    for words, meeting in zip(questions, meetings, strict=True):
        day = meeting.starts_at.date()
        topic = topics.get(words.get("topic", ""))
        asked = Asked(words["text"], words["owner"], day + timedelta(days=15), topic)
        question = ask_question(meeting=meeting, asked=asked, by=field.by)
        if "answer" in words:
            answered_on = day + timedelta(days=field.random.randint(5, 20))
            answer_question(
                question=question, answer=words["answer"], answered_on=answered_on, by=field.by
            )
            if words in questions[:2]:
                publish_question(question=question, by=field.by)


def _show_pictures(field: Field, held: Sequence[Meeting]) -> None:
    """Of the last two meetings of all, and of both records of one that waits for a choice."""
    latest = sorted(held, key=lambda meeting: meeting.starts_at)[-2:]
    for number, meeting in enumerate(latest, start=1):
        add_pictures(meeting, by=field.by, words=field.words, shown=True, halls=number)
    beside = Meeting.objects.filter(review=Review.RECORDED, visit__isnull=False)
    waiting = beside.order_by("starts_at", "pk").first()
    if waiting:
        for each in Meeting.objects.filter(visit_identity=waiting.visit_identity):
            add_pictures(each, by=field.by, words=field.words, shown=False)
