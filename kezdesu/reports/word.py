"""A paper as a Word document: real styles, repeated heading rows, page numbers."""

from datetime import datetime, time
from html import escape
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Emu

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

from .blocks import Heading, Items, Paragraph, Runs
from .drawing import Picture
from .grid import Table, held_together, told, widths_in
from .papers import Approval, Landscape, Paper, PaperBlock
from .pdf import png

_RIGHT: Final = {"number", "percent"}
_LETTER: Final = 0.165  # centimetres that a letter of a table takes
_CORNERS: Final = (Cm(7), Cm(3.5), Cm(6.5))  # agreed, nothing, approved
_IN_TABLES: Final = ("Table heading", "Table text", "Table text kept")
_TO_THE_RIGHT: Final = '<w:jc w:val="right"/>'
_CONTROL: Final = dict.fromkeys(range(32), " ")
_PACKED_AT: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say


def word(paper: Paper) -> bytes:
    document = Document()
    _set_styles(document, paper.language)
    _set_properties(document, paper)
    _set_page(document.sections[0], paper)
    if paper.approval:
        _write_approval(document, paper.approval)
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.state, style="Subtitle")
    for block in paper.blocks:
        _write(document, block, paper)
    held = BytesIO()
    document.save(held)
    return _packed_alike(held)


def _packed_alike(saved: BytesIO) -> bytes:
    """The same document is the same bytes: python-docx writes the hour of packing into each."""
    held = BytesIO()
    with ZipFile(saved) as before, ZipFile(held, "w", ZIP_DEFLATED) as after:
        for member in before.infolist():
            member.date_time = _PACKED_AT
            after.writestr(member, before.read(member.filename), ZIP_DEFLATED)
    return held.getvalue()


def _write(document: Any, block: PaperBlock, paper: Paper) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, level=block.level)
        case Paragraph():
            _add_runs(document.add_paragraph(), block.runs)
        case Items():
            _write_items(document, block)
        case Table():
            _write_table(document, block, paper.language)
        case Picture():
            _write_picture(document, block)
        case Landscape():
            _turn(document.add_section(WD_SECTION.NEW_PAGE))


def _write_items(document: Any, block: Items) -> None:
    for place, item in enumerate(block.items, 1):
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.paragraph_format.keep_with_next = block.is_short and place < len(block.items)
        _add_runs(paragraph, item)


def _add_runs(paragraph: Any, runs: Runs) -> None:
    for run in runs:
        paragraph.add_run(run.text)


def _write_picture(document: Any, picture: Picture) -> None:
    document.add_paragraph(picture.title, style="Caption")
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    document.add_picture(BytesIO(png(picture.svg)), width=room)
    inline = document.paragraphs[-1]._p.xpath(".//wp:inline")[0]
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else LibreOffice moves it three millimetres out of the margins
    about = inline.docPr
    about.set("descr", picture.alt)
    about.set("title", picture.title)


def _write_table(document: Any, table: Table, code: str) -> None:
    document.add_paragraph(table.caption, style="Caption")
    grid = document.add_table(1, len(table.columns), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    narrow_margins(grid)
    widths = _widths(document.sections[-1], table, code)
    for place, width in enumerate(widths):
        grid.columns[place].width = width
    head = grid._tbl.tr_lst[0]
    heading, text, whole = (document.styles[name].style_id for name in _IN_TABLES)
    right = [column.kind in _RIGHT for column in table.columns]
    _fill(head, [column.title for column in table.columns], widths, heading, right)
    repeat(head)
    for cell in head.tc_lst:
        shade(cell)
    styles = [whole if is_held else text for is_held in held_together(table)]
    grid._tbl.extend(_rows(table, widths, styles, code))
    document.add_paragraph(style="After table")


def _rows(table: Table, widths: list[int], styles: list[str], code: str) -> list[Any]:
    """Read from XML in one go: python-docx makes a row of a table a hundred times as long."""
    starts = [
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{Emu(width).twips}"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="%s"/>'
        f"{_TO_THE_RIGHT if column.kind in _RIGHT else ''}</w:pPr><w:r>"
        for width, column in zip(widths, table.columns, strict=True)
    ]
    lines = [
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f"{start % style}{_words(told(cell, column, code))}</w:r></w:p></w:tc>"
            for start, cell, column in zip(starts, row, table.columns, strict=True)
        )
        + "</w:tr>"
        for row, style in zip(table.rows, styles, strict=True)
    ]
    return list(parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(lines)}</w:tbl>"))


