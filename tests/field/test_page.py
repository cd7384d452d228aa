"""The page that a phone keeps: the same for everybody, whole, and plain without scripts."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.schedule.choices import PlanStatus
from tests.factories import make_person, make_plan, make_track, make_visit

PAGES = {"kk": "/field/", "ru": "/ru/field/", "en": "/en/field/"}


def settings_in(page: str) -> dict[str, object]:
    found = re.search(r'id="field-settings" type="application/json">(.*?)</script>', page, re.S)
    assert found
    settings: dict[str, object] = json.loads(found[1])
    return settings


@pytest.mark.parametrize(("language", "address"), PAGES.items())
def test_the_page_opens_to_anybody_in_its_language(
    language: str, address: str, guest_client: Client
) -> None:
    answer = guest_client.get(address)
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    settings = settings_in(page)
    assert settings["language"] == language
    assert settings["scopes"] == list(PAGES.values())
    assert len(settings["days"]["months"]) == 12  # type: ignore[index]


def test_months_are_kazakh_ones(guest_client: Client) -> None:
    days = settings_in(guest_client.get("/field/").content.decode())["days"]
    assert days["months"][10] == "қараша"  # type: ignore[index]
    assert days["weekdays"][3] == "бейсенбі"  # type: ignore[index]


def test_the_policy_lets_the_page_show_its_own_photos_and_nothing_inline(
    guest_client: Client,
) -> None:
    policy = guest_client.get("/field/").headers["Content-Security-Policy"]
    assert "img-src 'self' data: blob:" in policy
    assert "worker-src 'self'" in policy
    assert "unsafe" not in policy
    page = guest_client.get("/field/").content.decode()
    assert "style=" not in page
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page) == []


@pytest.mark.parametrize("address", PAGES.values())
def test_each_language_has_its_manifest(address: str, guest_client: Client) -> None:
    answer = guest_client.get(f"{address}manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    about = json.loads(answer.content)
    assert about["start_url"] == about["scope"] == address
    assert {icon["purpose"] for icon in about["icons"]} == {"any", "maskable"}
    for icon in about["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon


def worker(client: Client) -> dict[str, object]:
    answer = client.get("/field/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    found = re.match(r"const FIELD = (\{.*?\});\n", answer.content.decode())
    assert found
    kept: dict[str, object] = json.loads(found[1])
    return kept


def test_the_worker_keeps_all_that_the_page_loads(guest_client: Client) -> None:
    kept = worker(guest_client)
    assert kept["shells"] == list(PAGES.values())
    page = guest_client.get("/field/").content.decode()
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page)) - {
        "/static/field/icon-192.png"  # for the home screen, not for the page
    }
    assert loaded - set(kept["files"]) == set()  # type: ignore[call-overload]


def test_a_worker_stays_the_same_until_something_changes(guest_client: Client) -> None:
    assert worker(guest_client)["version"] == worker(guest_client)["version"]


@pytest.fixture
def visit_today(office: Office, speaker: User) -> int:
    person = make_person(office, user=speaker)
    today = timezone.localdate()
    plan = make_plan(
        make_track(office),
        PlanStatus.APPROVED,
        starts_on=today - timedelta(1),
        ends_on=today + timedelta(1),
    )
    visit = make_visit(plan, day=today, venue="№ 5 мектеп", crew=[person])
    make_visit(plan, day=today + timedelta(1), venue="Ертеңгі жер", crew=[person])
    make_visit(plan, day=today, venue="Басқаның жері", crew=[])
    return visit.pk


def test_without_scripts_todays_meetings_lead_to_the_desks_form(
    visit_today: int, speaker_client: Client
) -> None:
    page = speaker_client.get("/field/").content.decode()
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert f'href="/desk/meetings/record/?visit={visit_today}"' in plain
    assert "№ 5 мектеп" in plain
    assert "Ертеңгі жер" not in plain
    assert "Басқаның жері" not in plain


def test_what_the_phone_keeps_holds_nobodys_list(visit_today: int, guest_client: Client) -> None:
    assert "№ 5 мектеп" not in guest_client.get("/field/").content.decode()


def test_who_may_not_record_gets_no_list(
    visit_today: int, approver_client: Client, stranger_client: Client
) -> None:
    for client in (approver_client, stranger_client):
        assert "№ 5 мектеп" not in client.get("/field/").content.decode()


def test_moments_carry_the_offset_of_the_office(visit_today: int, speaker_client: Client) -> None:
    bundle = speaker_client.get("/field/bundle").json()
    assert bundle["made_at"].endswith("+05:00")
    assert all(visit["starts_at"].endswith("+05:00") for visit in bundle["visits"])


@pytest.mark.parametrize("who", ["speaker_client", "coordinator_client"])
def test_the_desk_leads_to_the_page(who: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(who).get("/desk/").content.decode()
    assert 'href="/field/"' in page


def test_who_records_nothing_is_not_led_there(approver_client: Client) -> None:
    assert 'href="/field/"' not in approver_client.get("/desk/").content.decode()
