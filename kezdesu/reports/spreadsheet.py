"""A paper's tables as an Excel workbook: real numbers and dates, filters, frozen headings, and
formulas for what is worked out from other cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from io import BytesIO
from itertools import chain, islice, repeat
from math import ceil
from textwrap import wrap
from typing import Any, Final

import xlsxwriter
from django.utils.translation import override, pgettext, pgettext_lazy
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from kezdesu.core.sheets import Formula, Look, Rows

from .facts import ReportFacts
from .grid import LOOKED_AT, Cell, Column, Row, Sheet, Table, whole_width, widths_in
from .papers import Paper
from .workbook import free_name, sheet_names, sheets_of

_HEAD: Final = 4  # the line of the headings, counted from 0
_LONGEST_ADDRESS: Final = 2_000  # letters, a little less than Excel takes
_LINE_HEIGHT: Final = 15  # points
_SHEET: Final = 200  # letters: how wide a sheet may be for its text's sake
_ADDRESS: Final = 60  # letters of an address that are shown
_MARGIN: Final = 1  # letter of a cell's width that its indent takes
_WHOLE_WORDS: Final = 1.2  # what a line loses at its end, as words are kept whole
_BOLD: Final = 1.15  # how much wider a heading's letters are
_BUTTON: Final = 2  # letters of a heading's width that the filter's button covers
_BEHIND: Final = "rows"  # the sheet of the rows behind the figures
_MOST_ADDED: Final = 200_000  # rows that a workbook adds up anew whenever it is opened
_FIGURES, _VALUE = "figures", 1  # the sheet of the figures, and where their values stand
_ONE_LINE: Final = {"text_wrap": False, "shrink": True}
# What the rows behind figures are, in words for the reader of the sheet.
_RECORDS: Final = {
    "figures.peopleestimate": pgettext_lazy("record", "estimate"),
    "people.seat": pgettext_lazy("record", "seat in a group"),
    "programmes.target": pgettext_lazy("record", "target"),
    "places.place": pgettext_lazy("record", "place"),
    "schedule.visit": pgettext_lazy("record", "planned meeting"),
    "meetings.meeting": pgettext_lazy("record", "meeting"),
    "meetings.question": pgettext_lazy("record", "question"),
    "press.publication": pgettext_lazy("record", "publication"),
}


@dataclass
class _Book:
    """The workbook as it grows; `names` are taken by its sheets."""

    book: Any
    paper: Paper
    formats: dict[str, Any]
    names: dict[str, str]


@dataclass
class _Page:
    """One worksheet as it grows."""

    rows: Rows
    columns: tuple[Column, ...]
    widths: list[float]
    last: list[Look]  # of the line of sums
    sums: dict[int, int] = field(default_factory=dict)  # by the place of their column

    def add(self, row: Row, instead: Mapping[int, Formula]) -> None:
        """`instead` of a column's cell a formula that comes to it."""
        cells: list[Any] = [instead.get(place, cell) for place, cell in enumerate(row)]
        for place, column in enumerate(self.columns):
            cell = cells[place]
            if column.kind == "percent" and isinstance(cell, int):
                cells[place] = self._share(column, row) or cell / 100
            elif column.kind == "link" and _is_address(cell):
                self.rows.link(place, str(cell))
            elif column.adds and isinstance(cell, int):
                self.sums[place] = self.sums.get(place, 0) + cell
        lines = _lines(row, self.widths)
        self.rows.add(cells, _LINE_HEIGHT * lines if lines > 1 else None)

    def _share(self, column: Column, row: Mapping[int, Any] | Row) -> Formula | None:
        if column.share is None:
            return None
        part, whole = (row[place] for place in column.share)
        if not isinstance(part, int) or not isinstance(whole, int) or not whole:
            return None
        cells = [xl_rowcol_to_cell(self.rows.line, place) for place in column.share]
        return Formula("/".join(cells), part / whole)

    def end(self) -> None:
        """The filter goes round the rows; under them stands what they add up to."""
        last = max(self.rows.line - 1, _HEAD + 1)
        if self.sums and self.rows.line > _HEAD + 2 and not self.rows.is_full:
            self.rows.add(self._sums(), looks=self.last)
        self.rows.close()
        self.rows.sheet.autofilter(_HEAD, 0, last, len(self.columns) - 1)

    def _sums(self) -> list[Any]:
        """Of the rows that the filter leaves."""
        cells: list[Any] = [None] * len(self.columns)
        last = self.rows.line - 1
        for place, total in self.sums.items():
            # 109 adds up what is seen, and no other sum.
            cells[place] = Formula(
                f"SUBTOTAL(109,{xl_range(_HEAD + 1, place, last, place)})", total
            )
        for place, column in enumerate(self.columns):
            if column.share and set(column.share) <= set(self.sums):
                cells[place] = self._share(column, self.sums)
        words = next(place for place, column in enumerate(self.columns) if column.kind == "text")
        cells[words] = pgettext("report", "In all")
        return cells


