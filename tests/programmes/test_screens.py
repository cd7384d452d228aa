from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kezdesu.accounts.models import Office
from kezdesu.programmes.choices import RuleKind
from kezdesu.programmes.services import add_rule
from tests.core.workbooks import book
from tests.factories import (
    make_category,
    make_group,
    make_office,
    make_place,
    make_target,
    make_theme,
    make_track,
)

LIST = "/desk/programmes/"


def test_programmes_show_their_tracks_and_what_is_due(
    office: Office, coordinator_client: Client
) -> None:
    residents = make_track(office, name_kk="Тұрғындар")
    make_target(residents, visits_due=2)
    make_target(residents)
    make_track(office, "students", group=make_group(office), name_kk="Студенттер")
    [programme] = coordinator_client.get(LIST).context["programmes"]
    assert [(card.name, card.targets, card.visits_due) for card in programme.tracks] == [
        ("Тұрғындар", 2, 3),
        ("Студенттер", 0, 0),
    ]


def test_a_track_speaks_its_rules_in_the_pages_language(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)
    track.themes.add(make_theme(office))
    make_category(office, "scholar", name_kk="ғалымдар", name_ru="учёные")
    values: dict[str, Any] = {"category": "scholar", "at_least": 1}
    add_rule(track=track, kind=RuleKind.CREW_CATEGORY, values=values, by=None)
    kazakh = coordinator_client.get(f"{LIST}tracks/{track.pk}/").content.decode()
    assert "«ғалымдар» санатынан кемінде 1 адам болады." in kazakh
    russian = coordinator_client.get(f"/ru{LIST}tracks/{track.pk}/").content.decode()
    assert "не менее 1 человека из категории «учёные»." in russian


def test_a_track_says_what_holds_where_it_states_no_rule(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)
    page = coordinator_client.get(f"/en{LIST}tracks/{track.pk}/")
    assert len(page.context["track"].usual) == 5
    assert "A crew has 1 to 3 people." in page.content.decode()
    add_rule(track=track, kind=RuleKind.CREW_SIZE, values={"min": 2, "max": 2}, by=None)
    track.rules.create(kind=RuleKind.SPACING, values={"at_least": 7}, is_active=False)
    told = coordinator_client.get(f"/en{LIST}tracks/{track.pk}/").context["track"]
    assert (len(told.rules), len(told.usual)) == (1, 4)


def test_targets_are_found_filtered_and_sorted(office: Office, coordinator_client: Client) -> None:
    track = make_track(office)
    first = make_place(office, "Әбділабад", is_priority=True, priority_basis="тізім")
    make_target(track, first, weight=1)
    make_target(track, make_place(office, "Мирас"), weight=9)

    def asked(**words: str) -> list[str]:
        answer = coordinator_client.get(f"{LIST}tracks/{track.pk}/", words)
        return [row.place for row in answer.context["page"]]

    assert asked() == ["Әбділабад", "Мирас"]
    assert asked(sort="-weight") == ["Мирас", "Әбділабад"]
    assert asked(search="МИРАС") == ["Мирас"]
    assert asked(priority="yes") == ["Әбділабад"]


def test_a_track_asks_as_often_for_three_targets_as_for_one(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            coordinator_client.get(f"{LIST}tracks/{track.pk}/")
        return len(asked)

    make_target(track)
    first = queries()
    make_target(track)
    make_target(track)
    assert queries() == first


def test_another_offices_track_is_not_found(office: Office, coordinator_client: Client) -> None:
    track = make_track(make_office("elsewhere"))
    assert coordinator_client.get(f"{LIST}tracks/{track.pk}/").status_code == 404


def test_targets_are_uploaded_with_a_preview(office: Office, coordinator_client: Client) -> None:
    track = make_track(office, name_kk="Тұрғындар")
    make_place(office, "Мирас")
    file = book(
        [
            ["Бағыт", "Орын", "Кезең басы", "Кезең соңы"],
            ["Тұрғындар", "мкр. Мирас", "01.01.2023", "30.06.2023"],
        ]
    )
    file.name = "targets.xlsx"
    coordinator_client.post(f"{LIST}import/", {"file": file})
    assert not track.targets.exists()
    coordinator_client.post(f"{LIST}import/", {"confirm": "1"})
    assert track.targets.get().place.name_kk == "Мирас"
