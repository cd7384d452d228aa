"""One piece of a file as its headers announce it, read strictly."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.meetings.choices import Consent, EvidenceKind
from kezdesu.meetings.services.uploads import Announced

_RANGE: Final = re.compile(r"bytes (\d{1,12})-(\d{1,12})/(\d{1,12})")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Piece:
    announced: Announced
    first: int  # of the file's bytes, from 0
    size: int


def read_piece(request: HttpRequest, pk: UUID) -> Piece:
    """Raises Refused when the headers do not say which bytes of which file these are."""
    headers = request.headers
    found = _RANGE.fullmatch(headers.get("Content-Range", ""))
    first, last, total = map(int, found.groups()) if found else (0, -1, 0)
    digest = headers.get("X-Sha256", "").lower()
    if not first <= last < total or not _DIGEST.fullmatch(digest):
        raise _unreadable()
    try:
        announced = Announced(
            id=pk,
            record=UUID(headers.get("X-Record", "")),
            kind=EvidenceKind(headers.get("X-Kind", "")),
            digest=digest,
            total=total,
            consent=Consent(headers.get("X-Consent") or Consent.OFFICE),
            name=unquote(headers.get("X-Name", ""))[:_NAME],
        )
    except ValueError:
        raise _unreadable() from None
    return Piece(announced, first, last - first + 1)


def _unreadable() -> Refused:
    return Refused(_("The phone's message could not be read."))
