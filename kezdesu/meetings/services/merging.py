"""Of two records of one meeting one counts: as it stands, or with fields taken from the other."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

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
from .reviewing import accept_meeting, decide, refuse_unless_leads
from .rows import locked, office
from .versions import apply_version, next_number, version_row, what_changed


@transaction.atomic
def choose_record(*, meeting: Meeting, other: Meeting, by: User | None) -> Meeting:
    """Accept one of two records of a meeting; the other is kept and does not count."""
    meeting, other = _pair(meeting, other)
    _set_aside(other, meeting, by)
    if meeting.review == Review.ACCEPTED:
        return meeting
    return accept_meeting(meeting=meeting, by=by)


@transaction.atomic
def merge_records(
    *, meeting: Meeting, other: Meeting, taken: Collection[str], by: User | None
) -> Meeting:
    """Make a new version of `meeting` with the fields `taken` from `other`, and accept it.

    What people asked is brought together from both. Both records keep all their versions;
    `other` is set aside.
    """
    meeting, other = _pair(meeting, other)
    refuse_locked(office(meeting), meeting.starts_at, other.starts_at)
    taken = [name for name in COMPARED if name in taken]
    asked = _asked_only_in(other, beside=meeting)
    if not taken and not asked:
        return choose_record(meeting=meeting, other=other, by=by)
    own, theirs = content_of(meeting), content_of(other)
    mixed = replace(own, **{name: getattr(theirs, name) for name in taken})
    content = _checked(replace(mixed, questions=[*own.questions, *asked]))
    taken += ["questions"] if asked else []
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
    _set_aside(other, meeting, by)
    meeting.review, meeting.review_note = Review.ACCEPTED, ""
    meeting.reviewed_by, meeting.reviewed_at = by, timezone.now()
    apply_version(meeting, version)
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
    is_pair = meeting.pk != other.pk and meeting.visit_identity is not None
    if not is_pair or meeting.visit_identity != other.visit_identity:
        raise Refused(_("These are not two records of one meeting."))
    if office(meeting) != office(other):
        raise Refused(_("This record belongs to another office."))
    return meeting, other


def _set_aside(other: Meeting, meeting: Meeting, by: User | None) -> None:
    if other.review == Review.SET_ASIDE:
        return
    refuse_unless_leads(other, Review.SET_ASIDE)
    decide(other, Review.SET_ASIDE, _("Another record of this meeting counts."), by, None)
    audit.record("meetings.meeting_set_aside", other, by=by, for_record=str(meeting.pk))


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
    )
    return replace(content, **columns(facts, None))
