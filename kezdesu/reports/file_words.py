"""What a document says, line by line in reading order: a row of a table is one line."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn
from python_calamine import CalamineError, CalamineWorkbook

# Between the cells of a row.
_CELL: Final = " | "
_FORMULA: Final = re.compile(r"<f(?: [^>]*)?>([^<]+)</f>")
_LINES_OF_HTML: Final = {*("title", "h1", "h2", "h3", "h4", "p", "li", "tr", "caption", "div")} | {
    *("figcaption", "text")
}
_SILENT: Final = {"style", "script"}


class Unreadable(Exception):  # noqa: N818 - told to the user as a sentence by whoever asked
    """The file claims a form that it is not."""


def form_of(content: bytes) -> str:
    """Which form of document it is; a summary is told from a report only by what it says."""
    if content.startswith(b"%PDF"):
        return "pdf"
    if not zipfile.is_zipfile(BytesIO(content)):
        return "html"
    return "docx" if "word/document.xml" in members(content) else "xlsx"


def members(content: bytes) -> dict[str, bytes]:
    """What is packed in a Word or Excel file."""
    with zipfile.ZipFile(BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}


def lines_of(content: bytes) -> list[str]:
    """Raises Unreadable for a file that cannot be opened as what it claims to be."""
    read = {"pdf": _of_pdf, "docx": _of_word, "xlsx": _of_excel, "html": _of_html}
    try:
        found = list(read[form_of(content)](content))
    except (CalamineError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Unreadable from error
    return [line for line in (" ".join(line.split()) for line in found) if line]


def _of_pdf(content: bytes) -> Iterator[str]:
    # Loaded when somebody verifies a PDF, which is seldom: else each start of the server waits.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        for page in PdfReader(BytesIO(content)).pages:
            yield from page.extract_text().splitlines()
    except PyPdfError as error:
        raise Unreadable from error


def _of_word(content: bytes) -> Iterator[str]:
    row, paragraph, cell, text = (qn(name) for name in ("w:tr", "w:p", "w:tc", "w:t"))

    def said(element: Any) -> str:
        return "".join(each.text or "" for each in element.iter(text))

    for element in Document(BytesIO(content)).element.body.iter(row, paragraph):
        if element.tag == row:
            yield _CELL.join(said(each) for each in element.iter(cell))
        elif not any(each.tag == cell for each in element.iterancestors(cell)):
            yield said(element)


def _of_excel(content: bytes) -> Iterator[str]:
    """A sheet's rows, and then what its cells work out: Excel shows that, not what is kept."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for name in book.sheet_names:
        yield name
        for row in book.get_sheet_by_name(name).to_python():
            yield _CELL.join(_cell(cell) for cell in row)
    for name, part in sorted(members(content).items()):
        if name.startswith("xl/worksheets/"):
            yield from (f"={unescape(each)}" for each in _FORMULA.findall(part.decode()))


def _cell(cell: Any) -> str:
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell)


def _of_html(content: bytes) -> Iterator[str]:
    told = _Told()
    told.feed(content.decode(errors="replace"))
    told.close()
    return iter("".join(told.pieces).split("\n"))


class _Told(HTMLParser):
    """The words of a page, a line break before and after whatever stands by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.is_silent = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.is_silent = tag in _SILENT
        if tag in _LINES_OF_HTML:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.is_silent = False
        if tag in {"td", "th"}:
            self.pieces.append(_CELL)
        elif tag in _LINES_OF_HTML:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.is_silent:
            self.pieces.append(re.sub(r"\s+", " ", data))
