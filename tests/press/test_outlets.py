"""Outlets come with the publications that name them, and are put right on a page of their own."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kezdesu.accounts.models import Office
from kezdesu.core.models import AuditEntry
from kezdesu.core.text import fold
from tests.edits import edit
from tests.factories import make_office, make_outlet, make_publication

OUTLETS = "/desk/press/outlets/"


def test_an_outlet_is_put_right_and_keeps_its_publications(
    office: Office, press_client: Client
) -> None:
    outlet = make_publication(office).outlet
    typed = {"name_kk": "Қала  үнi+", "name_ru": "Голос", "kind": "radio", "level": "region"}
    assert edit(press_client, f"{OUTLETS}{outlet.pk}/", typed).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.key, outlet.kind, outlet.level) == (fold("Қала үнi+"), "radio", "region")
    assert outlet.publications.count() == 1
    told = AuditEntry.objects.get(action="press.outlet_edited").changes
    assert told["level"] == ["city", "region"]


def test_two_outlets_do_not_share_a_name(office: Office, press_client: Client) -> None:
    outlet, _other = make_outlet(office, "Бірінші"), make_outlet(office, "Екінші")
    typed = {"name_kk": "екінші", "kind": "site", "level": "city"}
    answer = edit(press_client, f"{OUTLETS}{outlet.pk}/", typed)
    assert list(answer.context["form"].errors) == ["name_kk"]
    outlet.refresh_from_db()
    assert outlet.name_kk == "Бірінші"


def test_they_count_their_publications_with_as_many_queries_for_three(
    office: Office, press_client: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = press_client.get(OUTLETS)
        assert {row.used for row in page.context["rows"]} == {1}
        return len(queries)

    make_publication(office)
    first = asked()
    for name in ("Екінші", "Үшінші"):
        make_publication(office, outlet=make_outlet(office, name))
    assert asked() == first


def test_others_only_look_and_elsewhere_is_not_found(
    office: Office, coordinator_client: Client, speaker_client: Client, press_client: Client
) -> None:
    outlet = make_outlet(office)
    assert f"{OUTLETS}{outlet.pk}/" not in speaker_client.get(OUTLETS).content.decode()
    assert speaker_client.get(f"{OUTLETS}{outlet.pk}/").status_code == 403
    foreign = make_outlet(make_office("elsewhere"))
    assert press_client.get(f"{OUTLETS}{foreign.pk}/").status_code == 404