def spreadsheet(paper: Paper, facts: ReportFacts) -> bytes:
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties(
            {
                "title": paper.title,
                "author": paper.author,
                "subject": paper.period,
                "comments": paper.state,
                "keywords": paper.seal,
                "created": datetime.combine(paper.made_on, time(12)),
            }
        )
        with override(paper.language):
            _write_sheets(
                _Book(book, paper, _formats(book), sheet_names(facts, paper.language)), facts
            )
    return held.getvalue()


def _write_sheets(into: _Book, facts: ReportFacts) -> None:
    behind = _rows_behind()
    name = into.names[_BEHIND] = free_name(behind.caption, into.names.values())
    for sheet in sheets_of(facts, into.paper.language):
        added = _added_up(facts, name) if sheet.name == _FIGURES else repeat({})
        _write_sheet(into, sheet, added)
    _write_rows_behind(into, behind, facts, name)


def _added_up(facts: ReportFacts, behind: str) -> Iterator[Mapping[int, Formula]]:
    """Each figure's value as the sum of its rows, where these are few enough to be added anew."""
    if sum(len(figure.amounts) for figure in facts.figures) > _MOST_ADDED:
        return repeat({})
    rows = "'" + behind.replace("'", "''") + "'"
    return (
        {_VALUE: Formula(f'SUMIFS({rows}!$E:$E,{rows}!$B:$B,"{figure.key}")', figure.value)}
        if sum(figure.amounts.values()) == figure.known
        else {}
        for figure in facts.figures
    )


def _write_sheet(into: _Book, sheet: Sheet, added: Iterator[Mapping[int, Formula]]) -> None:
    """On as many sheets as its rows need; Excel holds a million on one."""
    name = into.names.get(sheet.name) or free_name(sheet.caption, into.names.values())
    first = tuple(islice(sheet.rows, LOOKED_AT))
    widths = _widths(Table(sheet.name, sheet.caption, sheet.columns, first), into.paper.language)
    page = _begin(into, sheet, name, widths)
    for row, instead in zip(chain(first, sheet.rows), added, strict=False):
        if page.rows.is_full:
            page.end()
            into.names[name] = name
            name = free_name(sheet.caption, into.names.values())
            page = _begin(into, sheet, name, widths)
        page.add(row, instead)
    page.end()


def _begin(into: _Book, sheet: Sheet, name: str, widths: list[float]) -> _Page:
    page, paper, formats = into.book.add_worksheet(name), into.paper, into.formats
    about = [paper.title, sheet.caption, paper.sample or paper.state]
    for line, text in enumerate(about):
        page.write_string(line, 0, text, formats["title" if line == 0 else "about"])
    for place, (column, width) in enumerate(zip(sheet.columns, widths, strict=True)):
        page.write_string(_HEAD, place, column.title, formats["heading"])
        page.set_column(place, place, width)
    page.set_row(_HEAD, _LINE_HEIGHT * _heading_lines(sheet.columns, widths))
    page.freeze_panes(_HEAD + 1, 0)
    page.repeat_rows(_HEAD)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&F&R&P / &N")
    kind = "line" if sheet.name == _BEHIND else "text"
    looks = [_look(column, kind, formats) for column in sheet.columns]
    last = [_look(column, "text", formats, bold="bold ") for column in sheet.columns]
    return _Page(Rows(page, looks), sheet.columns, widths, last)


def _is_address(cell: Cell) -> bool:
    is_one = isinstance(cell, str) and cell.startswith("http") and " " not in cell
    return is_one and len(str(cell)) < _LONGEST_ADDRESS


