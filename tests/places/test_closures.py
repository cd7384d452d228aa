"""Days on which no meeting can be held at a place: added, taken back, and kept by the schedule."""

from datetime import date

import pytest
from django.test import Client

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.places.models import Closure
from kezdesu.places.services import add_closure, remove_closure
from tests.factories import make_office, make_place

DAYS = {"starts_on": date(2023, 2, 13), "ends_on": date(2023, 2, 17)}
TYPED = {"starts_on": "13.02.2023", "ends_on": "17.02.2023", "reason": "жол жөндеу"}


def test_a_closure_is_added_once_and_logged_with_its_days(
    office: Office, coordinator: User
) -> None:
    place = make_place(office)
    first = add_closure(place=place, by=coordinator, reason="жол жөндеу", **DAYS)
    assert add_closure(place=place, by=coordinator, **DAYS) == first
    remove_closure(closure=first, by=coordinator)
    entries = AuditEntry.objects.filter(action__startswith="places.closure").order_by("pk")
    assert [entry.action for entry in entries] == ["places.closure_added", "places.closure_removed"]
    assert all(entry.changes["reason"] == "жол жөндеу" for entry in entries)
    assert not Closure.objects.exists()


def test_closed_days_do_not_run_backwards(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        add_closure(
            place=make_place(office), starts_on=DAYS["ends_on"], ends_on=DAYS["starts_on"], by=None
        )
    assert refused.value.field == "ends_on"


def test_closed_days_are_added_on_the_places_page_and_taken_back(
    office: Office, coordinator_client: Client
) -> None:
    place = make_place(office)
    address = f"/desk/places/{place.pk}/closures/"
    text = coordinator_client.post(address, TYPED, follow=True).content.decode()
    closure = Closure.objects.get()
    assert (closure.starts_on, closure.reason) == (DAYS["starts_on"], "жол жөндеу")
    undo = f"{address}{closure.pk}/"
    assert undo in text
    assert "жол жөндеу" in text
    coordinator_client.post(undo)
    assert not Closure.objects.exists()


def test_what_was_typed_wrongly_stays(office: Office, coordinator_client: Client) -> None:
    place = make_place(office)
    address = f"/desk/places/{place.pk}/closures/"
    answer = coordinator_client.post(address, TYPED | {"ends_on": "12.02.2023"})
    assert answer.status_code == 422
    assert "12.02.2023" in answer.content.decode()


@pytest.mark.parametrize("who", ["approver", "speaker", "press", "administrator"])
def test_only_a_coordinator_closes_a_place(
    office: Office, request: pytest.FixtureRequest, who: str
) -> None:
    place = make_place(office)
    client: Client = request.getfixturevalue(f"{who}_client")
    assert client.post(f"/desk/places/{place.pk}/closures/", TYPED).status_code == 403


def test_another_offices_place_is_not_found(office: Office, coordinator_client: Client) -> None:
    place = make_place(make_office("elsewhere"))
    closure = add_closure(place=place, by=None, **DAYS)
    assert coordinator_client.post(f"/desk/places/{place.pk}/closures/", TYPED).status_code == 404
    address = f"/desk/places/{place.pk}/closures/{closure.pk}/"
    assert coordinator_client.post(address).status_code == 404
