"""Tables as values: what every form of a document, and the text itself, agree on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from kezdesu.core.language import language

_PADDING: Final = 2.4  # letters that a cell's margins take
_BOLD: Final = 1.2  # how much wider a heading's letters are
_DIGITS: Final = 1.15  # the same of digits, which are all of one width
SHORT_TITLE: Final = 6  # letters of a heading that is not broken at all: № р/с
_BREAKS_AFTER: Final = {"text": 16, "link": 12, "number": 14, "percent": 8, "date": 14}
_WHOLE_WORD: Final = 24  # letters of a word that is kept whole where there is room for all
LOOKED_AT: Final = 500  # rows, enough to know what stands in a column
_SHORT: Final = 8  # rows of a table that stays on one page
_WORDS: Final = {"text", "link"}
_COUNTS: Final = {"number", "percent"}
_UNEVEN: Final = 1.05  # some letters are wider than the average
_TALL: Final = 3  # the higher, the more the highest cell of a row counts
_HALVINGS: Final = 40
_CLOSE: Final = 1.03  # letters are taken for a little wider than they are

UNKNOWN: Final = "—"
Cell = str | int | date | None


class Opening(int):
    """A number that opens to its rows: of which figure, and of which part of it."""

    figure: str
    part: str  # as the page of rows asks for it: by=district&of=12
    is_before: bool  # of the period before


def part_of(by: str, which: object) -> str:
    """The part of a cut; empty where it is not known which."""
    return f"by={by}&of={which}" if which else ""


def opening(value: int, figure: str, part: str = "", *, is_before: bool = False) -> Opening:
    number = Opening(value)
    number.figure, number.part, number.is_before = figure, part, is_before
    return number


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: int = 2  # relative to the other columns
    kind: Literal["text", "number", "percent", "date", "link"] = "text"
    parts: bool = False  # a table too long for paper is summed up by this column, dates by month
    adds: bool = False  # and this one is added up, as in the last line of a workbook's sheet
    share: tuple[int, int] | None = None  # a percentage: the columns of the part and the whole


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
    """A column of words or days that no row fills is room lost."""
    filled = filled_columns(table.columns, table.rows)
    return only_columns(
        Sheet(table.name, table.caption, table.columns, iter(table.rows)), filled
    ).whole()


def filled_columns(columns: Sequence[Column], rows: Iterable[Row]) -> list[int]:
    """Which columns say something; that a number is known of nothing is worth a dash."""
    empty = {place for place, column in enumerate(columns) if column.kind not in _COUNTS}
    for row in rows:
        empty = {place for place in empty if not row[place]}
    return [place for place in range(len(columns)) if place not in empty]


def only_columns(sheet: Sheet, kept: Sequence[int]) -> Sheet:
    """`kept` holds all columns of numbers, so that shares find theirs."""
    moved = {place: now for now, place in enumerate(kept)}
    columns = (sheet.columns[place] for place in kept)
    return replace(
        sheet,
        columns=tuple(
            replace(column, share=(moved[column.share[0]], moved[column.share[1]]))
            if column.share
            else column
            for column in columns
        ),
        rows=(tuple(row[place] for place in kept) for row in sheet.rows),
    )


def widths_in(table: Table, code: str, room: float) -> list[float]:
    """Each column's share of `room`, both in letters: no word breaks that need not, and what is
    over goes where it saves the most lines."""
    for longest in (_WHOLE_WORD, _BREAKS_AFTER["text"]):
        wants = _wants(table, code, longest)
        least = sum(want.least for want in wants)
        if least < room * _CLOSE:
            break
    if least >= room:
        return [want.least * room / least for want in wants]
    spare = room - sum(want.most for want in wants)
    if spare < 0:
        return _shared(wants, room)
    wishes = [column.width if column.kind in _WORDS else 0 for column in table.columns]
    if not any(wishes):
        wishes = [column.width for column in table.columns]
    return [
        want.most + spare * wish / sum(wishes) for want, wish in zip(wants, wishes, strict=True)
    ]


def whole_width(table: Table, code: str) -> float:
    """The room, in letters, in which nothing of the table need break."""
    return sum(want.most for want in _wants(table, code, _WHOLE_WORD))


def held_together(table: Table) -> list[bool]:
    """Of each row whether the next stays on its page: a short table is not torn, and no page
    begins or ends with a single row of a longer one."""
    count = len(table.rows)
    return [
        place < count - 1 and (count <= _SHORT or place in {0, count - 2}) for place in range(count)
    ]


@dataclass(frozen=True, slots=True)
class _Want:
    least: float  # letters: no word need break
    most: float  # no cell need break
    weight: float  # how much it tells on the height of the rows


def _wants(table: Table, code: str, longest: int) -> list[_Want]:
    """`longest` is the most letters of a word of text that are kept on a line."""
    return [
        _wanted(table, place, column, code, longest) for place, column in enumerate(table.columns)
    ]


def _wanted(table: Table, place: int, column: Column, code: str, longest: int) -> _Want:
    least = _longest_word(table, place, column, code, longest) + _PADDING
    if column.kind not in _WORDS:
        return _Want(least, least, 0)
    told_ = (told(row[place], column, code) for row in table.rows[:LOOKED_AT])
    lengths = [len(line) for text in told_ for line in text.splitlines()]
    most = max(lengths, default=0) * _UNEVEN + _PADDING
    return _Want(least, max(most, least), sum(length**_TALL for length in lengths))


def _shared(wants: list[_Want], room: float) -> list[float]:
    """A cell of n letters is n / width lines high, and a row as high as its highest cell: the sum
    of (n / width)³ over all cells is least where widths are as the fourth roots of Σ n³."""
    roots = [want.weight ** (1 / (_TALL + 1)) for want in wants]

    def filled(level: float) -> list[float]:
        return [
            min(max(level * root + _PADDING, want.least), want.most)
            for want, root in zip(wants, roots, strict=True)
        ]

    low, high = 0.0, room
    for _halving in range(_HALVINGS):
        level = (low + high) / 2
        low, high = (level, high) if sum(filled(level)) < room else (low, level)
    return filled(low)


def _longest_word(table: Table, place: int, column: Column, code: str, longest: int) -> float:
    """In letters, of the heading (set bold) and of the cells; long ones may break."""
    most = longest if column.kind == "text" else _BREAKS_AFTER[column.kind]
    heading = [column.title] if len(column.title) <= SHORT_TITLE else column.title.split()
    in_heading = max((len(word) for word in heading), default=0) * _BOLD
    cells = {row[place] for row in table.rows[:LOOKED_AT]}
    words = (word for cell in cells for word in _words(told(cell, column, code), column))
    wide = 1 if column.kind in _WORDS else _DIGITS
    in_cells = max((len(word) for word in words), default=0) * wide
    return max(min(in_heading, _BREAKS_AFTER["text"]), min(in_cells, most), 2)


def _words(text: str, column: Column) -> list[str]:
    # A number keeps its groups of digits together.
    return text.replace("-", "- ").split() if column.kind in _WORDS else [text]


def told(cell: Cell, column: Column, code: str) -> str:
    """A cell as the language writes it; what is not known is a dash."""
    speech = language(code)
    if cell is None or cell == "":
        return UNKNOWN
    if isinstance(cell, date):
        return speech.short_date(cell)
    if isinstance(cell, int):
        return speech.percent(cell) if column.kind == "percent" else speech.number(cell)
    return cell.replace("№ ", "№\N{NO-BREAK SPACE}")
