"""What people asked, what was answered, and what of it visitors may read."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.language import language
from kezdesu.core.listed import refuse_known
from kezdesu.core.names import free_slug, name_fields
from kezdesu.core.text import kazakh_slug
from kezdesu.programmes.locking import refuse_locked

from ..choices import Review
from ..models import Meeting, Question, Topic
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
    held_on = local(question.meeting, question.meeting.starts_at).date()
    if answered_on < held_on:
        raise Refused(
            _("The answer cannot be dated before the meeting, %(day)s.")
            % {"day": language(get_language() or "kk").long_date(held_on)},
            field="answered_on",
        )
    if answered_on > local(question.meeting, timezone.now()).date():
        raise Refused(_("The answer cannot be dated in the future."), field="answered_on")
    question.answered_on, question.published_at = answered_on, None
    question.save(update_fields=["answer", "answered_on", "published_at"])
    audit.record("meetings.question_answered", question.meeting, by=by, question=question.pk)
    return question


@transaction.atomic
def edit_question(*, question: Question, asked: Asked, by: User | None) -> Question:
    """Put wording, topic, owner or due date right; what visitors read is published anew."""
    after = question_row(question.meeting, asked)
    before = {name: getattr(question, name) for name in _EDITED}
    changed = {
        name: getattr(after, name) for name in _EDITED if before[name] != getattr(after, name)
    }
    if not changed:
        return question
    refuse_locked(office(question.meeting), question.meeting.starts_at)
    for name, value in changed.items():
        setattr(question, name, value)
    question.published_at = None
    question.save(update_fields=[*changed, "published_at"])
    said = {name: [before[name], value] for name, value in changed.items()}
    audit.record(
        "meetings.question_edited", question.meeting, by=by, question=question.pk, changed=said
    )
    return question


@transaction.atomic
def publish_question(*, question: Question, by: User | None) -> Question:
    """Let visitors read the question with its answer, as they stand now."""
    if question.answered_on is None:
        raise Refused(_("Write the answer before the question is published."))
    if question.meeting.review != Review.ACCEPTED:
        raise Refused(_("The record of the meeting is not accepted yet; it has to be first."))
    question.published_at = timezone.now()
    question.save(update_fields=["published_at"])
    audit.record("meetings.question_published", question.meeting, by=by, question=question.pk)
    return question


@transaction.atomic
def unpublish_question(*, question: Question, by: User | None) -> Question:
    question.published_at = None
    question.save(update_fields=["published_at"])
    audit.record("meetings.question_unpublished", question.meeting, by=by, question=question.pk)
    return question


@transaction.atomic
def add_topic(*, office: Office, names: Mapping[str, str], by: User | None) -> Topic:
    """A topic of the office's own list; its slug follows from the Kazakh name."""
    _refuse_unless_new(office, names)
    slug = free_slug(names["kk"], set(office.topics.values_list("slug", flat=True)))
    topic = Topic.objects.create(office=office, slug=slug, **name_fields(names))
    audit.record("meetings.topic_added", topic, by=by, slug=slug, names=dict(names))
    return topic


@transaction.atomic
def rename_topic(*, topic: Topic, names: Mapping[str, str], by: User | None) -> Topic:
    """Call it otherwise, on every question that has it; its address stays."""
    _refuse_unless_new(topic.office, names, topic)
    before = {name: getattr(topic, name) for name in name_fields(names)}
    after = name_fields(names)
    if after == before:
        return topic
    for name, value in after.items():
        setattr(topic, name, value)
    topic.save(update_fields=list(after))
    audit.record("meetings.topic_renamed", topic, by=by, before=before, after=after)
    return topic


@transaction.atomic
def retire_topic(*, topic: Topic, by: User | None) -> Topic:
    """Offer it no more, neither on the desk nor on phones; questions that have it keep it."""
    return _switched(topic, "meetings.topic_retired", is_active=False, by=by)


@transaction.atomic
def restore_topic(*, topic: Topic, by: User | None) -> Topic:
    return _switched(topic, "meetings.topic_restored", is_active=True, by=by)


_EDITED: Final = ("text", "topic_id", "owner", "due_on")


def question_row(meeting: Meeting, asked: Asked) -> Question:
    text = stated(asked.text, "text", _("Write the question or proposal."))
    return Question(
        meeting=meeting,
        text=text,
        topic=asked.topic,
        owner=asked.owner.strip(),
        due_on=asked.due_on,
    )


def _refuse_unless_new(
    office: Office, names: Mapping[str, str], topic: Topic | None = None
) -> None:
    written = names.get("kk", "")
    said = written if kazakh_slug(written) else ""  # signs alone are no name
    name = stated(said, "name_kk", _("Write the topic's name in Kazakh."))
    refuse_known(office.topics.all(), name, _("This topic is in the list already."), topic)


def _switched(topic: Topic, act: str, *, is_active: bool, by: User | None) -> Topic:
    if topic.is_active != is_active:
        topic.is_active = is_active
        topic.save(update_fields=["is_active"])
        audit.record(act, topic, by=by)
    return topic
