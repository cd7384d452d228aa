"""Documents, judged by what they hold and not by what they are called.

A PDF or an office package is kept as it came, so it has to be exactly that and nothing besides.
"""

import io
import stat
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

MEGABYTE: Final = 2**20
MAX_UNPACKED: Final = 200 * MEGABYTE
MAX_PARTS: Final = 5_000
_MARKS_OF_PAGES: Final = (b"<script", b"<html", b"<?php", b"<!doctype html")
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_MACROS: Final = "vbaProject.bin"
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_BLOCK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class DocumentType:
    ending: str
    content_type: str


PDF: Final = DocumentType("pdf", "application/pdf")
# By the part that only this kind of package has.
_BY_PART: Final = {
    "word/document.xml": DocumentType("docx", f"{_OPEN_XML}wordprocessingml.document"),
    "xl/workbook.xml": DocumentType("xlsx", f"{_OPEN_XML}spreadsheetml.sheet"),
    "ppt/presentation.xml": DocumentType("pptx", f"{_OPEN_XML}presentationml.presentation"),
}
# By what the part `mimetype` says.
_BY_TYPE: Final = {
    each.content_type: each
    for each in (
        DocumentType("odt", "application/vnd.oasis.opendocument.text"),
        DocumentType("ods", "application/vnd.oasis.opendocument.spreadsheet"),
        DocumentType("odp", "application/vnd.oasis.opendocument.presentation"),
    )
}
ENDINGS: Final = {
    each.content_type: each.ending for each in (PDF, *_BY_PART.values(), *_BY_TYPE.values())
}


def document_type(content: bytes) -> DocumentType:
    """Raises Refused for every other kind of file, and for one that is two kinds at once."""
    if content.startswith(_OLD_OFFICE):
        raise Refused(_("This is a file of the old Office kind; save it as .docx or .xlsx."))
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(_ZIP):
        return _package(content)
    raise Refused(_("This file is not kept; send a PDF, DOCX, XLSX, PPTX, ODT, ODS or ODP."))


def refuse_two_kinds(content: bytes) -> None:
    """A picture or PDF that is also an archive, another document or a page is a disguise."""
    folded = content.lower()
    is_archive = zipfile.is_zipfile(io.BytesIO(content))
    is_late_pdf = b"%PDF-" in content[1:1024]
    if is_archive or is_late_pdf or any(mark in folded for mark in _MARKS_OF_PAGES):
        raise Refused(_("Another file is hidden in this one; save it anew and send that."))


def _pdf(content: bytes) -> DocumentType:
    refuse_two_kinds(content)
    if b"%%EOF" not in content[-2048:]:
        raise Refused(_("The PDF was cut off on its way; choose it and send it again."))
    return PDF


def _package(content: bytes) -> DocumentType:
    _refuse_appended(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _type_of(package)
    except Refused:
        raise
    except Exception:  # a damaged package fails in a dozen ways, and each means the same here
        raise Refused(
            _("The document is damaged; open it, save it again and send that file.")
        ) from None


def _refuse_appended(content: bytes) -> None:
    """The package ends where its own directory says, so that nothing rides behind it."""
    if content.rfind(_END) != len(content) - _END_SIZE:
        raise Refused(_("Another file is hidden in this one; save it anew and send that."))


def _type_of(package: zipfile.ZipFile) -> DocumentType:
    parts = package.infolist()
    if len(parts) > MAX_PARTS:
        raise Refused(_too_much())
    for part in parts:
        _refuse_bad_part(part)
    _refuse_bomb(package, parts)
    names = {part.filename for part in parts}
    if "[Content_Types].xml" in names:
        found = next((kind for name, kind in _BY_PART.items() if name in names), None)
    else:
        said = package.read("mimetype")[:200] if "mimetype" in names else b""
        found = _BY_TYPE.get(said.decode("ascii", "replace").strip())
    if found is None:
        raise Refused(
            _("This archive is no document; send a PDF, DOCX, XLSX, PPTX, ODT, ODS or ODP.")
        )
    return found


def _refuse_bad_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    path = PurePosixPath(name)
    leads_out = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    if leads_out or "\0" in name or stat.S_ISLNK(part.external_attr >> 16):
        raise Refused(_("A part of the document would be written outside it; it is not kept."))
    if part.flag_bits & 1:
        raise Refused(_("The document is locked with a password; save it without one."))
    if path.name.casefold() == _MACROS.casefold():
        raise Refused(_("The document holds macros; save it without them and send that file."))


def _refuse_bomb(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpacks it bit by bit and keeps none of it: what a part says of its size may be a lie."""
    left = MAX_UNPACKED
    for info in parts:
        with package.open(info) as part:
            while block := part.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise Refused(_too_much())


def _too_much() -> str:
    return _("Unpacked, the document is larger than %(limit)s MB; it holds too much to keep.") % {
        "limit": MAX_UNPACKED // MEGABYTE
    }
