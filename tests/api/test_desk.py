"""What the desk reads: by role, of its own office only, with every row."""

import json
from typing import Any

import pytest
from django.test import Client

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office
from kezdesu.accounts.policy import MAY
from kezdesu.api.access import Needs
from kezdesu.api.desk import router
from kezdesu.programmes.models import Track
from kezdesu.schedule.models import Plan
from tests.conftest import client_of
from tests.factories import make_meeting, make_office, make_place, make_publication, make_user

RIGHTS = {
    "figures": "figures.view",
    "figures/2023-H1/group.members": "figures.view",
    "meetings": "meetings.view",
    "plans": "schedule.view",
    "publications": "press.view",
}
pytestmark = pytest.mark.usefixtures("half_year")


def read(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/desk/{address}", headers={"Accept-Language": "en"})
    assert answer.status_code == status, answer.content.decode()
    return json.loads(answer.content)


def test_every_address_names_its_right() -> None:
    for view in router.path_operations.values():
        for operation in view.operations:
            (guard,) = operation.auth_callbacks
            assert isinstance(guard, Needs)
            assert guard.action in MAY


@pytest.mark.parametrize("address", RIGHTS)
def test_a_guest_signs_in_first(guest_client: Client, address: str) -> None:
    assert read(guest_client, address, 401) == {"error": "Sign in first."}


@pytest.mark.parametrize("address", RIGHTS)
def test_who_has_no_role_is_turned_away(client: Client, address: str) -> None:
    client.force_login(make_user())
    assert read(client, address, 403) == {"error": "Your role does not allow this."}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", RIGHTS)
def test_each_role_reads_what_the_table_says(
    office: Office, address: str, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(make_user(office=office, role=role))
    read(client, address, 200 if role in MAY[RIGHTS[address]] else 403)
    monkeypatch.setitem(MAY, RIGHTS[address], frozenset(Role) - {role})
    read(client, address, 403)


def test_a_stranger_reads_only_the_own_office(stranger_client: Client) -> None:
    assert read(stranger_client, "figures?period=2023-H1")["office"] == "elsewhere"
    assert read(stranger_client, "meetings?period=2023-H1")["total"] == 0
    assert read(stranger_client, "publications?period=2023-H1")["total"] == 0
    assert read(stranger_client, "plans")["total"] == 0
    read(stranger_client, f"plans/{Plan.objects.get().pk}", 404)


def test_records_are_there_in_every_state_and_only_accepted_ones_count(
    coordinator_client: Client,
) -> None:
    answer = read(coordinator_client, "meetings?period=2023-H1&track=residents")
    assert sorted(row["review"] for row in answer["rows"]) == [*["accepted"] * 3, "recorded"]
    assert [total["headcount"] for total in answer["totals"]] == [96]
    waiting = read(coordinator_client, "meetings?period=2023-H1&review=recorded")["rows"]
    assert [row["headcount"] for row in waiting] == [7000]


def test_the_desk_sees_the_people_behind_a_figure(speaker_client: Client) -> None:
    answer = read(speaker_client, "figures/2023-H1/group.members")
    assert [row["title"] for row in answer["rows"]] == ["Жасырын Адам"]


def test_a_plan_shows_its_visits_and_their_crew(approver_client: Client) -> None:
    (track,) = [each for each in read(approver_client, "plans")["rows"] if each["periods"]]
    plan = track["periods"][0]["in_force"]
    assert (plan["version"], plan["visits"], plan["document_number"]) == (1, 1, "12")
    visits = read(approver_client, f"plans/{plan['id']}")["rows"]
    assert [(visit["place"], visit["crew"]) for visit in visits] == [("Бозарық", ["Жасырын Адам"])]


def test_publications_are_listed(press_client: Client) -> None:
    (row,) = read(press_client, "publications?period=2023-H1")["rows"]
    assert (row["outlet"], row["published_on"], row["kind"]) == (
        "Қала үні",
        "2023-02-03",
        "article",
    )


@pytest.mark.parametrize("address", RIGHTS)
def test_more_rows_ask_no_more_questions(
    coordinator_client: Client,
    django_assert_max_num_queries: Any,
    office: Office,
    half_year: Track,
    address: str,
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(90) as asked:
            read(coordinator_client, address)
        return len(asked)

    few = queries()
    for _ in range(3):
        make_meeting(half_year, make_place(office))
        make_publication(office)
    make_office()
    assert queries() == few
