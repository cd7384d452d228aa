"""A record is accepted, returned, or waits again."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.programmes.locking import refuse_locked

from ..choices import REVIEW_LEADS_TO, Review
from ..models import Meeting
from ..notices import tell_it_is_off
from .facts import stated
from .following import take_home
from .rows import locked, office

_DECIDED: Final = ("reviewed_by", "reviewed_at", "set_aside_for")


@transaction.atomic
def accept_meeting(*, meeting: Meeting, by: User | None, at: datetime | None = None) -> Meeting:
    """Let the record count, from `at` or now.

    Of several records of one visit one is accepted; one that was put off and one that was held
    may both be, since a postponed visit is held later.
    """
    meeting = locked(meeting)
    refuse_unless_leads(meeting, Review.ACCEPTED)
    try:
        with transaction.atomic():
            decide(meeting, Review.ACCEPTED, "", by, at)
    except IntegrityError:  # one_accepted_record_a_visit
        raise Refused(_("Another record of this meeting is already accepted.")) from None
    audit.record("meetings.meeting_accepted", meeting, by=by, headcount=meeting.headcount)
    take_home(meeting=meeting, by=by)
    tell_it_is_off(meeting, by=by)
    return meeting


@transaction.atomic
def return_meeting(
    *, meeting: Meeting, note: str, by: User | None, at: datetime | None = None
) -> Meeting:
    """Send the record back to who made it, or take an accepted one out of the figures."""
    meeting = locked(meeting)
    refuse_unless_leads(meeting, Review.RETURNED)
    note = stated(note, "note", _("Say what has to be corrected."))
    before = meeting.review
    decide(meeting, Review.RETURNED, note, by, at)
    audit.record("meetings.meeting_returned", meeting, by=by, note=note, before=before)
    return meeting


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, by: User | None) -> Meeting:
    """Take back an acceptance, a return or a setting aside: the record waits for review again.

    Files that had come along to the record that counted come back with it.
    """
    meeting = locked(meeting)
    refuse_unless_leads(meeting, Review.RECORDED)
    before = meeting.review
    decide(meeting, Review.RECORDED, "", by, None)
    audit.record("meetings.meeting_reopened", meeting, by=by, before=before)
    take_home(meeting=meeting, by=by)
    return meeting


def refuse_unless_leads(meeting: Meeting, to: Review) -> None:
    if to in REVIEW_LEADS_TO[Review(meeting.review)]:
        refuse_locked(office(meeting), meeting.starts_at)
        return
    raise Refused(
        {
            Review.ACCEPTED: _("This record is already accepted."),
            Review.RETURNED: _("This record is already returned."),
            Review.RECORDED: _("This record already waits for review."),
            Review.SET_ASIDE: _("This record is already set aside."),
        }[to]
    )


def decide(
    meeting: Meeting, review: Review, note: str, by: User | None, at: datetime | None
) -> None:
    meeting.review, meeting.review_note = review, note
    meeting.reviewed_by, meeting.reviewed_at = by, at or timezone.now()
    meeting.set_aside_for = None
    meeting.save(update_fields=["review", "review_note", *_DECIDED])
