"""The four forms of a report say the same, each in its own way."""

import re
import subprocess
import zipfile
from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from kezdesu.core import typesetting
from kezdesu.core.errors import Refused
from kezdesu.core.language import CODES
from kezdesu.meetings.models import Meeting
from kezdesu.reports.documents import TYPES, issue, seals_in
from kezdesu.reports.file_words import form_of
from kezdesu.reports.services import freeze_report
from kezdesu.reports.verifying import verdict_on_file
from tests.reports.marks import needs_fonts


def words_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for grid in document.tables for row in grid.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_a_word_document_has_real_headings_in_the_order_of_the_form(draft):
    document = Document(BytesIO(issue(draft, "kk", "docx").content))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [heading[:2] for heading in headings[:9]] == [f"{n}." for n in range(1, 10)]
    assert headings[0] == "1. Негізі және топтың құрамы"
    assert len(headings) == 9 + 5


def test_a_word_document_repeats_table_headings_and_numbers_pages(draft):
    with zipfile.ZipFile(BytesIO(issue(draft, "kk", "docx").content)) as held:
        body = held.read("word/document.xml").decode()
        foot = "".join(held.read(name).decode() for name in held.namelist() if "footer" in name)
    tables = body.count("<w:tbl>") - 1  # the approval head is no table of figures
    assert body.count("<w:tblHeader/>") == tables > 5
    assert 'w:instr="PAGE"' in foot
    assert 'w:instr="NUMPAGES"' in foot


def test_a_word_document_tears_no_short_list(draft):
    document = Document(BytesIO(issue(draft, "ru", "docx").content))
    kept = [
        paragraph.paragraph_format.keep_with_next
        for paragraph in document.paragraphs
        if paragraph.style.name == "List Bullet"
    ]
    assert len(kept) > 1
    assert kept == [True] * (len(kept) - 1) + [False]


def test_a_word_document_is_approved_in_its_right_corner(draft):
    corners = Document(BytesIO(issue(draft, "kk", "docx").content)).tables[0].rows[0].cells
    assert [cell.text.partition("\n")[0] for cell in corners] == ["КЕЛІСІЛДІ", "", "БЕКІТЕМІН"]


def test_the_pictures_of_a_word_document_keep_to_the_margins(draft):
    document = Document(BytesIO(issue(draft, "kk", "docx").content))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for shape in document.inline_shapes:
        assert shape.width <= room
        assert {shape._inline.get(f"dist{side}") for side in "TBLR"} == {"0"}


@pytest.mark.parametrize(("code", "locale"), [("kk", "kk-KZ"), ("ru", "ru-RU"), ("en", "en-GB")])
def test_a_word_document_knows_its_language_title_and_author(draft, code, locale):
    about = Document(BytesIO(issue(draft, code, "docx").content)).core_properties
    assert about.language == locale
    assert about.title
    assert about.author == draft.office.named_on(draft.office.names.get().starts_on).name_in(code)


@needs_fonts
@pytest.mark.parametrize("code", CODES)
def test_a_pdf_is_tagged_in_its_language(draft, code):
    content = issue(draft, code, "pdf").content
    assert content.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in content
    assert re.search(rb"/Lang ?\(%s" % code.encode(), content)


