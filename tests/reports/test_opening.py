"""Numbers in a report's tables open to the rows that they are the sum of."""

import re

from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from kezdesu.meetings.models import Meeting
from kezdesu.reports.facts import as_json, facts_from_json
from kezdesu.reports.gathering import report_facts
from kezdesu.reports.grid import Opening
from kezdesu.reports.services import freeze_report
from kezdesu.reports.tables import table
from kezdesu.schedule.models import Visit
from tests.factories import make_place, make_target
from tests.figures.opening import numbers_of
from tests.reports.conftest import H1


def test_every_number_of_the_page_opens_to_as_much(coordinator_client, draft):
    page = f"/en/desk/reports/{draft.pk}/?language=kk&text=report"
    numbers = numbers_of(coordinator_client, page)
    cells = [(link, number) for link, number in numbers if "/desk/figures/" in link]
    asked = {link.partition("?")[2].partition("=")[0] for link, _number in cells}
    assert asked >= {"", "by", "place"}
    empty_weeks = [each for each in cells if "by=week" in each[0] and not each[1]]
    for link, number in dict([each for each in cells if each not in empty_weeks[2:]]).items():
        context = coordinator_client.get(link).context
        said = context["figure"].value if "figure" in context else context["share"].percent
        assert said == number, link


def test_a_frozen_number_says_so_when_its_rows_have_changed_since(coordinator_client, draft):
    freeze_report(report=draft, by=None)
    page = f"/en/desk/reports/{draft.pk}/?language=kk&text=report"
    links = dict(numbers_of(coordinator_client, page))
    reached = next(link for link in links if "residents.people_reached/?stood=" in link)
    by_place = next(link for link in links if "people_reached/?place=" in link and links[link])
    said = "stands in the frozen report"
    assert said not in coordinator_client.get(reached).content.decode()
    Meeting.objects.update(headcount=F("headcount") + 1)
    for link in (reached, by_place):
        assert f"{links[link]} {said}" in coordinator_client.get(link).content.decode()
    kept = next(link for link in links if "residents.visits_held/percent/?stood=" in link)
    Visit.objects.first().delete()
    assert f"{links[kept]}% {said}" in coordinator_client.get(kept).content.decode()


def test_the_numbers_of_a_line_are_those_of_its_district_and_place(draft):
    facts = facts_from_json(as_json(report_facts(draft.office, H1)))
    [line] = table(facts, "districts", "residents", "kk").rows
    assert {cell.part for cell in line if isinstance(cell, Opening)} == {
        f"by=district&of={draft.office.districts.get().pk}"
    }
    lines = table(facts, "coverage", "residents", "kk").rows
    parts = [row[-2].part for row in lines]
    assert len(set(parts)) == len(lines)
    assert all(re.fullmatch(r"place=\d+", part) for part in parts)


def test_a_report_frozen_before_knows_of_no_district_and_opens_none(draft):
    old = as_json(report_facts(draft.office, H1))
    for track in old["tracks"]:
        for each in (*track["places"], *track["districts"], *track["offices"]):
            del each["pk"]
    lines = table(facts_from_json(old), "coverage", "residents", "kk").rows
    assert not any(isinstance(cell, Opening) for row in lines for cell in row)


def test_a_place_that_is_not_the_offices_is_no_part_of_its_numbers(coordinator_client, draft):
    rows = "/en/desk/figures/2023-H1/residents.meetings_held/?place="
    place = draft.office.places.filter(targets__track__slug="residents").first()
    assert place.name in coordinator_client.get(f"{rows}{place.pk}").content.decode()
    assert coordinator_client.get(f"{rows}999999").status_code == 404


def test_more_numbers_ask_for_no_more_queries(coordinator_client, draft):
    page = f"/en/desk/reports/{draft.pk}/?language=kk&text=report"
    coordinator_client.get(page)
    with CaptureQueriesContext(connection) as few:
        coordinator_client.get(page)
    track = draft.office.programmes.get().tracks.get(slug="residents")
    for name in ("Асар", "Астана", "Нұрсат"):
        make_target(track, make_place(draft.office, name, is_priority=True, priority_basis="б"))
    with CaptureQueriesContext(connection) as many:
        coordinator_client.get(page)
    assert len(many) == len(few)
