"""A warning for names and numbers of residents; streets and schools named after people are none."""

import pytest

from kezdesu.meetings.people_in_text import people_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Менің ЖСН 900101300123, жолды жөндеңіз.", "900101300123"),
        ("Хабарласыңыз: +7 701 123 45 67", "+7 701 123 45 67"),
        ("8(701)1234567 нөміріне қоңырау шалыңыз", "8(701)1234567"),
        ("87011234567", "87011234567"),
        ("asan@mail.kz поштасына", "asan@mail.kz"),
        ("Асан Үсенұлы суды сұрады", "Асан Үсенұлы"),
        ("Тұрғын Айгүл Серікқызы айтты", "Айгүл Серікқызы"),
        ("Спросил Ахметов А.Б. про воду", "Ахметов А.Б."),
        ("Спросила А. Иванова про воду", "А. Иванова"),
        ("Пётр Сидоров просит фонарь", "Пётр Сидоров"),
        ("Просит Омарова Гүлнар, дом 5", "Омарова Гүлнар"),
        ("Иван Петрович против", "Иван Петрович"),
    ],
)
def test_names_and_numbers_are_found(text: str, found: str) -> None:
    assert any(found in each for each in people_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "Жол қашан жөнделеді?",
        "Тұрар Рысқұлов көшесіне жарық керек",
        "Когда отремонтируют улицу Турара Рыскулова?",
        "Школа имени Абая Кунанбаева переполнена",
        "«Бозарық» шағын ауданында су жоқ",
        "Нужно 1 200 000 тенге и 12 фонарей до 26.07.2023",
        "№ 5 мектептің жанындағы саябақ",
        "Қала әкімдігі мен Білім басқармасы жауап берсін",
        "",
    ],
)
def test_streets_sums_and_offices_are_no_people(text: str) -> None:
    assert people_in(text) == []


def test_each_is_named_once_in_its_own_words() -> None:
    assert people_in("900101300123 және 900101300123") == ["900101300123"]
