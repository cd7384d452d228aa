"""A table too long for paper is summed up there, and whole in the workbook it names."""

from io import BytesIO

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from kezdesu.reports import shortening, workbook
from kezdesu.reports.documents import issue
from kezdesu.reports.services import freeze_report


@pytest.fixture
def short(monkeypatch):
    """Paper on which one row is already one too many."""
    for module in (shortening, workbook):
        monkeypatch.setattr(module, "MOST_ROWS", 1)


def sheets(report, code="en"):
    book = CalamineWorkbook.from_filelike(BytesIO(issue(report, code, "xlsx").content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def tables(report, code="en"):
    document = Document(BytesIO(issue(report, code, "docx").content))
    return [[[cell.text for cell in row.cells] for row in grid.rows] for grid in document.tables]


def test_a_short_table_stands_on_paper_row_by_row(draft):
    html = issue(draft, "en", "html").content.decode()
    assert "All rows of this table" not in html
    assert not any(name.startswith("Priority areas") for name in sheets(draft))


def test_a_long_table_is_summed_up_by_month(draft, short):
    meetings = next(table for table in tables(draft) if table[0][:2] == ["Month", "Rows"])
    schedule, counted = (
        [table for table in tables(draft) if table[0] == ["Month", "Rows"]],
        [table for table in tables(draft) if table[0][:3] == ["Month", "Rows", "People"]],
    )
    assert meetings
    assert schedule[0][1:] == [["February 2023", "3"], ["In all", "3"]]
    assert counted[0][1][:3] == ["February 2023", "3", "80"]
    assert counted[0][-1][:3] == ["In all", "3", "80"]


def test_a_long_table_of_places_is_summed_up_by_district(draft, short):
    priority = next(table for table in tables(draft) if table[0][:2] == ["District", "Rows"])
    assert priority[-1][:2] == ["In all", "2"]
    assert priority[-1][-1] == "80"


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_paper_names_the_file_and_the_sheet_where_the_rows_are(draft, short, code):
    html = issue(draft, code, "html").content.decode()
    held = sheets(draft, code)
    for name, rows in held.items():
        if f"“{name}”" in html or f"«{name}»" in html:
            assert len(rows) - 5 > 1
    assert issue(draft, code, "xlsx").name in html
    assert sum(f"“{name}”" in html or f"«{name}»" in html for name in held) > 2


def test_what_is_only_part_of_a_sheet_gets_its_own_when_paper_leaves_it_out(draft, short):
    missing = next(rows for name, rows in sheets(draft).items() if name == "Priority areas")
    assert [row[1] for row in missing[5:7]] == ["Мирас", "Тоғыс"]


def test_rows_that_are_not_on_paper_are_under_the_seal(draft, approver, short):
    assert "SHA-256 seals" not in issue(draft, "en", "html").content.decode()
    frozen = freeze_report(report=draft, by=approver)
    assert "SHA-256 seals" in issue(frozen, "en", "html").content.decode()
    assert len(frozen.frozen["facts"]["tracks"][0]["meetings"]) == 3
