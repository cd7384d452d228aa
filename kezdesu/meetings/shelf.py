"""Reads of a meeting's evidence: what its page shows, one file, and what visitors may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils.text import capfirst

from kezdesu.accounts.models import Office, User
from kezdesu.accounts.policy import may
from kezdesu.core.files.documents import ENDINGS

from . import rules
from .choices import MAY_BE_PUBLIC, Consent, EvidenceKind, Review
from .models import Evidence, Meeting

_KILOBYTE: Final = 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """One file as a page shows it."""

    evidence: Evidence
    title: str
    ending: str  # jpg, pdf, docx …
    kilobytes: int

    @property
    def erased_at(self) -> datetime | None:
        """When it goes for good, of a deleted one."""
        deleted_at = self.evidence.deleted_at
        return rules.erased_at(deleted_at) if deleted_at else None

    @property
    def may_be_public(self) -> bool:
        return (
            self.evidence.kind == EvidenceKind.PHOTO
            and Consent(self.evidence.consent) in MAY_BE_PUBLIC
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """A meeting's files; of sheets that the reader may not see only their number."""

    photos: list[Kept]
    sheets: list[Kept]
    documents: list[Kept]
    deleted: list[Kept]
    hidden_sheets: int

    @property
    def standing(self) -> list[Kept]:
        """All that is not deleted, photos first."""
        return [*self.photos, *self.sheets, *self.documents]

    @property
    def is_empty(self) -> bool:
        return not (self.photos or self.sheets or self.documents or self.hidden_sheets)


def shelf_of(meeting: Meeting, reader: User, office: Office) -> Shelf:
    sees_sheets = may(reader, "meetings.sheets", office)
    files = Evidence.objects.filter(record=meeting.pk, office=office)
    seen = files if sees_sheets else files.exclude(kind=EvidenceKind.SHEET)
    kept = [_kept(each) for each in seen]
    standing = [each for each in kept if each.evidence.deleted_at is None]
    hidden = 0 if sees_sheets else _sheets(files)
    return Shelf(
        photos=_of_kind(standing, EvidenceKind.PHOTO),
        sheets=_of_kind(standing, EvidenceKind.SHEET),
        documents=_of_kind(standing, EvidenceKind.DOCUMENT),
        deleted=[each for each in kept if each.evidence.deleted_at],
        hidden_sheets=hidden,
    )


def evidence_of(office: Office, reader: User, pk: UUID) -> Kept:
    """Raises Http404 for another office's file, and for a sheet that `reader` may not see."""
    found = Evidence.objects.filter(pk=pk, office=office).first()
    if found is None or not _may_see(found, reader, office):
        raise Http404
    return _kept(found)


def public_photos(records: Iterable[UUID]) -> QuerySet[Evidence]:
    """Photos of these meetings that visitors may see: marked so, with consent, of accepted ones."""
    accepted = Meeting.objects.filter(pk=OuterRef("record"), review=Review.ACCEPTED)
    return Evidence.objects.filter(
        Exists(accepted),
        record__in=records,
        kind=EvidenceKind.PHOTO,
        is_public=True,
        deleted_at__isnull=True,
        consent__in=MAY_BE_PUBLIC,
    )


def public_photo(pk: UUID) -> Evidence:
    """Raises Http404 unless visitors may see it."""
    record = Evidence.objects.filter(pk=pk).values_list("record", flat=True)
    found = public_photos(record).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _may_see(found: Evidence, reader: User, office: Office) -> bool:
    return found.kind != EvidenceKind.SHEET or may(reader, "meetings.sheets", office)


def _sheets(files: QuerySet[Evidence]) -> int:
    return files.filter(kind=EvidenceKind.SHEET, deleted_at__isnull=True).count()


def _of_kind(kept: Iterable[Kept], kind: EvidenceKind) -> list[Kept]:
    return [each for each in kept if each.evidence.kind == kind]


def _kept(found: Evidence) -> Kept:
    title = found.name or capfirst(str(EvidenceKind(found.kind).label))
    ending = ENDINGS.get(found.content_type, "jpg")
    return Kept(found, title, ending, max(1, round(found.size / _KILOBYTE)))
