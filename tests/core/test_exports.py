"""Exports: harmless cells, the filters on screen, and no more memory for a longer list."""

import csv
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.http import QueryDict
from django.test import Client
from python_calamine import CalamineWorkbook

from kezdesu.accounts.models import Office, User
from kezdesu.core.exports import FORMULA_SIGNS, TYPES, Field, download
from kezdesu.core.listing import Listing
from kezdesu.meetings.choices import Outcome
from kezdesu.places.imports import import_places
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    make_meeting,
    make_person,
    make_place,
    make_plan,
    make_publication,
    make_seat,
    make_target,
    make_track,
    make_visit,
)

# An answer that is closed tells the database so.
pytestmark = pytest.mark.django_db

FIELDS = [Field("name", "Атауы"), Field("people", "Адам")]


def exported(form: str, rows: Any, fields: list[Field] = FIELDS) -> Any:
    listing: Listing[Any] = Listing(QueryDict(f"format={form}"), sorts=("name",), has_export=True)
    return download(listing, fields, rows, "Тізім")


def whole(answer: Any) -> bytes:
    content = b"".join(answer)
    if not answer.closed:  # the test client closes what it streamed, without ending the connection
        answer.close()
    return content


def told(form: str, rows: Any) -> list[list[Any]]:
    """What a reader of the file finds under its headings."""
    content = whole(exported(form, rows))
    if form == "xlsx":
        return (
            CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
        )
    if form == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))[1:]
    return [list(record.values()) for record in json.loads(content)]


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_no_cell_is_run_by_a_spreadsheet_program(sign: str) -> None:
    typed = f'{sign}HYPERLINK("http://bad","click")'
    [[cell, _people]] = told("csv", [[typed, 1]])
    assert not cell.startswith(FORMULA_SIGNS)
    assert cell == f"'{typed}"
    with ZipFile(BytesIO(whole(exported("xlsx", [[typed, 1]])))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.casefold().replace("hyperlink(", "")


def test_a_negative_number_stays_a_number() -> None:
    assert told("csv", [["a", -5]]) == [["a", "-5"]]
    assert told("xlsx", [["a", -5]]) == [["a", -5.0]]


@pytest.mark.parametrize("form", TYPES)
def test_every_form_holds_the_rows_and_its_name(form: str) -> None:
    answer = exported(form, [["Тоғыс", 40]])
    assert answer["Content-Type"] == TYPES[form]
    assert answer["Content-Disposition"].endswith(f".{form}")
    answer.close()
    [[name, people]] = told(form, [["Тоғыс", 40]])
    assert (name, int(people)) == ("Тоғыс", 40)


def test_csv_begins_with_the_mark_that_excel_needs() -> None:
    assert whole(exported("csv", [])).startswith("\ufeffАтауы,Адам".encode())


def test_json_of_nothing_is_a_list_of_nothing() -> None:
    assert told("json", []) == []


def test_days_and_moments_stay_what_they_are() -> None:
    row = [date(2023, 2, 1), datetime(2023, 2, 1, 10, 30, tzinfo=UTC)]
    assert told("xlsx", [row]) == [[date(2023, 2, 1), datetime(2023, 2, 1, 10, 30)]]
    assert told("json", [row]) == [["2023-02-01", "2023-02-01T10:30:00+00:00"]]


@pytest.mark.parametrize("form", TYPES)
def test_yes_and_no_are_words_in_every_form(form: str) -> None:
    assert told(form, [[True, False]]) == [["иә", "жоқ"]]


def peak_of(form: str, count: int) -> int:
    def rows() -> Iterator[list[Any]]:
        for number in range(count):
            yield [f"Орын {number}" * 5, number]

    tracemalloc.start()
    try:
        answer = exported(form, rows())
        for _chunk in answer:
            pass
        answer.close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", TYPES)
def test_a_list_ten_times_as_long_takes_no_more_memory(form: str) -> None:
    peak_of(form, 10)
    short, long = peak_of(form, 1_000), peak_of(form, 10_000)
    assert long < short + 500_000


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("address", ["places", "people", "meetings", "press"])
def test_every_list_gives_every_form_with_the_filters_on_screen(
    address: str, form: str, office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)
    for name, outcome in (("Тоғыс", Outcome.HELD), ("Мирас", Outcome.CANCELLED)):
        make_meeting(track, place=make_place(office, name), outcome=outcome)
        make_seat(make_person(office, f"{name} Үлгіұлы"))
        make_publication(office, title=f"{name} туралы")
    path = f"/desk/{address}/"
    sizes = [
        len(read(form, coordinator_client.get(path, {"format": form, **narrowed})))
        for narrowed in ({}, {"search": "Тоғыс"}, {"search": "ешкім"})
    ]
    assert sizes == [2, 1, 0]


@pytest.mark.parametrize("form", TYPES)
def test_a_schedule_gives_its_visits(form: str, office: Office, coordinator_client: Client) -> None:
    track = make_track(office)
    plan = make_plan(track, PlanStatus.APPROVED)
    make_visit(plan, make_target(track, make_place(office, "Тоғыс")), date(2023, 2, 1))
    answer = coordinator_client.get(f"/desk/schedule/{plan.pk}/", {"format": form})
    assert len(read(form, answer)) == 1


def read(form: str, answer: Any) -> list[Any]:
    content = whole(answer)
    if form == "json":
        return list(json.loads(content))
    if form == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))[1:]
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[1:]


@pytest.mark.parametrize(
    ("address", "tags"),
    [
        ("places", {"#loc+name+i_kk", "#adm2+name", "#geo+lat"}),
        ("meetings", {"#adm2+name", "#loc+name", "#activity+theme", "#date+start", "#reached"}),
        ("press", {"#date+published", "#org+media"}),
    ],
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_switch_puts_hxl_tags_under_the_headings(
    address: str, tags: set[str], form: str, office: Office, coordinator_client: Client
) -> None:
    make_meeting(make_track(office), place=make_place(office, "Тоғыс"))
    make_publication(office)
    path = f"/desk/{address}/"
    plain = read(form, coordinator_client.get(path, {"format": form}))
    tagged = read(form, coordinator_client.get(path, {"format": form, "hxl": "1"}))
    assert tags <= set(tagged[0])
    assert len(tagged[0]) == len(plain[0])
    assert tagged[1:] == plain
    page = coordinator_client.get(path, {"hxl": "1"}).content.decode()
    assert f"hxl=1&amp;format={form}" in page
    assert 'role="switch" aria-checked="true"' in page


def test_json_has_keys_and_needs_no_tags(office: Office, coordinator_client: Client) -> None:
    make_place(office, "Тоғыс")
    asked = {"format": "json", "hxl": "1"}
    [record] = read("json", coordinator_client.get("/desk/places/", asked))
    assert record["name_kk"] == "Тоғыс"


def test_places_with_tags_are_read_back_by_the_importer(
    office: Office, coordinator: User, coordinator_client: Client
) -> None:
    make_place(office, "Тоғыс")
    content = whole(coordinator_client.get("/desk/places/", {"format": "xlsx", "hxl": "1"}))
    outcome = import_places(office=office, file=BytesIO(content), by=coordinator)
    assert not outcome.refused
    assert not outcome.changes_anything
