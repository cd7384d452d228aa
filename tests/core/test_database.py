"""Both databases fold and sort Kazakh alike."""

import pytest

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order
from kezdesu.places.models import Place
from tests.factories import make_place


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