def _look(column: Column, kind: str, formats: dict[str, Any], bold: str = "") -> Look:
    text = formats[bold + kind]
    number = formats[bold + ("percent" if column.kind == "percent" else "number")]
    return Look(text, number, formats["date"], blank=text)


def _write_rows_behind(into: _Book, sheet: Sheet, facts: ReportFacts, name: str) -> None:
    """Every figure opened to its rows: which record adds how much."""
    widths = _widths(sheet.whole(), into.paper.language)
    page = _begin(into, sheet, name, widths)
    for figure in facts.figures:
        record = str(_RECORDS.get(figure.model, figure.model))
        words = (figure.label.in_language(into.paper.language), figure.key, record)
        waiting = _in_order(figure.amounts)
        left = len(figure.amounts)
        while left > page.rows.room:
            left -= page.rows.room
            page.rows.add_alike(words, islice(waiting, page.rows.room))
            page.end()
            name = free_name(sheet.caption, into.names.values())
            into.names[name] = name
            page = _begin(into, sheet, name, widths)
        page.rows.add_alike(words, waiting)
    page.end()


def _in_order(amounts: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """By the record's number: PostgreSQL hands a frozen report's rows back in an order of its own,
    and the same report must make the same file.
    """
    return iter(sorted(amounts.items(), key=lambda each: (len(str(each[0])), str(each[0]))))


def _rows_behind() -> Sheet:
    columns = (
        Column(pgettext("report", "Figure"), 14),
        Column(pgettext("report", "Key"), 10),
        Column(pgettext("report", "Record"), 4),
        Column(pgettext("report", "Number of the record"), 6),
        Column(pgettext("report", "Adds"), 2, "number"),
    )
    return Sheet(_BEHIND, pgettext("report", "Rows behind the figures"), columns, iter(()))


def _formats(book: Any) -> dict[str, Any]:
    body = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BDBBB1"}
    words = {**body, "indent": 1, "align": "left"}
    cells = {
        "text": words,
        # Rows that come by the million have no height of their own: one line each.
        "line": words | _ONE_LINE,
        "number": {**body, "num_format": "#,##0"},
        "percent": {**body, "num_format": "0%"},
    }
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "about": book.add_format({"font_color": "#4B5966"}),
        "heading": book.add_format({**body, "bold": True, "bg_color": "#EFEEE8"}),
        "date": book.add_format({**words, "num_format": "dd.mm.yyyy"}),
        **{name: book.add_format(look) for name, look in cells.items()},
        **{f"bold {name}": book.add_format({**look, "bold": True}) for name, look in cells.items()},
    }


def _widths(table: Table, code: str) -> list[float]:
    """Of a sheet as wide as its words ask for, within reason; a heading shows beside its button."""
    if table.name == _BEHIND:
        return [float(6 + column.width * 4) for column in table.columns]
    room = min(whole_width(table, code), _SHEET)
    return [
        round(max(width, _least(table, place)), 1)
        for place, width in enumerate(widths_in(table, code, room))
    ]


def _least(table: Table, place: int) -> float:
    """A heading shows beside its button, and an address, which no program breaks, as a whole."""
    column = table.columns[place]
    addresses = [len(str(row[place])) for row in table.rows if _is_address(row[place])]
    return max(
        _longest_word(column.title) * _BOLD + _BUTTON,
        min(max(addresses, default=0), _ADDRESS) + _MARGIN,
    )


def _longest_word(title: str) -> int:
    return max(len(word) for word in title.split())


def _lines(row: Row, widths: list[float]) -> int:
    """How many lines the row's longest text takes; only Excel itself would find that out."""
    return max(
        _lines_of(cell, int(width) - _MARGIN) if isinstance(cell, str) else 1
        for cell, width in zip(row, widths, strict=True)
    )


def _heading_lines(columns: tuple[Column, ...], widths: list[float]) -> int:
    """Word by word, for words are long beside a narrow column."""
    rooms = [max(int((width - _BUTTON) / _BOLD), 1) for width in widths]
    return max(
        len(wrap(column.title, room, break_long_words=False))
        for column, room in zip(columns, rooms, strict=True)
    )


def _lines_of(text: str, room: int) -> int:
    """An estimate: to break two hundred thousand rows word by word takes half a minute."""
    return 1 if len(text) <= room else ceil(len(text) * _WHOLE_WORDS / room)
