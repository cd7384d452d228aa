"""Tables on paper: which columns stand there, and which rows may go over a page's end."""

from datetime import date

from kezdesu.reports.grid import Column, Table, told, without_empty_columns
from kezdesu.reports.pdf import _table

COLUMNS = (
    Column("№", 1, "number"),
    Column("Күні", 3, "date"),
    Column("Мекенжайы", 4),
    Column("Сұрақ", 8),
    Column("Қаралымы", 2, "number"),
)


def _of(*rows):
    return Table("questions", "Сұрақтар", COLUMNS, rows)


def test_a_column_of_words_that_no_row_fills_is_left_out():
    day = date(2023, 2, 1)
    table = without_empty_columns(_of((1, day, "", "Жол?", None), (2, day, None, "", None)))
    # A column of numbers stays: that nothing is known of them is worth a dash.
    assert [column.title for column in table.columns] == ["№", "Күні", "Сұрақ", "Қаралымы"]
    assert table.rows == ((1, day, "Жол?", None), (2, day, "", None))


def test_a_column_that_one_row_fills_stays_and_the_others_say_a_dash():
    table = without_empty_columns(_of((1, None, "Абай, 1", "Жол?", 5), (2, None, "", "Су?", 0)))
    assert table.columns == COLUMNS
    assert [told(row[2], COLUMNS[2], "kk") for row in table.rows] == ["Абай, 1", "—"]


def test_only_a_row_too_high_for_a_page_goes_over_its_end():
    long = "сөз " * 900
    told_ = _table(_of((1, None, "", "Жол?", 5), (2, None, "", long, 5)), "kk", 17.0)
    assert told_["torn"] == [False, True]


def test_a_row_of_many_short_lines_is_high_too():
    [torn] = _table(_of((1, None, "", "\n".join("абв" * 40), 5)), "kk", 17.0)["torn"]
    assert torn
