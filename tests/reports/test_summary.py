"""Leadership's page: one page whatever the office, each figure beside the period before."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kezdesu.core.language import CODES
from kezdesu.figures.words import Words
from kezdesu.reports.documents import issue
from kezdesu.reports.drawing import Picture
from kezdesu.reports.grid import Table
from kezdesu.reports.papers import paper_of
from kezdesu.reports.pdf import pdf
from kezdesu.reports.services import freeze_report
from kezdesu.reports.summary import summary_of
from kezdesu.reports.verifying import verdict_on_file
from kezdesu.reports.writing import WrittenText
from tests.reports.marks import needs_fonts
from tests.reports.worlds import residents, students, world, worlds


def summary(facts, code="en"):
    text = WrittenText("Report", "# 1. Group")
    paper = paper_of(facts, text, code, made_on=date(2023, 7, 1), version=1)
    return summary_of(paper, facts)


def with_points(track):
    places = [
        replace(place, latitude=42 + n / 100, longitude=69.0)
        for n, place in enumerate(track.places)
    ]
    return replace(track, places=places)


def in_districts(track, count):
    names = [Words(f"{n}-аудан", f"Район {n}", f"District {n}") for n in range(count)]
    districts = [
        replace(track.districts[0], district=name, places_met=n) for n, name in enumerate(names)
    ]
    return replace(track, districts=districts)


def pages(content):
    return len(re.findall(rb"/Type ?/Page\b(?!s)", content))


def test_key_figures_stand_beside_their_whole_and_the_period_before():
    facts = world()
    figures = [
        replace(figure, previous=17) if figure.key == "residents.places_met" else figure
        for figure in facts.figures
    ]
    table = next(b for b in summary(replace(facts, figures=figures)).blocks if isinstance(b, Table))
    assert table.rows[0] == ("residents.places_met", 45, 81, 17)
    assert ("residents.people_reached", 5136, None, None) in table.rows


def test_an_office_without_priority_places_says_nothing_of_them():
    rows = summary(world()).blocks[0].rows
    assert not any(row[0] == "students.priority_places_met" for row in rows)


def test_the_chart_and_the_map_are_of_the_track_with_most_places():
    facts = world(tracks=[students(), with_points(residents())])
    drawn = [block.name for block in summary(facts).blocks if isinstance(block, Picture)]
    assert drawn == ["districts-residents", "map-residents"]


@needs_fonts
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", worlds())
def test_it_is_one_page_in_every_world(name, code):
    assert pages(pdf(summary(worlds()[name], code))) == 1


@needs_fonts
@pytest.mark.parametrize("count", [2, 8, 9, 40])
def test_it_is_one_page_with_many_districts_and_a_map(count):
    track = with_points(in_districts(residents(), count))
    content = pdf(summary(world(tracks=[track, students()]), "kk"))
    assert pages(content) == 1
    assert b"pdfuaid:part" in content


@needs_fonts
def test_a_frozen_summary_can_be_proved(draft, approver):
    report = freeze_report(report=draft, by=approver)
    issued = issue(report, "kk", "summary")
    assert issued.name.endswith("-kk-summary.pdf")
    assert verdict_on_file("file", issued.content).holds
    assert not verdict_on_file("file", issued.content.replace(b"startxref", b"startxreg")).holds
