"""A number that is opened: the rows read a page at a time are those that the figure is made of."""

import json
from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given

from kezdesu.accounts.models import Office
from kezdesu.figures.behind import behind
from kezdesu.figures.choices import Dimension
from kezdesu.figures.ground import ground_of
from kezdesu.figures.opening import at_place, in_part, opened_share
from kezdesu.figures.queries import coverage_rows, figures_for, numbers_for
from kezdesu.figures.row_lines import Lines
from kezdesu.figures.rules import percent
from kezdesu.meetings.models import Meeting, Question
from kezdesu.places.models import Place
from kezdesu.schedule.choices import PlanStatus
from tests.factories import make_meeting, make_plan, make_target, make_track, make_visit
from tests.laws import tried_on

from .opening import numbers_of
from .worlds import PERIOD, Spec, build, build_tree, specs, trees


def _same_rows(office: Office) -> None:
    ground, said = ground_of(office), numbers_for(office, PERIOD)
    for key, figure in figures_for(office, PERIOD).items():
        rows = behind(ground, PERIOD, key)
        assert figure.value == said[key].value == rows.total, key
        assert rows.count == len(figure.rows.amounts), key
        lines = Lines(office, rows)
        told = [*lines[:3], *lines[3:]]
        assert {line.pk: line.amount for line in told} == dict(figure.rows.amounts), key


@given(spec=specs)
@tried_on(8)
def test_what_a_number_opens_to_is_what_it_is_made_of(db: None, spec: Spec) -> None:
    with transaction.atomic():
        _same_rows(build(spec))
        transaction.set_rollback(True)


@given(tree=trees)
@tried_on(3)
def test_the_same_of_an_office_above_others(db: None, tree: tuple[Spec, ...]) -> None:
    with transaction.atomic():
        _same_rows(build_tree(tree)[0])
        transaction.set_rollback(True)


@given(spec=specs)
@tried_on(6)
def test_districts_and_places_open_to_their_own_rows(db: None, spec: Spec) -> None:
    with transaction.atomic():
        office = build(spec)
        ground = ground_of(office)
        for track in numbers_for(office, PERIOD).tracks:
            rows = coverage_rows(office, PERIOD, track)
            for name, amount in (
                ("targets", lambda row: row.is_target),
                ("visits_due", lambda row: row.visits_due),
                ("places_met", lambda row: row.is_target and row.is_met),
                ("people_reached", lambda row: row.headcount),
                ("meetings_planned", lambda row: row.planned),
            ):
                whole = behind(ground, PERIOD, f"{track}.{name}")
                for district in {row.district_id for row in rows}:
                    mine = sum(amount(row) for row in rows if row.district_id == district)
                    narrow = in_part(ground, Dimension.DISTRICT, str(district or "none"))
                    assert narrow(whole).total == mine
                for row in rows:
                    assert at_place(row.place_id)(whole).total == amount(row)
        transaction.set_rollback(True)


@given(spec=specs)
@tried_on(8)
def test_a_percentage_is_told_of_the_rows_of_its_whole(db: None, spec: Spec) -> None:
    with transaction.atomic():
        office = build(spec)
        figures = figures_for(office, PERIOD)
        said = numbers_for(office, PERIOD)
        shares = {key for key, figure in figures.items() if figure.percent_of in figures}
        assert {key.partition(".")[2] for key in shares} >= {"places_met", "visits_held"}
        for key in shares:
            part, whole = figures[key], figures[figures[key].percent_of]
            share = opened_share(office, PERIOD, key)
            assert share
            assert set(part.rows.amounts) <= set(whole.rows.amounts)
            counted = _rounded(part.value, whole.value)
            assert share.percent == part.percent == said[key].percent == counted, key
            lines = list(Lines(office, share.whole.rows, share.part.rows).one_by_one())
            assert {line.pk: line.amount for line in lines} == dict(whole.rows.amounts)
            in_it = {line.pk: line.counted for line in lines if line.counted}
            assert in_it == dict(part.rows.amounts)
        transaction.set_rollback(True)