def _words(text: str) -> str:
    """The text of a run, its lines broken where they were; XML knows no other control signs."""
    lines = [escape(line.translate(_CONTROL), quote=False) for line in text.splitlines()]
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def _widths(section: Any, table: Table, code: str) -> list[int]:
    room = section.page_width - section.left_margin - section.right_margin
    letters = room / Cm(_LETTER)
    return [int(Cm(_LETTER * width)) for width in widths_in(table, code, letters)]


def _fill(line: Any, texts: list[str], widths: list[int], style: str, right: list[bool]) -> None:
    """Works on the XML itself: python-docx looks up every cell of a table anew, a hundred times."""
    keep_whole(line)
    for place, (cell, text) in enumerate(zip(line.tc_lst, texts, strict=True)):
        cell.width = widths[place]
        paragraph = cell.p_lst[0]
        paragraph.style = style
        paragraph.add_r().text = text
        if right[place]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _write_approval(document: Any, approval: Approval) -> None:
    """Three columns, the middle one empty: the approval stands in the right corner."""
    grid = document.add_table(rows=1, cols=3)
    grid.autofit = False
    cells = grid.rows[0].cells
    for cell, column, width in zip(cells, grid.columns, _CORNERS, strict=True):
        cell.width = column.width = width
    for cell, word_ in ((cells[0], approval.agreed), (cells[2], approval.approved)):
        lines = [word_, f"______________ {approval.post}", f"______________ {approval.name}"]
        cell.paragraphs[0].add_run(lines[0]).bold = True
        for line in [*lines[1:], approval.day]:
            cell.add_paragraph(line)
        for paragraph in cell.paragraphs:
            paragraph.style = "Approval"


def _set_page(section: Any, paper: Paper) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    if paper.sample:
        header = section.header.paragraphs[0]
        header.add_run(paper.sample.upper()).bold = True
        header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{paper.author} · {paper.period} · ")
    before, _page, rest = paper.page.partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    footer.add_run(before)
    add_field(footer, "PAGE")
    footer.add_run(between)
    add_field(footer, "NUMPAGES")
    footer.add_run(after)


def _turn(section: Any) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)


def _set_properties(document: Any, paper: Paper) -> None:
    about = document.core_properties
    about.title, about.author, about.subject = paper.title, paper.author, paper.period
    about.language = LOCALES[paper.language]
    about.identifier = paper.seal
    about.comments = paper.state
    about.last_modified_by = paper.author
    about.created = about.modified = datetime.combine(paper.made_on, time(12))
    about.revision = 1


def _set_styles(document: Any, code: str) -> None:
    styles = document.styles
    set_language(styles, code)
    look(styles["Normal"], size=12, after=6)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    look(styles["Title"], size=18, before=18, after=2, bold=True)
    look(styles["Subtitle"], size=10, after=14)
    for name in ("Header", "Footer"):
        look(styles[name], size=9, after=0)
    for level, size in ((1, 14), (2, 12), (3, 12)):
        look(styles[f"Heading {level}"], size=size, before=14, after=4, bold=True)
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    look(styles["Caption"], size=10, before=4, after=2, bold=True)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name, size in (
        *((each, 9) for each in _IN_TABLES),
        ("Approval", 11),
        ("After table", 6),
    ):
        style = styles.add_style(name, 1)
        style.base_style = styles["Normal"]
        look(style, size=size, after=0, bold=name == "Table heading")
        style.paragraph_format.line_spacing = 1.0
        style.paragraph_format.keep_with_next = name in {"Table heading", "Table text kept"}
