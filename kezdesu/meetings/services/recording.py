"""A record is made, and put right."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
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
from kezdesu.programmes.models import Theme, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from .. import rules
from ..choices import Review
from ..locking import refuse_locked
from ..models import Meeting, Question
from .facts import Asked, Facts, columns
from .questions import question_row
from .rows import locked, office


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
        **columns(facts, recorded_at),
    )
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:
        # The same record arrived twice at once, and the other copy was quicker.
        return Meeting.objects.get(pk=meeting.pk)
    meeting.themes.set(themes)
    meeting.speakers.set(speakers)
    Question.objects.bulk_create([question_row(meeting, asked) for asked in questions])
    said = {name: getattr(meeting, name) for name in ("outcome", "headcount", "visit_identity")}
    audit.record("meetings.meeting_recorded", meeting, by=by, **said)
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
    meeting = locked(meeting)
    _refuse_unless_may_correct(meeting, by)
    refuse_locked(office(meeting), meeting.starts_at, facts.starts_at)
    _refuse_foreign(meeting.track, meeting.place, None, themes or (), speakers or ())
    before = {name: getattr(meeting, name) for name in _CORRECTED}
    for name, value in columns(facts, None).items():
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


_CORRECTED = (
    *("outcome", "starts_at", "reason", "venue", "note", "headcount", "how_counted"),
    *rules.PARTS,
)


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


def _refuse_unless_may_correct(meeting: Meeting, by: User | None) -> None:
    if by is None or may(by, "meetings.review", office(meeting)):
        return
    if meeting.review == Review.ACCEPTED:
        raise Refused(_("The record is accepted: a coordinator corrects it."))
    if meeting.recorded_by_id != by.pk:
        raise Refused(_("Only who made the record, or a coordinator, corrects it."))


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
