"""A report as a file in any of its forms, with its seal in it."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from . import queries
from .file_words import members
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
    is_packed = zipfile.is_zipfile(BytesIO(content))
    searched = members(content).get("docProps/core.xml", b"") if is_packed else content
    return [seal.decode() for seal in dict.fromkeys(_SEAL.findall(searched))]
