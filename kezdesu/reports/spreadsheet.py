"""A paper's tables as an Excel workbook: real numbers and dates, filters, frozen headings."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.utils.translation import override, pgettext, pgettext_lazy

from .facts import ReportFacts
from .grid import Cell, Column, Row, Table
from .papers import Paper

_SHEET_NAME: Final = 31  # letters, Excel's limit
_LINE_HEIGHT: Final = 15  # points
# What the rows behind figures are, in words for the reader of the sheet.
_RECORDS: Final = {
    "people.seat": pgettext_lazy("record", "seat in a group"),
    "programmes.target": pgettext_lazy("record", "target"),
    "places.place": pgettext_lazy("record", "place"),
    "schedule.visit": pgettext_lazy("record", "planned meeting"),
    "meetings.meeting": pgettext_lazy("record", "meeting"),
    "meetings.question": pgettext_lazy("record", "question"),
    "press.publication": pgettext_lazy("record", "publication"),
}
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def spreadsheet(paper: Paper, facts: ReportFacts) -> bytes:
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_urls": False}) as book:
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
            tables = [*paper.register, _rows_behind(facts, paper.language)]
        names: set[str] = set()
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.caption, names))
            _write_sheet(sheet, table, paper, formats)
    return held.getvalue()


def _write_sheet(sheet: Any, table: Table, paper: Paper, formats: dict[str, Any]) -> None:
    about = [paper.title, table.caption, paper.sample or paper.state]
    for line, text in enumerate(about):
        sheet.write_string(line, 0, text, formats["title" if line == 0 else "about"])
    head = len(about) + 1
    for place, column in enumerate(table.columns):
        sheet.write_string(head, place, column.title, formats["heading"])
        sheet.set_column(place, place, _width(column))
    for line, row in enumerate(table.rows, head + 1):
        sheet.set_row(line, _LINE_HEIGHT * _lines(row, table.columns))
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write_cell(sheet, line, place, cell, column, formats)
    sheet.autofilter(head, 0, head + max(len(table.rows), 1), len(table.columns) - 1)
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&F&R&P / &N")


def _write_cell(
    sheet: Any, line: int, place: int, cell: Cell, column: Column, formats: dict[str, Any]
) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(line, place, datetime.combine(cell, time()), formats["date"])
    elif isinstance(cell, int):
        is_share = column.kind == "percent"
        value = cell / 100 if is_share else cell
        sheet.write_number(line, place, value, formats["percent" if is_share else "number"])
    elif cell and column.kind == "link" and cell.startswith("http") and " " not in cell:
        sheet.write_url(line, place, cell, formats["text"], string=cell)
    elif cell:
        # Never a formula, whatever somebody typed.
        sheet.write_string(line, place, cell, formats["text"])
    else:
        sheet.write_blank(line, place, None, formats["text"])


def _rows_behind(facts: ReportFacts, code: str) -> Table:
    """Every figure opened to its rows: which record adds how much."""
    columns = (
        *(
            Column(pgettext("report", "Figure"), 6),
            Column(pgettext("report", "Key"), 6),
            Column(pgettext("report", "Record"), 4),
        ),
        *(
            Column(pgettext("report", "Number of the record"), 6),
            Column(pgettext("report", "Adds"), 2, "number"),
        ),
    )
    rows = tuple(
        (
            *(figure.label.in_language(code), figure.key),
            *(str(_RECORDS.get(figure.model, figure.model)), row, amount),
        )
        for figure in facts.figures
        for row, amount in figure.amounts.items()
    )
    return Table("rows", pgettext("report", "Rows behind the figures"), columns, rows)


def _formats(book: Any) -> dict[str, Any]:
    body = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BDBBB1"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "about": book.add_format({"font_color": "#4B5966"}),
        "heading": book.add_format({**body, "bold": True, "bg_color": "#EFEEE8"}),
        "text": book.add_format(body),
        "number": book.add_format({**body, "num_format": "#,##0"}),
        "percent": book.add_format({**body, "num_format": "0%"}),
        "date": book.add_format({**body, "num_format": "dd.mm.yyyy", "align": "left"}),
    }


def _width(column: Column) -> int:
    return 6 if column.width == 1 else 6 + column.width * 4


def _lines(row: Row, columns: tuple[Column, ...]) -> int:
    """How many lines the row's longest text takes; only Excel itself would find that out."""
    return (
        max(
            -(-len(cell) // _width(column)) if isinstance(cell, str) else 1
            for cell, column in zip(row, columns, strict=True)
        )
        or 1
    )


def _sheet_name(caption: str, taken: set[str]) -> str:
    base = " ".join(caption.translate(_FORBIDDEN).split())
    name, count = base[:_SHEET_NAME], 1
    while name.casefold() in taken:
        count += 1
        name = f"{base[: _SHEET_NAME - len(str(count)) - 1]} {count}"
    taken.add(name.casefold())
    return name
