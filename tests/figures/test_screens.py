"""The figures of a period on the desk, and the rows behind each."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office, User
from kezdesu.figures.queries import figures_for
from kezdesu.figures.sentences import PARTS
from kezdesu.figures.words import PLACES
from kezdesu.meetings.models import Question
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    make_meeting,
    make_person,
    make_plan,
    make_publication,
    make_seat,
    make_target,
    make_track,
    make_visit,
)
from tests.laws import tried_on

from .opening import lines_behind, numbers_of
from .worlds import PERIOD, Spec, build, specs

PAGE = "/desk/figures/"


@pytest.fixture
def world(office: Office) -> Office:
    """Something behind every kind of figure."""
    track = make_track(office, name_kk="Тұрғындар", name_ru="Жители", name_en="Residents")
    visit = make_visit(make_plan(track, PlanStatus.APPROVED))
    meeting = make_meeting(track, visit=visit, headcount=57, women=30)
    Question.objects.create(meeting=meeting, text="Қашан?")
    make_seat(make_person(office))
    make_publication(office, meeting=meeting)
    return office


def numbers_on_the_page(client: Client, period: str = "2023-H1") -> dict[str, int | None]:
    """Every number that opens, by the key of the figure it opens; None where a dash does."""
    text = client.get(f"/en{PAGE}", {"period": period}).content.decode()
    opening = re.findall(rf'href="/en{PAGE}{period}/([^/"]+)/"[^>]*>([\d,]+|—)<', text)
    return {key: None if number == "—" else int(number.replace(",", "")) for key, number in opening}


def percents_on_the_page(client: Client, period: str = "2023-H1") -> dict[str, int]:
    """Every percentage that opens, by the key under which reports cite it."""
    begin, end = f"/en{PAGE}{period}/", "/percent/"
    opening = numbers_of(client, f"/en{PAGE}?period={period}")
    return {
        f"{link.removeprefix(begin).removesuffix(end)}.percent": number
        for link, number in opening
        if link.endswith(end)
    }


def test_every_figure_stands_on_the_page_and_opens(
    coordinator_client: Client, world: Office
) -> None:
    figures = figures_for(world, PERIOD)
    assert numbers_on_the_page(coordinator_client) == {
        key: figure.known for key, figure in figures.items()
    }
    for key, figure in figures.items():
        answer = coordinator_client.get(f"{PAGE}2023-H1/{key}/")
        assert answer.status_code == 200, key
        assert sum(line.amount for line in answer.context["page"]) == figure.value, key
        assert str(figure.definition) in answer.content.decode(), key


@given(spec=specs)
@tried_on(12)
def test_page_command_and_rows_agree(coordinator: User, spec: Spec) -> None:
    with transaction.atomic():
        office = build(spec)
        Membership.objects.filter(user=coordinator).delete()
        Membership.objects.create(user=coordinator, office=office, role=Role.COORDINATOR)
        client = Client()
        client.force_login(coordinator)
        out = StringIO()
        call_command(
            "figures", "--office", office.slug, "--period", "2023-H1", "--json", stdout=out
        )
        said = json.loads(out.getvalue())
        assert numbers_on_the_page(client) == {key: each["value"] for key, each in said.items()}
        for key, figure in figures_for(office, PERIOD).items():
            assert said[key]["rows"] == figure.rows.ids
            lines = lines_behind(office, PERIOD, key)
            assert sum(line.amount for line in lines) == (said[key]["value"] or 0)
        transaction.set_rollback(True)


def test_a_part_that_nobody_counted_is_not_nobody(
    coordinator_client: Client, world: Office
) -> None:
    make_meeting(world.programmes.get().tracks.get(), women=None, men=0)
    figures = figures_for(world, PERIOD)
    parts = {part: figures[f"residents.people_reached.{part}"].known for part in PARTS}
    assert parts == {"women": 30, "men": 0, "youth": None, "students": None}
    page = coordinator_client.get(f"/en{PAGE}", {"period": "2023-H1"}).content.decode()
    assert page.count('—</a> <span class="faint">not counted</span>') == 2
    rows = coordinator_client.get(f"/en{PAGE}2023-H1/residents.people_reached.youth/")
    assert "No meeting of the period counted this part" in rows.content.decode()
    later = figures_for(world, PERIOD.next())
    assert later["residents.people_reached.men"].previous == 0
    assert later["residents.people_reached.youth"].previous is None
    assert later["residents.people_reached.youth"].known == 0  # nobody came at all


def test_a_row_says_how_it_was_counted(coordinator_client: Client, world: Office) -> None:
    text = coordinator_client.get(f"/en{PAGE}2023-H1/residents.people_reached/").content.decode()
    assert "sign-in sheet" in text
    assert "57" in text


def test_one_page_of_many_still_ends_with_the_whole_sum(
    coordinator_client: Client, office: Office
) -> None:
    track = make_track(office)
    target = make_target(track)
    for _ in range(101):
        make_meeting(track, target.place, headcount=10)
    answer = coordinator_client.get(f"/en{PAGE}2023-H1/residents.people_reached/")
    assert len(answer.context["page"]) == 100
    assert "1,010" in answer.content.decode()
    second = coordinator_client.get(f"{PAGE}2023-H1/residents.people_reached/?page=2")
    assert len(second.context["page"]) == 1


def test_without_a_period_the_latest_one_is_shown(
    coordinator_client: Client, world: Office
) -> None:
    answer = coordinator_client.get(PAGE)
    assert answer.context["period"].code == "2023-H1"


def test_an_office_without_anything_has_a_page(coordinator_client: Client, office: Office) -> None:
    assert coordinator_client.get(PAGE).status_code == 200
    assert coordinator_client.get(f"{PAGE}2023-H1/group.members/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["?period=2023-H3", "?period=no", "2023-H1/no.such.figure/", "2023-H3/group.members/"],
)
def test_what_is_not_there_is_not_found(
    coordinator_client: Client, world: Office, path: str
) -> None:
    assert coordinator_client.get(PAGE + path).status_code == 404


def test_figures_of_another_office_stay_there(stranger_client: Client, world: Office) -> None:
    answer = stranger_client.get(f"{PAGE}2023-H1/residents.people_reached/")
    assert answer.status_code == 404


def test_the_page_asks_as_often_for_three_meetings_as_for_one(
    coordinator_client: Client, world: Office
) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            coordinator_client.get(PAGE + path)
        return len(captured)

    paths = ["", "2023-H1/residents.people_reached/"]
    queries("")
    one = [queries(path) for path in paths]
    track = make_track(world, "students")
    before = [queries(path) for path in paths]
    for _ in range(3):
        make_meeting(track, make_target(track).place)
    assert [queries(path) for path in paths] == before == one


@pytest.mark.parametrize("prefix", ["", "/ru", "/en"])
def test_every_page_speaks_each_language(
    coordinator_client: Client, world: Office, prefix: str
) -> None:
    for path in (PAGE, f"{PAGE}2023-H1/residents.places_met/"):
        assert coordinator_client.get(prefix + path).status_code == 200, path


def test_definitions_are_whole_in_each_language(world: Office) -> None:
    """No brace left unfilled, no language missing, nothing said in another's letters."""
    for key, figure in figures_for(world, PERIOD).items():
        for code in ("kk", "ru", "en"):
            text = figure.definition.words.in_language(code) + figure.label.in_language(code)
            assert "{" not in text, key
            assert figure.unit.after(2, code), key
        assert re.search("[әғқңөұүі]", figure.definition.words.kk), key
        assert not re.search("[әғқңөұүіһ]", figure.definition.counts.ru.replace("адам", "")), key


