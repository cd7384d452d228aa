"""What one version of a record says, as values: rows are named by their ids.

The same form is kept in the versions, sent to phones and compared field by field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import uuid5

from .models import Meeting, Question

# What may differ between two records of one meeting, in the order in which pages show it.
COMPARED = (
    *("outcome", "cause", "reason", "starts_at", "place", "venue"),
    *(
        "headcount",
        "women",
        "men",
        "youth",
        "students",
        "how_counted",
        "themes",
        "speakers",
        "organisations",
        "note",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    track: int
    place: int
    visit: str | None  # the planned visit's identity
    outcome: str
    cause: int | None = None  # none in versions kept before there was a list
    reason: str
    starts_at: datetime
    venue: str
    themes: Sequence[int]
    speakers: Sequence[int]
    headcount: int | None
    women: int | None
    men: int | None
    youth: int | None
    students: int | None
    how_counted: str
    organisations: Sequence[str]
    note: str
    questions: Sequence[Mapping[str, Any]]
    photos: Sequence[str]

    def plain(self) -> dict[str, Any]:
        """JSON values; moments in UTC, so that equal contents are equal texts."""
        starts_at = self.starts_at.astimezone(UTC).isoformat()
        lists = {name: list(getattr(self, name)) for name in _LISTS}
        return {**asdict(self), **lists, "starts_at": starts_at}


_LISTS = ("themes", "speakers", "organisations", "questions", "photos")
_NAMES = frozenset(field.name for field in fields(Content))


def content_from(plain: Mapping[str, Any]) -> Content:
    """A kept version's content; what a later release left out of the form is passed over."""
    known = {name: value for name, value in plain.items() if name in _NAMES}
    return Content(**known | {"starts_at": datetime.fromisoformat(plain["starts_at"])})


def content_of(meeting: Meeting) -> Content:
    """What the meeting's own columns say, with the names of its photos from the version kept."""
    kept = meeting.versions.filter(number=meeting.version).first()
    return Content(
        **{name: getattr(meeting, name) for name in _COLUMNS},
        track=meeting.track_id,
        place=meeting.place_id,
        cause=meeting.cause_id,
        visit=str(meeting.visit_identity) if meeting.visit_identity else None,
        themes=sorted(each.pk for each in meeting.themes.all()),
        speakers=sorted(each.pk for each in meeting.speakers.all()),
        questions=[question_content(each) for each in meeting.questions.all() if each.sent_id],
        photos=kept.content["photos"] if kept else [],
    )


_COLUMNS = (
    *("outcome", "reason", "starts_at", "venue", "headcount", "women", "men", "youth"),
    *("students", "how_counted", "organisations", "note"),
)


def differences(before: Content, after: Content) -> list[str]:
    """The compared fields in which two contents differ."""
    return [name for name in COMPARED if not _is_same(getattr(before, name), getattr(after, name))]


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, (list, tuple)):
        return sorted(one) == sorted(other)
    return bool(one == other)


def question_content(question: Question) -> dict[str, Any]:
    """One that came without a number of the phone's gets one that is always the same."""
    named = question.sent_id or uuid5(question.meeting_id, str(question.pk))
    return {
        "id": str(named),
        "text": question.text,
        "topic": question.topic_id,
        "owner": question.owner,
        "due_on": question.due_on.isoformat() if question.due_on else None,
    }
