"""A report as a file in any of its forms, and whether a file still says what was frozen."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from kezdesu.core.language import CODES

from . import queries
from .models import Report
from .papers import Paper
from .pdf import pdf
from .queries import Contents
from .spreadsheet import spreadsheet
from .summary import summary_of
from .web import web
from .word import word

_MICROSOFT: Final = "application/vnd.openxmlformats-officedocument"
TYPES: Final = {
    "docx": f"{_MICROSOFT}.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": f"{_MICROSOFT}.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "summary": "application/pdf",
}
_MAKERS: Final[Mapping[str, Callable[[Paper, Contents], bytes]]] = {
    "docx": lambda paper, contents: word(paper),
    "pdf": lambda paper, contents: pdf(paper),
    "xlsx": lambda paper, contents: spreadsheet(paper, contents.facts),
    "html": lambda paper, contents: web(paper),
    "summary": lambda paper, contents: pdf(summary_of(paper, contents.facts)),
}
_SEAL: Final = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Issued:
    """A document ready to leave the house."""

    name: str
    content_type: str
    content: bytes


def issue(report: Report, code: str, form: str, contents: Contents | None = None) -> Issued:
    """The report in language `code` as `form`, a key of TYPES; raises Refused with one sentence."""
    held = contents or queries.contents_of(report)
    content = _MAKERS[form](queries.paper(report, held, code), held)
    return Issued(queries.file_name(report, code, form), TYPES[form], content)


def seals_in(content: bytes) -> list[str]:
    """What may be a report's SHA-256 in a document of any form."""
    with_members = zipfile.is_zipfile(BytesIO(content))
    searched = _members(content).get("docProps/core.xml", b"") if with_members else content
    return [seal.decode() for seal in dict.fromkeys(_SEAL.findall(searched))]


def is_as_issued(report: Report, content: bytes) -> bool:
    """Whether `content` is what is issued here from the frozen report, in any language."""
    contents = queries.contents_of(report)
    forms = ("pdf", "summary") if form_of(content) == "pdf" else (form_of(content),)
    return any(
        _same(issue(report, code, form, contents).content, content)
        for form in forms
        for code in CODES
    )


def form_of(content: bytes) -> str:
    """A key of TYPES; a summary is told from a report only by what it says, so it is a "pdf"."""
    if content.startswith(b"%PDF"):
        return "pdf"
    if not zipfile.is_zipfile(BytesIO(content)):
        return "html"
    return "docx" if "word/document.xml" in _members(content) else "xlsx"


def _same(one: bytes, other: bytes) -> bool:
    # Word writes the hour of packing beside each member: only what is packed counts.
    if zipfile.is_zipfile(BytesIO(one)):
        return _members(one) == _members(other)
    return one == other


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}
