"""A list as a file, a few rows at a time: however long the list, little of it is in memory."""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import chain, islice
from typing import Any, Final, Protocol, cast
from urllib.parse import quote

from django.db import models
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from .listing import Listing
from .sheets import Look, Rows

TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
# A spreadsheet program runs a cell that begins with one of these.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel reads Kazakh letters as something else
_CHUNK: Final = 500  # rows


class Heading(Protocol):
    """`key` names the column in JSON, `label` above a table, `hxl` (hxlstandard.org) for programs
    that read tables of many offices; empty where the standard has no word for it."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str | Promise: ...
    @property
    def hxl(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    label: str | Promise
    hxl: str = ""


def field_of(model: type[models.Model], name: str, hxl: str = "") -> Field:
    """A column called as the model calls it."""
    own = cast("models.Field[Any, Any]", model._meta.get_field(name))
    return Field(name, capfirst(str(own.verbose_name)), hxl)


def download(
    listing: Listing[Any], headings: Sequence[Heading], rows: Iterable[Sequence[Any]], title: str
) -> HttpResponse:
    """What `listing.export_format` asks for. Give `rows` as a generator over `.iterator()`."""
    form = listing.export_format
    if form != "json" and listing.has_hxl:
        rows = chain([[heading.hxl for heading in headings]], rows)
    if form == "xlsx":
        return workbook(headings, rows, title)
    tell = _csv if form == "csv" else _json
    pieces = _spoken(tell(headings, rows), get_language() or "kk")
    answer = StreamingHttpResponse(pieces, content_type=TYPES[form], headers=_named(title, form))
    # Guards take views for makers of HttpResponse; to them it is one.
    return cast("HttpResponse", answer)


def workbook(
    headings: Sequence[Heading], rows: Iterable[Sequence[Any]], title: str
) -> HttpResponse:
    """An .xlsx download whose headings the importer knows."""
    file, headers = _workbook(headings, rows), _named(title, "xlsx")
    answer = FileResponse(file, content_type=TYPES["xlsx"], headers=headers)
    return cast("HttpResponse", answer)


def workbook_bytes(headings: Sequence[Heading], rows: Iterable[Sequence[Any]]) -> bytes:
    """The same workbook for somebody who is no browser."""
    with _workbook(headings, rows) as file:
        content: bytes = file.read()
        return content


def harmless(cell: Any) -> Any:
    """The cell as no spreadsheet program runs it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell


def _named(title: str, form: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(title)}.{form}"}


def _workbook(headings: Sequence[Heading], rows: Iterable[Sequence[Any]]) -> Any:
    """A file on disk that is gone once it is closed; a list too long for a sheet takes several."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    with Workbook(file, {"constant_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        look = Look(
            day=book.add_format({"num_format": "dd.mm.yyyy"}),
            moment=book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
        )
        sheet = _sheet(book, headings, head, look)
        for row in rows:
            if sheet.is_full:
                sheet.close()
                sheet = _sheet(book, headings, head, look)
            sheet.add(map(_worded, row))
        sheet.close()
    file.seek(0)
    return file


def _sheet(book: Workbook, headings: Sequence[Heading], head: Any, look: Look) -> Rows:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings), 22)
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, str(heading.label), head)
    return Rows(sheet, [look] * len(headings))


def _csv(headings: Sequence[Heading], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    out = StringIO()
    writer = csv.writer(out)
    out.write(_BYTE_ORDER_MARK)
    writer.writerow([str(heading.label) for heading in headings])
    for row in rows:
        writer.writerow([harmless(_plain(cell)) for cell in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _json(headings: Sequence[Heading], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A list of objects, one a line."""
    keys = [heading.key for heading in headings]
    before = "[\n"
    for row in rows:
        record = dict(zip(keys, map(_plain, row), strict=True))
        yield before + json.dumps(record, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _worded(cell: Any) -> Any:
    return (_("yes") if cell else _("no")) if isinstance(cell, bool) else cell


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool):
        return _worded(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if cell is None or isinstance(cell, int | float | str) else str(cell)


def _spoken(pieces: Iterator[str], code: str) -> Iterator[bytes]:
    """Chunks made in the page's language, which the thread may no longer speak by then."""
    while True:
        with override(code):
            chunk = "".join(islice(pieces, _CHUNK))
        if not chunk:
            return
        yield chunk.encode()
