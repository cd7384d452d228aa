"""The schedule as a workbook, laid out to be printed."""

from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from .paper import WIDTHS, SchedulePaper, lines_needed

FONT: Final = "Times New Roman"
LAST: Final = len(WIDTHS) - 1
LINE: Final = 13  # points
WIDER: Final = 1.2  # than the paper's shares, for a width is counted in letters
INDENT: Final = 1.5  # digits of a cell's width
BOLD: Final = 1.15  # how much wider a heading's letters are
CORNER: Final = 34  # letters that fit into a line of a corner
BLANK: Final = 15  # points of a row without a height of its own
SCALE: Final = 87  # percent: the columns then keep to the width of an A4 page on its side
# Points of rows on a printed page: its height but for the margins, and a little to be sure.
PAGE: Final = int((595 - (0.5 + 0.6) * 72) * 100 / SCALE) - 10


def schedule_xlsx(paper: SchedulePaper) -> bytes:
    """The same plan always gives the same bytes."""
    output = BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        book.formats[0].set_font_name(FONT)
        made_at = datetime.combine(paper.made_on, time(12))
        book.set_properties({"title": paper.title, "author": paper.office, "created": made_at})
        with override(paper.language):
            sheet = book.add_worksheet(str(_("Schedule")))
        _lay_out(sheet)
        first, used = _head(book, sheet, paper)
        _table(book, sheet, paper, first)
        sheet.set_h_pagebreaks(_pages(paper, first, used))
    return output.getvalue()


def _lay_out(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    # Not fitted to a page's width: Excel then forgets where pages are told to end.
    sheet.set_print_scale(SCALE)
    sheet.set_margins(left=0.5, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width * WIDER)


def _head(book: Any, sheet: Any, paper: SchedulePaper) -> tuple[int, int]:
    """“Approved” in the right corner, “agreed” in the left, the title below.

    Gives the next free row and how high the rows above it are.
    """
    corner = book.add_format({"font_name": FONT, "text_wrap": True, "valign": "top"})
    title = book.add_format(
        {"font_name": FONT, "bold": True, "font_size": 14, "align": "center", "text_wrap": True}
    )
    plain = book.add_format({"font_name": FONT, "align": "center", "text_wrap": True})
    lines = max(lines_needed(paper.agreed, CORNER), lines_needed(paper.approved, CORNER))
    heights = [LINE * lines + 4, BLANK]
    sheet.set_row(0, heights[0])
    sheet.merge_range(0, 0, 0, 3, "\n".join(paper.agreed), corner)
    sheet.merge_range(0, LAST - 2, 0, LAST, "\n".join(paper.approved), corner)
    for row, text in enumerate([paper.title, paper.span, *paper.notes], start=2):
        is_title = row == 2
        sheet.merge_range(row, 0, row, LAST, text, title if is_title else plain)
        heights.append(
            20 * lines_needed([text], 90) if is_title else LINE * lines_needed([text], 130) + 2
        )
        sheet.set_row(row, heights[-1])
    return len(heights) + 1, sum(heights) + BLANK


def _table(book: Any, sheet: Any, paper: SchedulePaper, first: int) -> None:
    look = {"font_name": FONT, "border": 1, "text_wrap": True, "valign": "top"}
    cell = book.add_format(look | {"align": "left", "indent": 1})
    whole = book.add_format(look | {"align": "center"})
    heading = book.add_format(look | {"bold": True, "align": "center", "bg_color": "#E9EDF0"})
    district = book.add_format(look | {"bold": True, "text_wrap": False})
    day = book.add_format(look | {"num_format": "dd.mm.yyyy", "align": "center"})
    sheet.write_row(first, 0, paper.headings, heading)
    sheet.set_row(first, _height(paper.headings, BOLD))
    sheet.repeat_rows(first)
    at = first + 1
    for group in paper.districts:
        if group.name:
            sheet.merge_range(at, 0, at, LAST, group.name, district)
            sheet.set_row(at, BLANK)
            at += 1
        for row in group.rows:
            sheet.write_row(at, 0, row, cell)
            sheet.set_row(at, _height(row))
            sheet.write_number(at, 0, int(row[0]), whole)
            sheet.write_datetime(at, 3, datetime.strptime(row[3], "%d.%m.%Y"), day)  # noqa: DTZ007
            at += 1


def _pages(paper: SchedulePaper, first: int, used: int) -> list[int]:
    """The rows that begin a page: a district's name goes over with its first meeting, and the
    last meeting with the one before it."""
    headings = _height(paper.headings, BOLD)
    at, filled, begins, before = first + 1, used + headings, [0], 0
    last = at
    for group in paper.districts:
        name = BLANK if group.name else 0
        for place, row in enumerate(group.rows):
            high = _height(row) + (0 if place else name)
            if filled + high > PAGE:
                begins.append(at)
                filled = headings
            filled += high
            before, last = last, at
            at += 1 if place or not group.name else 2
    if begins[-1] == last and begins[-2:-1] != [before]:
        begins[-1] = before
    return begins[1:]


def _height(texts: tuple[str, ...], bold: float = 1) -> int:
    """As high as the longest cell needs: not every program finds it out by itself."""
    return LINE * max(
        lines_needed([text], (width * WIDER - INDENT) / bold)
        for text, width in zip(texts, WIDTHS, strict=True)
    )
