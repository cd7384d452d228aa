"""Sheets of a report's workbook: sums under the rows, shares worked out, headings whole."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from kezdesu.figures.words import Words
from kezdesu.reports.grid import Column, Table
from kezdesu.reports.papers import paper_of
from kezdesu.reports.spreadsheet import _widths as widths_of
from kezdesu.reports.spreadsheet import spreadsheet
from kezdesu.reports.workbook import free_name
from kezdesu.reports.writing import WrittenText
from tests.reports.worlds import residents, students, world


def made(facts, code="en"):
    paper = paper_of(facts, WrittenText("Report", ""), code, made_on=date(2023, 7, 1), version=1)
    return spreadsheet(paper, facts)


def sheet(content, name):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).to_python()[5:]


def of_two_districts():
    track = residents()
    [one] = track.districts
    other = replace(
        one, district=Words("Тұран ауданы", "Туранский район", "Turan district"), targets=0
    )
    return replace(track, districts=[one, other])


def test_under_the_rows_stands_what_they_add_up_to():
    content = made(world(tracks=[of_two_districts(), students()]))
    *districts, last = sheet(content, "By district Residents")
    assert len(districts) == 2
    assert last[0] == "In all"
    for place in range(1, 6):
        assert last[place] == sum(row[place] for row in districts)
    for row in (districts[0], last):
        assert row[6] == pytest.approx(row[2] / row[1])
    assert districts[1][6] == ""  # no share of nothing


def test_one_row_is_its_own_sum():
    assert len(sheet(made(world()), "By district Residents")) == 1


def test_a_filter_leaves_the_sum_alone():
    content = made(world(tracks=[of_two_districts(), students()]))
    with zipfile.ZipFile(BytesIO(content)) as held:
        sheets = [held.read(name).decode() for name in held.namelist() if "worksheets/" in name]
    [districts] = [each for each in sheets if "Turan" in each]
    assert '<autoFilter ref="A5:G7"/>' in districts
    assert "SUBTOTAL(109,B6:B7)" in districts


def test_an_address_is_seen_whole_whatever_stands_beside_it():
    columns = (Column("Тақырыбы", 4), Column("Сілтеме", 2, "link"))
    address = "https://example.org/" + "a" * 30
    table = Table("meetings", "Кездесулер", columns, (("сөз " * 200, address), ("сөз", "№ 4")))
    assert widths_of(table, "kk")[1] > len(address)


@pytest.mark.parametrize(
    ("caption", "taken", "name"),
    [
        ("People reached and how they were counted", [], "People reached and how they"),
        ("Қамтылған адамдар және олардың саны", [], "Қамтылған адамдар және олардың"),
        ("Thirty-one letters are all kept", [], "Thirty-one letters are all kept"),
        (
            "People reached and how they were",
            ["People reached and how they"],
            "People reached and how they 2",
        ),
        ("Meetings: Residents", ["meetings residents"], "Meetings Residents 2"),
        ("а" * 40, [], "а" * 31),
    ],
)
def test_a_sheet_is_called_by_whole_words(caption, taken, name):
    assert free_name(caption, taken) == name


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_no_heading_is_broken_within_a_word(code):
    content = made(world(tracks=[residents(), students()]), code)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    with zipfile.ZipFile(BytesIO(content)) as held:
        for number, name in enumerate(book.sheet_names, 1):
            body = held.read(f"xl/worksheets/sheet{number}.xml").decode()
            headings = book.get_sheet_by_name(name).to_python()[4]
            for first, last, width in re.findall(
                r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', body
            ):
                for heading in headings[int(first) - 1 : int(last)]:
                    assert float(width) > 1.15 * max(len(word) for word in heading.split())
