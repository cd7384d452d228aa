"""Parts of a Word document that python-docx leaves to its XML: fonts, languages, rows, fields."""

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

# On every office computer, and what Kazakh offices write in.
FONT: Final = "Times New Roman"
LOCALES: Final = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
SHADE: Final = "E9EDF0"


def look(style: Any, *, size: int, after: int, before: int = 0, bold: bool = False) -> None:
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    # Word's own title has a blue line under it and letters set apart.
    for part, name in ((style.element.pPr, "w:pBdr"), (style.element.rPr, "w:spacing")):
        for found in part.findall(qn(name)):
            part.remove(found)


def set_language(styles: Any, code: str) -> None:
    default = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = default.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        default.append(language)
    for script in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(script), LOCALES[code])


def repeat(line: Any) -> None:
    """The line stands again at the head of each page."""
    line.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(line: Any) -> None:
    line.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def narrow_margins(grid: Any) -> None:
    """A millimetre beside the words of a cell, half of what Word leaves, and a little above and
    below them, where it leaves nothing."""
    margins = OxmlElement("w:tblCellMar")
    for side, twentieths in (("top", 20), ("left", 57), ("bottom", 20), ("right", 57)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twentieths))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shade)


def add_field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
