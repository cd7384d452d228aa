"""The two spreadsheets of the demo, read by the importers with the office's own words."""

import tomllib
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from demo import spreadsheets
from kezdesu.accounts.models import Office
from kezdesu.people.models import Seat
from kezdesu.people.services import add_body, add_category, add_group, import_roster
from kezdesu.places.services import add_district, add_kind, import_places
from tests.core.workbooks import dump

DEMO = Path(spreadsheets.__file__).parent
NAMED = {
    *("Әбділабад", "Базарқақпа", "Бозарық", "Қатынкөпір", "Маятас", "Жыланбұған"),
    *("Ынтымақ", "Көркем", "Химфарм", "Тоғыс", "Мирас"),
}


@pytest.fixture
def world(office: Office) -> Office:
    words = tomllib.loads((DEMO / "office.toml").read_text(encoding="utf-8"))
    adders: dict[str, Any] = {
        "districts": add_district,
        "kinds": add_kind,
        "groups": add_group,
        "categories": add_category,
        "bodies": add_body,
    }
    for table, add in adders.items():
        for word in words[table]:
            names = {code: word[f"name_{code}"] for code in ("kk", "ru", "en")}
            facts = {key: value for key, value in word.items() if not key.startswith("name_")}
            add(office=office, names=names, by=None, **facts)
    return office


def test_places_come_with_exactly_the_posts_counts(world: Office) -> None:
    outcome = import_places(office=world, file=DEMO / "places.xlsx", by=None)
    assert (len(outcome.added), outcome.refused) == (109, ())
    assert [twin.name for twin in outcome.duplicates] == ["Әбділабад"]
    kinds = Counter(world.places.values_list("kind__slug", flat=True))
    assert (kinds.pop("university"), kinds.pop("college"), kinds.total()) == (8, 20, 81)
    priority = world.places.filter(is_priority=True)
    assert (priority.count(), priority.filter(priority_basis="").count()) == (23, 0)
    spelled = {*priority.values_list("name_kk", flat=True)}
    spelled |= {*priority.values_list("aliases__name", flat=True)}
    assert spelled >= NAMED


def test_coordinates_are_only_those_of_the_source(world: Office) -> None:
    import_places(office=world, file=DEMO / "places.xlsx", by=None)
    given = sum(
        bool(place["latitude"])
        for table in ("places.csv", "institutions.csv")
        for place in spreadsheets._data(table)
    )
    with_point = world.places.filter(latitude__isnull=False)
    assert with_point.count() == given
    assert {*with_point.values_list("point_source", flat=True)} == {"approximate"}


def test_the_roster_has_the_groups_composition(world: Office) -> None:
    outcome = import_roster(office=world, file=DEMO / "roster.xlsx", by=None)
    assert (len(outcome.added), outcome.refused, outcome.duplicates) == (28, (), ())
    group = Seat.objects.filter(group__slug="group")
    assert Counter(group.values_list("category__slug", flat=True)) == {
        "ethnocultural_association": 7,
        "scholar": 1,
        "civic_organisation": 1,
        "religious": 1,
        "opinion_leader": 1,
        "state_employee": 3,
    }
    assert Seat.objects.filter(group__slug="speakers").count() == 14
    assert {*Seat.objects.values_list("starts_on", flat=True)} == {
        Seat.objects.order_by("starts_on")[0].starts_on
    }


def test_importing_both_again_changes_nothing(world: Office) -> None:
    for _time in range(2):
        places = import_places(office=world, file=DEMO / "places.xlsx", by=None)
        roster = import_roster(office=world, file=DEMO / "roster.xlsx", by=None)
    before = dump()
    import_places(office=world, file=DEMO / "places.xlsx", by=None)
    assert not places.changes_anything
    assert not roster.changes_anything
    assert dump() == before


@pytest.mark.parametrize(
    ("make", "name"),
    [(spreadsheets.make_places, "places.xlsx"), (spreadsheets.make_roster, "roster.xlsx")],
)
def test_the_kept_workbook_is_what_its_tables_make(make: Any, name: str, tmp_path: Path) -> None:
    make(tmp_path / name)
    assert cells(tmp_path / name) == cells(DEMO / name)


def cells(file: Path) -> list[object]:
    workbook = CalamineWorkbook.from_filelike(BytesIO(file.read_bytes()))
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
