"""PUT and HEAD of a file in pieces, as a phone on a bad network sends it."""

import hashlib
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from kezdesu.accounts.models import Office, User
from kezdesu.meetings.models import Evidence, Topic, Upload
from tests.factories import make_meeting, make_track
from tests.meetings.conftest import store
from tests.meetings.files import phone_picture, stored

__all__ = ["store"]
pytestmark = [pytest.mark.usefixtures("store", "office")]
CONTENT = phone_picture()


def put(client: Client, pk: UUID, first: int, last: int, **changes: Any) -> Any:
    """The bytes from `first` up to `last`; `changes` replace headers, `content` the whole file."""
    content: bytes = changes.pop("content", CONTENT)
    headers = {
        "Content-Range": f"bytes {first}-{last - 1}/{len(content)}",
        "X-Record": str(uuid4()),
        "X-Kind": "photo",
        "X-Sha256": hashlib.sha256(content).hexdigest(),
        "X-Consent": "given",
        "Accept-Language": "en",
    }
    return client.put(
        f"/field/photos/{pk}",
        content[first:last],
        content_type="application/octet-stream",
        headers=headers | changes.pop("headers", {}),
    )


def received(client: Client, pk: UUID) -> str:
    answer = client.head(f"/field/photos/{pk}")
    assert answer.status_code == 200
    return str(answer.headers["X-Received"])


def test_a_photo_resumes_where_it_broke_off(speaker_client: Client, speaker: User) -> None:
    pk = uuid4()
    assert received(speaker_client, pk) == "0"
    answer = put(speaker_client, pk, 0, 400)
    assert (answer.status_code, answer.headers["X-Received"]) == (200, "400")
    assert answer.json() == {"received": 400, "state": "waiting"}
    ahead = put(speaker_client, pk, 600, len(CONTENT))
    assert (ahead.status_code, ahead.headers["X-Received"]) == (409, "400")
    assert received(speaker_client, pk) == "400"
    assert put(speaker_client, pk, 400, len(CONTENT)).json()["state"] == "kept"
    assert received(speaker_client, pk) == str(len(CONTENT))
    kept = Evidence.objects.get()
    assert (kept.pk, kept.consent, kept.added_by) == (pk, "given", speaker)


def test_sending_a_photo_twice_leaves_one(speaker_client: Client) -> None:
    pk = uuid4()
    for _ in range(2):
        answer = put(speaker_client, pk, 0, len(CONTENT))
        assert (answer.status_code, answer.json()["state"]) == (200, "kept")
    assert Evidence.objects.count() == 1
    assert len(stored()) == 2


def test_a_spoilt_file_begins_anew(speaker_client: Client) -> None:
    pk = uuid4()
    wrong = {"headers": {"X-Sha256": "0" * 64}}
    answer = put(speaker_client, pk, 0, len(CONTENT), **wrong)
    assert (answer.status_code, answer.headers["X-Received"]) == (409, "0")
    assert stored() == []
    assert put(speaker_client, pk, 0, len(CONTENT)).status_code == 200


@pytest.mark.parametrize(
    "content", [b"MZ" + b"\0" * 400, b"<svg onload='alert(1)'/>", CONTENT[:500]]
)
def test_what_is_no_photo_is_refused_with_a_sentence(
    speaker_client: Client, content: bytes
) -> None:
    answer = put(speaker_client, uuid4(), 0, len(content), content=content)
    assert answer.status_code == 422
    assert answer.json()["sentence"].endswith(".")
    assert answer.headers["X-Received"] == "0"
    assert stored() == []
    assert not Upload.objects.exists()


def test_a_hundred_megabytes_are_refused_before_they_come(speaker_client: Client) -> None:
    answer = put(speaker_client, uuid4(), 0, 100, headers={"Content-Range": "bytes 0-99/100000000"})
    assert answer.status_code == 422
    assert "25" in answer.json()["sentence"]
    assert stored() == []


def test_a_piece_that_is_too_large_is_refused(speaker_client: Client) -> None:
    answer = put(speaker_client, uuid4(), 0, 100, headers={"Content-Length": "9000000"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Range": ""},
        {"Content-Range": "bytes 10-5/20"},
        {"Content-Range": "bytes 0-9/5"},
        {"Content-Range": "bytes 0-99999/100000"},
        {"X-Record": "../../etc"},
        {"X-Kind": "program"},
        {"X-Sha256": "abc"},
        {"X-Consent": "perhaps"},
    ],
)
def test_what_cannot_be_read_is_answered_with_a_sentence(
    speaker_client: Client, headers: dict[str, str]
) -> None:
    answer = put(speaker_client, uuid4(), 0, len(CONTENT), headers=headers)
    assert answer.status_code == 400
    assert answer.json()["sentence"].endswith(".")
    assert not Upload.objects.exists()


def test_a_guest_and_who_may_not_record_are_told_so(
    guest_client: Client, press_client: Client
) -> None:
    assert put(guest_client, uuid4(), 0, 10).status_code == 401
    assert put(press_client, uuid4(), 0, 10).status_code == 403
    assert guest_client.head(f"/field/photos/{uuid4()}").status_code == 401
    assert stored() == []


def test_a_photo_of_another_offices_record_is_refused(
    speaker_client: Client, stranger: User
) -> None:
    [theirs] = Office.objects.filter(slug="elsewhere")
    record = make_meeting(make_track(theirs))
    answer = put(speaker_client, uuid4(), 0, 10, headers={"X-Record": str(record.pk)})
    assert answer.status_code == 422
    assert not Upload.objects.exists()


def test_a_photo_of_somebody_elses_number_tells_nothing(
    speaker_client: Client, coordinator_client: Client
) -> None:
    pk = uuid4()
    put(speaker_client, pk, 0, len(CONTENT))
    assert received(coordinator_client, pk) == "0"
    assert put(coordinator_client, pk, 0, len(CONTENT)).status_code == 422


def test_the_phone_takes_along_what_may_be_said_of_consent_and_topics(
    speaker_client: Client, office: Office
) -> None:
    topic = Topic.objects.create(office=office, slug="roads", name_kk="жолдар", name_en="roads")
    bundle = speaker_client.get("/field/bundle", headers={"Accept-Language": "en"}).json()
    assert [code for code, _label in bundle["choices"]["consent"]] == ["given", "nobody", "office"]
    assert bundle["topics"] == [{"id": topic.pk, "name": "roads"}]
