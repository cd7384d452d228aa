"""Every list leaves as Excel, CSV and JSON, and the file holds what the screen shows."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from kezdesu.accounts.models import Office
from kezdesu.core.exports import FORMULA_SIGNS
from kezdesu.core.listing import Listing
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.meetings.models import Question
from kezdesu.newsroom.choices import PostStatus
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan
from tests.factories import (
    make_district,
    make_meeting,
    make_person,
    make_place,
    make_plan,
    make_post,
    make_publication,
    make_seat,
    make_target,
    make_track,
    make_visit,
)

EVIL = "=1+1"


@dataclass(frozen=True)
class Screen:
    """A list: where it stands, and what of a row on the screen and of one in the file is the same.

    `said` is the column of the file, `shown` what the screen has in its place.
    """

    address: str
    said: str
    shown: Callable[[Any], str]


def _place(row: Any) -> str:
    return row.place if isinstance(row.place, str) else row.place.name


SCREENS = (
    Screen("meetings/", "place", _place),
    Screen("meetings/overdue/", "place", lambda row: row.target.place.name),
    Screen("meetings/questions/", "text", lambda row: row.text),
    Screen("places/", "name_kk", lambda row: row.name),
    Screen("people/", "full_name", lambda row: row.full_name),
    Screen("press/", "title", lambda row: row.title),
    Screen("newsroom/", "title", lambda row: row.title),
    Screen("overdue/", "place", lambda row: row.name),
    Screen("schedule/targets/", "place", _place),
    Screen("schedule/list/2023-02/", "place", lambda row: row.target.place.name),
    Screen("programmes/tracks/{track}/", "place", _place),
    Screen("figures/2023-H1/residents.people_reached/", "title", lambda row: row.title),
    Screen("figures/2023-H1/residents.visits_held/percent/", "title", lambda row: row.title),
)
COVERAGE = Screen("/coverage/", "place", lambda row: str(row.name))


@pytest.fixture
def full(office: Office) -> Office:
    """Three rows and more in every list, of names that stand in another order than they came."""
    track = make_track(office, name_kk="Тұрғындар", name_ru="Жители", name_en="Residents")
    plan = make_plan(track, PlanStatus.APPROVED)
    district = make_district(office, "abay")
    for number, name in enumerate(("Өтеміс", EVIL, "Әуезов", "Абай")):
        place = make_place(
            office,
            name,
            district=district if number % 2 else None,
            is_priority=number == 2,
            priority_basis="тізім" if number == 2 else "",
            size=1000 - number,
        )
        visit = make_visit(plan, make_target(track, place, due_on=date(2023, 2, 1 + number)))
        person = make_person(office, f"{name} Үлгі", post=f"Лауазым {-number}")
        if number:
            make_seat(person)
        make_publication(office, date(2023, 3, 1 + number % 2), title=f"{name} туралы")
        make_post(office, status=PostStatus.DRAFT if number == 1 else PostStatus.PUBLISHED)
        if number < 3:
            held = {"outcome": Outcome.HELD, "headcount": 10 + number}
            lost = {"outcome": Outcome.CANCELLED, "reason": EVIL}
            meeting = make_meeting(
                track,
                place,
                visit=visit if number < 2 else None,
                venue=EVIL,
                review=Review.ACCEPTED,
                day=date(2023, 3, 9 - number),
                **(held if number < 2 else lost),
            )
            Question.objects.create(meeting=meeting, text=f"{name}: қашан?", owner=EVIL)
    return office


def read(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content)


def queries_of(listing: Listing[Any]) -> Iterator[str]:
    """As the screen itself offers them: each filter's choices, each order both ways, a search."""
    yield ""
    for each in listing.filters:
        for choice in [choice for choice in each.choices if choice.value][:3]:
            yield f"{each.name}={choice.value}"
    for sort in listing.sorts:
        yield f"sort={sort}"
        yield f"sort=-{sort.removeprefix('-')}"
    if listing.search_label:
        yield "search=ә"


def on_screen(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.context["page"]
    found: list[Any] = list(answer.context["page"])
    assert not page.has_next()
    return found


@pytest.mark.parametrize("screen", [*SCREENS, COVERAGE], ids=lambda each: each.address)
def test_a_list_leaves_as_it_is_shown(
    coordinator_client: Client, full: Office, screen: Screen
) -> None:
    """The same rows in the same order under each filter, order and search of the screen."""
    address = screen.address.format(track=Track.objects.get().pk)
    address = address if address.startswith("/") else f"/desk/{address}"
    listing = coordinator_client.get(address).context["listing"]
    assert [link.label for link in listing.export_links] == ["Excel", "CSV", "JSON"]
    several = 0
    for query in queries_of(listing):
        shown = [screen.shown(row) for row in on_screen(coordinator_client, f"{address}?{query}")]
        rows = json.loads(read(coordinator_client, f"{address}?{query}&format=json"))
        assert [row[screen.said] for row in rows] == shown, query
        several += len(shown) > 1
    assert several


@pytest.mark.parametrize("screen", SCREENS, ids=lambda each: each.address)
def test_the_three_forms_of_a_list_say_the_same_and_run_nothing(
    coordinator_client: Client, full: Office, screen: Screen
) -> None:
    address = f"/en/desk/{screen.address.format(track=Track.objects.get().pk)}"
    rows = json.loads(read(coordinator_client, f"{address}?format=json"))
    told = [[_plain(cell) for cell in row.values()] for row in rows]
    table = read(coordinator_client, f"{address}?format=csv&hxl=1")
    assert table.startswith(b"\xef\xbb\xbf")
    heading, tags, *lines = csv.reader(io.StringIO(table.decode("utf-8-sig")))
    assert not any(cell.startswith(FORMULA_SIGNS) for line in lines for cell in line)
    assert [[cell.removeprefix("'") for cell in line] for line in lines] == told
    assert all(tag == "" or tag.startswith("#") for tag in tags)
    assert any(tags)
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(read(coordinator_client, f"{address}?format=xlsx"))
    )
    first, *others = book.get_sheet_by_index(0).to_python()
    assert first == heading
    assert len(others) == len(rows)


def _plain(cell: Any) -> str:
    return "" if cell is None else str(cell)


def test_a_plan_leaves_in_the_order_of_its_page(coordinator_client: Client, full: Office) -> None:
    address = f"/desk/schedule/{Plan.objects.get().pk}/"
    rows = json.loads(read(coordinator_client, f"{address}?format=json"))
    shown = coordinator_client.get(address).context["page"].visits
    assert [row["place"] for row in rows] == [visit.place for visit in shown]
    assert len(shown) == 4


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_no_cell_of_open_data_is_run_either(client: Client, office: Office, sign: str) -> None:
    track = make_track(office)
    make_meeting(track, make_target(track, make_place(office, f"{sign}cmd|calc")).place)
    for table in ("coverage", "meetings"):
        text = client.get(f"/open-data/2023-H1/{table}.csv").content.decode()
        assert text.startswith("\ufeff")
        cells = [cell for line in csv.reader(io.StringIO(text[1:], newline="")) for cell in line]
        assert any("cmd|calc" in cell for cell in cells)
        assert not any(cell.startswith(FORMULA_SIGNS) for cell in cells)
