"""Find the table in a workbook and read it row by row, whatever surrounds it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.core.text import fold

from .cells import CellError, text
from .columns import Column, Headings
from .header import Header, header_at, refuse_bad_header
from .outcome import Fault, PassedOver
from .parts import column_letters
from .workbook import Sheet, Source, open_workbook

HEADER_WITHIN: Final = 40  # rows searched for the headings
_AFTERWORDS: Final = (
    *("барлығы", "жиыны", "қорытынды", "ескерт", "орындаушы"),
    *("итого", "всего", "примечани", "исполнитель", "total", "note", "*"),
)


@dataclass(frozen=True)
class Row:
    """`values` has a key for each column the sheet has; blank cells are None."""

    sheet: str
    number: int
    values: dict[str, Any]
    letters: dict[str, str]
    faults: tuple[Fault, ...] = ()

    def fault(self, key: str, reason: str) -> Fault:
        return Fault(self.sheet, self.number, self.letters.get(key, ""), reason)


@dataclass
class Table:
    rows: list[Row] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


def read_table(source: Source, columns: tuple[Column, ...]) -> Table:
    """Rows of every sheet that has the table; Refused when the file or its headings are wrong."""
    headings, table = Headings(columns), Table()
    sheets = open_workbook(source)
    found = [sheet for sheet in sheets if _read_sheet(sheet, headings, table)]
    if not found:
        raise Refused(_without_table(sheets, headings))
    if not table.rows:
        raise Refused(
            _("Sheet “%(sheet)s” has headings but no rows beneath them.") % {"sheet": found[0].name}
        )
    return table


def _without_table(sheets: list[Sheet], headings: Headings) -> str:
    if not any(_is_filled(row) for sheet in sheets for row in sheet.cells):
        return _("The workbook is empty; no sheet has anything in it.")
    return _("No sheet has a row of headings; the table needs at least %(headings)s.") % {
        "headings": headings.labels(headings.required)
    }


def _read_sheet(sheet: Sheet, headings: Headings, table: Table) -> bool:
    """Whether the sheet has the table; its rows are added to `table`."""
    header = next(
        (
            found
            for at in range(min(HEADER_WITHIN, len(sheet.cells)))
            if (found := header_at(sheet, at, headings))
        ),
        None,
    )
    if header is None or not sheet.is_visible:
        if any(map(_is_filled, sheet.cells)):
            table.passed_over.append(PassedOver(sheet.name, 0, _whole_sheet(sheet)))
        return False
    refuse_bad_header(sheet, header, headings)
    _read_body(sheet, header, headings, table)
    return True


def _whole_sheet(sheet: Sheet) -> str:
    return _("sheet without the table") if sheet.is_visible else _("hidden sheet")


def _read_body(sheet: Sheet, header: Header, headings: Headings, table: Table) -> None:
    after_blank, at = False, header.below
    while at < len(sheet.cells):
        if again := header_at(sheet, at, headings):
            refuse_bad_header(sheet, again, headings)
            header, at = again, again.below
            continue
        kind = _kind_of_row(sheet, at, header, after_blank=after_blank)
        if kind == "data":
            table.rows.append(_row(sheet, at, header))
        elif kind == "note":
            table.passed_over.append(PassedOver(sheet.name, at + 1, _shown(sheet.cells[at])))
        after_blank = kind == "blank"
        at += 1


def _kind_of_row(sheet: Sheet, at: int, header: Header, *, after_blank: bool) -> str:
    row = sheet.cells[at]
    filled = [index for index, value in enumerate(row) if text(value)]
    has_error = any((at, index) in sheet.errors for index in header.columns)
    if not filled and not has_error:
        return "blank"
    if at == header.below and (_is_column_numbers(row) or _is_tags(row)):
        return "blank"
    in_table = [index for index in filled if index in header.columns]
    if not in_table and not has_error:
        return "blank" if all(_is_running_number(row[index]) for index in filled) else "note"
    is_alone = len(filled) == 1 and not has_error
    if is_alone and at in sheet.wide:
        return "note"
    if has_error or _has_required(row, header):
        return "data"
    is_afterword = fold(text(row[filled[0]]) or "").startswith(_AFTERWORDS)
    return "note" if (is_alone and after_blank) or is_afterword else "data"


def _has_required(row: list[Any], header: Header) -> bool:
    return all(
        index < len(row) and text(row[index])
        for index, column in header.columns.items()
        if column.is_required
    )


def _is_running_number(value: Any) -> bool:
    return (text(value) or "").rstrip(".").isdigit()


def _is_column_numbers(row: list[Any]) -> bool:
    """The row «1 2 3 4 …» that official forms print beneath their headings."""
    written = [found for value in row if (found := text(value))]
    return len(written) > 1 and written == [str(index + 1) for index in range(len(written))]


def _is_tags(row: list[Any]) -> bool:
    """The row of HXL tags that our own exports may carry beneath their headings."""
    written = [found for value in row if (found := text(value))]
    return bool(written) and all(each.startswith("#") for each in written)


def _row(sheet: Sheet, at: int, header: Header) -> Row:
    values, faults = {}, []
    for index, column in header.columns.items():
        try:
            values[column.key] = _value(sheet, at, index, column)
        except CellError as bad:
            faults.append(Fault(sheet.name, at + 1, column_letters(index + 1), str(bad)))
    letters = {column.key: column_letters(index + 1) for index, column in header.columns.items()}
    return Row(sheet.name, at + 1, values, letters, tuple(faults))


def _value(sheet: Sheet, at: int, index: int, column: Column) -> Any:
    if error := sheet.errors.get((at, index)):
        raise CellError(
            _("The formula gives the error %(error)s; mend it or write the value.")
            % {"error": error}
        )
    row = sheet.cells[at]
    value = column.read(row[index] if index < len(row) else None)
    if column.is_required and value in (None, "", []):
        raise CellError(_("«%(column)s» is empty; fill it in.") % {"column": column.label})
    return value


def _is_filled(row: list[Any]) -> bool:
    return any(text(value) for value in row)


def _shown(row: list[Any]) -> str:
    return " ".join(_texts(row))[:120]


def _texts(row: list[Any]) -> Iterator[str]:
    for value in row:
        if written := text(value):
            yield written
