"""What visitors read: the same numbers as everywhere, and nothing that pages keep from them."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.figures.queries import figures_for
from kezdesu.newsroom.choices import PostStatus
from kezdesu.programmes.models import Track
from tests.factories import make_place, make_post, make_target

ADDRESSES = (
    "places",
    "figures",
    "figures/2023-H1/residents.people_reached",
    "meetings",
    "posts",
    "posts/jazba",
)
pytestmark = pytest.mark.usefixtures("half_year")


def read(client: Client, address: str, status: int = 200, **headers: str) -> Any:
    answer = client.get(f"/api/v1/{address}", headers=headers)
    assert answer.status_code == status, answer.content.decode()
    return json.loads(answer.content)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_guest_reads_it_from_any_page_and_gets_no_cookie(
    guest_client: Client, address: str
) -> None:
    answer = guest_client.get(f"/api/v1/{address}")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not guest_client.cookies


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_only_read(guest_client: Client, address: str) -> None:
    assert guest_client.post(f"/api/v1/{address}").status_code == 405


def test_figures_are_those_of_the_command(guest_client: Client) -> None:
    out = StringIO()
    call_command("figures", "--office", "shymkent", "--period", "2023-H1", "--json", stdout=out)
    rows = read(guest_client, "figures?period=2023-H1&language=ru&limit=200")["rows"]
    assert {row["key"]: (row["value"], row["unit"], row["definition"]) for row in rows} == {
        key: (figure["value"], figure["unit"], figure["definition"]["ru"])
        for key, figure in json.loads(out.getvalue()).items()
    }


def test_figures_are_those_of_the_pages(
    guest_client: Client, coordinator_client: Client, office: Office
) -> None:
    page = coordinator_client.get("/desk/figures/", {"period": "2023-H1"})
    shown = [figure for subject in page.context["subjects"] for figure in subject.figures]
    rows = read(guest_client, "figures?period=2023-H1&limit=200")["rows"]
    assert [(row["key"], row["value"]) for row in rows] == [
        (figure.key, figure.known) for figure in shown
    ]
    assert {"residents.people_reached": 96, "students.people_reached": 200}.items() <= {
        row["key"]: row["value"] for row in rows
    }.items()


@pytest.mark.parametrize(
    "key", ["residents.people_reached", "residents.targets", "press.publications"]
)
def test_the_rows_of_a_figure_add_up_to_it(guest_client: Client, key: str) -> None:
    answer = read(guest_client, f"figures/2023-H1/{key}")
    assert answer["figure"]["value"] == sum(row["amount"] for row in answer["rows"]) > 0


def test_people_are_never_among_the_rows(guest_client: Client) -> None:
    answer = read(guest_client, "figures/2023-H1/group.members")
    assert (answer["figure"]["value"], answer["rows"]) == (1, [])
    whole = [guest_client.get(f"/api/v1/{each}").content.decode() for each in ADDRESSES]
    assert not any("Жасырын" in each for each in whole)


def test_one_request_answers_with_the_attendance_of_each_track(
    guest_client: Client, office: Office
) -> None:
    figures = figures_for(office, Period.parse("2023-H1"))
    answer = read(guest_client, "meetings?period=2023-H1&limit=1")
    assert (answer["total"], len(answer["rows"])) == (4, 1)
    assert {total["track"] for total in answer["totals"]} == {"residents", "students"}
    for total in answer["totals"]:
        track = total["track"]
        assert total == {
            "track": track,
            "held": figures[f"{track}.meetings_held"].value,
            "cancelled": figures[f"{track}.meetings_cancelled"].value,
            "postponed": figures[f"{track}.meetings_postponed"].value,
            "headcount": figures[f"{track}.people_reached"].value,
        }


def test_meetings_are_narrowed_and_keep_their_reason(guest_client: Client) -> None:
    answer = read(guest_client, "meetings?period=2023-H1&outcome=cancelled")
    assert [row["reason"] for row in answer["rows"]] == ["ауа райы"]
    place = answer["rows"][0]["place"]["id"]
    there = read(guest_client, f"meetings?period=2023-H1&track=residents&place={place}")
    assert {row["outcome"] for row in there["rows"]} == {"cancelled", "postponed"}
    assert [(total["held"], total["headcount"]) for total in there["totals"]] == [(0, 0)]


def test_a_place_never_visited_is_in_the_list(guest_client: Client) -> None:
    answer = read(guest_client, "places?period=2023-H1")
    assert {row["name"]: row["state"] for row in answer["rows"]}["Бозарық"] == "met"
    assert [(each["targets"], each["places_met"]) for each in answer["tracks"]] == [(2, 1), (1, 1)]
    assert read(guest_client, "places?period=2023-H1&state=due")["total"] == 1
    assert read(guest_client, "places?period=2023-H1&is_priority=true")["total"] == 1
    assert read(guest_client, "places?period=2019-H1")["rows"] == []


def test_drafts_stay_in_the_newsroom(guest_client: Client, office: Office) -> None:
    make_post(office, "draft", status=PostStatus.DRAFT, published_at=None)
    assert [row["slug"] for row in read(guest_client, "posts")["rows"]] == ["jazba"]
    read(guest_client, "posts/draft", 404)


def test_parts_of_a_list_make_the_whole(guest_client: Client) -> None:
    whole = read(guest_client, "figures?period=2023-H1&limit=200")
    parts = [
        row
        for offset in range(0, whole["total"], 7)
        for row in read(guest_client, f"figures?period=2023-H1&limit=7&offset={offset}")["rows"]
    ]
    assert parts == whole["rows"]


@pytest.mark.parametrize(
    ("asked", "accepted", "name"),
    [("", "", "Тұрғындар"), ("", "ru-RU,en;q=0.5", "Жители"), ("en", "ru", "Residents")],
)
def test_names_are_in_the_language_asked_for(
    guest_client: Client, asked: str, accepted: str, name: str
) -> None:
    word = f"&language={asked}" if asked else ""
    headers = {"Accept-Language": accepted} if accepted else {}
    answer = guest_client.get(f"/api/v1/places?period=2023-H1{word}", headers=headers)
    assert answer.json()["tracks"][0]["name"] == name
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("places?size=5", 422, "“size” cannot be asked for here."),
        ("places?limit=201", 422, "“limit” must be at most 200."),
        ("places?limit=0", 422, "“limit” must be at least 1."),
        ("posts?offset=9223372036854775808", 422, "“offset” must be at most 1000000."),
        ("places?limit=nan", 422, "The value of “limit” is not understood."),
        ("places?district=inf", 422, "The value of “district” is not understood."),
        ("places?state=x", 422, "“state” must be one of these: met, planned, due."),
        ("meetings?outcome=x", 422, "“outcome” must be one of these: held, cancelled, postponed."),
        ("places?period=2023-H3", 422, "Write the period as 2023-H1, 2023-Q1, 2023-05 or 2023."),
        ("places?track=nothing", 404, "There is nothing at this address."),
        ("figures/2023-H1/residents.nothing", 404, "There is nothing at this address."),
    ],
)
def test_what_is_wrong_is_one_sentence(
    guest_client: Client, address: str, status: int, sentence: str
) -> None:
    assert read(guest_client, address, status, **{"Accept-Language": "en"}) == {"error": sentence}
    kazakh = read(guest_client, address, status)["error"]
    assert kazakh != sentence


def test_without_an_office_there_is_nothing(guest_client: Client, office: Office) -> None:
    office.names.all().delete()
    read(guest_client, "figures", 404)


@pytest.mark.parametrize("address", ADDRESSES)
def test_more_rows_ask_no_more_questions(
    guest_client: Client,
    django_assert_max_num_queries: Any,
    office: Office,
    half_year: Track,
    address: str,
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(90) as asked:
            read(guest_client, address)
        return len(asked)

    few = queries()
    for number in range(3):
        make_target(half_year, make_place(office))
        make_post(office, f"more-{number}", published_at=timezone.now())
    assert queries() == few
