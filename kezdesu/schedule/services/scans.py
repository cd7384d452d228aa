"""The signed document of a version, as it was scanned: judged and cleaned like other evidence."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.files import store
from kezdesu.core.files.documents import MEGABYTE, PDF, document_type, refuse_two_kinds
from kezdesu.core.files.pictures import CONTENT_TYPE, clean_picture

from ..choices import PlanStatus
from ..models import Plan, Scan
from .versions import locked

MAX_BYTES: Final = 25 * MEGABYTE
AT_MOST: Final = 10  # files of one version
SHELF: Final = "s"
_HAS_DOCUMENT: Final = frozenset({PlanStatus.APPROVED, PlanStatus.SUPERSEDED})
_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class CleanScan:
    """A PDF as it came, or a photo drawn anew; `digest` is of what was sent."""

    content: bytes
    content_type: str
    name: str
    digest: str


def clean_scan(content: bytes, name: str) -> CleanScan:
    """Refused with a sentence for what is no whole PDF or photo. Takes up to a second."""
    refuse_large(len(content))
    called, digest = PurePath(name).stem[:_NAME], hashlib.sha256(content).hexdigest()
    try:
        kept, content_type = _cleaned(content)
    except Refused as refused:
        raise Refused(str(refused), field="scan") from None
    return CleanScan(kept, content_type, called, digest)


def refuse_large(size: int) -> None:
    if not size:
        raise Refused(_("The file is empty; choose it again."), field="scan")
    if size > MAX_BYTES:
        raise Refused(
            _("The file is larger than %(limit)s MB; make it smaller and send it.")
            % {"limit": MAX_BYTES // MEGABYTE},
            field="scan",
        )


def add_scan(*, plan: Plan, scan: CleanScan, by: User | None) -> Scan:
    """To an approved version or one that was; the same file twice is refused."""
    with stored(scan) as file, transaction.atomic():
        return attach(locked(plan), scan, file, by=by)


@transaction.atomic
def withdraw_scan(*, scan: Scan, by: User | None) -> None:
    """Takes a wrong one off the page; the file and the log keep it."""
    plan = locked(scan.plan)
    if plan.scans.filter(pk=scan.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        audit.record("schedule.scan_withdrawn", plan, by=by, name=scan.name, digest=scan.digest)


@contextmanager
def stored(scan: CleanScan) -> Iterator[str]:
    """Its name in the store, where it is whole before a row names it; nothing after a failure."""
    name = store.new_name(SHELF)
    try:
        store.keep(store.path_of(name), scan.content)
        yield name
    except BaseException:
        store.discard(name)
        raise


def attach(plan: Plan, scan: CleanScan, file: str, *, by: User | None) -> Scan:
    """Within the transaction that holds the version."""
    if plan.status not in _HAS_DOCUMENT:
        raise Refused(_("Only an approved version has a signed document."), field="scan")
    if plan.scans.filter(withdrawn_at=None).count() >= AT_MOST:
        raise Refused(
            _("A version keeps at most %(limit)s scans.") % {"limit": AT_MOST}, field="scan"
        )
    try:
        with transaction.atomic():
            added = Scan.objects.create(
                plan=plan,
                name=scan.name,
                file=file,
                content_type=scan.content_type,
                size=len(scan.content),
                digest=scan.digest,
                added_by=by,
                added_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused(_("This scan is attached already."), field="scan") from None
    audit.record("schedule.scan_added", plan, by=by, name=scan.name, digest=scan.digest)
    return added


def _cleaned(content: bytes) -> tuple[bytes, str]:
    if content.startswith((b"%PDF-", b"PK")):
        if document_type(content) != PDF:
            raise Refused(_("A scan is a PDF or a photo."))
        return content, PDF.content_type
    refuse_two_kinds(content)
    return clean_picture(content).content, CONTENT_TYPE
