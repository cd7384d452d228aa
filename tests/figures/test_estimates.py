"""Distinct people: said only where the office states an estimate and its basis."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.core.periods import Period
from kezdesu.figures.models import PeopleEstimate
from kezdesu.figures.queries import figures_for
from kezdesu.figures.services import state_estimate, withdraw_estimate
from kezdesu.programmes.locking import lock_period
from kezdesu.programmes.models import Track
from kezdesu.reports.blocks import plain
from kezdesu.reports.queries import contents_now
from tests.edits import edit
from tests.factories import make_meeting, make_target, make_track

from .opening import lines_behind

H1 = Period.parse("2023-H1")
KEY = "residents.people_distinct"
ADDRESS = "/en/desk/figures/2023-H1/estimate/residents/"


@pytest.fixture
def track(office: Office) -> Track:
    track = make_track(office, "residents")
    place = make_target(track).place
    for day in (1, 2):
        make_meeting(track, place, date(2023, 2, day), headcount=50)
    return track


def state(track: Track, by: User | None, people: int = 70, basis: str = "Сауалнама") -> None:
    state_estimate(track=track, period=H1, people=people, basis=basis, by=by)


def test_nothing_is_said_of_people_where_nothing_is_estimated(track: Track) -> None:
    assert KEY not in figures_for(track.programme.office, H1)


def test_a_stated_estimate_is_a_figure_apart_that_opens_to_its_basis(
    track: Track, coordinator: User, coordinator_client: Client, guest_client: Client
) -> None:
    state(track, coordinator)
    office = track.programme.office
    figures = figures_for(office, H1)
    assert (figures[KEY].value, figures["residents.people_reached"].value) == (70, 100)
    assert "Негізі: Сауалнама." in figures[KEY].definition.words.kk
    [line] = lines_behind(office, H1, KEY)
    assert (line.title, line.amount) == ("Сауалнама", 70)
    assert KEY not in figures_for(office, H1.next())
    page = coordinator_client.get(f"/en/desk/figures/2023-H1/{KEY}/").content.decode()
    assert "Сауалнама" in page
    page = guest_client.get(f"/en/coverage/figures/2023-H1/{KEY}/")
    assert "Сауалнама" in page.content.decode()
    told = coordinator_client.get(f"/api/v1/desk/figures/2023-H1/{KEY}").json()
    assert [row["amount"] for row in told["rows"]] == [70]
    assert KEY in guest_client.get("/open-data/2023-H1/figures.csv").content.decode()
    out = StringIO()
    call_command("figures", office=office.slug, period="2023-H1", json=True, stdout=out)
    assert KEY in out.getvalue()
    text = plain(contents_now(office, H1).reports["kk"].body)
    assert (
        "Мекеменің бағалауынша, қайталап келгендер бір рет саналса, кездесулерге 70 адам қатысқан"
        in text
    )


@pytest.mark.parametrize(
    ("people", "basis", "sentence"),
    [
        (101, "Сауалнама", "more people than attendances: 100"),
        (0, "Сауалнама", "at least one person"),
        (70, "  ", "what the estimate rests on"),
    ],
)
def test_what_cannot_be_is_refused(
    track: Track, coordinator: User, people: int, basis: str, sentence: str
) -> None:
    with override("en"), pytest.raises(Refused, match=sentence):
        state(track, coordinator, people, basis)
    assert not PeopleEstimate.objects.exists()


def test_a_settled_period_keeps_its_estimate(track: Track, coordinator: User) -> None:
    state(track, coordinator)
    lock_period(office=track.programme.office, period=H1, by=coordinator)
    with pytest.raises(Refused):
        state(track, coordinator, 60)
    with pytest.raises(Refused):
        withdraw_estimate(estimate=PeopleEstimate.objects.get(), by=coordinator)
    assert figures_for(track.programme.office, H1)[KEY].value == 70


def test_it_is_stated_and_withdrawn_on_its_page(
    track: Track, coordinator_client: Client, speaker_client: Client
) -> None:
    assert speaker_client.get(ADDRESS).status_code == 403
    answer = edit(coordinator_client, ADDRESS, {"people": "101", "basis": "Сауалнама"})
    assert answer.status_code == 422
    assert "more people than attendances" in answer.content.decode()
    edit(coordinator_client, ADDRESS, {"people": "70", "basis": "Сауалнама"})
    assert PeopleEstimate.objects.get().people == 70
    assert ADDRESS in coordinator_client.get("/en/desk/figures/?period=2023-H1").content.decode()
    edit(coordinator_client, ADDRESS, {"withdraw": "1"})
    assert not PeopleEstimate.objects.exists()
    acts = AuditEntry.objects.filter(subject_type="figures.peopleestimate")
    assert [entry.action for entry in acts] == [
        "figures.estimate_stated",
        "figures.estimate_withdrawn",
    ]


def test_counted_and_estimated_attendances_stand_apart(track: Track) -> None:
    make_meeting(track, how_counted="estimate", headcount=30)
    figures = figures_for(track.programme.office, H1)
    parts = {
        how: figures[f"residents.counted_by.{how}"].value
        for how in ("sheet", "headcount", "estimate")
    }
    assert parts["estimate"] == 30
    assert sum(parts.values()) == figures["residents.people_reached"].value == 130
