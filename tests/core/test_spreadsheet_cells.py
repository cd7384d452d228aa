from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kezdesu.core.language import CODES, language
from kezdesu.core.spreadsheets.cells import (
    CellError,
    day,
    languages,
    number,
    parts,
    spans,
    text,
    weekdays,
    yes_no,
)
from kezdesu.core.spreadsheets.parts import column_letters, column_number

JULY_26 = date(2023, 7, 26)


@pytest.mark.parametrize(
    "written",
    [
        *("26.07.2023", "26.7.2023", "26.07.23", "26/07/2023", "26-07-2023", " 26.07.2023 г."),
        *("2023-07-26", "2023.07.26", "2023-07-26 00:00:00", "2023-07-26T00:00:00"),
        *("2023 жылғы 26 шілде", "2023 ж. 26 шілде", "26 шілде 2023 ж.", "2023 ЖЫЛҒЫ 26 ШІЛДЕ"),
        *("26 июля 2023 г.", "26 июля 2023 года", "26 Июля 2023", "26 июл. 2023"),
        *("26 July 2023", "July 26, 2023", "26 jul 2023"),
        *(JULY_26, datetime(2023, 7, 26, 10, 30), 45133, 45133.0),
    ],
)
def test_a_day_is_read_however_it_is_typed(written: object) -> None:
    assert day(written) == JULY_26


@pytest.mark.parametrize(
    "written", ["ертең", "31.02.2023", "07/26/2023", "2023", "26.07", 12, 0.5, True, "26.07.1823"]
)
def test_what_is_no_day_is_refused(written: object) -> None:
    with pytest.raises(CellError, match=r"26\.07\.2023"):
        day(written)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(CODES))
def test_every_day_the_product_writes_is_read_back(written: date, code: str) -> None:
    assert day(language(code).long_date(written)) == written
    assert day(language(code).short_date(written)) == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *(("1 200", 1200), ("1\u00a0200", 1200), ("1'200", 1200), ("42,279", 42.279)),
        *((" −5 ", -5), (1200.0, 1200), ("0", 0), ("", None), (None, None), ("  ", None)),
    ],
)
def test_a_number_is_read_with_spaces_and_a_decimal_comma(written: Any, expected: Any) -> None:
    assert number(written) == expected


@pytest.mark.parametrize("written", ["1.200.300", "мың", "12 адам", "1e5", "nan", "-"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(CellError):
        number(written)


def test_text_is_one_tidy_line_in_one_alphabet() -> None:
    assert text("  Cайрам \n (ескі\u00a0қала)\x00 ") == "Сайрам (ескі қала)"
    assert text(3.0) == "3"
    assert text("\u200b\x07 ") is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("қазақша, орысша", ["kk", "ru"]),
        ("Қазақ тілі; өзбек тілі", ["kk", "uz"]),
        ("казахский и русский", ["kk", "ru"]),
        ("русский/казахский/русский", ["ru", "kk"]),
        ("Kazakh, Turkish", ["kk", "tr"]),
        ("kk, az", ["kk", "az"]),
        ("қaзaқшa", ["kk"]),  # with a Latin a
        ("әзербайжанша және түрікше", ["az", "tr"]),
    ],
)
def test_languages_are_read_by_their_words(written: str, expected: list[str]) -> None:
    assert languages(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("дс–жм", [0, 1, 2, 3, 4]),
        ("пн-пт", [0, 1, 2, 3, 4]),
        ("дс, ср; жм", [0, 2, 4]),
        ("Пятница, понедельник", [0, 4]),
        ("жм-дс", [0, 4, 5, 6]),
        ("жұмыс күндері", [0, 1, 2, 3, 4]),
        ("Every day", [0, 1, 2, 3, 4, 5, 6]),
        ("mon", [0]),
    ],
)
def test_weekdays_are_read_as_lists_spans_and_words(written: str, expected: list[int]) -> None:
    assert weekdays(written) == expected


def test_absences_are_spans_with_reasons() -> None:
    assert spans("13.02.2023–17.02.2023 (іссапар); 5 мамыр 2023 ж.") == [
        (date(2023, 2, 13), date(2023, 2, 17), "іссапар"),
        (date(2023, 5, 5), date(2023, 5, 5), ""),
    ]
    assert spans("2023-02-13 - 2023-02-17") == [(date(2023, 2, 13), date(2023, 2, 17), "")]
    assert spans(datetime(2023, 2, 13)) == [(date(2023, 2, 13), date(2023, 2, 13), "")]
    with pytest.raises(CellError):
        spans("17.02.2023–13.02.2023")


def test_yes_and_no_in_three_languages_and_signs() -> None:
    assert [yes_no(word) for word in ("иә", "Да", "YES", "+", 1, True)] == [True] * 6
    assert [yes_no(word) for word in ("жоқ", "Нет", "no", "-", 0, False)] == [False] * 6
    assert yes_no("") is None


def test_a_cell_may_hold_several_names() -> None:
    assert parts("Абдулабад; Әбділабат,\n Абдулабат") == ["Абдулабад", "Әбділабат", "Абдулабат"]


@given(st.integers(1, 16_384))
def test_column_letters_and_numbers_agree(number: int) -> None:
    assert column_number(column_letters(number)) == number


# Whatever stands in a cell, reading it gives a value or a sentence, never another error.
ANYTHING = st.one_of(
    st.text(max_size=40),
    st.floats(allow_nan=False),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.none(),
)


def refusal_of(read: Callable[[Any], object], value: object) -> str | None:
    try:
        read(value)
    except CellError as refusal:
        return str(refusal)
    return None


@given(ANYTHING)
def test_any_cell_ends_in_a_value_or_a_sentence(value: object) -> None:
    for read in (day, number, text, languages, weekdays, spans, yes_no, parts):
        assert refusal_of(read, value) != ""
