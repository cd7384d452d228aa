"""What people asked, and what was answered."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.programmes.locking import refuse_locked

from ..models import Meeting, Question
from .facts import Asked, stated
from .rows import local, office


@transaction.atomic
def ask_question(*, meeting: Meeting, asked: Asked, by: User | None) -> Question:
    """Add what people asked or proposed at the meeting."""
    refuse_locked(office(meeting), meeting.starts_at)
    question = question_row(meeting, asked)
    question.save(force_insert=True)
    audit.record("meetings.question_asked", meeting, by=by, question=question.pk)
    return question


@transaction.atomic
def answer_question(
    *, question: Question, answer: str, answered_on: date, by: User | None
) -> Question:
    """Write down the answer that was given, or put right the one that stands."""
    question.answer = stated(answer, "answer", _("Write the answer."))
    if answered_on > local(question.meeting, timezone.now()).date():
        raise Refused(_("The answer cannot be dated in the future."), field="answered_on")
    question.answered_on = answered_on
    question.save(update_fields=["answer", "answered_on"])
    audit.record("meetings.question_answered", question.meeting, by=by, question=question.pk)
    return question


def question_row(meeting: Meeting, asked: Asked) -> Question:
    text = stated(asked.text, "text", _("Write the question or proposal."))
    return Question(meeting=meeting, text=text, owner=asked.owner.strip(), due_on=asked.due_on)
