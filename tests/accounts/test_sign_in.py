"""Where signing in leads: a speaker on a phone to the offline page, others to the desk."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from kezdesu.accounts.models import User

PHONE = "Mozilla/5.0 (Linux; Android 11; K) Chrome/120.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0 Safari/537.36"


def led_to(user: User, browser: str, address: str = "/account/login/") -> str:
    client = Client(headers={"user-agent": browser})
    answer = client.post(address, {"login": user.username, "password": "secret-word"})
    return answer.headers["Location"]


def test_a_speaker_on_a_phone_lands_where_meetings_are_recorded(speaker: User) -> None:
    assert led_to(speaker, PHONE) == "/field/"
    assert led_to(speaker, PHONE, "/ru/account/login/") == "/ru/field/"


def test_a_speaker_at_a_desk_lands_on_the_desk(speaker: User) -> None:
    assert led_to(speaker, DESK) == "/desk/"


@pytest.mark.parametrize("role", ["coordinator", "press_officer"])
def test_others_land_on_the_desk_from_a_phone_too(
    role: str, request: pytest.FixtureRequest
) -> None:
    assert led_to(request.getfixturevalue(role), PHONE) == "/desk/"


def test_the_page_that_asked_for_the_sign_in_comes_first(speaker: User) -> None:
    assert led_to(speaker, PHONE, "/account/login/?next=/desk/meetings/") == "/desk/meetings/"


def test_who_has_no_office_is_not_sent_to_the_phone_page(stranger: User) -> None:
    stranger.memberships.all().delete()
    assert led_to(stranger, PHONE) == "/desk/"


@pytest.mark.parametrize("page", ["email/", "confirm-email/", "confirm-email/key/"])
def test_nobody_adds_addresses_past_the_administrator(speaker_client: Client, page: str) -> None:
    for answer in (
        speaker_client.get(f"/account/{page}"),
        speaker_client.post(f"/account/{page}", {"email": "mine@example.kz", "action_add": ""}),
    ):
        assert answer.status_code in {302, 404, 405}
    assert not EmailAddress.objects.exists()
