"""Whoever tells a figure tells the same: page, command, API, export, report, and a recount."""

import csv
import json
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from io import BytesIO, StringIO

from django.core.management import call_command
from django.db import transaction
from django.test import Client
from hypothesis import given
from python_calamine import CalamineWorkbook

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership
from kezdesu.core.language import CODES
from kezdesu.meetings.models import Meeting
from kezdesu.programmes.models import Track
from kezdesu.public.open_data import as_csv, dataset_named
from kezdesu.reports.documents import issue
from kezdesu.reports.queries import contents_now, contents_of
from kezdesu.reports.services import freeze_report, make_report
from tests.figures.test_screens import numbers_on_the_page, percents_on_the_page
from tests.figures.worlds import PERIOD, build, local_day, recount, specs
from tests.laws import tried_on

# One figure of each kind of rows is opened to them.
WHOLES = [
    ("places_met", "targets"),
    ("priority_places_met", "priority_places"),
    ("institutions_met", "institutions"),
    ("visits_held", "meetings_planned"),
]
OPENED = {
    *("group.members", "residents.targets", "residents.meetings_planned"),
    *("residents.people_reached", "questions.raised", "press.publications"),
}
CITED = re.compile(r"\[(\d[\d\s.,]*)[^\]]*\]\(figure:([^)]+)\)")


def with_percents(rows):
    """The numbers by key, and beside them each percentage under the key that reports cite."""
    rows = list(rows)
    values = {row["key"]: None if row["value"] in {None, ""} else int(row["value"]) for row in rows}
    told = {row["key"]: row["percent"] for row in rows if row["percent_of"]}
    shares = {f"{key}.percent": int(each) for key, each in told.items() if each not in {None, ""}}
    return values | shares


def recounted_percents(counted):
    """Nothing of the product's own: the percentages of figures that belong together."""
    tracks = {key.partition(".")[0] for key in counted}
    wholes = {f"{track}.{part}": f"{track}.{whole}" for track in tracks for part, whole in WHOLES}
    wholes["questions.answered"] = "questions.raised"
    return {
        f"{part}.percent": _rounded(counted.get(part, 0), counted[whole])
        for part, whole in wholes.items()
        if counted.get(whole)
    }


def recounted_as_uncounted(office):
    """Parts of the attendance that no meeting of the half-year stated; none where none was held."""
    found = set()
    for track in Track.objects.filter(programme__office=office):
        held = [
            meeting
            for meeting in Meeting.objects.filter(track=track, outcome="held", review="accepted")
            if date(2023, 1, 1) <= local_day(meeting.starts_at) <= date(2023, 6, 30)
        ]
        for part in ("women", "men", "youth", "students"):
            if held and all(getattr(meeting, part) is None for meeting in held):
                found.add(f"{track.slug}.people_reached.{part}")
    return found


def _rounded(part, whole):
    nearest = int(Fraction(100 * part, whole) + Fraction(1, 2))
    return {0: 1, 100: 99}.get(nearest, nearest) if 0 < part < whole else nearest


def command(office):
    out = StringIO()
    call_command("figures", "--office", office.slug, "--period", "2023-H1", "--json", stdout=out)
    return with_percents({"key": key, **each} for key, each in json.loads(out.getvalue()).items())


def desk_of(office, user):
    Membership.objects.filter(user=user).delete()
    Membership.objects.create(user=user, office=office, role=Role.COORDINATOR)
    client = Client()
    client.force_login(user)
    return client


def api(client):
    """Each figure's number, and the sum of the rows that its own address answers with."""
    told = client.get("/api/v1/desk/figures", {"period": "2023-H1", "limit": 200}).json()
    assert told["total"] == len(told["rows"])
    opened = {each["key"]: each["value"] for each in told["rows"] if each["key"] in OPENED}
    for key, value in opened.items():
        one = client.get(f"/api/v1/desk/figures/2023-H1/{key}", {"limit": 200}).json()
        assert sum(row["amount"] for row in one["rows"]) == value, key
    return with_percents(told["rows"])


def export(office):
    """What open data says of the office, as a CSV that a spreadsheet program reads."""
    dataset = dataset_named("figures")
    table = as_csv(dataset, dataset.rows(office, PERIOD)).removeprefix("\ufeff")
    return with_percents(csv.DictReader(table.splitlines()))


def exported_places(client):
    """Sums over the places that leave as GeoJSON, under the keys of the figures they make up."""
    features = client.get("/desk/figures/2023-H1/places.geojson").json()["features"]
    sums = Counter()
    for each in (feature["properties"] for feature in features):
        track = each["track"]
        sums[f"{track}.people_reached"] += each["headcount"]
        sums[f"{track}.meetings_held"] += each["held"]
        sums[f"{track}.meetings_planned"] += each["planned"]
        sums[f"{track}.targets"] += each["is_target"]
        sums[f"{track}.places_met"] += each["is_target"] and each["state"] == "met"
    return sums


def cited(contents):
    """Every number of the report's words in any language, with the figure it says it is."""
    for code in CODES:
        for number, key in CITED.findall(contents.reports[code].body):
            yield key, int(re.sub(r"\D", "", number))


def in_workbook(report):
    """Every whole number beside a figure's key in the issued workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(issue(report, "en", "xlsx").content))
    for sheet in book.sheet_names:
        for row in book.get_sheet_by_name(sheet).to_python():
            yield [cell for cell in row if cell != ""]


@given(spec=specs)
@tried_on(10)
def test_every_surface_says_what_a_recount_says(coordinator, spec):
    with transaction.atomic():
        office = build(spec)
        counted = recount(office, date(2023, 1, 1), date(2023, 6, 30))
        contents = contents_now(office, PERIOD)
        reported = {figure.key: figure.value for figure in contents.facts.figures}
        assert {key: value for key, value in reported.items() if value} == {
            key: value for key, value in counted.items() if value
        }
        said = {figure.key: figure.known for figure in contents.facts.figures}
        assert {key for key, each in said.items() if each is None} == recounted_as_uncounted(office)
        percents = recounted_percents(counted)
        assert command(office) == said | percents
        client = desk_of(office, coordinator)
        assert numbers_on_the_page(client) == said
        assert percents_on_the_page(client) == percents
        assert api(client) == said | percents
        assert export(office) == said | percents
        for key, total in exported_places(client).items():
            assert total == reported[key], key
        for key, number in cited(contents):
            assert number == (reported | percents)[key], key
        transaction.set_rollback(True)


@given(spec=specs)
@tried_on(5)
def test_a_frozen_report_says_the_same_ever_after(coordinator, spec):
    with transaction.atomic():
        office = build(spec)
        now = contents_now(office, PERIOD)
        report = freeze_report(
            report=make_report(office=office, period=PERIOD, by=coordinator), by=coordinator
        )
        report.refresh_from_db()
        frozen = contents_of(report)
        assert frozen.facts.figures == now.facts.figures
        assert frozen.reports == now.reports
        rows = list(in_workbook(report))
        for figure in frozen.facts.figures:
            said = "—" if figure.known is None else figure.value
            assert any(figure.label.en in row and said in row for row in rows), figure.key
        transaction.set_rollback(True)


def test_the_numbers_of_the_words_are_found(half_year):
    told = dict(cited(contents_now(half_year, PERIOD)))
    assert told["residents.people_reached"] == 80
    assert told["students.meetings_held"] == 1
    assert len(told) > 8
