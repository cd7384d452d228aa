import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.core.spreadsheets.screen import WAITS_SECONDS
from kezdesu.places.forms import PlaceField
from kezdesu.places.models import Place
from kezdesu.places.services import import_places
from tests.core.workbooks import book, dump
from tests.edits import edit
from tests.factories import (
    make_district,
    make_kind,
    make_meeting,
    make_office,
    make_place,
    make_target,
    make_track,
)

LIST, IMPORT = "/desk/places/", "/desk/places/import/"


def upload(rows: list[list[Any]], name: str = "орындар.xlsx") -> dict[str, Any]:
    file = book(rows)
    file.name = name
    return {"file": file}


def names(answer: Any) -> list[str]:
    return [row.name for row in answer.context["page"]]


def test_places_stand_in_kazakh_order_and_are_found_by_any_spelling(
    office: Office, coordinator_client: Client
) -> None:
    make_place(office, "Қайтпас")
    make_place(office, "Әбділабад", name_ru="Абдулабад").aliases.create(
        name="Жаңа алап", key="жаңа алап"
    )
    make_place(office, "Жайлау")
    assert names(coordinator_client.get(LIST)) == ["Әбділабад", "Жайлау", "Қайтпас"]
    for search in ("әбділ", "АБДУЛ", "жаңа ал", "Әбділабад т/а"):
        assert names(coordinator_client.get(LIST, {"search": search})) == ["Әбділабад"]


def test_filters_and_sorts_stay_in_the_address(office: Office, coordinator_client: Client) -> None:
    abay = make_district(office)
    make_place(office, "Бозарық", district=abay, is_priority=True, priority_basis="тізім", size=5)
    make_place(office, "Достық", district=abay, size=9)
    make_place(office, "Елтай")
    ask = coordinator_client.get
    assert names(ask(LIST, {"district": "abay", "sort": "-size"})) == ["Достық", "Бозарық"]
    assert names(ask(LIST, {"district": "none"})) == ["Елтай"]
    assert names(ask(LIST, {"priority": "yes"})) == ["Бозарық"]
    assert names(ask(LIST, {"kind": "nonsense", "sort": "nonsense"})) == [
        "Бозарық",
        "Достық",
        "Елтай",
    ]


