"""A record is made, and put right."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.accounts.policy import may
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.locking import refuse_locked, refuse_outside
from kezdesu.programmes.models import Theme, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from ..choices import Review
from ..content import Content, content_of
from ..models import Meeting, Question
from .facts import Asked, Facts, columns
from .questions import question_row
from .rows import locked, office
from .versions import (
    apply_version,
    columns_of,
    goes_at_once,
    next_number,
    version_row,
    what_changed,
)


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
    _refuse_foreign_cause(track, facts.cause)
    refuse_locked(track.programme.office, facts.starts_at)
    refuse_outside(track.programme, facts.starts_at)
    content = Content(
        track=track.pk,
        place=place.pk,
        visit=str(visit.identity) if visit else None,
        themes=[each.pk for each in themes],
        speakers=[each.pk for each in speakers],
        organisations=list(facts.organisations),
        questions=[],
        photos=[],
        **columns(facts, recorded_at),
    )
    meeting = Meeting(
        id=id or uuid4(),
        visit=visit,
        visit_identity=visit.identity if visit else None,
        recorded_by=by,
        recorded_at=recorded_at or timezone.now(),
        is_sample=is_sample,
        **columns_of(content),
    )
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:
        # The same record arrived twice at once, and the other copy was quicker.
        return Meeting.objects.get(pk=meeting.pk)
    meeting.themes.set(themes)
    meeting.speakers.set(speakers)
    version_row(meeting, content, number=1, by=by, made_at=meeting.recorded_at).save()
    Question.objects.bulk_create([question_row(meeting, asked) for asked in questions])
    audit.record("meetings.meeting_recorded", meeting, by=by, **what_was_recorded(meeting))
    return meeting


@transaction.atomic
def correct_meeting(
    *,
    meeting: Meeting,
    facts: Facts,
    why: str,
    by: User | None,
    themes: Collection[Theme] | None = None,
    speakers: Collection[Person] | None = None,
) -> Meeting:
    """Put a record right in a new version that says why; every earlier one stays readable.

    A returned record waits for review again. An accepted one stays accepted when who may review
    it corrects it; its author's correction waits, and until then the figures keep what was
    accepted. Themes and speakers left out stay as they are.
    """
    meeting = locked(meeting)
    refuse_unless_may_correct(meeting, by)
    refuse_locked(office(meeting), meeting.starts_at, facts.starts_at)
    refuse_outside(meeting.track.programme, facts.starts_at)
    _refuse_foreign(meeting.track, meeting.place, None, themes or (), speakers or ())
    _refuse_foreign_cause(meeting.track, facts.cause)
    before = content_of(meeting)
    content = replace(before, organisations=list(facts.organisations), **columns(facts, None))
    if themes is not None:
        content = replace(content, themes=[each.pk for each in themes])
    if speakers is not None:
        content = replace(content, speakers=[each.pk for each in speakers])
    version = version_row(
        meeting, content, number=next_number(meeting), by=by, made_at=timezone.now(), why=why
    )
    version.save()
    changed = what_changed(before, content) | {"version": version.number, "why": version.why}
    if not goes_at_once(meeting, may_review=_may_review(meeting, by)):
        audit.record("meetings.correction_sent", meeting, by=by, **changed)
        return meeting
    if meeting.review == Review.RETURNED:
        meeting.review = Review.RECORDED
    apply_version(meeting, version)
    audit.record("meetings.meeting_corrected", meeting, by=by, **changed)
    return meeting


def what_was_recorded(meeting: Meeting) -> dict[str, object]:
    """For the audit log."""
    return {name: getattr(meeting, name) for name in ("outcome", "headcount", "visit_identity")}


def may_correct(meeting: Meeting, by: User | None) -> bool:
    """Who made the record, and who reviews."""
    return by is None or meeting.recorded_by_id == by.pk or _may_review(meeting, by)


def refuse_unless_may_correct(meeting: Meeting, by: User | None) -> None:
    if not may_correct(meeting, by):
        raise Refused(_("Only the person who made the record, or a coordinator, corrects it."))


def _may_review(meeting: Meeting, by: User | None) -> bool:
    return by is None or may(by, "meetings.review", office(meeting))


def _known(record_id: UUID | None, track: Track) -> Meeting | None:
    known = Meeting.objects.filter(pk=record_id).first() if record_id else None
    if known and office(known) != track.programme.office:
        raise Refused(_("This record belongs to another office."))
    return known


def _refuse_foreign(
    track: Track,
    place: Place,
    visit: Visit | None,
    themes: Collection[Theme],
    speakers: Collection[Person],
) -> None:
    """A record ties together rows of one office, and a visit of an approved schedule."""
    theirs = {place.office_id, *(theme.office_id for theme in themes)}
    if theirs | {person.office_id for person in speakers} != {track.programme.office_id}:
        raise Refused(_("The place, themes and speakers must be of one office with the track."))
    if visit is None:
        return
    if visit.target.track_id != track.pk or visit.target.place_id != place.pk:
        raise Refused(_("The planned meeting is of another place or track."), field="visit")
    if visit.plan.status not in {PlanStatus.APPROVED, PlanStatus.SUPERSEDED}:
        raise Refused(_("The schedule of this meeting is not approved yet."), field="visit")


def _refuse_foreign_cause(track: Track, cause: int | None) -> None:
    if cause is not None and not track.programme.office.causes.filter(pk=cause).exists():
        raise Refused(_("This is not in your office's list: choose anew."), field="cause")
