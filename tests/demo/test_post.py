"""Every figure of the post of 26 July 2023 holds in the demo world, as the post words it."""

import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.demo.world import World

POST: dict[str, Any] = json.loads(Path(__file__).with_name("post-2023-07-26.json").read_text())
# The post prints one name as it was misheard and one without its number.
SPELT = {"Абдулабад": "Әбділабад", "Жыланбұған": "Жыланбұзған", "Маятас": "Маятас-1"}


@pytest.fixture(scope="session")
def figures(world: World) -> dict[str, int]:
    return {key: figure["value"] for key, figure in world.figures().items()}


@pytest.fixture(scope="session")
def post(world: World) -> str:
    """The published post in Kazakh, as a visitor reads it, on one line."""
    address = world.python(
        "from kezdesu.newsroom.models import Post; print(Post.objects.get().slug)"
    ).strip()
    [page] = world.pages("coordinator", f"/posts/{address}/")
    return words(page)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def test_the_group(figures: dict[str, int]) -> None:
    assert figures["group.members"] == POST["group"]["members"]
    composition = {
        key.removeprefix("group.composition."): value
        for key, value in figures.items()
        if key.startswith("group.composition.")
    }
    assert composition == POST["group"]["composition"]


def test_the_residents(figures: dict[str, int]) -> None:
    said = POST["residents"]
    assert figures["residents.targets"] == said["settlements_on_approved_schedule"]
    assert figures["residents.places_met"] == said["areas_met_in_first_half_year"]
    assert figures["residents.priority_places"] == said["densely_multiethnic_areas"]
    assert said["people_reached"] == {"value": 5000, "approx": "more_than"}
    assert 5001 <= figures["residents.people_reached"] <= 5499


def test_every_dense_area_that_the_post_names_was_met(world: World) -> None:
    rows = world.figures()["residents.priority_places_met"]["rows"]
    met = world.python(
        "from kezdesu.places.models import Place;"
        f"print(*Place.objects.filter(pk__in={rows}).values_list('name_kk', flat=True),"
        "sep='|')"
    )
    named = {SPELT.get(name, name) for name in POST["residents"]["named_dense_areas"]}
    assert named <= set(met.strip().split("|"))


def test_the_students(figures: dict[str, int]) -> None:
    said = POST["students"]
    assert figures["students.universities"] == said["universities"]
    assert figures["students.colleges"] == said["colleges"]
    assert figures["students.institutions_met"] == said["universities"] + said["colleges"]
    assert said["people_reached"] == {"value": 7000, "approx": "about"}
    assert 6650 <= figures["students.people_reached"] <= 7350


def test_the_speakers_and_the_press(figures: dict[str, int]) -> None:
    assert figures["speakers.pool"] == POST["speakers"]["pool"]
    assert figures["press.publications"] > 0


@pytest.mark.parametrize(
    "phrase",
    [
        "14 адамнан жасақталған",
        "— 7 адам",
        "— 3 адам",
        "81 елді мекенде",
        "45 тұрғын алапта",
        "5000-нан аса адам",
        "23 тұрғын алап",
        "14 адамнан құралған спикерлер пулы",
        "8 жоғары",
        "20 орта арнаулы",
        "7000-ға жуық студент",
        "қала басшылығы",
        "ішкі саясат және жастар істері жөніндегі басқармасы",
    ],
)
def test_the_post_says_it_in_kazakh(post: str, phrase: str) -> None:
    assert phrase in post


def test_the_page_has_what_the_post_had(post: str) -> None:
    for part in ["2023 жылғы 26 шілде", "Баспасөзші Үлгіқызы", "Бөлісу", "Үлгі деректер"]:
        assert part in post


def test_one_changed_headcount_changes_every_surface_alike(world: World, tmp_path: Path) -> None:
    changed = world.copy_to(tmp_path / "changed")
    before = changed.figures()["residents.people_reached"]["value"]
    number = changed.python(ADD_A_THOUSAND).strip()
    after = changed.figures()["residents.people_reached"]["value"]
    assert after == before + 1000

    figures, rows, report = changed.pages(
        "coordinator", "/desk/figures/?period=2023-H1", ROWS, f"/desk/reports/{number}/"
    )
    assert f">{after}<" in figures
    assert f">{after}<" in rows
    assert str(after) in document_text(changed, tmp_path / "report.docx")
    preview = words(report)
    assert "6000-нан аса адам" in preview
    assert "5000-нан аса адам" not in preview


ROWS = "/coverage/figures/2023-H1/residents.people_reached/"
ADD_A_THOUSAND = """
from kezdesu.accounts.models import Office, User
from kezdesu.core.periods import Period
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.choices import HowCounted, Outcome
from kezdesu.meetings.services import Facts, Headcount, correct_meeting
from kezdesu.reports.services import make_report

coordinator = User.objects.get(username="coordinator")
meeting = Meeting.objects.filter(track__slug="residents", outcome="held", review="accepted")[0]
counted = Headcount(meeting.headcount + 1000, HowCounted.SHEET)
facts = Facts(Outcome.HELD, meeting.starts_at, counted)
correct_meeting(meeting=meeting, why="түзету", facts=facts, by=coordinator)
period = Period.parse("2023-H1")
print(make_report(office=Office.objects.get(), period=period, by=coordinator).pk)
"""


def document_text(world: World, file: Path) -> str:
    world.kezdesu(
        *("report", "--office", "shymkent", "--period", "2023-H1", "--language", "kk"),
        *("--format", "docx", "-o", str(file)),
    )
    with zipfile.ZipFile(file) as document:
        return re.sub(r"<[^>]+>", "", document.read("word/document.xml").decode())
