"""Rows written as XML read back as what they were."""

from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from kezdesu.core import exports
from kezdesu.core.exports import Field
from kezdesu.core.sheets import Look, Rows


def written(*rows):
    held = BytesIO()
    with Workbook(held, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("A")
        for place in range(len(rows[0])):
            sheet.write_string(0, place, "head")
        lines = Rows(sheet, [Look()] * len(rows[0]))
        for row in rows:
            lines.add(row)
        lines.close()
        book.add_worksheet("B").write_string(0, 0, "after")
    held.seek(0)
    return CalamineWorkbook.from_filelike(held)


def read(*rows):
    return written(*rows).get_sheet_by_name("A").to_python()[1:]


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=40)


@given(st.lists(st.tuples(words, st.integers(-(10**9), 10**9)), min_size=1, max_size=5))
def test_any_words_and_numbers_come_back(rows):
    told = [[text, number] for text, number in read(*[("-", 0), *rows])]
    assert told == [["-", 0], *([text, number] for text, number in rows)]


def test_a_formula_stays_words():
    assert read(("=1+1", "@SUM(A1)", "+7")) == [["=1+1", "@SUM(A1)", "+7"]]


def test_words_that_look_like_an_escape_stay_words():
    assert read(("_x0041_", "a_x000A_b")) == [["_x0041_", "a_x000A_b"]]


def test_nothing_is_an_empty_cell():
    assert read(("a", None, "", "b")) == [["a", "", "", "b"]]


def test_a_sheet_after_it_and_its_own_head_stay():
    book = written(("x",))
    assert book.get_sheet_by_name("A").to_python()[0] == ["head"]
    assert book.get_sheet_by_name("B").to_python() == [["after"]]


@pytest.mark.parametrize("day", [date(2023, 2, 28), date(1999, 12, 31)])
def test_days_and_moments_come_back(day):
    moment = datetime(day.year, day.month, day.day, 17, 45, 30)
    headings = [Field("day", "Day"), Field("moment", "Moment")]
    with exports._workbook(headings, [(day, moment)]) as file:
        rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert rows[1] == [day, moment]


def test_a_list_longer_than_a_sheet_goes_on_on_the_next(monkeypatch):
    monkeypatch.setattr("kezdesu.core.sheets.MOST_ROWS", 4)
    with exports._workbook([Field("n", "N")], [[number] for number in range(8)]) as file:
        book = CalamineWorkbook.from_filelike(file)
        told = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert told == [
        [["N"], [0.0], [1.0], [2.0]],
        [["N"], [3.0], [4.0], [5.0]],
        [["N"], [6.0], [7.0]],
    ]
