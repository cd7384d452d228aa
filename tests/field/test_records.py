"""Records arrive from phones: each on its own, once, and strictly read."""

import pytest
from django.test import Client

from kezdesu.accounts.models import Office, User
from kezdesu.meetings.models import Meeting
from kezdesu.places.models import Place
from kezdesu.programmes.models import Track
from tests.factories import make_cause, make_office, make_place, make_track
from tests.field.phones import deliver, result, sent_record


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def place(office: Office) -> Place:
    return make_place(office)


def test_a_record_is_kept(
    speaker_client: Client, speaker: User, track: Track, place: Place
) -> None:
    record = sent_record(track, place, women=30)
    assert result(speaker_client, record) == {
        "id": record["id"],
        "version": 1,
        "state": "kept",
        "review": "recorded",
        "sentence": "",
        "field": "",
    }
    meeting = Meeting.objects.get()
    assert str(meeting.pk) == record["id"]
    assert (meeting.headcount, meeting.women, meeting.recorded_by) == (60, 30, speaker)


def test_sending_it_again_doubles_nothing(
    speaker_client: Client, track: Track, place: Place
) -> None:
    record = sent_record(track, place)
    states = [result(speaker_client, record)["state"] for _time in range(3)]
    assert states == ["kept", "known", "known"]
    assert Meeting.objects.count() == 1


def test_a_bad_record_does_not_stop_the_others(
    speaker_client: Client, track: Track, place: Place
) -> None:
    good, bad, last = (sent_record(track, place) for _each in range(3))
    answer = deliver(speaker_client, good, bad | {"headcount": -1}, last).json()
    assert [each["state"] for each in answer["results"]] == ["kept", "refused", "kept"]
    assert answer["results"][1]["field"] == "headcount"
    assert answer["csrf"]


DECADE_AGO = "2013-02-01T10:00:00+05:00"  # of no programme
SPOILT = {
    "id": [None, 5, "", "x" * 36, "12345678"],
    "version": [None, 0, -1, 1.0, True, "1", 2**63, 10**30],
    "recorded_at": [None, 1, "", "yesterday", "2023-02-01T10:00:00", "9999-12-31T23:59:59+00:00"],
    "visit": [1, "", "none", []],
    "track": [None, 0, 987654, "1", 2**63, 2**64, True, 1.5],
    "place": [None, 987654, [], {}],
    "outcome": [None, "", "Held", 1, ["held"], {}],
    "starts_at": [None, 1e3, "2023-02-30T10:00:00+05:00", "2099-01-01T10:00:00+05:00", DECADE_AGO],
    "venue": ["x" * 301, "a\0b", "\ud800", 5, [], {}],
    "note": ["x" * 5001, 7],
    "themes": [1, "1", ["1"], [987654], [2**63], [None], [[]], list(range(1, 200))],
    "speakers": [{}, [987654], [True]],
    "headcount": [-1, 1.5, "60", True, 2**63, 2**31, [], None, 0],
    "women": [61, -1, "x"],
    "men": [2**64],
    "how_counted": ["", "guess", 1],
    "organisations": ["one", [5], ["x" * 201], [{}], ["a\0"], [str(at) for at in range(60)]],
    "questions": [1, [1], [{}], [{"id": "1", "text": "?"}]],
    "photos": ["x", ["x"], [1]],
    "unheard": [1],
}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in SPOILT.items() for value in values]
)
def test_what_is_not_of_its_type_or_size_is_refused_at_its_field(
    speaker_client: Client, track: Track, place: Place, field: str, value: object
) -> None:
    answer = result(speaker_client, sent_record(track, place) | {field: value})
    assert (answer["state"], answer["field"]) == ("refused", field)
    assert answer["sentence"].endswith(".")
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("raw", [None, 1, "x", [], [[]]])
def test_what_is_no_record_is_refused(speaker_client: Client, raw: object, db: None) -> None:
    assert result(speaker_client, raw)["state"] == "refused"


DEEP = b'{"records": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"records": []}',
        b'{"records": 1}',
        b'{"records": [%s]}' % b",".join([b"{}"] * 21),
        b'{"records": [{"headcount": NaN}]}',
        b'{"records": [{"headcount": -Infinity}]}',
        b'{"records": [{"headcount": %s}]}' % (b"9" * 5000),
        DEEP,
    ],
    ids=["empty", "open", "list", "bytes", "none", "one", "21", "nan", "infinity", "long", "deep"],
)
def test_what_cannot_be_read_is_one_sentence(speaker_client: Client, body: bytes) -> None:
    answer = speaker_client.post("/field/records", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["sentence"]


def test_a_huge_body_is_refused_unread(speaker_client: Client) -> None:
    body = b'{"records": [{"note": "%s"}]}' % (b"x" * 1_000_001)
    answer = speaker_client.post("/field/records", body, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["sentence"]


def test_another_offices_place_is_unknown(speaker_client: Client, track: Track) -> None:
    from tests.factories import make_office

    foreign = make_place(make_office("elsewhere"))
    answer = result(speaker_client, sent_record(track, foreign))
    assert (answer["state"], answer["field"]) == ("refused", "place")


def test_a_reason_is_chosen_from_the_office_s_list(
    speaker_client: Client, office: Office, track: Track, place: Place
) -> None:
    weather = make_cause(office)
    retired = make_cause(office, "frost", name_kk="Аяз", is_active=False)
    nobody = {"outcome": "cancelled", "headcount": None, "how_counted": ""}
    record = sent_record(track, place, **nobody, cause=weather.pk)
    assert result(speaker_client, record)["state"] == "kept"
    assert (Meeting.objects.get().cause, Meeting.objects.get().reason) == (weather, "")
    bundle = speaker_client.get("/field/bundle").json()
    assert bundle["causes"] == [
        {"id": weather.pk, "name": "Ауа райы", "is_offered": True},
        {"id": retired.pk, "name": "Аяз", "is_offered": False},
    ]
    theirs = make_cause(make_office("almaty"))
    refused = result(speaker_client, sent_record(track, place, **nobody, cause=theirs.pk))
    assert (refused["state"], refused["field"]) == ("refused", "reason")


def test_a_page_from_before_there_was_a_list_still_sends(
    speaker_client: Client, track: Track, place: Place
) -> None:
    nobody = {"outcome": "cancelled", "headcount": None, "how_counted": "", "reason": "аяз"}
    assert result(speaker_client, sent_record(track, place, **nobody))["state"] == "kept"
