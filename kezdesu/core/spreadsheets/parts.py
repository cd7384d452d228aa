"""What the reader does not tell: how far a sheet reaches, and which of its formulas failed.

The parts are scanned as text, not parsed: measuring must stay safe whatever they hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from posixpath import normpath
from typing import Final

_ATTRIBUTE: Final = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET: Final = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATIONSHIP: Final = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ROW_OR_CELL: Final = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
_IS_ERROR: Final = re.compile(rb"""\bt\s*=\s*["']e["']""")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]{0,40})<")


@dataclass
class Extent:
    """Rows and columns down to the last filled cell; formula errors by (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet name → the part that holds its cells, in the workbook's order."""
    targets = {
        relation.get("Id", ""): _path(relation.get("Target", ""))
        for relation in _tags(_RELATIONSHIP, parts.get("xl/_rels/workbook.xml.rels", b""))
    }
    sheets = {
        sheet.get("name", ""): targets.get(_relation_id(sheet), "")
        for sheet in _tags(_SHEET, parts["xl/workbook.xml"])
    }
    return {name: part for name, part in sheets.items() if part in parts}


def extent_of(content: bytes) -> Extent:
    extent = Extent()
    row = column = 0
    for tag in _ROW_OR_CELL.finditer(content):
        at = _REFERENCE.search(tag[2])
        if tag[1] == b"row":
            row, column = int(at[2]) if at else row + 1, 0
            continue
        row, column = (int(at[2]), column_number(at[1].decode())) if at else (row, column + 1)
        if not tag[2].endswith(b"/"):
            extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, column)
        if _IS_ERROR.search(tag[2]):
            found = _VALUE.search(content, tag.end())
            extent.errors[row - 1, column - 1] = (
                found[1].decode("ascii", "replace") if found else "#"
            )
    return extent


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _tags(pattern: re.Pattern[str], content: bytes) -> Iterator[dict[str, str]]:
    for tag in pattern.finditer(content.decode("utf-8", "replace")):
        yield {
            name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag[1])
        }


def _relation_id(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")
