"""Reads: a record's versions, two records side by side, what the schedule changed meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office, User
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from .choices import Decision
from .content import content_from, content_of
from .models import Meeting, Version
from .queries import meeting_page
from .wording import Line, Words


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: what it changed of the one before it. `state` is a name of core.states."""

    number: int
    who: str
    made_at: datetime
    why: str
    state: str
    word: str | Promise
    note: str  # why it was returned
    changes: Sequence[Line]

    @property
    def is_waiting(self) -> bool:
        return self.state == "waiting"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """How the schedule of this visit differs from the one in force when it was recorded."""

    was: Visit
    now: Visit | None  # None: it fell out of the schedule
    reason: str

    @property
    def crew_was(self) -> str:
        return _crew(self.was)

    @property
    def crew_now(self) -> str:
        return _crew(self.now) if self.now else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records of one meeting; the first is the one that stays when fields are taken over."""

    meeting: Meeting
    other: Meeting
    lines: Sequence[Line]
    rest: Sequence[Meeting]  # still other records of it
    plan_change: PlanChange | None

    @property
    def differing(self) -> list[Line]:
        return [line for line in self.lines if line.differs]

    @property
    def only_the_other_says(self) -> list[str]:
        """Words that the first lacks. A number's parts belong to their own total, so not those."""
        names = ("venue", "themes", "speakers", "organisations", "note")
        return [line.name for line in self.differing if line.name in names and not line.before]

    @property
    def agreeing(self) -> list[Line]:
        return [line for line in self.lines if not line.differs]


def versions_of(meeting: Meeting) -> list[VersionLine]:
    """Newest first."""
    versions = list(meeting.versions.select_related("made_by").order_by("number"))
    contents = [content_from(each.content) for each in versions]
    words = Words(contents)
    changes: list[list[Line]] = [[]]
    for before, after in pairwise(contents):
        changes.append([line for line in words.lines(before, after) if line.differs])
    lines = [
        _line(meeting, version, changed)
        for version, changed in zip(versions, changes, strict=False)
    ]
    return lines[::-1]


def version_of(office: Office, pk: UUID, number: int) -> Version:
    """Raises Http404 for a version that is not there, or is another office's."""
    versions = Version.objects.filter(
        meeting=pk, meeting__track__programme__office=office, number=number
    )
    found = versions.select_related("meeting").first()
    if found is None:
        raise Http404
    return found


def comparison(office: Office, pk: UUID, other: str = "") -> Comparison:
    """The record beside another of the same visit: `other` names which, when there are several.

    Raises Http404 when no other record stands beside it.
    """
    page = meeting_page(office, pk)
    beside = [each for each in page.others if str(each.pk) == other] or page.others
    if not beside:
        raise Http404
    contents = content_of(page.meeting), content_of(beside[0])
    return Comparison(
        page.meeting,
        beside[0],
        Words(contents).lines(*contents),
        [each for each in page.others if each != beside[0]],
        plan_change(page.meeting),
    )


def plan_change(meeting: Meeting) -> PlanChange | None:
    """None when the schedule says of this visit what it said when the record was made."""
    if meeting.visit_identity is None:
        return None
    visits = Visit.objects.filter(
        identity=meeting.visit_identity,
        plan__status__in=[PlanStatus.APPROVED, PlanStatus.SUPERSEDED],
    )
    rows = list(
        visits.select_related("plan", "target__place")
        .prefetch_related("crew")
        .order_by("plan__version")
    )
    if not rows:
        return None
    known = [each for each in rows if _approved_before(each, meeting.recorded_at)]
    was = (known or rows)[-1]
    now = next((each for each in rows if each.plan.status == PlanStatus.APPROVED), None)
    if now and _same(was, now):
        return None
    return PlanChange(was, now, _reason(now, was))


def _reason(now: Visit | None, was: Visit) -> str:
    if now:
        return now.plan.reason
    amendments = type(was.plan).objects.filter(
        track=was.plan.track_id, starts_on=was.plan.starts_on, status=PlanStatus.APPROVED
    )
    return amendments.values_list("reason", flat=True).first() or ""


def _approved_before(visit: Visit, moment: datetime) -> bool:
    return visit.plan.approved_at is not None and visit.plan.approved_at <= moment


def _same(was: Visit, now: Visit) -> bool:
    about = [(each.starts_at, each.venue, _crew(each)) for each in (was, now)]
    return about[0] == about[1]


def _crew(visit: Visit) -> str:
    return ", ".join(sorted(person.full_name for person in visit.crew.all()))


_STANDING = {
    "accepted": _("counts"),
    "recorded": _("the record says this"),
    "returned": _("returned"),
    "set_aside": _("the record says this"),
    "waiting": _("waits for review"),
    "superseded": _("earlier"),
}


def _line(meeting: Meeting, version: Version, changes: Sequence[Line]) -> VersionLine:
    state = _state(meeting, version)
    return VersionLine(
        version.number,
        _name(version.made_by),
        version.made_at,
        version.why,
        state,
        _STANDING[state],
        version.decision_note,
        changes,
    )


def _state(meeting: Meeting, version: Version) -> str:
    if version.number == meeting.version:
        return meeting.review
    if version.decision == Decision.RETURNED:
        return "returned"
    return "waiting" if version.number > meeting.version else "superseded"


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
