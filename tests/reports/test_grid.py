"""Tables on paper: which columns stand there, and which rows may go over a page's end."""

from datetime import date

import pytest

from kezdesu.reports.grid import (
    Column,
    Table,
    held_together,
    told,
    whole_width,
    widths_in,
    without_empty_columns,
)
from kezdesu.reports.pdf import _table

COLUMNS = (
    Column("№", 1, "number"),
    Column("Күні", 3, "date"),
    Column("Мекенжайы", 4),
    Column("Сұрақ", 8),
    Column("Қаралымы", 2, "number"),
)


DAY = date(2023, 2, 1)


def _of(*rows):
    return Table("questions", "Сұрақтар", COLUMNS, rows)


def test_a_column_of_words_or_days_that_no_row_fills_is_left_out():
    undated = without_empty_columns(_of((1, None, "Абай, 1", "Жол?", 5)))
    assert "Күні" not in [column.title for column in undated.columns]
    table = without_empty_columns(_of((1, DAY, "", "Жол?", None), (2, DAY, None, "", None)))
    # A column of numbers stays: that nothing is known of them is worth a dash.
    assert [column.title for column in table.columns] == ["№", "Күні", "Сұрақ", "Қаралымы"]
    assert table.rows == ((1, DAY, "Жол?", None), (2, DAY, "", None))


def test_a_column_that_one_row_fills_stays_and_the_others_say_a_dash():
    table = without_empty_columns(_of((1, None, "Абай, 1", "Жол?", 5), (2, DAY, "", "Су?", 0)))
    assert table.columns == COLUMNS
    assert [told(row[2], COLUMNS[2], "kk") for row in table.rows] == ["Абай, 1", "—"]


def test_only_a_row_too_high_for_a_page_goes_over_its_end():
    long = "сөз " * 900
    told_ = _table(_of((1, None, "", "Жол?", 5), (2, None, "", long, 5)), "kk", 17.0)
    assert told_["torn"] == [False, True]


def test_a_row_of_many_short_lines_is_high_too():
    [torn] = _table(_of((1, None, "", "\n".join("абв" * 40), 5)), "kk", 17.0)["torn"]
    assert torn


def _texts(*rows):
    columns = (Column("№", 1, "number"), Column("Орын", 4), Column("Атаулары", 2))
    return Table("places", "Орындар", columns, rows)


def test_room_goes_to_the_column_whose_words_need_it_whatever_its_wish():
    number, short, long = widths_in(_texts((1, "Азат", "сөз " * 40)), "kk", 80)
    assert number + short + long == pytest.approx(80)
    assert short < 12 < 50 < long


def test_where_nothing_breaks_the_rest_goes_by_wish():
    table = _texts((1, "Азат", "Бір"))
    room = whole_width(table, "kk") + 60
    _number, first, second = widths_in(table, "kk", room)
    assert sum(widths_in(table, "kk", room)) == pytest.approx(room)
    assert first > second


def test_words_are_broken_only_where_the_words_alone_are_wider_than_the_page():
    assert sum(widths_in(_texts((1, "а" * 16, "б" * 16)), "kk", 20)) == pytest.approx(20)


def test_a_long_word_is_whole_where_there_is_room_for_all():
    table = _texts((1, "этноконфессиональная толерантность", "сөз " * 60))
    _number, theme, _names = widths_in(table, "ru", 80)
    assert theme >= len("этноконфессиональная") + 2.4
    assert sum(widths_in(_texts((1, "а" * 24, "б" * 24)), "ru", 45)) == pytest.approx(45)


def test_a_number_stays_beside_its_sign():
    assert told("№ 2 мектеп", Column("Орын"), "kk") == "№\N{NO-BREAK SPACE}2 мектеп"


def test_a_short_table_stays_on_a_page_and_no_page_has_a_single_row_of_a_long_one():
    row = (1, "Азат", "Бір")
    assert held_together(_texts(row)) == [False]
    assert held_together(_texts(*[row] * 5)) == [True] * 4 + [False]
    assert held_together(_texts(*[row] * 20)) == [True] + [False] * 17 + [True, False]


def test_a_date_with_a_month_in_letters_stays_on_its_line():
    columns = (Column("Day", 3, "date"), Column("Question", 8))
    table = Table("questions", "Questions", columns, ((date(2023, 2, 13), "word " * 90),))
    day, _question = widths_in(table, "en", 100)
    assert day >= len("13 Feb 2023") * 1.15 + 2.4
