"""Programmes, tracks, themes and special days are made and changed at the desk."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kezdesu.accounts.models import Office
from kezdesu.core.models import AuditEntry
from kezdesu.programmes.models import Programme, SpecialDay, Theme, Track
from tests.edits import edit
from tests.factories import make_group, make_office, make_target, make_theme, make_track

DESK = "/desk/programmes/"
TRACK = {"name_kk": "Тұрғындар", "name_ru": "Жители", "body_kk": "қала басшылығы"}


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_programme_is_added_and_changed(office: Office, coordinator_client: Client) -> None:
    typed = {"name_kk": "Бірлік жылы", "name_ru": "Год единства", "starts_on": "01.01.2024"}
    coordinator_client.post(f"{DESK}add/", typed)
    programme = Programme.objects.get(office=office)
    assert (programme.slug, programme.name_ru, programme.ends_on) == (
        "birlik-jyly",
        "Год единства",
        None,
    )
    where = f"{DESK}{programme.pk}/edit/"
    assert coordinator_client.get(where).context["form"].initial["name_kk"] == "Бірлік жылы"
    edit(coordinator_client, where, typed | {"ends_on": "31.12.2024"})
    programme.refresh_from_db()
    assert programme.ends_on == date(2024, 12, 31)
    told = AuditEntry.objects.get(action="programmes.programme_edited").changes
    assert told == {"ends_on": [None, "2024-12-31"]}


def test_a_programme_keeps_the_days_of_its_targets(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)
    make_target(track)
    typed = {"name_kk": "2023", "starts_on": "01.01.2023", "ends_on": "31.03.2023"}
    answer = edit(coordinator_client, f"{DESK}{track.programme_id}/edit/", typed)
    assert answer.status_code == 422
    assert "starts_on" in answer.context["form"].errors


def test_a_track_is_added_and_changed(office: Office, coordinator_client: Client) -> None:
    programme = Programme.objects.create(
        office=office, slug="2024", name_kk="2024", starts_on=date(2024, 1, 1)
    )
    group, theme = make_group(office), make_theme(office)
    typed: dict[str, Any] = TRACK | {"group": group.pk, "themes": [theme.pk]}
    coordinator_client.post(f"{DESK}{programme.pk}/tracks/add/", typed)
    track = Track.objects.get(programme=programme)
    assert (track.slug, track.group, list(track.themes.all())) == ("turgyndar", group, [theme])
    where = f"{DESK}tracks/{track.pk}/edit/"
    shown = coordinator_client.get(where).context["form"].initial
    assert (shown["body_kk"], list(shown["themes"])) == ("қала басшылығы", [theme])
    edit(coordinator_client, where, TRACK | {"group": group.pk, "name_en": "Residents"})
    track.refresh_from_db()
    assert (track.name_en, track.slug, track.themes.count()) == ("Residents", "turgyndar", 0)
    told = AuditEntry.objects.get(action="programmes.track_edited").changes
    assert told == {"name_en": ["", "Residents"], "themes": [["tolerance"], []]}


def test_the_same_stream_of_another_programme_keeps_the_word_of_its_figures(
    office: Office, coordinator_client: Client
) -> None:
    make_track(office, "residents", name_kk="Тұрғындар")
    programme = Programme.objects.create(
        office=office, slug="2024", name_kk="2024", starts_on=date(2024, 1, 1)
    )
    typed = TRACK | {"group": make_group(office).pk}
    for _again in range(2):
        coordinator_client.post(f"{DESK}{programme.pk}/tracks/add/", typed)
    slugs = programme.tracks.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["residents", "turgyndar"]


def test_themes_are_added_renamed_and_listed(office: Office, coordinator_client: Client) -> None:
    coordinator_client.post(f"{DESK}themes/add/", {"name_kk": "бірлік"})
    coordinator_client.post(f"{DESK}themes/add/", {"name_kk": "бірлік"})
    assert list(Theme.objects.values_list("slug", flat=True)) == ["birlik", "birlik-2"]
    theme = Theme.objects.first()
    assert theme is not None
    edit(coordinator_client, f"{DESK}themes/{theme.pk}/", {"name_kk": "татулық"})
    page = coordinator_client.get(f"{DESK}themes/").content.decode()
    assert "татулық" in page


def test_the_days_page_shows_the_public_calendar_and_the_offices_days(
    office: Office, coordinator_client: Client
) -> None:
    page = coordinator_client.get(f"{DESK}days/", {"year": "2023"}).context["page"]
    given = {line.day: line for line in page.lines}
    assert given[date(2023, 3, 8)].name == "Халықаралық әйелдер күні"
    assert not given[date(2023, 3, 8)].is_working
    working = page.working
    typed = {"day": "02.03.2023", "kind": "closed", "name_kk": "жөндеу"}
    answer = coordinator_client.post(f"{DESK}days/add/", typed, follow=True)
    special = SpecialDay.objects.get()
    assert f"{DESK}days/{special.pk}/remove/" in answer.content.decode()
    assert answer.context["page"].working == working - 1
    again = coordinator_client.post(f"{DESK}days/add/", typed)
    assert again.status_code == 422
    assert "day" in again.context["form"].errors
    coordinator_client.post(f"{DESK}days/{special.pk}/remove/")
    assert not SpecialDay.objects.exists()
    assert AuditEntry.objects.filter(action="programmes.special_day_removed").count() == 1


def test_the_lists_ask_as_often_for_three_rows_as_for_one(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)
    track.themes.add(make_theme(office))
    SpecialDay.objects.create(office=office, day=date(2023, 3, 2), kind="closed", name_kk="а")
    addresses = [DESK, f"{DESK}themes/", f"{DESK}days/?year=2023"]
    for address in addresses:
        coordinator_client.get(address)
    first = [asked(coordinator_client, address) for address in addresses]
    for number in (1, 2):
        other = make_track(office, f"track-{number}")
        other.themes.add(make_theme(office, f"theme-{number}"))
        day = date(2023, 3, 2 + number)
        SpecialDay.objects.create(office=office, day=day, kind="closed", name_kk="ә")
    assert [asked(coordinator_client, address) for address in addresses] == first


@pytest.mark.parametrize("role", ["speaker", "approver", "press", "administrator"])
def test_others_read_and_write_nothing(
    office: Office, role: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{role}_client")
    track, theme = make_track(office), make_theme(office)
    for address in ("", "themes/", "days/"):
        page = client.get(f"{DESK}{address}")
        assert page.status_code == 200
        assert "/add/" not in page.content.decode()
    for address in (
        *("add/", f"{track.programme_id}/edit/", f"{track.programme_id}/tracks/add/"),
        *(f"tracks/{track.pk}/edit/", "themes/add/", f"themes/{theme.pk}/", "days/add/"),
        "days/1/remove/",
    ):
        assert client.post(f"{DESK}{address}").status_code == 403, address


def test_what_belongs_to_another_office_is_not_found(
    office: Office, coordinator_client: Client
) -> None:
    elsewhere = make_office("elsewhere")
    track, theme = make_track(elsewhere), make_theme(elsewhere)
    for address in (
        *(f"{track.programme_id}/edit/", f"{track.programme_id}/tracks/add/"),
        *(f"tracks/{track.pk}/edit/", f"themes/{theme.pk}/"),
    ):
        assert coordinator_client.get(f"{DESK}{address}").status_code == 404, address
