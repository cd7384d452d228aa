"""Writes of a meeting's evidence: photos, sign-in sheets, documents.

A file is cleaned and on the disk before the transaction that names it, so that no writer waits
for a picture; whatever goes wrong after that takes the file away again.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.accounts.policy import may
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.files import store
from kezdesu.core.files.documents import MEGABYTE, document_type, refuse_two_kinds
from kezdesu.core.files.pictures import CONTENT_TYPE, clean_picture

from .. import rules
from ..choices import MAY_BE_PUBLIC, Consent, EvidenceKind
from ..models import Evidence, Meeting, Upload
from .following import record_to_follow

MAX_BYTES: Final = 25 * MEGABYTE
AT_MOST: Final = {EvidenceKind.PHOTO: 10, EvidenceKind.SHEET: 5, EvidenceKind.DOCUMENT: 10}
WAITS: Final = timedelta(days=30)  # a file for its record, an unfinished upload for its rest
_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class SentFile:
    """A whole file as somebody sent it; `name` is what a document is called."""

    kind: EvidenceKind
    content: bytes
    name: str = ""
    consent: Consent = Consent.OFFICE
    consent_note: str = ""


def keep_evidence(
    *,
    id: UUID,  # noqa: A002  # the sender's own word for it
    office: Office,
    record: UUID,
    sent: SentFile,
    by: User | None,
) -> Evidence:
    """Check, clean and keep a file of the meeting `record`, which may arrive later.

    The same `id` sent twice stays one. Refused with a sentence for what is not kept, and then
    nothing of it stays.
    """
    known = Evidence.objects.filter(pk=id).first()
    if known:
        return _same(known, office, sent, by)
    refuse_unless_may_add(office=office, record=record, by=by)
    refuse_large(len(sent.content))
    columns, small = _cleaned(sent)
    name = store.new_name()
    try:
        if small:
            store.keep(store.small_path_of(name), small)
        content = columns.pop("content")
        store.keep(store.path_of(name), content)
        columns |= {"record": record, "file": name, "added_by": by}
        evidence = _added(Evidence(id=id, office=office, **columns))
    except BaseException:
        store.discard(name)
        raise
    if evidence.file != name:  # the same file arrived twice at once, and the other was quicker
        store.discard(name)
        return _same(evidence, office, sent, by)
    return evidence


@transaction.atomic
def delete_evidence(*, evidence: Evidence, by: User | None) -> Evidence:
    """Take it off every page; until it is erased the file stays, so that this can be undone."""
    evidence.deleted_at, evidence.is_public = timezone.now(), False
    evidence.save(update_fields=["deleted_at", "is_public"])
    return _logged("meetings.evidence_deleted", evidence, by)


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: User | None) -> Evidence:
    _refuse_too_many(evidence)
    evidence.deleted_at = None
    evidence.save(update_fields=["deleted_at"])
    return _logged("meetings.evidence_restored", evidence, by)


@transaction.atomic
def note_consent(*, evidence: Evidence, consent: Consent, note: str, by: User | None) -> Evidence:
    """A photo whose consent is withdrawn is public no longer."""
    before = evidence.consent
    evidence.consent, evidence.consent_note = consent, note.strip()
    evidence.is_public = evidence.is_public and consent in MAY_BE_PUBLIC
    evidence.save(update_fields=["consent", "consent_note", "is_public"])
    return _logged("meetings.evidence_consent_noted", evidence, by, before=before, after=consent)


@transaction.atomic
def publish_evidence(*, evidence: Evidence, is_public: bool, by: User | None) -> Evidence:
    """Show a photo to visitors, or take it back; only one that those in it agreed to."""
    if is_public and (evidence.kind != EvidenceKind.PHOTO or evidence.deleted_at):
        raise Refused(_("Only a photo with consent can be public."))
    if is_public and evidence.consent not in MAY_BE_PUBLIC:
        raise Refused(_("Note the consent first: without it a photo stays inside the office."))
    evidence.is_public = is_public
    evidence.save(update_fields=["is_public"])
    return _logged(
        "meetings.evidence_published" if is_public else "meetings.evidence_unpublished",
        evidence,
        by,
    )


def sweep_evidence(*, now: datetime | None = None) -> int:
    """Erase what waited or lay deleted too long, and files that no row names; how many went.

    A file waits for its record, and an unfinished upload for its rest, WAITS long; what somebody
    deleted is erased for good `rules.ERASED_AFTER` that.
    """
    now = now or timezone.now()
    orphans = waiting_for_record().filter(added_at__lt=now - WAITS)
    deleted = Evidence.objects.filter(deleted_at__lt=now - rules.ERASED_AFTER)
    stale = Upload.objects.filter(touched_at__lt=now - WAITS)
    with transaction.atomic():
        names = _erased("meetings.evidence_swept", orphans)
        names |= _erased("meetings.evidence_erased", deleted)
        rows = list(stale.select_for_update())
        Upload.objects.filter(pk__in=[upload.pk for upload in rows]).delete()
        names |= {upload.file for upload in rows}
    names |= set(store.forgotten_names()) - _named()
    for name in names:
        store.discard(name)
    return len(names)


def _erased(act: str, found: QuerySet[Evidence]) -> set[str]:
    """Takes the rows away, each with its entry; the names of their files."""
    rows = list(found.select_for_update(of=("self",)))
    for row in rows:
        _logged(act, row, None, digest=row.digest)
        row.delete()
    return {row.file for row in rows}


def waiting_for_record() -> QuerySet[Evidence]:
    """Files of every office whose record has not arrived."""
    return Evidence.objects.filter(~Exists(Meeting.objects.filter(pk=OuterRef("record"))))


def refuse_large(size: int) -> None:
    if size > MAX_BYTES:
        raise Refused(
            _("The file is larger than %(limit)s MB; make it smaller and send it.")
            % {"limit": MAX_BYTES // MEGABYTE}
        )
    if size == 0:
        raise Refused(_("The file is empty; choose it again."))


def refuse_unless_may_add(*, office: Office, record: UUID, by: User | None) -> None:
    """Who made the record adds to it, and who reviews; a record of another office takes nothing."""
    meeting = Meeting.objects.filter(pk=record).select_related("track__programme").first()
    if meeting is None:
        return
    if meeting.track.programme.office_id != office.pk:
        raise Refused(_("This record belongs to another office."))
    if by and meeting.recorded_by_id != by.pk and not may(by, "meetings.review", office):
        raise Refused(_("Only the person who made the record, or a coordinator, adds files to it."))


def _cleaned(sent: SentFile) -> tuple[dict[str, Any], bytes | None]:
    """The columns of the row with the `content` to keep, and a photo's thumbnail."""
    said = {
        "kind": sent.kind,
        "digest": hashlib.sha256(sent.content).hexdigest(),
        "sent_size": len(sent.content),
        "consent": sent.consent,
        "consent_note": sent.consent_note.strip(),
        "added_at": timezone.now(),
    }
    if sent.kind == EvidenceKind.DOCUMENT:
        found = document_type(sent.content)
        kept = {"content": sent.content, "content_type": found.content_type, "name": sent.name}
        return said | kept | {"name": _called(sent.name), "size": len(sent.content)}, None
    refuse_two_kinds(sent.content)
    picture = clean_picture(sent.content)
    kept = {"content": picture.content, "content_type": CONTENT_TYPE}
    measured = {"size": len(picture.content), "width": picture.width, "height": picture.height}
    return said | kept | measured, picture.small