def _rounded(part: int, whole: int) -> int | None:
    """Halves up, in another way than the product's."""
    if whole == 0:
        return None
    nearest = int(Fraction(100 * part, whole) + Fraction(1, 2))
    return {0: 1, 100: 99}.get(nearest, nearest) if 0 < part < whole else nearest


@pytest.mark.parametrize(("part", "whole"), [(1, 200), (199, 200), (1, 8), (3, 8), (0, 3), (2, 2)])
def test_a_percent_is_rounded_as_the_definition_says(part: int, whole: int) -> None:
    assert percent(part, whole) == _rounded(part, whole)


@pytest.fixture
def world(office: Office) -> Office:
    """Three places due and planned, one of them met."""
    track = make_track(office, name_en="Residents")
    plan = make_plan(track, PlanStatus.APPROVED)
    visits = [make_visit(plan, make_target(track)) for _ in range(3)]
    make_meeting(track, visit=visits[0], headcount=57)
    return office


@pytest.mark.parametrize("name", ["places_met", "visits_held"])
def test_a_percentage_opens_to_both_its_numbers_and_their_rows(
    coordinator_client: Client, world: Office, name: str
) -> None:
    page = f"/en/desk/figures/2023-H1/residents.{name}/percent/"
    assert (page, 33) in numbers_of(coordinator_client, "/en/desk/figures/?period=2023-H1")
    answer = coordinator_client.get(page)
    assert sum(line.amount for line in answer.context["page"]) == 3
    assert sum(line.counted for line in answer.context["page"]) == 1
    opening = numbers_of(coordinator_client, page)
    assert sorted(number for _link, number in opening) == [1, 3]
    for link, number in opening:
        assert coordinator_client.get(link).context["figure"].value == number


@pytest.mark.parametrize("name", ["places_met", "visits_held"])
def test_visitors_open_a_percentage_too(client: Client, world: Office, name: str) -> None:
    page = f"/en/coverage/figures/2023-H1/residents.{name}/percent/"
    assert (page, 33) in numbers_of(client, page.removesuffix("percent/"))
    answer = client.get(page)
    assert [row.counted for row in answer.context["rows"]] in ([1, 0, 0], [0, 0, 1], [0, 1, 0])
    for link, number in numbers_of(client, page):
        assert client.get(link).context["figure"].value == number
    spoken = client.get(f"/api/v1/figures/2023-H1/residents.{name}/percent").json()
    assert (spoken["percent"], sum(row["counted"] for row in spoken["rows"])) == (33, 1)


def test_a_called_off_meeting_is_not_behind_those_held_at_its_place(
    client: Client, world: Office
) -> None:
    """The list of meetings shows it as well, so the number of held ones must not open there."""
    held = Meeting.objects.get()
    make_meeting(held.track, held.place, outcome="cancelled", reason="ауа райы")
    opening = numbers_of(client, "/en/coverage/?period=2023-H1")
    at_its_place = [(link, n) for link, n in opening if "place=" in link]
    # Each of three places says what is due and held there and who came, zeros too.
    assert sorted(number for _link, number in at_its_place) == [0] * 4 + [1] * 4 + [57]
    for link, number in at_its_place:
        page = client.get(link).context["page"]
        assert sum(row.amount for row in page) == number, link


def test_of_questions_visitors_see_the_percentage_and_no_row(client: Client, world: Office) -> None:
    Question.objects.create(meeting=Meeting.objects.get(), text="Жасырын сұрақ")
    page = client.get("/en/coverage/figures/2023-H1/questions.answered/percent/")
    assert page.context["share"].percent == 0
    assert "Жасырын" not in page.content.decode()


def test_a_part_of_a_percentage_opens_to_that_part(
    coordinator_client: Client, world: Office
) -> None:
    cut = "/en/desk/figures/2023-H1/by/?track=residents&by=kind"
    shares = [(link, n) for link, n in numbers_of(coordinator_client, cut) if "/percent/" in link]
    assert [number for _link, number in shares] == [33, 33]  # the one kind, and all together
    answer = coordinator_client.get(shares[0][0])
    assert answer.context["share"].percent == 33
    for link, number in numbers_of(coordinator_client, shares[0][0]):
        assert "of=" in link
        assert coordinator_client.get(link).context["figure"].value == number