@pytest.mark.parametrize(
    ("value", "words"), [(1, "1 место"), (45, "45 мест"), (23, "23 места"), (12345, "12 345 мест")]
)
def test_a_unit_agrees_with_its_number(value: int, words: str) -> None:
    assert PLACES.counted(value, "ru").replace("\N{NO-BREAK SPACE}", " ") == words
    assert PLACES.after(value, "ru") == words.rpartition(" ")[2]


def test_places_leave_with_their_figures_as_geojson(
    world: Office, coordinator_client: Client
) -> None:
    answer = coordinator_client.get("/desk/figures/2023-H1/places.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    features = json.loads(answer.content)["features"]
    figures = figures_for(world, PERIOD)
    for track in figures.tracks:
        own = [each["properties"] for each in features if each["properties"]["track"] == track]
        for name, key in (("headcount", "people_reached"), ("held", "meetings_held")):
            assert sum(each[name] for each in own) == figures[f"{track}.{key}"].value
        assert sum(each["is_target"] for each in own) == figures[f"{track}.targets"].value
    assert features[0]["geometry"] is None or len(features[0]["geometry"]["coordinates"]) == 2


def test_a_districts_bar_opens_to_its_places(world: Office, coordinator_client: Client) -> None:
    page = coordinator_client.get("/en/desk/figures/?period=2023-H1").content.decode()
    figures = figures_for(world, PERIOD)
    bar = r'href="(/en/desk/figures/2023-H1/residents.places_met/[^"]*of=[^"]*)"'
    addresses = set(re.findall(bar, page))  # the label and the number open alike
    assert addresses
    found = [
        coordinator_client.get(address.replace("&amp;", "&")).context["figure"].value
        for address in addresses
    ]
    assert sum(found) == figures["residents.places_met"].value


def test_every_number_of_the_drawings_and_of_the_period_before_opens_to_as_much(
    coordinator_client: Client, world: Office
) -> None:
    make_meeting(world.programmes.get().tracks.get(), day=date(2022, 9, 5), headcount=11)
    text = coordinator_client.get(f"/en{PAGE}", {"period": "2023-H1"}).content.decode()
    links = re.findall(r'href="([^"]*(?:of=|2022-H2)[^"]*)" class="opens[^>]*>([\d,]+)<', text)
    links += re.findall(r'class="opens" href="([^"]*2022-H2[^"]*)">([\d,]+)<', text)
    drawn = {(link, number) for link, number in links if number != "0"}
    assert {link.partition("?by=")[2].partition("&")[0] for link, _ in drawn} == {
        "",
        "district",
        "week",
    }
    for link, number in drawn:
        lines = coordinator_client.get(link.replace("&amp;", "&")).context["page"]
        assert sum(line.amount for line in lines) == int(number), link
