"""Tables as values: what every form of a document, and the text itself, agree on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from kezdesu.core.language import language

_PADDING: Final = 2.4  # letters that a cell's margins take
_BOLD: Final = 1.2  # how much wider a heading's letters are
_DIGITS: Final = 1.15  # the same of digits, which are all of one width
_SHORT_TITLE: Final = 6  # letters of a heading that is not broken at all: № р/с
_BREAKS_AFTER: Final = {"text": 16, "link": 12, "number": 14, "percent": 8, "date": 14}
_LOOKED_AT: Final = 500  # rows, enough to know what stands in a column

Cell = str | int | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int = 2  # relative to the other columns
    kind: Literal["text", "number", "percent", "date", "link"] = "text"
    parts: bool = False  # a table too long for paper is summed up by this column, dates by month
    adds: bool = False  # and this one is added up


@dataclass(frozen=True, slots=True)
class Table:
    name: str  # districts-residents
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose rows are made one by one, once."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: Iterator[Row]

    def whole(self) -> Table:
        return Table(self.name, self.caption, self.columns, tuple(self.rows))


def without_empty_columns(table: Table) -> Table:
    """On paper a column of words that no row fills is room lost; a workbook keeps all columns."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.kind not in {"text", "link"} or any(row[place] for row in table.rows)
    ]
    columns = tuple(table.columns[place] for place in kept)
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(table.name, table.caption, columns, rows)


def widths_in(table: Table, code: str, room: float) -> list[float]:
    """Each column's share of `room`, both in letters: no word breaks that need not, and what a
    number or a date does not use goes to the columns of text, by their wish."""
    least = [
        _longest_word(table, place, column, code) + _PADDING
        for place, column in enumerate(table.columns)
    ]
    narrow = min(1.0, room / sum(least))
    least = [letters * narrow for letters in least]
    wishes = [column.width if column.kind in {"text", "link"} else 0 for column in table.columns]
    if not any(wishes):
        wishes = [column.width for column in table.columns]
    spare = room - sum(least)
    return [
        letters + spare * wish / sum(wishes) for letters, wish in zip(least, wishes, strict=True)
    ]


def _longest_word(table: Table, place: int, column: Column, code: str) -> float:
    """In letters, of the heading (set bold) and of the cells; long ones may break."""
    most = _BREAKS_AFTER[column.kind]
    heading = [column.title] if len(column.title) <= _SHORT_TITLE else column.title.split()
    in_heading = max((len(word) for word in heading), default=0) * _BOLD
    cells = {row[place] for row in table.rows[:_LOOKED_AT]}
    words = (word for cell in cells for word in _words(told(cell, column, code), column))
    wide = 1 if column.kind in {"text", "link"} else _DIGITS
    in_cells = max((len(word) for word in words), default=0) * wide
    return max(min(in_heading, _BREAKS_AFTER["text"]), min(in_cells, most), 2)


def _words(text: str, column: Column) -> list[str]:
    # A number keeps its groups of digits together.
    return text.split() if column.kind in {"text", "link"} else [text]


def told(cell: Cell, column: Column, code: str) -> str:
    """A cell as the language writes it; what is not known is a dash."""
    speech = language(code)
    if cell is None or cell == "":
        return "—"
    if isinstance(cell, date):
        return speech.short_date(cell)
    if isinstance(cell, int):
        return speech.percent(cell) if column.kind == "percent" else speech.number(cell)
    return cell
