"""Rows of a worksheet written as the XML they become, one at a time.

XlsxWriter makes the book, its styles and the head of each sheet; an object a cell, as it would
have them, costs ten times what the cell's few letters do. The book must keep constant memory.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import islice
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

MOST_ROWS: Final = 1_048_576  # of a sheet, Excel's limit
_LONGEST: Final = 32_767  # letters of a cell, Excel's limit
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 (Excel knows no zones)
_DAY: Final = 86_400  # seconds
_CHUNK: Final = 5_000  # rows
_SPECIAL: Final = re.compile(r"[&<>\x00-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
# What XML cannot hold: everything beneath a space but a tab and line ends.
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Look:
    """The formats of a column's cells; None leaves them plain."""

    text: Any = None
    number: Any = None
    day: Any = None
    moment: Any = None
    blank: Any = None


@dataclass(frozen=True, slots=True)
class Formula:
    """What Excel works out itself, and what it comes to, for readers that work out nothing.

    `text` is the house's own: nothing that somebody typed may stand in it.
    """

    text: str  # without the equals sign
    value: float


class Rows:
    """Adds rows under the last line that XlsxWriter wrote on `sheet`."""

    def __init__(self, sheet: Any, looks: Sequence[Look]) -> None:
        sheet._write_single_row(sheet.previous_row + 1)
        self.line: int = sheet.previous_row  # the next row, counted from 0
        self.sheet, self._looks = sheet, looks
        self._book = sheet.str_table
        self._cells = _dressed(looks)

    @property
    def is_full(self) -> bool:
        return self.line == MOST_ROWS

    def link(self, place: int, address: str) -> None:
        """The cell in column `place` of the row to be added next opens `address`."""
        self.sheet.write_url(self.line, place, address, self._looks[place].text, string=address)
        self.sheet.table.clear()  # the words come with the row

    def add(
        self, row: Iterable[Any], height: float | None = None, looks: Sequence[Look] | None = None
    ) -> None:
        """`looks` of this row, where it stands out."""
        self.line += 1
        number = str(self.line)
        high = "" if height is None else f' ht="{height:g}" customHeight="1"'
        dressed = self._cells if looks is None else _dressed(looks)
        cells = "".join(
            [cells.written(cell, number) for cells, cell in zip(dressed, row, strict=True)]
        )
        self.sheet.row_data_fh.write(f'<row r="{number}"{high}>{cells}</row>')

    def add_alike(self, words: Sequence[str], ends: Iterable[tuple[str, int]]) -> None:
        """Rows that begin with the same words and end with an id, bare of signs, and a number.

        Millions of them come at once: the words are kept once in the book, the rest is filled in.
        """
        kept = [self._book._get_shared_string_index(word) for word in words]
        alike = "".join(
            f'{cells.start}%(n)d"{cells.text} t="s"><v>{at}</v></c>'
            for cells, at in zip(self._cells, kept, strict=False)
        )
        name, amount = self._cells[len(words) :]
        row = (
            f'<row r="%(n)d">{alike}'
            f'{name.start}%(n)d"{name.text} t="inlineStr"><is><t>%(id)s</t></is></c>'
            f'{amount.start}%(n)d"{amount.number}><v>%(of)d</v></c></row>'
        )
        waiting = iter(ends)
        while chunk := list(islice(waiting, _CHUNK)):
            numbered = enumerate(chunk, self.line + 1)
            lines = [row % {"n": n, "id": end[0], "of": end[1]} for n, end in numbered]
            self.sheet.row_data_fh.write("".join(lines))
            self.line += len(chunk)

    @property
    def room(self) -> int:
        """How many rows more the sheet takes."""
        return MOST_ROWS - self.line

    def close(self) -> None:
        """Tells XlsxWriter how far the sheet reaches."""
        self.sheet.dim_rowmax = max(self.line - 1, self.sheet.dim_rowmax or 0)
        self.sheet.previous_row = self.line


class _Cells:
    """The cells of one column, each as its XML."""

    __slots__ = ("_blank", "_day", "_moment", "number", "start", "text")

    def __init__(self, letter: str, look: Look) -> None:
        self.start = f'<c r="{letter}'
        self.text, self.number = _style(look.text), _style(look.number)
        self._day, self._moment, self._blank = map(_style, (look.day, look.moment, look.blank))

    def written(self, cell: Any, line: str) -> str:
        if isinstance(cell, str):
            return self._told(cell, line) if cell else self._empty(line)
        if cell is None:
            return self._empty(line)
        if isinstance(cell, int | float):
            return f'{self.start}{line}"{self.number}><v>{cell:.16g}</v></c>'
        if isinstance(cell, Formula):
            worked = f"<f>{escape(cell.text, quote=False)}</f><v>{cell.value:.16g}</v>"
            return f'{self.start}{line}"{self.number}>{worked}</c>'
        if isinstance(cell, datetime):
            days = (cell.replace(tzinfo=None) - _FIRST_DAY).total_seconds() / _DAY
            return f'{self.start}{line}"{self._moment}><v>{days:.16g}</v></c>'
        if isinstance(cell, date):
            days = cell.toordinal() - _FIRST_DAY.toordinal()
            return f'{self.start}{line}"{self._day}><v>{days}</v></c>'
        return self._told(str(cell), line)

    def _told(self, text: str, line: str) -> str:
        # As a string whatever it begins with: never a formula, never a link.
        space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        if len(text) > _LONGEST:
            text = text[:_LONGEST]
        if _SPECIAL.search(text):
            text = escape(_UNWRITABLE.sub(_named, text), quote=False)
        return f'{self.start}{line}"{self.text} t="inlineStr"><is><t{space}>{text}</t></is></c>'

    def _empty(self, line: str) -> str:
        return f'{self.start}{line}"{self._blank}/>' if self._blank else ""


def _dressed(looks: Sequence[Look]) -> list[_Cells]:
    return [_Cells(xl_col_to_name(place), look) for place, look in enumerate(looks)]


def _style(look: Any) -> str:
    return "" if look is None else f' s="{look._get_xf_index()}"'


def _named(sign: re.Match[str]) -> str:
    return f"_x{ord(sign[0]):04X}_"
