"""The report of an office above others: its offices in tables, its rows counted once."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office
from kezdesu.core.language import CODES
from kezdesu.core.periods import Period
from kezdesu.programmes.models import Track
from kezdesu.reports import gathering
from kezdesu.reports.documents import issue
from kezdesu.reports.queries import contents_now, contents_of, faults_of, open_periods
from kezdesu.reports.services import freeze_report, make_report
from tests.factories import make_meeting, make_office, make_track, make_user
from tests.figures.opening import numbers_of

H1 = Period.parse("2023-H1")


@pytest.fixture
def region(half_year, coordinator):
    """A region above the office of `half_year` and a second city, where one meeting was held."""
    above = make_office("region")
    Office.objects.filter(pk=half_year.pk).update(parent=above)
    make_meeting(make_track(make_office("second", parent=above), "residents"), headcount=7)
    return above


@pytest.fixture
def report(region, coordinator):
    return make_report(office=region, period=H1, by=coordinator)


def tables(report, code="en"):
    book = CalamineWorkbook.from_filelike(BytesIO(issue(report, code, "xlsx").content))
    return {name: book.get_sheet_by_name(name).to_python()[5:] for name in book.sheet_names}


def test_every_office_stands_in_the_table_with_its_numbers(report):
    found = tables(report)["By office residents"]
    told = {row[0]: row[1:] for row in found}
    assert told["Office second"][1:] == [0.0, 0.0, "", 1.0, 7.0]
    city = next(row for name, row in told.items() if name not in {"Office second", "Office region"})
    assert city[1:] == [3.0, 2.0, 2 / 3, 2.0, 80.0] or city[1:4] == [3.0, 2.0, 0.67]
    assert "version 1" in city[0]


def test_the_numbers_of_an_office_open_to_as_much(report, client):
    client.force_login(make_user(role=Role.COORDINATOR, office=report.office))
    numbers = numbers_of(client, f"/en/desk/reports/{report.pk}/?language=en&text=report")
    of_offices = {link: number for link, number in numbers if "by=office" in link}
    figures = {link.split("/")[5] for link in of_offices}
    assert figures >= {"group.members", "speakers.pool", "press.publications", "questions.raised"}
    for link, number in of_offices.items():
        context = client.get(link).context
        said = context["figure"].value if "figure" in context else context["share"].percent
        assert said == number, link


def test_the_offices_add_up_to_the_figures(region):
    facts = contents_now(region, H1).facts
    for track in facts.tracks:
        for amount, key in (
            ("planned", "meetings_planned"),
            ("kept", "visits_held"),
            ("held", "meetings_held"),
            ("headcount", "people_reached"),
            ("targets", "targets"),
            ("places_met", "places_met"),
        ):
            summed = sum(getattr(office, amount) for office in track.offices)
            assert summed == facts.by_key[f"{track.slug}.{key}"].value, key
    assert sum(office.members for office in facts.offices) == facts.by_key["group.members"].value
    assert (
        sum(office.publications for office in facts.offices)
        == facts.by_key["press.publications"].value
    )


def test_the_composition_of_all_offices_is_one_list(region):
    facts = contents_now(region, H1).facts
    outreach = next(group for group in facts.groups if group.kind == "outreach")
    assert sum(category.members for category in outreach.categories) == outreach.members == 3


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("kk", "мекемелердің саны — 3"),
        ("ru", "всего учреждений — 3"),
        ("en", "3 offices in all"),
    ],
)
def test_the_text_says_whose_work_counts(region, code, said):
    assert said in contents_now(region, H1).reports[code].body


def test_the_one_schedule_is_said_to_be_approved_by_its_own_body(region, half_year):
    make_track(region, "residents", approving_body_kk="министрлік")
    Track.objects.filter(programme__office=half_year).update(approving_body_kk="қала басшылығы")
    contents = contents_now(region, H1)
    residents = next(each for each in contents.facts.tracks if each.slug == "residents")
    assert residents.plan is not None
    assert residents.approving_body.kk == "қала басшылығы"


def test_an_office_alone_has_no_table_of_offices(draft):
    assert not any(name.startswith("By office") for name in tables(draft))
    assert "[[offices]]" not in contents_of(draft).reports["en"].body


def test_more_rows_than_a_report_lists_stay_with_their_offices(report, monkeypatch):
    assert "Meetings residents" in tables(report)
    monkeypatch.setattr(gathering, "MOST_LISTED", 1)
    assert "Meetings residents" not in tables(report)
    contents = contents_of(report)
    assert "listed row by row in the offices' own reports" in contents.reports["en"].body
    assert "No meetings were recorded" not in contents.reports["en"].body
    behind = tables(report)["Rows behind the figures"]
    reached = [row[4] for row in behind if row[1] == "residents.people_reached"]
    assert sorted(reached) == [7.0, 40.0, 40.0]


@pytest.mark.parametrize("code", CODES)
def test_the_report_of_a_region_freezes_and_stays_sound(report, approver, code):
    frozen = freeze_report(report=report, by=approver)
    assert not faults_of(frozen)
    assert contents_of(frozen).facts.tracks[0].offices
    assert "region" in issue(frozen, code, "html").content.decode()


def test_a_region_without_a_programme_reports_on_its_cities(region):
    assert H1 in open_periods(region, H1.ends_on)
