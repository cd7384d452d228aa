from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from kezdesu.core.language import russian

MEETING = ("встреча", "встречи", "встреч")
PERSON = ("человек", "человека", "человек")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0 встреч"),
        (1, "1 встреча"),
        (2, "2 встречи"),
        (5, "5 встреч"),
        (11, "11 встреч"),
        (21, "21 встреча"),
        (112, "112 встреч"),
        (1001, "1001 встреча"),
    ],
)
def test_counted(value, written):
    assert russian.counted(value, *MEETING) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(5001, "5001 человек"), (5002, "5002 человека"), (5005, "5005 человек")],
)
def test_people(value, written):
    assert russian.counted(value, *PERSON) == written


@given(st.integers(0, 10**9))
def test_plural_forms_agree_with_cldr(value):
    form = {"one": "встреча", "few": "встречи", "many": "встреч"}[Locale("ru").plural_form(value)]
    assert russian.plural(value, *MEETING) == form


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "проведено 0 встреч"),
        (1, "проведена 1 встреча"),
        (2, "проведено 2 встречи"),
        (11, "проведено 11 встреч"),
        (21, "проведена 21 встреча"),
        (111, "проведено 111 встреч"),
    ],
)
def test_verbs_agree_with_the_number_beside_them(value, written):
    verb = russian.agree(value, "проведена", "проведено")
    assert f"{verb} {russian.counted(value, *MEETING)}" == written


def test_rounded_words_take_the_genitive_plural():
    assert russian.more_than(5234, *PERSON) == "более 5000 человек"
    assert russian.about(6900, "студент", "студента", "студентов") == "около 7000 студентов"
    assert russian.more_than(121, *MEETING) == "более 120 встреч"
    assert russian.more_than(5000, *PERSON) == "5000 человек"
    assert russian.about(22, *MEETING) == "22 встречи"


def test_dates():
    assert russian.long_date(date(2023, 7, 26)) == "26 июля 2023 года"
    assert russian.short_date(date(2023, 7, 26)) == "26.07.2023"
    assert russian.weekday(date(2023, 7, 26)) == "среда"
    assert russian.date_span(date(2023, 1, 1), date(2023, 6, 30)) == "1 января – 30 июня 2023 года"
    assert russian.date_span(date(2023, 6, 1), date(2023, 6, 30)) == "1–30 июня 2023 года"


def test_months_and_weekdays_agree_with_cldr():
    cldr = Locale("ru")
    assert list(russian.MONTHS) == [cldr.months["stand-alone"]["wide"][n] for n in range(1, 13)]
    assert list(russian.MONTHS_GENITIVE) == [cldr.months["format"]["wide"][n] for n in range(1, 13)]
    assert list(russian.WEEKDAYS) == [cldr.days["format"]["wide"][n] for n in range(7)]


def test_ordinals_agree_with_the_noun():
    assert russian.ordinal(1, "квартал") == "1-й квартал"
    assert russian.ordinal(2, "школа") == "2-я школа"
    assert russian.ordinal(2, "полугодие") == "2-е полугодие"
    assert russian.ordinal(1, "часть") == "1-я часть"
    assert russian.ordinal(2, "очередь") == "2-я очередь"
    assert russian.ordinal(3, "день") == "3-й день"
    assert russian.ordinal(1, "гость") == "1-й гость"
    assert russian.roman(1, "полугодие") == "I полугодие"


def test_lists_and_places():
    assert russian.join(["Тогус", "Мирас", "Коркем"]) == "Тогус, Мирас и Коркем"
    assert russian.place("Бозарык", "микрорайон") == "микрорайон «Бозарык»"


@pytest.mark.parametrize(
    ("noun", "genitive"),
    [
        ("Информационно-разъяснительная группа", "информационно-разъяснительной группы"),
        ("Рабочая группа по встречам", "рабочей группы по встречам"),
        ("Выездная соседняя группа", "выездной соседней группы"),
        ("группа", "группы"),
        ("Совет аксакалов", "Совет аксакалов"),
        ("Члены группы", "Члены группы"),
        ("Моя чудо группа", "Моя чудо группа"),
    ],
)
def test_a_group_takes_the_genitive_and_other_nouns_stay(noun, genitive):
    assert russian.decline(noun, "genitive") == genitive
    assert russian.decline(noun, "nominative") == noun


def test_order():
    assert sorted(["Ёлки", "Жук", "Ель", "Азат"], key=russian.sort_key) == [
        "Азат",
        "Ёлки",
        "Ель",
        "Жук",
    ]
