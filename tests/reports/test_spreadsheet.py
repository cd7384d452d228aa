"""Sheets of a report's workbook: sums under the rows, shares worked out, headings whole."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from kezdesu.figures.words import Words
from kezdesu.reports.grid import Column, Sheet, Table, filled_columns, only_columns
from kezdesu.reports.papers import paper_of
from kezdesu.reports.spreadsheet import _widths as widths_of
from kezdesu.reports.spreadsheet import spreadsheet
from kezdesu.reports.workbook import free_name
from kezdesu.reports.writing import WrittenText
from tests.reports.worlds import START, residents, students, world


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


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_workbook_says_why_meetings_were_not_held_and_which_were_later(code):
    content = made(world(tracks=[residents(cancelled=2, postponed=1, moved=1), students()]), code)
    names = {
        "kk": "Өтпеген кездесулер Тұрғындар",
        "ru": "Несостоявшиеся встречи Жители",
        "en": "Meetings not held Residents",
    }
    rows = sheet(content, names[code])
    assert [row[4] for row in rows] == ["ауа райы"] * 4
    assert [row[5] for row in rows if row[5]] == [START]


def test_the_sheet_of_places_says_which_are_priority_ones():
    track = residents(targets=3, met=1, priority=1, named=("Тоғыс",))
    rows = sheet(made(world(tracks=[track])), "Places Residents")
    assert {row[1]: row[4] for row in rows[:3]} == {"Тоғыс": "yes", "Орын 0": "", "Орын 1": ""}


def test_a_column_that_no_row_fills_is_left_out_of_its_sheet():
    """And the shares beside it still find their numbers."""
    track = of_two_districts()
    track = replace(track, visits=[replace(row, venue="", district=None) for row in track.visits])
    book = CalamineWorkbook.from_filelike(BytesIO(made(world(tracks=[track]))))
    heads = {
        name: book.get_sheet_by_name(name).to_python()[4]
        for name in ("Schedule Residents", "Meetings Residents")
    }
    assert {"District", "Venue and address", "Note"}.isdisjoint(heads["Schedule Residents"])
    assert "Theme" in heads["Schedule Residents"]
    assert "In the media" not in heads["Meetings Residents"]
    assert "of them women" in heads["Meetings Residents"]


def test_a_share_follows_its_numbers_when_a_column_before_them_goes():
    columns = (
        *(Column("Мекеме"), Column("Кесте"), Column("Барлығы", 2, "number")),
        *(Column("Өткені", 2, "number"), Column("%", 2, "percent", share=(3, 2))),
    )
    rows = [("А", "", 4, 3, 75)]
    kept = filled_columns(columns, rows)
    found = only_columns(Sheet("x", "x", columns, iter(rows)), kept)
    assert [column.title for column in found.columns] == ["Мекеме", "Барлығы", "Өткені", "%"]
    assert found.columns[3].share == (2, 1)
    assert list(found.rows) == [("А", 4, 3, 75)]


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