def test_command_and_api_tell_the_same_rows_of_a_number_and_of_a_percentage(
    coordinator_client: Client, world: Office
) -> None:
    def printed(*asked: str) -> dict:
        out = StringIO()
        call_command("figures", *asked, office=world.slug, period="2023-H1", json=True, stdout=out)
        return json.loads(out.getvalue())

    key = "residents.places_met"
    api = coordinator_client.get(f"/api/v1/desk/figures/2023-H1/{key}").json()
    told = printed("--rows", key)
    assert [row["title"] for row in api["rows"]] == [row["title"] for row in told["rows"]]
    assert (told["value"], told["percent"], told["percent_of"]) == (1, 33, "residents.targets")
    assert api["figure"]["percent"] == 33
    share = coordinator_client.get(f"/api/v1/desk/figures/2023-H1/{key}/percent").json()
    told = printed("--percent", key)
    assert share["percent"] == told["percent"] == 33
    assert (share["part"]["value"], share["whole"]["value"], share["total"]) == (1, 3, 3)
    assert [row["counted"] for row in share["rows"]] == [row["counted"] for row in told["rows"]]
    assert sum(row["counted"] for row in told["rows"]) == 1


def test_the_command_prints_rows_and_percentages_to_read(world: Office) -> None:
    for option, said in (("--rows", "Adds"), ("--percent", "33%")):
        out = StringIO()
        call_command(
            "figures",
            option,
            "residents.places_met",
            office=world.slug,
            period="2023-H1",
            language="en",
            stdout=out,
        )
        assert Place.objects.get(meetings__isnull=False).name_kk in out.getvalue()
        assert said in out.getvalue()


@pytest.mark.parametrize("option", ["--rows", "--percent"])
def test_an_unknown_key_is_a_sentence(world: Office, option: str) -> None:
    with pytest.raises(CommandError, match=r"residents\.hats"):
        call_command("figures", option, "residents.hats", office=world.slug, period="2023-H1")


@pytest.mark.parametrize(
    "path",
    [
        "residents.targets/percent/",
        "no.such/percent/",
        "residents.places_met/percent/?by=hats&of=1",
    ],
)
def test_what_has_no_percentage_is_not_found(
    coordinator_client: Client, world: Office, path: str
) -> None:
    assert coordinator_client.get(f"/desk/figures/2023-H1/{path}").status_code == 404


def test_a_strange_part_holds_nothing(coordinator_client: Client, world: Office) -> None:
    for query in (
        "by=district&of=x",
        "by=priority&of=x",
        "by=week&of=x",
        "by=month&of=2023-13",
        "by=theme&of=x",
        "by=week&of=9999-12-31",
        "by=office&of=99999999999",
    ):
        page = coordinator_client.get(f"/desk/figures/2023-H1/residents.meetings_held/?{query}")
        assert page.context["figure"].value == 0, query


def test_a_page_of_rows_reads_no_other_row(office: Office) -> None:
    """Of 101 meetings the second page asks for one, with its place and track."""
    track = make_track(office)
    place = make_target(track).place
    for _ in range(101):
        make_meeting(track, place, headcount=10)
    rows = behind(ground_of(office), PERIOD, "residents.people_reached")
    with CaptureQueriesContext(connection) as asked:
        lines = Lines(office, rows)[100:200]
    assert [line.amount for line in lines] == [10]
    assert len(asked) <= 6
    assert any("OFFSET 100" in query["sql"] for query in asked)


@pytest.mark.parametrize("path", ["residents.people_reached/", "residents.places_met/percent/"])
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_rows_leave_as_files(
    coordinator_client: Client, world: Office, path: str, form: str
) -> None:
    answer = coordinator_client.get(f"/en/desk/figures/2023-H1/{path}", {"format": form})
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    if form == "json":
        page = coordinator_client.get(f"/en/desk/figures/2023-H1/{path}").context["page"]
        said = [row["title"] for row in json.loads(content)]
        assert said == [line.title for line in page]
