import pytest

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.places.services import add_district, add_kind, add_place, edit_place
from tests.core.workbooks import dump
from tests.factories import make_kind, make_place

NAMES = {"kk": "Абай ауданы", "ru": "Абайский район", "en": "Abay district"}


def test_a_district_is_named_in_three_languages_and_once(office: Office, coordinator: User) -> None:
    district = add_district(office=office, slug="abay", names=NAMES, by=coordinator)
    assert [district.name_in(code) for code in ("kk", "ru", "en")] == [*NAMES.values()]
    with pytest.raises(Refused) as refused:
        add_district(office=office, slug="abay", names=NAMES, by=coordinator)
    assert refused.value.field == "slug"
    assert AuditEntry.objects.filter(action="places.district_added").count() == 1


def test_a_kind_is_added_once(office: Office) -> None:
    names = {"kk": "ауыл"}
    add_kind(office=office, slug="village", plural_slug="villages", names=names, by=None)
    with pytest.raises(Refused):
        add_kind(office=office, slug="village", plural_slug="villages", names=names, by=None)


def test_an_alias_is_kept_once_and_never_equals_the_name(office: Office) -> None:
    place = add_place(
        office=office,
        kind=make_kind(office),
        names={"kk": "Бозарық"},
        aliases=["Бозарык", "бозарык ", "«Бозарық» ш/а", ""],
        by=None,
    )
    assert [alias.name for alias in place.aliases.all()] == ["Бозарык"]


def test_one_kind_has_a_name_once_however_it_is_spelled(office: Office) -> None:
    make_place(office, "Бозарық")
    before = dump()
    with pytest.raises(Refused) as refused:
        add_place(office=office, kind=make_kind(office), names={"kk": "Бoзарық ш/а"}, by=None)
    assert refused.value.field == "name_kk"
    assert dump() == before


def test_saving_without_a_change_writes_no_history(office: Office) -> None:
    place = make_place(office, "Бозарық")
    edit_place(place=place, by=None, name_kk="Бозарық", aliases=[])
    assert not AuditEntry.objects.exists()
