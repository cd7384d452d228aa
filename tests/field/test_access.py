"""The data addresses answer JSON with a sentence, whoever asks and however."""

import pytest
from django.test import Client

from kezdesu.accounts.models import Office, User
from kezdesu.programmes.models import Track
from tests.factories import make_place, make_track, make_user
from tests.field.phones import deliver, sent_record

GUARDED = ["/field/bundle", "/field/records"]


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


def ask(client: Client, address: str) -> object:
    answer = client.get(address)
    return deliver(client, {}) if answer.status_code == 405 else answer


@pytest.mark.parametrize("address", GUARDED)
def test_a_guest_is_told_to_sign_in(guest_client: Client, address: str) -> None:
    answer = ask(guest_client, address)
    assert answer.status_code == 401
    assert answer.json()["sentence"]


@pytest.mark.parametrize("address", GUARDED)
def test_who_may_not_record_is_told_so(press_client: Client, address: str) -> None:
    answer = ask(press_client, address)
    assert answer.status_code == 403
    assert answer.json()["sentence"]


@pytest.mark.parametrize("address", GUARDED)
def test_who_has_no_office_is_told_so(client: Client, address: str, db: None) -> None:
    client.force_login(make_user())
    assert ask(client, address).status_code == 403


@pytest.mark.parametrize(
    ("language", "first"), [("kk", "Жүйеге"), ("ru", "Войдите"), ("en", "Sign"), ("de", "Жүйеге")]
)
def test_it_speaks_the_language_of_the_call(
    guest_client: Client, language: str, first: str
) -> None:
    answer = guest_client.get("/field/bundle", headers={"Accept-Language": language})
    assert answer.json()["sentence"].startswith(first)


def test_the_token_says_who_is_signed_in(
    speaker_client: Client, guest_client: Client, speaker: User
) -> None:
    signed_in = speaker_client.get("/field/token").json()
    assert signed_in["signed_in"] is True
    assert signed_in["user"] == "speaker"
    assert signed_in["csrf"]
    assert guest_client.get("/field/token").json()["signed_in"] is False


def test_a_call_without_its_token_is_refused_in_json(speaker: User, track: Track) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(speaker)
    record = sent_record(track, make_place(track.programme.office))
    refused = deliver(client, record)
    assert (refused.status_code, refused.headers["Content-Type"]) == (403, "application/json")
    token = client.get("/field/token").json()["csrf"]
    client.defaults["HTTP_X_CSRFTOKEN"] = token
    assert deliver(client, record).json()["results"][0]["state"] == "kept"


def test_a_sign_in_that_ran_out_after_the_token_is_a_sign_in_that_ran_out(
    speaker: User, track: Track
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(speaker)
    token = client.get("/field/token").json()["csrf"]
    client.cookies.clear()
    client.defaults["HTTP_X_CSRFTOKEN"] = token
    record = sent_record(track, make_place(track.programme.office))
    assert deliver(client, record).status_code == 401
    assert client.put("/field/photos/00000000-0000-4000-8000-000000000000").status_code == 401


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("address", [*GUARDED, "/field/token"])
def test_other_methods_are_not_allowed(speaker_client: Client, address: str, method: str) -> None:
    assert getattr(speaker_client, method)(address).status_code == 405
