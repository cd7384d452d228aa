"""Records arrive from phones: each is kept once, however often and by however many it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.accounts.policy import may
from kezdesu.core import audit
from kezdesu.core.errors import Refused

from ..choices import Review
from ..content import Content, content_of
from ..models import Meeting, Question, Version
from .facts import stated
from .lookup import Lookup
from .recording import refuse_unless_may_correct, what_was_recorded
from .rows import locked
from .sent import Sent
from .versions import (
    apply_version,
    columns_of,
    goes_at_once,
    question_rows,
    version_row,
    what_changed,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one record. `review` is of its latest version."""

    state: Literal["kept", "known", "refused"]
    version: int
    review: str = ""
    sentence: str = ""
    field: str = ""


def keep_records(*, office: Office, sent: Sequence[Sent], by: User) -> list[Kept]:
    """Keep each record of a call on its own; the answers stand in the order of `sent`.

    One transaction for all: what is answered as kept is in the database, whatever happens to this
    process next. A record that a rule refuses leaves the others as they are.
    """
    delivery = _Delivery(office, sent, by)
    try:
        return delivery.keep()
    except IntegrityError:
        # Somebody wrote one of them on another way at the same moment: now it is known.
        return [_Delivery(office, [each], by).keep()[0] for each in sent]


@dataclass(frozen=True, slots=True)
class _Checked:
    """A record and what may be written of it; `refused` when a rule says no."""

    sent: Sent
    content: Content | None
    refused: Refused | None


class _Delivery:
    def __init__(self, office: Office, sent: Sequence[Sent], by: User) -> None:
        self.office, self.by, self.now = office, by, timezone.now()
        self.lookup = Lookup(office, sent)
        self.checked = [self._check(each) for each in sent]

    def _check(self, sent: Sent) -> _Checked:
        try:
            if sent.version > 1:
                stated(sent.why, "why", _("Say why the record is corrected."))
            return _Checked(sent, self.lookup.content(sent, self.now), None)
        except Refused as refused:
            return _Checked(sent, None, refused)

    @transaction.atomic
    def keep(self) -> list[Kept]:
        # Whoever else delivers waits here, so that what is looked up below stays true.
        audit.hold_the_chain()
        first = {each.sent.id: each for each in reversed(self.checked) if each.content}
        present = set(Meeting.objects.filter(pk__in=[*first]).values_list("pk", flat=True))
        fresh = {pk: each for pk, each in first.items() if pk not in present}
        self._add([each for each in self.checked if fresh.get(each.sent.id) is each])
        return [
            Kept("kept", each.sent.version, Review.RECORDED)
            if fresh.get(each.sent.id) is each
            else self._keep_beside(each)
            for each in self.checked
        ]

    def _add(self, fresh: Sequence[_Checked]) -> None:
        """Records that nobody sent before, with one query for each table."""
        new = [(_meeting(each, self), each) for each in fresh]
        Meeting.objects.bulk_create([meeting for meeting, _each in new])
        Version.objects.bulk_create([_version(meeting, each, self) for meeting, each in new])
        _tie(Meeting.themes.through, "theme", [(each, each.sent.themes) for each in fresh])
        _tie(Meeting.speakers.through, "person", [(each, each.sent.speakers) for each in fresh])
        Question.objects.bulk_create(
            row for meeting, each in new for row in question_rows(meeting, _content(each))
        )
        audit.record_all(
            [
                audit.Act("meetings.meeting_recorded", meeting, what_was_recorded(meeting))
                for meeting, _each in new
            ],
            by=self.by,
        )

    def _keep_beside(self, each: _Checked) -> Kept:
        """A record that is known already: the same sending again, or a correction of it."""
        try:
            with transaction.atomic():
                return self._correct(each)
        except Refused as refused:
            told = {"sentence": str(refused), "field": refused.field or ""}
            return Kept("refused", each.sent.version, **told)

    def _correct(self, each: _Checked) -> Kept:
        sent, meeting = each.sent, self._meeting(each)
        versions = {version.number: version for version in meeting.versions.all()}
        mine = [version for version in versions.values() if _is_mine(version, self.by)]
        if any((version.sent_as or 0) >= sent.version for version in mine):
            latest = mine[-1]
            same = [version for version in mine if version.sent_as == sent.version]
            return Kept("known", (same or [latest])[0].number, review_of(meeting, latest))
        refuse_unless_may_correct(meeting, self.by)
        self.lookup.refuse_locked(meeting.starts_at)
        content = _content(each)
        number = max(max(versions) + 1, sent.version)
        version = _version(meeting, each, self, number)
        version.save()
        changed = what_changed(content_of(meeting), content)
        changed |= {"version": number, "why": version.why}
        reviews = may(self.by, "meetings.review", self.office)
        # A number that somebody took meanwhile: its maker did not see what the record says now.
        saw_the_latest = number == sent.version
        if not (saw_the_latest and goes_at_once(meeting, may_review=reviews)):
            audit.record("meetings.correction_sent", meeting, by=self.by, **changed)
            return Kept("kept", number, Review.RECORDED)
        if meeting.review in {Review.RETURNED, Review.SET_ASIDE}:
            meeting.review, meeting.set_aside_for = Review.RECORDED, None
        apply_version(meeting, version)
        audit.record("meetings.meeting_corrected", meeting, by=self.by, **changed)
        return Kept("kept", number, meeting.review)

    def _meeting(self, each: _Checked) -> Meeting:
        known = Meeting.objects.filter(pk=each.sent.id).select_related("track__programme").first()
        if known is None:
            raise each.refused or Refused(_("This record could not be kept: send it again."))
        if known.track.programme.office_id != self.office.pk:
            raise Refused(_("This record belongs to another office."), field="id")
        return locked(known)


def review_of(meeting: Meeting, version: Version) -> str:
    """Where a version stands: a waiting one was not decided yet, an earlier one gave way."""
    if version.number > meeting.version:
        return version.decision or Review.RECORDED
    return meeting.review


def _is_mine(version: Version, by: User) -> bool:
    return version.made_by_id == by.pk and version.sent_as is not None


def _content(each: _Checked) -> Content:
    if each.content is None:
        assert each.refused is not None
        raise each.refused
    return each.content


def _meeting(each: _Checked, delivery: _Delivery) -> Meeting:
    return Meeting(
        id=each.sent.id,
        visit=delivery.lookup.visit(each.sent),
        visit_identity=each.sent.visit,
        version=each.sent.version,
        recorded_by=delivery.by,
        recorded_at=min(each.sent.recorded_at, delivery.now),
        is_sample=delivery.office.is_sample,
        **columns_of(_content(each)),
    )


def _version(
    meeting: Meeting, each: _Checked, delivery: _Delivery, number: int | None = None
) -> Version:
    return version_row(
        meeting,
        _content(each),
        number=number or each.sent.version,
        by=delivery.by,
        made_at=min(each.sent.recorded_at, delivery.now),
        why=each.sent.why,
        sent_as=each.sent.version,
    )


def _tie(table: Any, name: str, named: Sequence[tuple[_Checked, Sequence[int]]]) -> None:
    table.objects.bulk_create(
        table(**{"meeting_id": each.sent.id, f"{name}_id": pk}) for each, ids in named for pk in ids
    )
