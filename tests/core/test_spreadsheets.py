"""Finding the table: titles above, notes below, merged cells, several sheets, foreign order."""

import io
from typing import Any

import pytest
from xlsxwriter import Workbook

from kezdesu.core.spreadsheets import Column, read_table
from kezdesu.core.spreadsheets.cells import whole_number
from tests.core.workbooks import book

COLUMNS = (
    Column("name", kk=("Атауы",), ru=("Название",), en=("Name",), is_required=True),
    Column("name_ru", kk=("Атауы орысша",), ru=("Название на русском",), en=("Russian name",)),
    Column("district", kk=("Ауданы",), ru=("Район",), en=("District",)),
    Column("size", kk=("Саны",), ru=("Число",), en=("Number",), read=whole_number()),
)


def values(file: io.BytesIO) -> list[dict[str, Any]]:
    return [row.values for row in read_table(file, COLUMNS).rows]


def test_the_table_is_found_under_its_title_and_above_its_notes() -> None:
    table = read_table(
        book(
            [
                ["Елді мекендер тізімі"],
                [],
                ["№", "Атауы", "Ауданы", "Ескерту"],
                ["1", "2", "3", "4"],
                [1, "Бозарық", "Абай", "қосымша"],
                [2, "Мирас", "Қаратау", ""],
                [3],
                ["Барлығы:", "", "2"],
                [],
                ["Ескерту: тізім толық емес"],
                ["Орындаушы: Үлгіұлы"],
            ]
        ),
        COLUMNS,
    )
    assert [(row.number, row.values["name"]) for row in table.rows] == [
        (5, "Бозарық"),
        (6, "Мирас"),
    ]
    assert [note.text for note in table.passed_over] == [
        "Барлығы: 2",
        "Ескерту: тізім толық емес",
        "Орындаушы: Үлгіұлы",
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ["Атауы", "Ауданы"],
        ["Название", "Район"],
        ["NAME", "district "],
        ["  атауы:", "Ауданы *"],
        ["Aтaуы", "Аудaны (қала)"],  # with Latin letters
        ["name", "Район"],
    ],
)
def test_headings_are_known_in_any_language_case_and_alphabet(headings: list[str]) -> None:
    assert values(book([headings, ["Бозарық", "Абай"]])) == [
        {"name": "Бозарық", "district": "Абай"}
    ]


def test_a_repeated_header_may_change_the_order_of_columns() -> None:
    rows = [["Атауы", "Ауданы"], ["Бозарық", "Абай"], [], ["Ауданы", "Атауы"], ["Қаратау", "Мирас"]]
    assert [row["name"] for row in values(book(rows))] == ["Бозарық", "Мирас"]


def test_every_sheet_with_the_table_is_read_and_others_are_passed_over() -> None:
    table = read_table(
        book(
            [["Атауы", "Ауданы"], ["Бозарық", "Абай"]],
            Оқу=[["Название", "Число"], ["Мирас", "1 200"]],
            Нұсқаулық=[["Кестені толтырыңыз"]],
        ),
        COLUMNS,
    )
    assert [(row.sheet, row.values["name"]) for row in table.rows] == [
        ("Тізім", "Бозарық"),
        ("Оқу", "Мирас"),
    ]
    assert table.rows[1].values["size"] == 1200
    assert [note.sheet for note in table.passed_over] == ["Нұсқаулық"]


def merged() -> io.BytesIO:
    file = io.BytesIO()
    with Workbook(file) as made:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:D1", "Тізім")
        sheet.merge_range("A2:B2", "Атауы")
        sheet.write_row("A3", ["қазақша", "орысша"])
        sheet.merge_range("C2:C3", "Ауданы")
        sheet.merge_range("D2:D3", "Саны")
        sheet.write_row("A4", ["Бозарық", "Бозарык"])
        sheet.write_row("A5", ["Достық", "Достык", None, "300"])
        sheet.merge_range("C4:C5", "Абай")
        sheet.merge_range("A6:D6", "Басқа аудандар")
        sheet.write_row("A7", ["Мирас", "Мирас", "Қаратау"])
    file.seek(0)
    return file


def test_merged_cells_speak_for_every_row_and_column_they_cover() -> None:
    columns = (
        Column("name", kk=("Атауы қазақша",), ru=(), en=(), is_required=True),
        *COLUMNS[1:],
    )
    table = read_table(merged(), columns)
    assert [
        (row.values["name"], row.values["name_ru"], row.values["district"]) for row in table.rows
    ] == [
        ("Бозарық", "Бозарык", "Абай"),
        ("Достық", "Достык", "Абай"),
        ("Мирас", "Мирас", "Қаратау"),
    ]
    assert [note.text for note in table.passed_over] == ["Басқа аудандар"]


def test_a_row_that_cannot_be_read_names_sheet_row_and_column() -> None:
    [row] = read_table(book([["Атауы", "Саны"], ["Бозарық", "көп"]]), COLUMNS).rows
    [fault] = row.faults
    assert (fault.sheet, fault.row, fault.column) == ("Тізім", 2, "B")


def test_a_name_alone_right_under_the_table_is_a_row_and_no_note() -> None:
    assert [row["name"] for row in values(book([["Атауы", "Ауданы"], ["Бозарық"]]))] == ["Бозарық"]


def test_an_unnamed_or_empty_column_is_no_matter() -> None:
    rows = [["Атауы", "", "Ауданы", "Телефон"], ["Бозарық", "x", "Абай", ""]]
    assert values(book(rows)) == [{"name": "Бозарық", "district": "Абай"}]
