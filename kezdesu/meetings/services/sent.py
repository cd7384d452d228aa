"""A record as it was sent: values of their type and size, ids not yet looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ..choices import HowCounted, Outcome
from .facts import Facts, Headcount


@dataclass(frozen=True, slots=True)
class AskedSent:
    """A question raised at a meeting; `id` is made by the phone, so that it is kept once."""

    id: UUID
    text: str
    topic: int | None
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Sent:
    """One version of one record; `photos` names files that follow on their own."""

    id: UUID
    version: int
    why: str
    recorded_at: datetime
    visit: UUID | None
    track: int
    place: int
    outcome: Outcome
    cause: int | None
    reason: str
    starts_at: datetime
    venue: str
    themes: Sequence[int]
    speakers: Sequence[int]
    headcount: int | None
    parts: Mapping[str, int | None]
    how_counted: str
    organisations: Sequence[str]
    questions: Sequence[AskedSent]
    note: str
    photos: Sequence[UUID]

    @property
    def facts(self) -> Facts:
        count = None
        if self.headcount is not None and self.how_counted:
            count = Headcount(self.headcount, HowCounted(self.how_counted), **self.parts)
        return Facts(
            self.outcome,
            self.starts_at,
            count,
            self.reason,
            self.venue,
            self.note,
            self.organisations,
            self.cause,
        )