def test_the_list_asks_as_often_for_three_places_as_for_one(
    office: Office, coordinator_client: Client
) -> None:
    district = make_district(office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            coordinator_client.get(LIST)
        return len(asked)

    make_place(office, district=district)
    first = queries()
    make_place(office, district=district)
    make_place(office, district=district)
    assert queries() == first


def test_a_place_shows_its_targets_and_accepted_meetings(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office, name_kk="Тұрғындар")
    place = make_place(office, "Бозарық")
    make_target(track, place)
    make_meeting(track, place, headcount=57)
    make_meeting(track, place, headcount=99, review="recorded")
    page = coordinator_client.get(f"{LIST}{place.pk}/").content.decode()
    assert "Тұрғындар" in page
    assert ">57<" in page
    assert ">99<" not in page  # in a cell: the links hold random digits


def test_another_offices_place_is_not_found(office: Office, coordinator_client: Client) -> None:
    other = make_place(make_office("elsewhere"))
    assert coordinator_client.get(f"{LIST}{other.pk}/").status_code == 404
    assert coordinator_client.get(f"{LIST}{other.pk}/edit/").status_code == 404


@pytest.mark.parametrize("address", [f"{LIST}add/", IMPORT])
def test_who_may_only_look_changes_nothing(address: str, speaker_client: Client) -> None:
    assert speaker_client.get(address).status_code == 403
    assert speaker_client.post(address).status_code == 403


def form_of(kind: int, **fields: Any) -> dict[str, Any]:
    return {"name_kk": "Бозарық", "kind": kind, "is_active": "on", **fields}


def test_a_place_is_edited_and_its_history_told(
    office: Office, coordinator: User, coordinator_client: Client
) -> None:
    place = make_place(office, "Бозарык")
    place.aliases.create(name="Ескі", key="ескі")
    data = form_of(
        place.kind.pk,
        aliases="Жаңа\nЕскі атау",
        languages="өзбекше, қазақша",
        latitude="42,428",
        longitude="69,624",
        size="1200",
    )
    answer = edit(coordinator_client, f"{LIST}{place.pk}/edit/", data, follow=True)
    assert answer.redirect_chain[-1][0] == f"{LIST}{place.pk}/"
    place.refresh_from_db()
    assert (place.name_kk, place.key, place.size) == ("Бозарық", "бозарық", 1200)
    assert (place.languages, place.latitude) == (["uz", "kk"], 42.428)
    assert [alias.name for alias in place.aliases.order_by("pk")] == ["Жаңа", "Ескі атау"]
    entry = AuditEntry.objects.get(action="places.place_edited")
    assert (entry.actor, entry.changes["name_kk"]) == (coordinator, ["Бозарык", "Бозарық"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_kk": ""}, "name_kk"),
        ({"name_kk": "Достық"}, "name_kk"),
        ({"is_priority": "on"}, "priority_basis"),
        ({"latitude": "42,4"}, "longitude"),
        ({"latitude": "142"}, "latitude"),
        ({"languages": "клингон"}, "languages"),
        ({"size": "-1"}, "size"),
    ],
)
def test_a_wrong_field_keeps_what_was_typed_and_says_why(
    wrong: dict[str, str], field: str, office: Office, coordinator_client: Client
) -> None:
    place = make_place(office, "Бозарық")
    make_place(office, "Достық")
    before = dump()
    answer = edit(
        coordinator_client,
        f"{LIST}{place.pk}/edit/",
        form_of(place.kind.pk, priority_basis="", **wrong),
    )
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert dump() == before


def test_a_place_is_added(office: Office, coordinator_client: Client) -> None:
    kind = make_kind(office)
    coordinator_client.post(f"{LIST}add/", form_of(kind.pk, aliases="Бозарык-2"))
    assert office.places.get().aliases.get().name == "Бозарык-2"


def test_an_upload_shows_what_would_change_before_it_does(
    office: Office, coordinator: User, coordinator_client: Client
) -> None:
    make_kind(office)
    before = dump()
    preview = coordinator_client.post(IMPORT, upload([["Атауы", "Түрі"], ["Бозарық", "е/м"]]))
    assert [entry.name for entry in preview.context["outcome"].added] == ["Бозарық"]
    assert dump() == before
    done = coordinator_client.post(IMPORT, {"confirm": "1"}, follow=True)
    assert done.redirect_chain[-1][0] == LIST
    assert office.places.get().name_kk == "Бозарық"
    assert AuditEntry.objects.get(action="places.imported").actor == coordinator
    again = coordinator_client.post(IMPORT, {"confirm": "1"}, follow=True)
    assert again.redirect_chain[-1][0] == IMPORT
    assert office.places.count() == 1


def test_refused_rows_are_left_out_only_when_asked(
    office: Office, coordinator_client: Client
) -> None:
    make_kind(office)
    rows = [["Атауы", "Түрі"], ["Бозарық", "е/м"], ["Мирас", "қыстақ"]]
    preview = coordinator_client.post(IMPORT, upload(rows))
    assert preview.context["outcome"].refused_rows == 1
    coordinator_client.post(IMPORT, {"confirm": "1"})
    assert not office.places.exists()
    coordinator_client.post(IMPORT, {"confirm": "1", "skip_bad_rows": "1"})
    assert [place.name_kk for place in office.places.all()] == ["Бозарық"]


def test_a_file_that_is_no_workbook_is_refused_at_its_field(
    office: Office, coordinator_client: Client
) -> None:
    wrong = BytesIO(b"name;kind")
    wrong.name = "table.csv"
    answer = coordinator_client.post(IMPORT, {"file": wrong})
    assert answer.status_code == 422
    assert "Excel" in answer.context["form"].errors["file"][0]
    assert coordinator_client.post(IMPORT, {}).status_code == 422


def test_a_forgotten_upload_goes_after_a_day(
    office: Office, coordinator_client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    make_kind(office)
    rows = [["Атауы", "Түрі"], ["Бозарық", "е/м"]]
    coordinator_client.post(IMPORT, upload(rows))
    [waiting] = (tmp_path / "imports").iterdir()
    long_ago = time.time() - WAITS_SECONDS - 1
    os.utime(waiting, (long_ago, long_ago))
    coordinator_client.post(IMPORT, upload(rows))
    assert waiting not in [*(tmp_path / "imports").iterdir()]


@pytest.mark.parametrize("prefix", ["", "/ru", "/en"])
def test_an_export_is_a_table_that_imports_unchanged(
    prefix: str, office: Office, coordinator_client: Client
) -> None:
    place = make_place(
        office,
        "Бозарық",
        name_ru="Бозарык",
        district=make_district(office),
        is_priority=True,
        priority_basis="тізім",
        languages=["uz", "kk"],
        latitude=42.428,
        longitude=69.624,
        point_source="approximate",
        size=1200,
    )
    place.aliases.create(name="Бозарык-1", key="бозарык-1")
    answer = coordinator_client.get(f"{prefix}{LIST}", {"format": "xlsx"})
    outcome = import_places(office=office, file=BytesIO(answer.getvalue()), by=None)
    assert [entry.name for entry in outcome.unchanged] == ["Бозарық"]


def test_the_empty_table_has_the_headings_that_the_importer_knows(
    office: Office, coordinator_client: Client
) -> None:
    answer = coordinator_client.get(IMPORT, {"format": "xlsx"})
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    with pytest.raises(Refused, match="Sheet1"):
        import_places(office=office, file=BytesIO(answer.getvalue()), by=None)


def test_two_places_of_one_name_are_told_apart_where_one_is_chosen(
    office: Office, django_assert_num_queries: Any
) -> None:
    microdistrict = make_kind(office, "microdistrict", name_kk="шағын аудан")
    make_place(office, "Бозарық")
    make_place(office, "Сайрам", kind=microdistrict)
    make_place(office, "Сайрам", district=make_district(office))
    places = Place.objects.select_related("kind", "district").order_by("pk")
    field = PlaceField(places, empty_label=None)
    with django_assert_num_queries(2):
        labels = [label for _pk, label in field.choices]
    assert labels == ["Бозарық", "Сайрам (шағын аудан)", "Сайрам (елді мекен, Абай ауданы)"]
    with translation.override("ru"):
        Place.objects.filter(kind=microdistrict).update(name_ru="Сайрам-2")
        assert [label for _pk, label in PlaceField(places).choices][2:] == ["Сайрам-2", "Сайрам"]
