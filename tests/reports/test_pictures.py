"""Charts and maps say what their tables say, and what somebody typed never becomes markup."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from kezdesu.core.language import CODES
from kezdesu.figures.words import Words
from kezdesu.reports import pictures
from kezdesu.reports.charts import Bar, Week, bars, weeks
from kezdesu.reports.documents import issue
from kezdesu.reports.drawing import WIDTH, Picture, width_of
from kezdesu.reports.facts import as_json, facts_from_json
from kezdesu.reports.grid import Table
from kezdesu.reports.maps import Mark, coverage_map
from kezdesu.reports.tables.scene import Scene
from kezdesu.reports.writing import Wording, write
from tests.reports.worlds import place, residents, students, world, worlds

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg):
    return ElementTree.fromstring(svg)  # noqa: S314 (what we drew ourselves)


def beside(facts, name, track="", code="en"):
    with override(code):
        return list(pictures.pictures_beside(facts, name, track, code))


def on_the_map(track, points):
    """The track with its first places at `points`."""
    placed = [
        replace(place, latitude=latitude, longitude=longitude)
        for place, (latitude, longitude) in zip(track.places, points, strict=False)
    ]
    return replace(track, places=placed + track.places[len(placed) :])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", worlds())
def test_every_picture_is_well_formed_and_has_words(name, code):
    facts = worlds()[name]
    for table in ("composition", "not_held", "districts", "publications"):
        for track in facts.tracks:
            for found in beside(facts, table, track.slug, code):
                if isinstance(found, Picture):
                    parsed(found.svg)
                    assert found.title
                    assert found.alt.startswith(found.title)


def test_weeks_add_up_to_the_schedule_and_the_meetings():
    track = residents(cancelled=2)
    picture, table = beside(world(tracks=[track]), "not_held", "residents")
    sums = [sum(row[place] for row in table.rows) for place in (1, 2, 3)]
    assert sums == [len(track.visits), len(track.held), 5136]
    assert "Meetings held: 45, planned: 47" in picture.title
    drawn = [text.text for text in parsed(picture.svg).iter(f"{SVG}text")]
    assert {str(row[3]) for row in table.rows if row[3]} <= set(drawn)


def test_a_months_name_stands_under_its_first_monday():
    """30 January 2023 is a Monday of a week in which February begins."""
    begun = {
        day: pictures._month_begun(date(2023, *day), "ru") for day in ((1, 30), (2, 6), (2, 13))
    }
    assert begun == {(1, 30): "", (2, 6): "февраль", (2, 13): ""}
    assert pictures._month_begun(date(2024, 1, 1), "ru") == "январь"


@pytest.mark.parametrize("code", CODES)
def test_names_stand_in_one_order_whether_or_not_a_mark_opens_them(code):
    names = ["«Ақтас»", "Абай", "“Мирас”", "Бозарық", "Тоғыс"]
    ordered = ["Абай", "«Ақтас»", "Бозарық", "“Мирас”", "Тоғыс"]
    facts = [place(name) for name in names]
    scene = Scene(world(), None, code)
    assert [row.name.in_language(code) for row in scene.places(facts)] == ordered
    assert pictures._named(facts, code) == ", ".join(ordered)
    told = write(
        Wording("", "{{ track('residents').places|names|in_order|join }}"), _of(facts), code
    )
    assert re.findall(r"\w+", told.body)[:3] == ["Абай", "Ақтас", "Бозарық"]


def _of(places):
    return world(tracks=[replace(residents(), places=places), students()])


@pytest.mark.parametrize("count", [5, 27, 53])
def test_the_name_of_a_month_keeps_within_the_frame(count):
    rows = [Week("26", "июль", 1, 1, 10) for _week in range(count)]
    drawn = list(parsed(weeks(rows, "a", "b", "c")).iter(f"{SVG}text"))
    names = [float(text.get("x")) for text in drawn if text.text == "июль"]
    assert names
    assert max(names) + width_of("июль", 10) <= WIDTH


def test_a_bar_is_as_long_as_its_number_from_zero():
    drawn = parsed(bars([Bar("a", 10, "10"), Bar("b", 5, "5", 10)]))
    boxes = [(box.get("fill"), float(box.get("width"))) for box in drawn.iter(f"{SVG}rect")][1:]
    (_, ten), (_, whole), (_, five) = boxes
    assert whole == ten == pytest.approx(2 * five, abs=0.2)


def test_the_largest_part_is_named_only_when_it_stands_alone():
    picture = beside(world(), "composition")[0]
    assert (
        picture.title
        == "Largest category: chairs and members of ethnocultural associations, 7 of 14"
    )
    alike = {"a": (Words("а", "а", "a"), 2), "b": (Words("б", "б", "b"), 2)}
    assert beside(world(composition=alike), "composition")[0].title == "Members by category: 4"


def test_kinds_of_publications_add_up():
    _picture, table = beside(world(publications=18), "publications")
    assert [row[1] for row in table.rows] == [18]


def test_places_without_a_point_are_marked_in_the_table_and_never_on_the_map():
    track = on_the_map(residents(targets=3, met=1, priority=1, named=("Тоғыс",)), [(42.3, 69.6)])
    picture, beside_it, table, _chart = beside(
        world(tracks=[track]), "districts", "residents", "kk"
    )
    assert "Тоғыс" in picture.svg
    assert beside_it.runs[0].text == (
        "Нүктесі белгісіз болғандықтан картада көрсетілмеген орындар: 2;"
        " олар төмендегі тізімде жұлдызшамен белгіленген."
    )
    assert sorted(row[3] for row in table.rows) == ["Орын 0*, Орын 1*", "Тоғыс"]
    assert "Орын 0" not in picture.svg
    assert sum(row[2] for row in table.rows) == 3


def test_where_the_table_only_counts_its_places_those_without_a_point_are_named():
    track = residents(targets=60, met=1, priority=1, named=("Тоғыс",))
    points = [(42.3, 69.6)] * 58
    _picture, beside_it, table, _chart = beside(
        world(tracks=[on_the_map(track, points)]), "districts", "residents", "en"
    )
    unknown = re.findall(r"[^,: ]+ \d+", beside_it.runs[0].text)
    assert len(unknown) == 2
    assert not any("*" in row[3] for row in table.rows)


def test_without_a_single_point_there_is_no_map():
    found = beside(world(tracks=[students()]), "districts", "students")
    assert not any(isinstance(each, Table) for each in found)
    assert not any(each.name.startswith("map") for each in found)


def test_one_point_and_a_far_one_stay_within_the_frame():
    words = {key: key for key in ("met", "planned", "due", "priority")}
    for points in ([(42.3, 69.6)], [(42.3, 69.6), (51.1, 71.4), (-10.0, 179.9)]):
        marks = [Mark("a", *point, "met", is_priority=False) for point in points]
        drawn = parsed(coverage_map(marks, words, "km"))
        for mark in drawn.iter(f"{SVG}circle"):
            assert 0 < float(mark.get("cx")) < 640
            assert 0 < float(mark.get("cy")) < 400


def test_a_map_of_few_places_takes_little_of_a_page():
    words = {key: key for key in ("met", "planned", "due", "priority")}
    marks = [Mark("a", 42 + n / 10, 69.6, "met", is_priority=False) for n in range(11)]
    few, many = (parsed(coverage_map(marks[:count], words, "km")) for count in (10, 11))
    assert float(few.get("viewBox").split()[3]) < float(many.get("viewBox").split()[3])
    for mark in few.iter(f"{SVG}circle"):
        assert 0 < float(mark.get("cy")) < 240


def test_a_typed_name_stays_a_name():
    words = Words("<script>\x0b&", "<b>", '"')
    picture = beside(
        world(composition={"a": (words, 2), "b": (words, 1)}), "composition", "", "kk"
    )[0]
    assert "<script>" not in picture.svg
    parsed(picture.svg)


def test_a_word_document_shows_pictures_with_their_words(draft):
    content = issue(draft, "kk", "docx").content
    with zipfile.ZipFile(BytesIO(content)) as held:
        body = held.read("word/document.xml").decode()
        drawn = [name for name in held.namelist() if name.startswith("word/media/")]
    told = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', body)
    assert len(told) == body.count("<w:drawing>") == len(drawn) > 2
    assert any("Өткен кездесулер: 2" in words for words in told)


def test_html_draws_without_styles_or_scripts(draft):
    html = issue(draft, "ru", "html").content.decode()
    drawings = re.findall(r"<svg.*?</svg>", html)
    assert len(drawings) > 2
    assert all('role="img" aria-label="' in drawing for drawing in drawings)
    assert not any("style=" in drawing for drawing in drawings)


def test_a_report_frozen_before_there_were_maps_is_still_read():
    frozen = as_json(world())
    for track in frozen["tracks"]:
        for row in track["places"]:
            del row["latitude"], row["longitude"]
    assert facts_from_json(frozen) == world()
