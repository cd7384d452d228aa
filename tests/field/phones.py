"""What a phone sends, as plain values that a test may spoil."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.test import Client

from kezdesu.programmes.models import Track
from kezdesu.schedule.models import Visit
from tests.factories import local

DAY = date(2023, 2, 1)


def sent_record(track: Track, place: Any, **changes: Any) -> dict[str, Any]:
    """A held meeting of 60 people that nobody planned."""
    record: dict[str, Any] = {
        "id": str(uuid4()),
        "version": 1,
        "why": "",
        "recorded_at": local(DAY, 13).isoformat(),
        "visit": None,
        "track": track.pk,
        "place": place.pk,
        "outcome": "held",
        "reason": "",
        "starts_at": local(DAY).isoformat(),
        "venue": "мектеп",
        "themes": [],
        "speakers": [],
        "headcount": 60,
        "women": None,
        "men": None,
        "youth": None,
        "students": None,
        "how_counted": "headcount",
        "organisations": [],
        "questions": [],
        "note": "",
        "photos": [],
    }
    return record | changes


def sent_record_of(visit: Visit, **changes: Any) -> dict[str, Any]:
    planned = {"visit": str(visit.identity), "starts_at": _iso(visit.starts_at)}
    return sent_record(visit.plan.track, visit.target.place, **planned | changes)


def deliver(client: Client, *records: Any, language: str = "en") -> Any:
    return client.post(
        "/field/records",
        {"records": list(records)},
        content_type="application/json",
        headers={"Accept-Language": language},
    )


def result(client: Client, record: Any) -> dict[str, Any]:
    """The answer to one record sent alone."""
    answer = deliver(client, record)
    assert answer.status_code == 200, answer.content
    [only] = answer.json()["results"]
    found: dict[str, Any] = only
    return found


def _iso(moment: datetime) -> str:
    return moment.isoformat()
