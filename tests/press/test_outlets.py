"""Outlets come with the publications that name them, and are put right on a page of their own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.core.periods import Period
from kezdesu.core.text import fold
from kezdesu.press import services
from kezdesu.press.choices import OutletKind, OutletLevel
from kezdesu.press.models import Outlet, Publication
from kezdesu.programmes.locking import lock_period
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


def merged(office: Office, by: User | None = None) -> tuple[Outlet, Outlet]:
    """An outlet that the log has under two names, made one; the one that remains stands first."""
    one, two = make_outlet(office, "Қала үні"), make_outlet(office, "Қала үнi газеті", name_ru="ҚҮ")
    for outlet in (one, two, two):
        make_publication(office, outlet=outlet)
    return services.merge_outlets(outlet=two, into=one, by=by), two


def test_of_two_outlets_one_remains_with_all_publications(
    office: Office, press_officer: User
) -> None:
    one, two = merged(office, press_officer)
    assert list(office.outlets.all()) == [one]
    assert one.publications.count() == 3
    entry = AuditEntry.objects.get(action="press.outlets_merged")
    assert (entry.actor, entry.subject_id, entry.changes["moved"]) == (
        press_officer,
        str(one.pk),
        2,
    )
    assert entry.changes["outlet"] == {
        "id": two.pk,
        "names": ["Қала үнi газеті", "ҚҮ"],
        "kind": "newspaper",
        "level": "city",
        "website": "",
    }


def test_who_writes_the_other_name_again_names_the_one_that_remains(office: Office) -> None:
    one, _two = merged(office)
    for name in ("қала үнi  ГАЗЕТІ", "ҚҮ"):
        again = services.add_outlet(
            office=office, name_kk=name, kind=OutletKind.SITE, level=OutletLevel.CITY, by=None
        )
        assert again == one
    two = make_outlet(office, "Үшінші")
    kept = services.merge_outlets(outlet=one, into=two, by=None)
    assert kept.spellings == ["Қала үні", "Қала үнi газеті", "ҚҮ"]


def test_what_both_held_is_one_publication(office: Office) -> None:
    one, two = make_outlet(office, "Бірінші"), make_outlet(office, "Екінші")
    stays = make_publication(office, outlet=one, title="Кездесу", views=7)
    goes = make_publication(
        office, outlet=two, title="Кездесу", views=9, link="https://example.org/1"
    )
    services.merge_outlets(outlet=two, into=one, by=None)
    left = one.publications.get()
    assert (left.pk, left.views, left.link) == (stays.pk, 7, "https://example.org/1")
    entry = AuditEntry.objects.get(action="press.publication_dropped")
    assert (entry.subject_id, entry.changes["said"]["views"]) == (str(goes.pk), 9)


def test_a_locked_period_keeps_its_count_and_lets_the_outlet_be_named_otherwise(
    office: Office,
) -> None:
    one, two = make_outlet(office, "Бірінші"), make_outlet(office, "Екінші")
    for outlet in (one, two):
        make_publication(office, outlet=outlet, title="Кездесу")
    lock_period(office=office, period=Period.parse("2023-H1"), by=None)
    with pytest.raises(Refused):
        services.merge_outlets(outlet=two, into=one, by=None)
    assert Publication.objects.count() == 2
    two.publications.update(title="Басқа")
    assert services.merge_outlets(outlet=two, into=one, by=None).publications.count() == 2


def test_neither_with_itself_nor_with_anothers(office: Office) -> None:
    outlet, foreign = make_outlet(office), make_outlet(make_office("elsewhere"))
    for other in (outlet, foreign):
        with pytest.raises(Refused):
            services.merge_outlets(outlet=outlet, into=other, by=None)
    assert Outlet.objects.count() == 2


def test_outlets_are_merged_on_the_page_of_one(
    office: Office, press_client: Client, speaker_client: Client, stranger_client: Client
) -> None:
    one, two = make_outlet(office, "Бірінші"), make_outlet(office, "Екінші")
    foreign = make_outlet(make_office("third"))
    make_publication(office, outlet=two)
    merge = f"{OUTLETS}{two.pk}/merge/"
    page = press_client.get(f"{OUTLETS}{two.pk}/").content.decode()
    assert merge in page
    assert "1 жарияланымы қалатын БАҚ-қа көшеді" in page
    assert speaker_client.post(merge, {"into": one.pk}).status_code == 403
    assert stranger_client.post(merge, {"into": one.pk}).status_code in {403, 404}
    for wrong in ("", two.pk, foreign.pk):
        assert press_client.post(merge, {"into": wrong}).status_code == 422
    answer = press_client.post(merge, {"into": one.pk}, follow=True)
    assert answer.request["PATH_INFO"] == f"{OUTLETS}{one.pk}/"
    assert "Былай да жазылған: Екінші" in answer.content.decode()
    assert merge not in answer.content.decode()  # nothing is left to merge it with
    assert press_client.get(f"{OUTLETS}{two.pk}/").status_code == 404
