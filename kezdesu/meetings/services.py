"""Writes of the field records. Each act is one transaction and one audit entry."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.accounts.policy import may
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.models import Theme, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from . import rules
from .choices import REVIEW_LEADS_TO, HowCounted, Outcome, Review
from .locking import refuse_locked
from .models import Meeting, Question


@dataclass(frozen=True, slots=True)
class Headcount:
    """People at a meeting: the total, and of them, where somebody counted them, the parts."""

    total: int
    how: HowCounted
    women: int | None = None
    men: int | None = None
    youth: int | None = None
    students: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or proposal raised at a meeting."""

    text: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What took place, or why it did not: `headcount` with a held meeting, `reason` otherwise."""

    outcome: Outcome
    starts_at: datetime
    headcount: Headcount | None = None
    reason: str = ""
    venue: str = ""
    note: str = ""


@transaction.atomic
def record_meeting(
    *,
    track: Track,
    place: Place,
    facts: Facts,
    by: User | None,
    id: UUID | None = None,  # noqa: A002  # the record's own word for it
    visit: Visit | None = None,
    themes: Collection[Theme] = (),
    speakers: Collection[Person] = (),
    questions: Sequence[Asked] = (),
    recorded_at: datetime | None = None,
    is_sample: bool = False,
) -> Meeting:
    """Keep somebody's record of a meeting, to be accepted or returned.

    `id` is made by whoever records: the same record sent twice stays one and is returned as it
    stands. A second person's record of the same visit is kept beside the first.
    """
    known = _known(id, track)
    if known:
        return known
    _refuse_foreign(track, place, visit, themes, speakers)
    refuse_locked(track.programme.office, facts.starts_at)
    meeting = Meeting(
        id=id or uuid4(),
        track=track,
        place=place,
        visit=visit,
        visit_identity=visit.identity if visit else None,
        recorded_by=by,
        recorded_at=recorded_at or timezone.now(),
        is_sample=is_sample,
        **_columns(facts, recorded_at),
    )
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:
        # The same record arrived twice at once, and the other copy was quicker.
        return Meeting.objects.get(pk=meeting.pk)
    meeting.themes.set(themes)
    meeting.speakers.set(speakers)
    Question.objects.bulk_create([_question(meeting, asked) for asked in questions])
    said = {name: getattr(meeting, name) for name in ("outcome", "headcount", "visit_identity")}
    audit.record("meetings.meeting_recorded", meeting, by=by, **said)
    return meeting


@transaction.atomic
def accept_meeting(*, meeting: Meeting, by: User | None, at: datetime | None = None) -> Meeting:
    """Let the record count, from `at` or now.

    Of several records of one visit one is accepted; one that was put off and one that was held
    may both be, since a postponed visit is held later.
    """
    meeting = _locked(meeting)
    _refuse_unless_leads(meeting, Review.ACCEPTED)
    try:
        with transaction.atomic():
            _decide(meeting, Review.ACCEPTED, "", by, at)
    except IntegrityError:  # one_accepted_record_a_visit
        raise Refused(_("Another record of this meeting is already accepted.")) from None
    audit.record("meetings.meeting_accepted", meeting, by=by, headcount=meeting.headcount)
    return meeting


@transaction.atomic
def return_meeting(
    *, meeting: Meeting, note: str, by: User | None, at: datetime | None = None
) -> Meeting:
    """Send the record back to who made it, or take an accepted one out of the figures."""
    meeting = _locked(meeting)
    _refuse_unless_leads(meeting, Review.RETURNED)
    note = _stated(note, "note", _("Say what has to be corrected."))
    before = meeting.review
    _decide(meeting, Review.RETURNED, note, by, at)
    audit.record("meetings.meeting_returned", meeting, by=by, note=note, before=before)
    return meeting


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, by: User | None) -> Meeting:
    """Take back an acceptance or a return: the record waits for review again."""
    meeting = _locked(meeting)
    _refuse_unless_leads(meeting, Review.RECORDED)
    before = meeting.review
    _decide(meeting, Review.RECORDED, "", by, None)
    audit.record("meetings.meeting_reopened", meeting, by=by, before=before)
    return meeting


@transaction.atomic
def correct_meeting(
    *,
    meeting: Meeting,
    facts: Facts,
    by: User | None,
    themes: Collection[Theme] | None = None,
    speakers: Collection[Person] | None = None,
) -> Meeting:
    """Put a record right; the audit entry keeps what it said before.

    A returned record waits for review again; an accepted one stays accepted, and only who may
    review it may correct it. Themes and speakers left out stay as they are.
    """
    meeting = _locked(meeting)
    _refuse_unless_may_correct(meeting, by)
    refuse_locked(_office(meeting), meeting.starts_at, facts.starts_at)
    _refuse_foreign(meeting.track, meeting.place, None, themes or (), speakers or ())
    before = {name: getattr(meeting, name) for name in _CORRECTED}
    for name, value in _columns(facts, None).items():
        setattr(meeting, name, value)
    if meeting.review == Review.RETURNED:
        meeting.review = Review.RECORDED
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:  # one_accepted_record_a_visit
        raise Refused(_("Another record of this meeting is already accepted.")) from None
    if themes is not None:
        meeting.themes.set(themes)
    if speakers is not None:
        meeting.speakers.set(speakers)
    audit.record("meetings.meeting_corrected", meeting, by=by, **_differences(before, meeting))
    return meeting


@transaction.atomic
def ask_question(*, meeting: Meeting, asked: Asked, by: User | None) -> Question:
    """Add what people asked or proposed at the meeting."""
    refuse_locked(_office(meeting), meeting.starts_at)
    question = _question(meeting, asked)
    question.save(force_insert=True)
    audit.record("meetings.question_asked", meeting, by=by, question=question.pk)
    return question


@transaction.atomic
def answer_question(
    *, question: Question, answer: str, answered_on: date, by: User | None
) -> Question:
    """Write down the answer that was given, or put right the one that stands."""
    question.answer = _stated(answer, "answer", _("Write the answer."))
    if answered_on > _local(question.meeting, timezone.now()).date():
        raise Refused(_("The answer cannot be dated in the future."), field="answered_on")
    question.answered_on = answered_on
    question.save(update_fields=["answer", "answered_on"])
    audit.record("meetings.question_answered", question.meeting, by=by, question=question.pk)
    return question


_CORRECTED = (
    *("outcome", "starts_at", "reason", "venue", "note", "headcount", "how_counted"),
    *rules.PARTS,
)


def _known(record_id: UUID | None, track: Track) -> Meeting | None:
    known = Meeting.objects.filter(pk=record_id).first() if record_id else None
    if known and _office(known) != track.programme.office:
        raise Refused(_("This record belongs to another office."))
    return known


def _columns(facts: Facts, recorded_at: datetime | None) -> dict[str, Any]:
    """The columns that the facts fill, after the rules that hold of them."""
    columns = {
        "outcome": facts.outcome,
        "starts_at": facts.starts_at,
        "venue": facts.venue.strip(),
        "note": facts.note.strip(),
    }
    if facts.outcome == Outcome.HELD:
        return columns | _held_columns(facts, recorded_at)
    reason = _stated(facts.reason, "reason", _("State why the meeting was not held."))
    nobody = dict.fromkeys(("headcount", *rules.PARTS))
    return columns | nobody | {"reason": reason, "how_counted": ""}


def _held_columns(facts: Facts, recorded_at: datetime | None) -> dict[str, Any]:
    if facts.starts_at > (recorded_at or timezone.now()):
        raise Refused(_("A meeting that has not begun yet cannot be held."), field="starts_at")
    count = facts.headcount
    if count is None or count.total < 1:
        raise Refused(
            _("Give the headcount. If nobody came, record the meeting as cancelled."),
            field="headcount",
        )
    parts = {name: getattr(count, name) for name in rules.PARTS}
    beyond = rules.part_beyond_total(count.total, parts)
    if beyond:
        raise Refused(_("A part of the headcount is larger than the total."), field=beyond)
    return {"headcount": count.total, "how_counted": count.how, "reason": "", **parts}


def _refuse_foreign(
    track: Track,
    place: Place,
    visit: Visit | None,
    themes: Collection[Theme],
    speakers: Collection[Person],
) -> None:
    """A record ties together rows of one office, and a visit of an approved schedule."""
    office = track.programme.office
    theirs = {place.office_id, *(theme.office_id for theme in themes)}
    if theirs | {person.office_id for person in speakers} != {office.pk}:
        raise Refused(_("The place, themes and speakers must be of one office with the track."))
    if visit is None:
        return
    if visit.target.track_id != track.pk or visit.target.place_id != place.pk:
        raise Refused(_("The planned meeting is of another place or track."), field="visit")
    if visit.plan.status not in {PlanStatus.APPROVED, PlanStatus.SUPERSEDED}:
        raise Refused(_("The schedule of this meeting is not approved yet."), field="visit")


def _refuse_unless_leads(meeting: Meeting, to: Review) -> None:
    if to in REVIEW_LEADS_TO[Review(meeting.review)]:
        refuse_locked(_office(meeting), meeting.starts_at)
        return
    raise Refused(
        {
            Review.ACCEPTED: _("This record is already accepted."),
            Review.RETURNED: _("This record is already returned."),
            Review.RECORDED: _("This record already waits for review."),
        }[to]
    )


def _refuse_unless_may_correct(meeting: Meeting, by: User | None) -> None:
    if by is None or may(by, "meetings.review", _office(meeting)):
        return
    if meeting.review == Review.ACCEPTED:
        raise Refused(_("The record is accepted: a coordinator corrects it."))
    if meeting.recorded_by_id != by.pk:
        raise Refused(_("Only who made the record, or a coordinator, corrects it."))


def _decide(
    meeting: Meeting, review: Review, note: str, by: User | None, at: datetime | None
) -> None:
    meeting.review, meeting.review_note = review, note
    meeting.reviewed_by, meeting.reviewed_at = by, at or timezone.now()
    meeting.save(update_fields=["review", "review_note", "reviewed_by", "reviewed_at"])


def _differences(before: dict[str, Any], meeting: Meeting) -> dict[str, Any]:
    changed = {
        name: (value, getattr(meeting, name))
        for name, value in before.items()
        if value != getattr(meeting, name)
    }
    return {
        "before": {name: old for name, (old, _new) in changed.items()},
        "after": {name: new for name, (_old, new) in changed.items()},
    }


def _question(meeting: Meeting, asked: Asked) -> Question:
    text = _stated(asked.text, "text", _("Write the question or proposal."))
    return Question(meeting=meeting, text=text, owner=asked.owner.strip(), due_on=asked.due_on)


def _stated(text: str, field: str, sentence: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(sentence, field=field)
    return text


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("track__programme__office", "place")
        .get(pk=meeting.pk)
    )


def _office(meeting: Meeting) -> Office:
    return meeting.track.programme.office


def _local(meeting: Meeting, moment: datetime) -> datetime:
    return timezone.localtime(moment, ZoneInfo(_office(meeting).time_zone))
