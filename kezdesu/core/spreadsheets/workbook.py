"""From a file somebody sent to grids of cells, refusing what is no workbook or would not fit."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from kezdesu.core.errors import Refused

from .parts import Extent, extent_of, sheet_parts

MEGABYTE: Final = 2**20
MAX_BYTES: Final = 10 * MEGABYTE
MAX_UNPACKED: Final = 64 * MEGABYTE
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 100
MAX_SHEETS: Final = 30

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"  # the old .xls, and the envelope of an encrypted .xlsx
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")

Source = str | Path | IO[bytes]


@dataclass(frozen=True)
class Sheet:
    """`cells` start at A1; `errors` are formula errors by (row, column), both from 0.

    `wide` are cells merged across columns: row → pairs of first and last column.
    """

    name: str
    is_visible: bool
    cells: list[list[Any]]
    errors: dict[tuple[int, int], str]
    wide: dict[int, list[tuple[int, int]]]


def open_workbook(source: Source) -> list[Sheet]:
    content = _content_of(source)
    _refuse_other_formats(content)
    parts = _unpacked(content)
    _refuse_other_packages(parts)
    extents = _extents(parts)
    return list(_sheets(_repacked(parts), extents))


def _content_of(source: Source) -> bytes:
    if not isinstance(source, (str, Path)):
        return _within_limit(source.read(MAX_BYTES + 1))
    try:
        with Path(source).open("rb") as file:
            return _within_limit(file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        raise Refused(_("There is no file “%(file)s”.") % {"file": source}) from None
    except OSError:
        raise Refused(_("The file “%(file)s” cannot be read.") % {"file": source}) from None


def _within_limit(content: bytes) -> bytes:
    if not content:
        raise Refused(_("The file is empty; save the workbook again and choose that file."))
    if len(content) > MAX_BYTES:
        raise Refused(
            _("The file is larger than %(limit)s MB; remove pictures or split it into parts.")
            % {"limit": MAX_BYTES // MEGABYTE}
        )
    return content


def _refuse_other_formats(content: bytes) -> None:
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Refused(_locked())
        raise Refused(_("This is a workbook of the old .xls kind; save it in Excel as .xlsx."))
    if not content.startswith(_ZIP):
        raise Refused(_no_workbook())


def _locked() -> str:
    return _("The workbook is locked with a password; save it without one.")


def _no_workbook() -> str:
    return _("This is not an Excel workbook; open the table in Excel and save it as .xlsx.")


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Every part of the package, never more than MAX_UNPACKED of them together."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return dict(_bounded_parts(package))
    except Refused:
        raise
    except Exception:  # a damaged package fails in a dozen ways, and each means the same here
        raise Refused(
            _("The workbook is damaged; open it in Excel, save it again and choose that file.")
        ) from None


def _bounded_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    left = MAX_UNPACKED
    for info in package.infolist():
        if info.flag_bits & 1:
            raise Refused(_locked())
        with package.open(info) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise Refused(
                _("Unpacked, the workbook is larger than %(limit)s MB; it holds too much to read.")
                % {"limit": MAX_UNPACKED // MEGABYTE}
            )
        yield info.filename, content


def _refuse_other_packages(parts: dict[str, bytes]) -> None:
    if "xl/workbook.xml" in parts:
        return
    if "xl/workbook.bin" in parts or parts.get("mimetype", b"").startswith(
        b"application/vnd.oasis.opendocument.spreadsheet"
    ):
        raise Refused(_("This kind of workbook is not read; save it in Excel as .xlsx."))
    raise Refused(_no_workbook())


def _extents(parts: dict[str, bytes]) -> dict[str, Extent]:
    """By sheet name. One filled cell at the far corner would ask for a grid of billions."""
    names = sheet_parts(parts)
    if len(names) > MAX_SHEETS:
        raise Refused(
            _("The workbook has more than %(limit)s sheets; keep those with the table.")
            % {"limit": MAX_SHEETS}
        )
    extents = {name: extent_of(parts[part]) for name, part in names.items()}
    for name, extent in extents.items():
        if extent.rows > MAX_ROWS or extent.columns > MAX_COLUMNS:
            raise Refused(
                _(
                    "Sheet “%(sheet)s” reaches beyond row %(rows)s or column %(columns)s;"
                    " delete what stands outside the table or split it."
                )
                % {"sheet": name, "rows": MAX_ROWS, "columns": MAX_COLUMNS}
            )
    return extents


def _repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """The same workbook without compression: what was measured is what the reader gets."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as writer:
        for name, content in parts.items():
            writer.writestr(zipfile.ZipInfo(name), content)
    package.seek(0)
    return package


def _sheets(package: io.BytesIO, extents: dict[str, Extent]) -> Iterator[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(package) as workbook:
            for about in workbook.sheets_metadata:
                if about.name in extents:
                    yield _sheet(workbook, about, extents[about.name])
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # the reader's panics are no Exceptions
        raise Refused(
            _("The workbook is damaged; open it in Excel, save it again and choose that file.")
        ) from None


def _sheet(workbook: CalamineWorkbook, about: Any, extent: Extent) -> Sheet:
    sheet = workbook.get_sheet_by_name(about.name)
    cells = sheet.to_python(skip_empty_area=False)
    wide: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        _fill_down(cells, top, bottom, left)
        if right > left:
            wide.setdefault(top, []).append((left, right))
    return Sheet(
        name=about.name,
        is_visible=about.visible == SheetVisibleEnum.Visible,
        cells=cells,
        errors=extent.errors,
        wide=wide,
    )


def _fill_down(cells: list[list[Any]], top: int, bottom: int, column: int) -> None:
    """A cell merged over rows means its value in each of them."""
    if top >= len(cells) or column >= len(cells[top]):
        return
    for row in cells[top + 1 : bottom + 1]:
        row[column] = cells[top][column]
