"""A paper's tables as an Excel workbook: real numbers and dates, filters, frozen headings."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from io import BytesIO
from itertools import islice
from math import ceil
from textwrap import wrap
from typing import Any, Final

import xlsxwriter
from django.utils.translation import override, pgettext, pgettext_lazy

from kezdesu.core.sheets import Look, Rows

from .facts import ReportFacts
from .grid import Cell, Column, Row, Sheet
from .papers import Paper
from .workbook import free_name, sheet_names, sheets_of

_HEAD: Final = 4  # the line of the headings, counted from 0
_LONGEST_ADDRESS: Final = 2_000  # letters, a little less than Excel takes
_LINE_HEIGHT: Final = 15  # points
_MARGIN: Final = 1  # letter of a cell's width that its indent takes
_WHOLE_WORDS: Final = 1.2  # what a line loses at its end, as words are kept whole
_BOLD: Final = 1.15  # how much wider a heading's letters are
_BUTTON: Final = 2  # letters of a heading's width that the filter's button covers
_BEHIND: Final = "rows"  # the sheet of the rows behind the figures
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
        formats = _formats(book)
        with override(paper.language):
            names = sheet_names(facts, paper.language)
            for sheet in sheets_of(facts, paper.language):
                _write_sheet(book, sheet, names, paper, formats)
            _write_rows_behind(book, facts, names, paper, formats)
    return held.getvalue()


def _write_sheet(
    book: Any, sheet: Sheet, names: dict[str, str], paper: Paper, formats: dict[str, Any]
) -> None:
    """On as many sheets as its rows need; Excel holds a million on one."""
    name = names.get(sheet.name) or free_name(sheet.caption, names.values())
    rows = _begin(book, sheet, name, paper, formats)
    for row in sheet.rows:
        if rows.is_full:
            _end(rows, sheet.columns)
            names[name] = name
            name = free_name(sheet.caption, names.values())
            rows = _begin(book, sheet, name, paper, formats)
        _write_row(rows, row, sheet.columns)
    _end(rows, sheet.columns)


def _begin(book: Any, sheet: Sheet, name: str, paper: Paper, formats: dict[str, Any]) -> Rows:
    page = book.add_worksheet(name)
    about = [paper.title, sheet.caption, paper.sample or paper.state]
    for line, text in enumerate(about):
        page.write_string(line, 0, text, formats["title" if line == 0 else "about"])
    for place, column in enumerate(sheet.columns):
        page.write_string(_HEAD, place, column.title, formats["heading"])
        page.set_column(place, place, _width(column))
    page.set_row(_HEAD, _LINE_HEIGHT * _heading_lines(sheet.columns))
    page.freeze_panes(_HEAD + 1, 0)
    page.repeat_rows(_HEAD)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&F&R&P / &N")
    text = formats["line" if sheet.name == _BEHIND else "text"]
    return Rows(page, [_look(column, text, formats) for column in sheet.columns])


def _end(rows: Rows, columns: tuple[Column, ...]) -> None:
    rows.close()
    rows.sheet.autofilter(_HEAD, 0, max(rows.line - 1, _HEAD + 1), len(columns) - 1)


def _write_row(rows: Rows, row: Row, columns: tuple[Column, ...]) -> None:
    cells: list[Any] = list(row)
    for place, column in enumerate(columns):
        cell = cells[place]
        if column.kind == "percent" and isinstance(cell, int):
            cells[place] = cell / 100
        elif column.kind == "link" and _is_address(cell):
            rows.link(place, str(cell))
    lines = _lines(row, columns)
    rows.add(cells, _LINE_HEIGHT * lines if lines > 1 else None)


def _is_address(cell: Cell) -> bool:
    is_one = isinstance(cell, str) and cell.startswith("http") and " " not in cell
    return is_one and len(str(cell)) < _LONGEST_ADDRESS


def _look(column: Column, text: Any, formats: dict[str, Any]) -> Look:
    number = formats["percent" if column.kind == "percent" else "number"]
    return Look(text, number, formats["date"], blank=text)


def _write_rows_behind(
    book: Any, facts: ReportFacts, names: dict[str, str], paper: Paper, formats: dict[str, Any]
) -> None:
    """Every figure opened to its rows: which record adds how much."""
    sheet = _rows_behind()
    rows = _begin(book, sheet, free_name(sheet.caption, names.values()), paper, formats)
    for figure in facts.figures:
        record = str(_RECORDS.get(figure.model, figure.model))
        words = (figure.label.in_language(paper.language), figure.key, record)
        waiting = _in_order(figure.amounts)
        left = len(figure.amounts)
        while left > rows.room:
            left -= rows.room
            rows.add_alike(words, islice(waiting, rows.room))
            _end(rows, sheet.columns)
            names[rows.sheet.name] = rows.sheet.name
            name = free_name(sheet.caption, names.values())
            rows = _begin(book, sheet, name, paper, formats)
        rows.add_alike(words, waiting)
    _end(rows, sheet.columns)


def _in_order(amounts: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """By the record's number: PostgreSQL hands a frozen report's rows back in an order of its own,
    and the same report must make the same file.
    """
    return iter(sorted(amounts.items(), key=lambda each: (len(str(each[0])), str(each[0]))))


def _rows_behind() -> Sheet:
    columns = (
        *(
            Column(pgettext("report", "Figure"), 14),
            Column(pgettext("report", "Key"), 10),
            Column(pgettext("report", "Record"), 4),
        ),
        *(
            Column(pgettext("report", "Number of the record"), 6),
            Column(pgettext("report", "Adds"), 2, "number"),
        ),
    )
    return Sheet(_BEHIND, pgettext("report", "Rows behind the figures"), columns, iter(()))


def _formats(book: Any) -> dict[str, Any]:
    body = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BDBBB1"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "about": book.add_format({"font_color": "#4B5966"}),
        "heading": book.add_format({**body, "bold": True, "bg_color": "#EFEEE8"}),
        "text": book.add_format({**body, "indent": 1, "align": "left"}),
        # Rows that come by the million have no height of their own: one line each.
        "line": book.add_format({**body, "indent": 1, "align": "left"} | _ONE_LINE),
        "number": book.add_format({**body, "num_format": "#,##0"}),
        "percent": book.add_format({**body, "num_format": "0%"}),
        "date": book.add_format({**body, "num_format": "dd.mm.yyyy", "align": "left", "indent": 1}),
    }


def _width(column: Column) -> int:
    return 6 if column.width == 1 else 6 + column.width * 4


def _lines(row: Row, columns: tuple[Column, ...]) -> int:
    """How many lines the row's longest text takes; only Excel itself would find that out."""
    return max(
        _lines_of(cell, _width(column) - _MARGIN) if isinstance(cell, str) else 1
        for cell, column in zip(row, columns, strict=True)
    )


def _heading_lines(columns: tuple[Column, ...]) -> int:
    """Word by word, for words are long beside a narrow column."""
    rooms = [int((_width(column) - _BUTTON) / _BOLD) for column in columns]
    return max(
        len(wrap(column.title, room, break_long_words=False))
        for column, room in zip(columns, rooms, strict=True)
    )


def _lines_of(text: str, room: int) -> int:
    """An estimate: to break two hundred thousand rows word by word takes half a minute."""
    return 1 if len(text) <= room else ceil(len(text) * _WHOLE_WORDS / room)
