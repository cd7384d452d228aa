"""Numbered versions of a record: each is kept for good, one of them is what the record says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.programmes.locking import refuse_locked

from ..choices import Decision, Review
from ..content import Content, content_from, content_of, differences
from ..models import Meeting, Question, Version
from .facts import stated
from .rows import locked, office


@transaction.atomic
def accept_version(*, version: Version, by: User | None) -> Meeting:
    """Let a correction that waits beside its record count in its stead."""
    meeting = locked(version.meeting)
    version = _waiting(version)
    content = content_from(version.content)
    refuse_locked(office(meeting), meeting.starts_at, content.starts_at)
    before = content_of(meeting)
    _decide(version, Decision.ACCEPTED, "", by)
    apply_version(meeting, version)
    said = what_changed(before, content) | {"version": version.number}
    audit.record("meetings.version_accepted", meeting, by=by, **said)
    return meeting


@transaction.atomic
def return_version(*, version: Version, note: str, by: User | None) -> Version:
    """Send a waiting correction back to who made it; what counts stays as it is."""
    meeting = locked(version.meeting)
    version = _waiting(version)
    note = stated(note, "note", _("Say what has to be corrected."))
    _decide(version, Decision.RETURNED, note, by)
    audit.record("meetings.version_returned", meeting, by=by, note=note, version=version.number)
    return version


def next_number(meeting: Meeting) -> int:
    return (meeting.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def version_row(
    meeting: Meeting,
    content: Content,
    *,
    number: int,
    by: User | None,
    made_at: datetime,
    why: str = "",
    sent_as: int | None = None,
    taken_from: Mapping[str, str] | None = None,
) -> Version:
    """Not saved yet. From the second version on it says why."""
    if number > 1:
        why = stated(why, "why", _("Say why the record is corrected."))
    return Version(
        meeting=meeting,
        number=number,
        content=content.plain(),
        why=why,
        made_by=by,
        made_at=made_at,
        kept_at=timezone.now(),
        sent_as=sent_as,
        taken_from=dict(taken_from or {}),
    )


def columns_of(content: Content) -> dict[str, Any]:
    """The meeting's own columns; who spoke, themes and questions stand in tables beside it."""
    names = (
        *("outcome", "reason", "starts_at", "venue", "headcount", "women", "men", "youth"),
        *("students", "how_counted", "note"),
    )
    return {
        **{name: getattr(content, name) for name in names},
        "track_id": content.track,
        "place_id": content.place,
        "cause_id": content.cause,
        "organisations": list(content.organisations),
    }


def apply_version(meeting: Meeting, version: Version) -> None:
    """Let the record say what the version says."""
    content = content_from(version.content)
    for name, value in columns_of(content).items():
        setattr(meeting, name, value)
    meeting.version = version.number
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:  # one_accepted_record_a_visit
        raise Refused(_("Another record of this meeting is already accepted.")) from None
    meeting.themes.set(content.themes)
    meeting.speakers.set(content.speakers)
    _put_questions(meeting, content)


def question_rows(meeting: Meeting, content: Content) -> list[Question]:
    """The questions that came with the version, not saved yet."""
    return [
        Question(
            meeting=meeting,
            sent_id=each["id"],
            text=each["text"],
            topic_id=each["topic"],
            owner=each["owner"],
            due_on=each["due_on"],
        )
        for each in content.questions
    ]


def what_changed(before: Content, after: Content) -> dict[str, Any]:
    """For the audit log: the fields that differ, as they were and as they are."""
    old, new = before.plain(), after.plain()
    changed = differences(before, after)
    return {
        "before": {name: old[name] for name in changed},
        "after": {name: new[name] for name in changed},
    }


def _put_questions(meeting: Meeting, content: Content) -> None:
    """New ones are added; the wording of one that nobody has answered yet follows the version."""
    known = {str(each.sent_id): each for each in meeting.questions.filter(sent_id__isnull=False)}
    rows = question_rows(meeting, content)
    Question.objects.bulk_create([each for each in rows if str(each.sent_id) not in known])
    for each in rows:
        kept = known.get(str(each.sent_id))
        if kept and kept.answered_on is None and kept.published_at is None:
            kept.text, kept.topic_id = each.text, each.topic_id
            kept.owner, kept.due_on = each.owner, each.due_on
            kept.save(update_fields=["text", "topic", "owner", "due_on"])


def _waiting(version: Version) -> Version:
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.decision:
        raise Refused(_("This correction is decided already."))
    if version.number <= Meeting.objects.values_list("version", flat=True).get(
        pk=version.meeting_id
    ):
        raise Refused(_("The record says something newer than this correction."))
    return version


def _decide(version: Version, decision: Decision, note: str, by: User | None) -> None:
    version.decision, version.decision_note = decision, note
    version.decided_by, version.decided_at = by, timezone.now()
    version.save(update_fields=["decision", "decision_note", "decided_by", "decided_at"])


def goes_at_once(meeting: Meeting, *, may_review: bool) -> bool:
    """Whether a correction counts without review: what is accepted only a reviewer changes."""
    return may_review or meeting.review != Review.ACCEPTED
