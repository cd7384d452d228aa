"""A table too long for paper, summed up: its rows lie in the workbook of the same report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kezdesu.core.language import language
from kezdesu.core.periods import Period

from .blocks import Paragraph, Run
from .grid import Cell, Column, Row, Sheet, Table, without_empty_columns

# Nobody files four hundred pages: a table of more rows is summed up in Word, PDF and HTML.
MOST_ROWS: Final = 500


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the rows are: in the file `workbook`, each table on its sheet."""

    workbook: str
    sheets: Mapping[str, str]
    is_sealed: bool


def on_paper(sheet: Sheet, elsewhere: Elsewhere, code: str) -> Iterator[Paragraph | Table]:
    """The table itself; or, of one too long, its sums and where the rows are; nothing of none."""
    first = tuple(islice(sheet.rows, MOST_ROWS + 1))
    by = next((place for place, column in enumerate(sheet.columns) if column.parts), None)
    if first and (by is None or len(first) <= MOST_ROWS):
        rows = (*first, *sheet.rows)
        yield without_empty_columns(Table(sheet.name, sheet.caption, sheet.columns, rows))
    elif first and by is not None:
        summed = _summed(sheet, chain(first, sheet.rows), by, code)
        yield _said(summed, elsewhere, code)
        yield summed


def _said(summed: Table, elsewhere: Elsewhere, code: str) -> Paragraph:
    count = summed.rows[-1][1]
    text = _(
        "All rows of this table (%(count)s) are in the report's Excel workbook %(file)s, "
        "on the sheet “%(sheet)s”; their sums stand here."
    ) % {
        "count": language(code).number(count if isinstance(count, int) else 0),
        "file": elsewhere.workbook,
        "sheet": elsewhere.sheets.get(summed.name, summed.caption),
    }
    if elsewhere.is_sealed:
        text += " " + _("The rows are part of what the report's SHA-256 seals.")
    return Paragraph((Run(text),))


def _summed(sheet: Sheet, rows: Iterable[Row], by: int, code: str) -> Table:
    """A line for each month, or each value of the column `by`, and one for all of them."""
    adds = [place for place, column in enumerate(sheet.columns) if column.adds]
    sums: dict[Cell, list[int]] = {}
    for row in rows:
        held = sums.setdefault(_part(row[by]), [0] * (len(adds) + 1))
        held[0] += 1
        for at, place in enumerate(adds, 1):
            cell = row[place]
            held[at] += cell if isinstance(cell, int) else 0
    parts = sorted(sums, key=lambda part: _order(part, code))
    whole = [sum(counts) for counts in zip(*sums.values(), strict=True)]
    is_dated = sheet.columns[by].kind == "date"
    head = pgettext("report", "Month") if is_dated else sheet.columns[by].title
    columns = (
        Column(head, 5),
        Column(pgettext("report", "Rows"), 2, "number"),
        *(Column(sheet.columns[place].title, 2, "number") for place in adds),
    )
    lines: list[Row] = [(_told(part, code), *sums[part]) for part in parts]
    lines.append((pgettext("report", "In all"), *whole))
    return Table(sheet.name, sheet.caption, columns, tuple(lines))


def _part(cell: Cell) -> Cell:
    return cell.replace(day=1) if isinstance(cell, date) else cell


def _order(part: Cell, code: str) -> tuple[bool, object]:
    """What is not stated comes last."""
    if isinstance(part, date):
        return False, part
    return not part, language(code).sort_key(str(part or ""))


def _told(part: Cell, code: str) -> str:
    if isinstance(part, date):
        return Period(part.year, 1, part.month).label(code)
    return str(part or "—")
