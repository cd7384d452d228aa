"""A file that comes in pieces, over a network that breaks: it resumes, restarts, never corrupts.

Pieces of one file are written one at a time under the lock of its row, each at its own place; the
row says how far the file is good. What is kept at last has the hash that was announced at first.
"""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.files import store
from kezdesu.core.files.documents import MEGABYTE

from ..choices import Consent, EvidenceKind
from ..models import Evidence, Upload
from .evidence import (
    SentFile,
    keep_evidence,
    refuse_large,
    refuse_unless_may_add,
)

MAX_CHUNK: Final = 8 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Announced:
    """What every piece says of the whole file; `digest` is its SHA-256 in hex."""

    id: UUID
    record: UUID
    kind: EvidenceKind
    digest: str
    total: int
    consent: Consent = Consent.OFFICE
    name: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """`received` bytes are good, and the next piece begins there.

    A piece that came ahead of them, or spoilt the whole, was not `is_taken`.
    """

    received: int
    is_kept: bool = False
    is_taken: bool = True


def receive_chunk(
    *, office: Office, announced: Announced, first: int, content: bytes, by: User
) -> Progress:
    """Take the bytes from `first` on; the last piece checks and keeps the whole file.

    Bytes that are there already are passed over. A file announced otherwise than before begins
    anew. Refused when the whole is not kept: then nothing of it stays.
    """
    upload = None
    if not _is_there(office, announced, by):
        upload = _written(office, announced, first, content, by)
    if upload is not None:
        if first > upload.received:
            return Progress(upload.received, is_taken=False)
        if upload.received < upload.total:
            return Progress(upload.received)
        if not _is_kept(upload, by):
            return Progress(0, is_taken=False)
    return Progress(announced.total, is_kept=True)


def received_of(*, id: UUID, by: User) -> int:  # noqa: A002
    """How many bytes of the file are good; all of them only when it is kept."""
    kept = Evidence.objects.filter(pk=id, added_by=by).values_list("sent_size", flat=True).first()
    if kept is not None:
        return kept
    upload = Upload.objects.filter(pk=id, sent_by=by).first()
    # A file that came whole and was not kept, since the server fell: its last byte brings it on.
    return min(upload.received, upload.total - 1) if upload else 0


def _is_there(office: Office, announced: Announced, by: User) -> bool:
    """Whether the whole file is kept already, by the same person for the same office."""
    known = Evidence.objects.filter(pk=announced.id).first()
    if known and (known.office_id != office.pk or known.added_by_id != by.pk):
        raise Refused(_("Another file was sent under this number; choose the file again."))
    return known is not None


def _written(
    office: Office, announced: Announced, first: int, content: bytes, by: User
) -> Upload | None:
    """The upload with the piece in its place; None when the whole was kept meanwhile."""
    refuse_large(announced.total)
    if first + len(content) > announced.total:
        raise Refused(_("The file is longer than was announced; send it again."))
    refuse_unless_may_add(office=office, record=announced.record, by=by)
    with transaction.atomic():
        upload, is_new = _locked(office, announced, by)
        # Another connection kept the file and took its upload away since we looked: a row that
        # began anew now would wait for pieces that nobody sends any more.
        if is_new and _is_there(office, announced, by):
            upload.delete()
            return None
        done = upload.received - first
        if 0 <= done < len(content):
            store.write_at(store.path_of(upload.file), upload.received, content[done:])
            upload.received = first + len(content)
        upload.touched_at = timezone.now()
        upload.save(update_fields=["received", "touched_at"])
    return upload


def _locked(office: Office, announced: Announced, by: User) -> tuple[Upload, bool]:
    columns = {
        "office": office,
        "record": announced.record,
        "kind": announced.kind,
        "consent": announced.consent,
        "name": announced.name,
        "digest": announced.digest,
        "total": announced.total,
    }
    upload, is_new = Upload.objects.select_for_update().get_or_create(
        pk=announced.id,
        defaults=columns | {"file": store.new_name(), "sent_by": by, "touched_at": timezone.now()},
    )
    if upload.sent_by_id != by.pk or upload.office_id != office.pk:
        raise Refused(_("Another file was sent under this number; choose the file again."))
    if (upload.digest, upload.total) != (announced.digest, announced.total):
        transaction.on_commit(partial(store.discard, upload.file))
        for name, value in (columns | {"file": store.new_name(), "received": 0}).items():
            setattr(upload, name, value)
        upload.save()
    return upload, is_new


def _is_kept(upload: Upload, by: User) -> bool:
    """Keep the whole file; False when its bytes are not those that were announced.

    The decoding and the disk come outside of any transaction: other phones write meanwhile.
    """
    path = store.path_of(upload.file)
    content = path.read_bytes() if path.exists() else b""
    is_whole = hashlib.sha256(content).hexdigest() == upload.digest
    try:
        if is_whole:
            kind, consent = EvidenceKind(upload.kind), Consent(upload.consent)
            sent = SentFile(kind, content, upload.name, consent)
            keep_evidence(
                id=upload.pk, office=upload.office, record=upload.record, sent=sent, by=by
            )
    except Refused:
        _drop(upload)
        raise
    _drop(upload)
    # The pieces are gone when another request was quicker and kept the file.
    return is_whole or Evidence.objects.filter(pk=upload.pk).exists()


def _drop(upload: Upload) -> None:
    Upload.objects.filter(pk=upload.pk, file=upload.file).delete()
    store.discard(upload.file)
