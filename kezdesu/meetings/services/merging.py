"""Of two records of one meeting one counts: as it stands, or with fields taken from the other."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.text import fold
from kezdesu.programmes.locking import refuse_locked

from .. import rules
from ..choices import HowCounted, Outcome, Review
from ..content import COMPARED, Content, content_of, question_content
from ..models import Meeting
from .facts import Facts, Headcount, columns
from .following import bring_along, take_home
from .reviewing import accept_meeting, decide, refuse_unless_leads
from .rows import are_of_one_meeting, locked, office
from .versions import apply_version, next_number, version_row, what_changed


@transaction.atomic
def choose_record(
    *, meeting: Meeting, other: Meeting, by: User | None, files: Collection[UUID] | None = None
) -> Meeting:
    """Accept one of two records of a meeting; the other is kept and does not count.

    Its files come along, all of them or those named in `files`. When only the other names the
    planned visit, that is taken over too.
    """
    meeting, other = _pair(meeting, other)
    if _names_the_visit(other, beside=meeting):
        return _merged(meeting, other, ["visit"], [], files, by)
    _set_aside(other, meeting, files, by)
    if meeting.review == Review.ACCEPTED:
        return meeting
    return accept_meeting(meeting=meeting, by=by)


@transaction.atomic
def merge_records(
    *,
    meeting: Meeting,
    other: Meeting,
    taken: Collection[str],
    by: User | None,
    files: Collection[UUID] | None = None,
) -> Meeting:
    """Make a new version of `meeting` with the fields `taken` from `other`, and accept it.

    What people asked is brought together from both, and the files of `other` come along, all of
    them or those named in `files`. Both records keep all their versions; `other` is set aside.
    """
    meeting, other = _pair(meeting, other)
    refuse_locked(office(meeting), meeting.starts_at, other.starts_at)
    names = [name for name in COMPARED if name in taken]
    names += ["visit"] if _names_the_visit(other, beside=meeting) else []
    asked = _asked_only_in(other, beside=meeting)
    if not names and not asked:
        return choose_record(meeting=meeting, other=other, by=by, files=files)
    return _merged(meeting, other, names, asked, files, by)


def _merged(
    meeting: Meeting,
    other: Meeting,
    taken: list[str],
    asked: Sequence[dict[str, Any]],
    files: Collection[UUID] | None,
    by: User | None,
) -> Meeting:
    own, theirs = content_of(meeting), content_of(other)
    mixed = replace(own, **{name: getattr(theirs, name) for name in taken})
    content = _checked(replace(mixed, questions=[*own.questions, *asked]))
    taken = [*taken, "questions"] if asked else taken
    version = version_row(
        meeting,
        content,
        number=next_number(meeting),
        by=by,
        made_at=timezone.now(),
        why=_("Merged from two records of the meeting."),
        taken_from=dict.fromkeys(taken, str(other.pk)),
    )
    version.save()
    _set_aside(other, meeting, files, by)
    if "visit" in taken:
        meeting.visit, meeting.visit_identity = other.visit, other.visit_identity
    meeting.review, meeting.review_note, meeting.set_aside_for = Review.ACCEPTED, "", None
    meeting.reviewed_by, meeting.reviewed_at = by, timezone.now()
    apply_version(meeting, version)
    take_home(meeting=meeting, by=by)
    said = what_changed(own, content) | {"version": version.number, "taken_from": str(other.pk)}
    audit.record("meetings.meetings_merged", meeting, by=by, **said)
    return meeting


def _pair(meeting: Meeting, other: Meeting) -> tuple[Meeting, Meeting]:
    """Both held against others, always in one order, so that two coordinators never wait for
    each other.
    """
    first, second = sorted((meeting.pk, other.pk))
    rows = {each.pk: each for each in (locked(Meeting(pk=first)), locked(Meeting(pk=second)))}
    meeting, other = rows[meeting.pk], rows[other.pk]
    if not are_of_one_meeting(meeting, other):
        raise Refused(_("These are not two records of one meeting."))
    return meeting, other


def _names_the_visit(other: Meeting, *, beside: Meeting) -> bool:
    return beside.visit_identity is None and other.visit_identity is not None


def _set_aside(
    other: Meeting, meeting: Meeting, files: Collection[UUID] | None, by: User | None
) -> None:
    brought = bring_along(meeting=meeting, other=other, files=files, by=by)
    if other.review != Review.SET_ASIDE:
        refuse_unless_leads(other, Review.SET_ASIDE)
        decide(other, Review.SET_ASIDE, _("Another record of this meeting counts."), by, None)
    elif other.set_aside_for_id == meeting.pk and not brought:
        return
    other.set_aside_for = meeting
    other.save(update_fields=["set_aside_for"])
    said = {"for_record": str(meeting.pk), "files": brought}
    audit.record("meetings.meeting_set_aside", other, by=by, **said)


def _asked_only_in(other: Meeting, *, beside: Meeting) -> list[dict[str, Any]]:
    """Questions of `other` that the record beside it does not hold in the same words."""
    held = {fold(each.text) for each in beside.questions.all()}
    missing = [each for each in other.questions.order_by("pk") if fold(each.text) not in held]
    return [question_content(each) for each in missing]


def _checked(content: Content) -> Content:
    """A mixture may say what neither said: the rules hold of it too."""
    if (
        content.outcome == Outcome.HELD
        and content.headcount is not None
        and not content.how_counted
    ):
        raise Refused(_("Say how the people were counted."), field="how_counted")
    parts: dict[str, Any] = {name: getattr(content, name) for name in rules.PARTS}
    count = None
    if content.headcount is not None and content.how_counted:
        count = Headcount(content.headcount, HowCounted(content.how_counted), **parts)
    facts = Facts(
        Outcome(content.outcome),
        content.starts_at,
        count,
        content.reason,
        content.venue,
        content.note,
        cause=content.cause,
    )
    return replace(content, **columns(facts, None))
