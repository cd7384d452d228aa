"""Tables as values: what every form of a document, and the text itself, agree on."""

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


@dataclass(frozen=True, slots=True)
class Table:
    name: str  # districts-residents
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


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
