"""Tables as values: what every form of a document, and the text itself, agree on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kezdesu.core.language import language

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


def told(cell: Cell, column: Column, code: str) -> str:
    """A cell as the language writes it; what is not known is a dash."""
    speech = language(code)
    if cell is None:
        return "—"
    if isinstance(cell, date):
        return speech.short_date(cell)
    if isinstance(cell, int):
        return speech.percent(cell) if column.kind == "percent" else speech.number(cell)
    return cell
