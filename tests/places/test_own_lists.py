"""Kinds of place and districts are an office's own words, kept at the desk."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kezdesu.accounts.models import Office
from kezdesu.core.models import AuditEntry
from kezdesu.places.models import District, PlaceKind
from tests.edits import edit
from tests.factories import make_district, make_kind, make_office, make_place

LISTS = "/desk/places/lists/"


def test_a_kind_is_added_and_named_otherwise(office: Office, coordinator_client: Client) -> None:
    typed = {"name_kk": "ауыл", "name_ru": "село", "named_kk": "ауылы"}
    coordinator_client.post(f"{LISTS}kinds/add/", typed)
    kind = PlaceKind.objects.get(office=office)
    assert (kind.slug, kind.plural_slug, kind.is_institution) == ("auyl", "auyl", False)

    edit(coordinator_client, f"{LISTS}kinds/{kind.pk}/", typed | {"is_institution": "on"})
    kind.refresh_from_db()
    assert kind.is_institution
    told = AuditEntry.objects.get(action="places.kind_edited").changes
    assert told == {"is_institution": [False, True]}


def test_a_district_is_added_with_its_code(office: Office, coordinator_client: Client) -> None:
    for _again in range(2):
        typed = {"name_kk": "Абай ауданы", "national_code": "791010000"}
        coordinator_client.post(f"{LISTS}districts/add/", typed)
    assert list(District.objects.order_by("pk").values_list("slug", flat=True)) == [
        *("abai-audany", "abai-audany-2"),
    ]
    page = coordinator_client.get(LISTS).content.decode()
    assert page.count("791010000") == 2
    assert coordinator_client.get(f"{LISTS}wonders/add/").status_code == 404
    assert coordinator_client.post(f"{LISTS}districts/add/", {"name_kk": ""}).status_code == 422


def test_they_count_their_places_with_as_many_queries_for_three(
    office: Office, coordinator_client: Client
) -> None:
    make_place(office, kind=make_kind(office), district=make_district(office))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = coordinator_client.get(LISTS)
        parts = page.context["parts"]
        assert [row.used for row in parts["kinds"]] == [1] * len(parts["kinds"])
        assert [row.used for row in parts["districts"]] == [1] * len(parts["districts"])
        return len(queries)

    first = asked()
    for slug in ("second", "third"):
        make_place(office, kind=make_kind(office, slug), district=make_district(office, slug))
    assert asked() == first


@pytest.mark.parametrize("role", ["speaker", "approver", "press", "administrator"])
def test_others_only_look(office: Office, role: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{role}_client")
    kind = make_kind(office)
    assert "/add/" not in client.get(LISTS).content.decode()
    for path in ("kinds/add/", f"kinds/{kind.pk}/"):
        assert client.post(f"{LISTS}{path}").status_code == 403


def test_another_offices_words_are_not_found(coordinator_client: Client) -> None:
    kind = make_kind(make_office("elsewhere"))
    assert coordinator_client.get(f"{LISTS}kinds/{kind.pk}/").status_code == 404