def _called(name: str) -> str:
    """The name without its folder and ending: the ending follows from the content."""
    last = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return (last[0] or last[2]).strip()[:_NAME]


def _added(evidence: Evidence) -> Evidence:
    """The new row, or the one that stands there by now."""
    try:
        with transaction.atomic():
            _refuse_too_many(evidence)
            sent_with, evidence.record = evidence.record, record_to_follow(evidence.record)
            evidence.came_with = None if evidence.record == sent_with else sent_with
            evidence.save(force_insert=True)
            return _logged(
                "meetings.evidence_added", evidence, evidence.added_by, digest=evidence.digest
            )
    except IntegrityError:
        return Evidence.objects.get(pk=evidence.pk)


def _refuse_too_many(evidence: Evidence) -> None:
    """Those that came along from another record do not count: so many were sent with each."""
    sent_with = evidence.came_with or evidence.record
    list(Meeting.objects.select_for_update(of=("self",)).filter(pk=sent_with))
    of_it = Q(record=sent_with, came_with=None) | Q(came_with=sent_with)
    beside = Evidence.objects.filter(of_it, kind=evidence.kind, deleted_at__isnull=True)
    limit = AT_MOST[EvidenceKind(evidence.kind)]
    if beside.exclude(pk=evidence.pk).count() < limit:
        return
    raise Refused(
        _("A meeting keeps at most %(limit)s files of this kind; delete one first.")
        % {"limit": limit}
    )


def _same(known: Evidence, office: Office, sent: SentFile, by: User | None) -> Evidence:
    """What is kept under the number already: the sender's own file, or the very same one."""
    is_own = by is None or known.added_by_id == by.pk
    is_twin = known.digest == hashlib.sha256(sent.content).hexdigest()
    if known.office_id == office.pk and (is_own or is_twin):
        return known
    raise Refused(_("Another file was sent under this number; choose the file again."))


def _logged(act: str, evidence: Evidence, by: User | None, **said: Any) -> Evidence:
    """The entry stands in the history of the meeting, also of one that has not arrived yet."""
    audit.record(
        act,
        Meeting(pk=evidence.record),
        by=by,
        evidence=evidence.pk,
        kind=evidence.kind,
        **said,
    )
    return evidence


def _named() -> set[str]:
    return {
        *Evidence.objects.values_list("file", flat=True),
        *Upload.objects.values_list("file", flat=True),
    }
