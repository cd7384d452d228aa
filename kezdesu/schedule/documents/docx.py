"""The schedule as a Word document."""

from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from kezdesu.core.word import (
    LOCALES,
    add_field,
    keep_whole,
    look,
    narrow_margins,
    repeat,
    set_language,
    shade,
)

from .paper import WIDTHS, DistrictRows, SchedulePaper

ROOM: Final = Cm(29.7 - 3)


def schedule_docx(paper: SchedulePaper) -> bytes:
    document = Document()
    _set_styles(document, paper.language)
    _set_page(document, paper)
    _corners(document, paper)
    document.add_paragraph(paper.title, style="Title")
    for text in (paper.span, *paper.notes):
        document.add_paragraph(text, style="Subtitle")
    _table(document, paper)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _set_styles(document: Any, code: str) -> None:
    styles = document.styles
    set_language(styles, code)
    look(styles["Normal"], size=11, after=0)
    look(styles["Title"], size=14, before=12, after=2, bold=True)
    look(styles["Subtitle"], size=11, after=2)
    look(styles["Footer"], size=9, after=0)
    for name, bold in (("Table text", False), ("Table heading", True)):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        look(style, size=9, after=0, bold=bold)
    for name in ("Title", "Subtitle", "Footer"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_page(document: Any, paper: SchedulePaper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.5)
    footer = section.footer.paragraphs[0]
    before, _page, rest = paper.page.partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    footer.add_run(before)
    add_field(footer, "PAGE")
    footer.add_run(between)
    add_field(footer, "NUMPAGES")
    footer.add_run(after)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = paper.title, paper.office, paper.office
    about.language = LOCALES[paper.language]
    about.created = about.modified = datetime.combine(paper.made_on, time(12))


def _corners(document: Any, paper: SchedulePaper) -> None:
    """Three columns, the middle one empty: the approval stands in the right corner."""
    grid = document.add_table(rows=1, cols=3)
    grid.autofit = False
    left, middle, right = grid.rows[0].cells
    for cell, width in ((left, Cm(9)), (middle, ROOM - Cm(19)), (right, Cm(10))):
        cell.width = width
    for cell, lines in ((left, paper.agreed), (right, paper.approved)):
        cell.paragraphs[0].add_run(lines[0]).bold = True
        for line in lines[1:]:
            cell.add_paragraph(line)


def _table(document: Any, paper: SchedulePaper) -> None:
    grid = document.add_table(1, len(WIDTHS), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    narrow_margins(grid)
    widths = [int(ROOM * width / sum(WIDTHS)) for width in WIDTHS]
    for place, width in enumerate(widths):
        grid.columns[place].width = width
    head = grid._tbl.tr_lst[0]
    _fill(head, paper.headings, widths, document.styles["Table heading"].style_id)
    repeat(head)
    for cell in head.tc_lst:
        shade(cell)
    for group in paper.districts:
        _district(document, grid, group, widths)
    _keep_last_rows(grid)


def _keep_last_rows(grid: Any) -> None:
    """No page has the last meeting alone."""
    for row in grid._tbl.tr_lst[-2:-1]:
        for cell in row.tc_lst:
            cell.p_lst[0].get_or_add_pPr().get_or_add_keepNext()


def _district(document: Any, grid: Any, group: DistrictRows, widths: list[int]) -> None:
    text = document.styles["Table text"].style_id
    if group.name:
        row = grid.add_row()
        whole = row.cells[0].merge(row.cells[-1])
        whole.text = group.name
        whole.paragraphs[0].style = "Table heading"
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        keep_whole(row._tr)
    for cells in group.rows:
        _fill(grid.add_row()._tr, cells, widths, text)


def _fill(line: Any, texts: tuple[str, ...], widths: list[int], style: str) -> None:
    """Works on the XML itself: python-docx looks up every cell of a table anew."""
    keep_whole(line)
    for cell, text, width in zip(line.tc_lst, texts, widths, strict=True):
        cell.width = width
        cell.p_lst[0].style = style
        cell.p_lst[0].add_r().text = text
