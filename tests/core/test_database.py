"""Both databases fold and sort Kazakh alike."""

import re

import pytest
from django.db import connection, transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order, in_shown_order
from kezdesu.core.language import kazakh
from kezdesu.places.models import Place
from tests.factories import make_place


@pytest.mark.django_db
def test_what_is_committed_is_on_the_disk() -> None:
    waits = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
    with connection.cursor() as cursor:
        cursor.execute(waits)
        assert cursor.fetchone()[0] in {2, "on"}  # decision 25


@pytest.mark.parametrize("typed", ["қызыл", "ҚЫЗЫЛ", "Қызыл"])
def test_search_folds_kazakh_letters(office: Office, typed: str) -> None:
    make_place(office, "Қызылжар")
    assert Place.objects.filter(name_kk__icontains=typed).count() == 1


@pytest.mark.parametrize("typed", ["50%", "50_", "100\\"])
def test_signs_of_the_pattern_language_are_only_signs(office: Office, typed: str) -> None:
    make_place(office, f"Орын {typed}")
    make_place(office, "Орын 50а 100а")
    assert Place.objects.filter(name_kk__icontains=typed).count() == 1


def test_names_sort_in_the_kazakh_alphabet(office: Office) -> None:
    alphabet = "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я"
    letters = alphabet.split()
    for letter in sorted(letters):
        make_place(office, f"{letter.upper()}ба", key=letter)
    in_order = Place.objects.order_by(in_kazakh_order("name_kk"))
    assert [place.name_kk[0].lower() for place in in_order] == letters


def test_names_sort_as_the_page_shows_them(office: Office) -> None:
    for kazakh_name, russian in (
        ("Жоғарғы Отырар", "Верхний Отрар"),
        ("Ғылым", ""),
        ("Арай", "Эдем"),
    ):
        make_place(office, kazakh_name, name_ru=russian)
    with translation.override("ru"):
        shown = Place.objects.filter(office=office).distinct().order_by(in_shown_order("name"))
        assert [place.name for place in shown] == ["Верхний Отрар", "Ғылым", "Эдем"]


IN_ORDER = [
    "1-шағын аудан",
    "3-шағын аудан",
    "011 а",
    "11-шағын аудан",
    "101-мектеп",
    "Абай",
    "Әл-Фараби 9",
    "Әл-Фараби 10",
    "Бозарық",
    "Қатын көпір",
    "Қатынкөпір",
    "Самал-2",
    "Самал-10",
    "Istanbul",
    "№ 2 орын",
    "№ 10 орын",
]


def test_numbers_stand_by_their_size(office: Office) -> None:
    for number, name in enumerate(reversed(IN_ORDER)):
        make_place(office, name, key=f"place-{number}")
    found = Place.objects.order_by(in_kazakh_order("name_kk"))
    assert [place.name_kk for place in found] == IN_ORDER
    assert sorted(IN_ORDER, key=kazakh.sort_key) == IN_ORDER


@given(st.lists(st.text("аәқжЖя039 -zZ№", max_size=6), unique=True, max_size=12))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_and_the_language_order_alike(office: Office, names: list[str]) -> None:
    """Numbers with zeros before them are left to each: 007 and 7 are one number to both."""
    names = [name for name in names if not re.search(r"0\d", name) and name.strip() == name != ""]
    with transaction.atomic():
        for number, name in enumerate(names):
            make_place(office, name, key=f"place-{number}")
        found = Place.objects.order_by(in_kazakh_order("name_kk"))
        assert [place.name_kk for place in found] == sorted(names, key=kazakh.sort_key)
        transaction.set_rollback(True)