@needs_fonts
def test_a_pdf_says_what_the_text_says(draft, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(issue(draft, "kk", "pdf").content)
    try:
        done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("pdftotext is not on this machine")
    told = " ".join(done.stdout.decode().split())
    assert "кездесулерге қатысу саны — 80." in told


def test_without_fonts_a_pdf_is_refused_in_a_sentence(draft, monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    with pytest.raises(Refused):
        issue(draft, "kk", "pdf")


def test_a_spreadsheet_holds_real_numbers_dates_and_rows(draft):
    book = CalamineWorkbook.from_filelike(BytesIO(issue(draft, "en", "xlsx").content))
    figures = book.get_sheet_by_name("Figures").to_python()
    reached = next(row for row in figures if row[0] == figures[0][0] or 80.0 in row)
    assert any(80.0 in row for row in figures), reached
    rows = book.get_sheet_by_name("Rows behind the figures").to_python()
    behind = [row for row in rows if row[1] == "residents.people_reached"]
    assert [row[4] for row in behind] == [40.0, 40.0]


def test_a_spreadsheet_names_its_records_in_its_language(draft):
    book = CalamineWorkbook.from_filelike(BytesIO(issue(draft, "kk", "xlsx").content))
    kinds = {row[2] for row in book.get_sheet_by_name("Көрсеткіштердің жолдары").to_python()[5:]}
    assert "кездесу" in kinds
    assert not any("." in kind for kind in kinds)


def test_a_spreadsheet_never_runs_what_somebody_typed(draft, half_year):
    Meeting.objects.filter(track__slug="residents").update(venue="=1+1")
    half_year.places.filter(name_kk="Тоғыс").update(name_kk='=HYPERLINK("http://bad")')
    content = issue(draft, "kk", "xlsx").content
    with zipfile.ZipFile(BytesIO(content)) as held:
        sheets = [held.read(name).decode() for name in held.namelist() if "worksheets/" in name]
    ours = re.compile(
        r"""SUMIFS\('[^'!]+'!\$E:\$E,'[^'!]+'!\$B:\$B,"[\w.-]+"\)"""
        r"|SUBTOTAL\(109,[A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+/[A-Z]+\d+"
    )
    formulas = [each for sheet in sheets for each in re.findall("<f>(.*?)</f>", sheet)]
    assert formulas
    assert [each for each in formulas if not ours.fullmatch(each)] == []


def test_a_spreadsheet_works_out_what_it_says(draft):
    """Excel works the formulas out anew: what is kept beside them must be what they come to."""
    content = issue(draft, "en", "xlsx").content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = book.get_sheet_by_name("Rows behind the figures").to_python()[5:]
    told = book.get_sheet_by_name("Figures").to_python()[5:]
    figures = [row for row in told if row[1] != "—"]
    assert {row[2] for row in told if row[1] == "—"} == {"not counted"}
    with zipfile.ZipFile(BytesIO(content)) as held:
        keys = re.findall(r'SUMIFS\(.*?"(.*?)"\)', held.read("xl/worksheets/sheet1.xml").decode())
    assert len(keys) == len(figures) > 20
    for key, figure in zip(keys, figures, strict=True):
        assert sum(row[4] for row in rows if row[1] == key) == figure[1]


def test_html_escapes_what_somebody_typed(draft, half_year):
    half_year.places.filter(name_kk="Тоғыс").update(name_kk="<script>alert(1)</script>")
    html = issue(draft, "kk", "html").content.decode()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_html_stands_alone(draft):
    html = issue(draft, "ru", "html").content.decode()
    assert '<html lang="ru">' in html
    assert not re.search(r'(?:src|href)="(?!https?://)', html)


def test_changing_one_headcount_changes_every_form_alike(draft):
    Meeting.objects.filter(track__slug="students").update(headcount=777)
    assert "777" in words_of(issue(draft, "kk", "docx").content)
    assert "777" in issue(draft, "kk", "html").content.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(issue(draft, "kk", "xlsx").content))
    assert any(777.0 in row for row in book.get_sheet_by_index(0).to_python())


@needs_fonts
@pytest.mark.parametrize("form", TYPES)
def test_a_document_of_a_frozen_report_can_be_proved(draft, approver, form):
    report = freeze_report(report=draft, by=approver)
    content = issue(report, "ru", form).content
    assert form_of(content) == ("pdf" if form == "summary" else form)
    assert report.sha256 in seals_in(content)
    assert verdict_on_file("file", content).holds


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_changed_document_is_found_out(draft, approver, form):
    report = freeze_report(report=draft, by=approver)
    content = issue(report, "kk", form).content
    if form == "html":
        changed = content.replace(b"<h1>", b"<h1>8")
    else:
        document = Document(BytesIO(content))
        document.paragraphs[5].text = "Басқа сөз"
        held = BytesIO()
        document.save(held)
        changed = held.getvalue()
    assert report.sha256 in seals_in(changed)
    assert not verdict_on_file("file", changed).holds


def test_a_draft_says_that_it_is_one(draft):
    issued = issue(draft, "en", "html")
    assert "Draft: figures may still change" in issued.content.decode()
    assert "-draft-en.html" in issued.name


def test_a_date_in_a_web_table_is_not_broken(draft):
    page = issue(draft, "en", "html").content.decode()
    assert '<td class="whole">1 Feb 2023</td>' in page
    assert "td.whole{white-space:nowrap}" in page
