"""Visits that nobody recorded: a list on the desk, and one letter to each of the crew."""

from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.core.models import AuditEntry, Letter
from kezdesu.meetings import overdue
from kezdesu.meetings.choices import Outcome
from kezdesu.meetings.overdue import remind_by_the_clock, remind_crews, unrecorded_visits
from kezdesu.people.models import Person
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit
from tests.factories import (
    ZONE,
    make_meeting,
    make_office,
    make_person,
    make_plan,
    make_track,
    make_user,
    make_visit,
)

LIST = "/desk/meetings/overdue/"


def today() -> date:
    """Asked by every test anew: a run may pass midnight."""
    return timezone.localdate()


def yesterday() -> date:
    return today() - timedelta(days=1)


@pytest.fixture
def plan(office: Office) -> Plan:
    return make_plan(make_track(office), PlanStatus.APPROVED)


@pytest.fixture
def crew(office: Office, speaker: User) -> list[Person]:
    """One reads Kazakh, one Russian by their account, and one gave no address."""
    other = make_user("second")
    User.objects.filter(pk=other.pk).update(interface="ru")
    other.refresh_from_db()
    return [
        make_person(office, "Бірінші Адам", email="kk@example.org", user=speaker),
        make_person(office, "Екінші Адам", email="ru@example.org", user=other),
        make_person(office, "Үшінші Адам"),
    ]


@pytest.fixture
def visit(plan: Plan, crew: list[Person]) -> Visit:
    return make_visit(plan, day=yesterday(), crew=crew)


def test_the_day_after_a_visit_waits_for_its_record(office: Office, visit: Visit) -> None:
    assert list(unrecorded_visits(office, today())) == [visit]
    assert list(unrecorded_visits(office, yesterday())) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_any_record_of_it_is_enough(office: Office, visit: Visit, outcome: Outcome) -> None:
    make_meeting(visit.plan.track, visit=visit, outcome=outcome)
    assert list(unrecorded_visits(office, today())) == []


@pytest.mark.parametrize("status", [PlanStatus.DRAFT, PlanStatus.SUPERSEDED])
def test_only_what_the_approved_schedule_holds(office: Office, plan: Plan, status: str) -> None:
    other = make_plan(make_track(office, "students"), status)
    make_visit(other, day=yesterday())
    assert list(unrecorded_visits(office, today())) == []


def test_each_of_the_crew_gets_one_letter_in_their_language(office: Office, visit: Visit) -> None:
    done = remind_crews(office=office, by=None)
    assert (done.letters, done.visits, done.without_address) == (2, 1, 1)
    letters = {each.address: each for each in Letter.objects.all()}
    assert set(letters) == {"kk@example.org", "ru@example.org"}
    assert letters["kk@example.org"].subject.startswith("Жазбасы әлі жоқ")
    assert letters["ru@example.org"].subject.startswith("Записи ещё нет")
    assert visit.target.place.name in letters["ru@example.org"].body


def test_once_a_visit_whatever_plan_holds_it(office: Office, visit: Visit) -> None:
    remind_crews(office=office, by=None)
    remind_crews(office=office, by=None)
    plan = visit.plan
    plan.status = PlanStatus.SUPERSEDED
    plan.save()
    amended = make_plan(plan.track, PlanStatus.APPROVED, version=2, reason="ауа райы")
    again = make_visit(amended, visit.target, day=yesterday(), identity=visit.identity)
    again.crew.set(visit.crew.all())
    assert remind_crews(office=office, by=None).letters == 0
    assert Letter.objects.count() == 2
    assert AuditEntry.objects.filter(action="meetings.crew_reminded_of_records").count() == 1


def test_who_sent_the_record_hears_nothing(office: Office, visit: Visit, speaker: User) -> None:
    make_meeting(visit.plan.track, visit=visit, recorded_by=speaker)
    assert remind_crews(office=office, by=None).letters == 0


def test_what_is_long_past_is_left_to_the_coordinator(
    office: Office, plan: Plan, crew: list[Person]
) -> None:
    make_visit(plan, day=today() - timedelta(days=20), crew=crew)
    assert remind_crews(office=office, by=None).letters == 0
    assert unrecorded_visits(office, today()).count() == 1


@pytest.mark.parametrize(("hour", "letters"), [(3, 0), (8, 0), (9, 2), (19, 2), (21, 0)])
def test_nobody_is_written_to_at_night(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, hour: int, letters: int
) -> None:
    now = datetime.combine(today(), time(hour), ZONE)
    monkeypatch.setattr(overdue.timezone, "now", lambda: now)
    remind_by_the_clock()
    assert Letter.objects.count() == letters


def test_the_command_posts_and_sends(office: Office, visit: Visit) -> None:
    said = StringIO()
    call_command("remind", stdout=said)
    assert {address for letter in mail.outbox for address in letter.to} == {
        "kk@example.org",
        "ru@example.org",
    }
    assert "shymkent" in said.getvalue()
    call_command("remind", office="shymkent", stdout=said)
    assert len(mail.outbox) == 2


def test_an_unknown_office_is_one_sentence(office: Office) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("remind", office="nowhere")


def test_the_list_shows_them_with_their_crew(coordinator_client: Client, visit: Visit) -> None:
    shown = coordinator_client.get(LIST).content.decode()
    assert "Бірінші Адам" in shown
    assert f"?visit={visit.pk}" in shown


def test_the_list_is_empty_with_a_sentence(coordinator_client: Client, plan: Plan) -> None:
    assert coordinator_client.get(LIST).status_code == 200


def test_another_offices_visits_are_not_listed(coordinator_client: Client, office: Office) -> None:
    foreign = make_plan(make_track(make_office("other")), PlanStatus.APPROVED)
    make_visit(foreign, day=yesterday())
    assert coordinator_client.get(LIST).context["page"].paginator.count == 0


def test_more_rows_ask_no_more_questions(
    coordinator_client: Client, plan: Plan, crew: list[Person]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            coordinator_client.get(LIST)
        return len(asked)

    make_visit(plan, day=yesterday(), crew=crew)
    few = queries()
    for back in (2, 3):
        make_visit(plan, day=today() - timedelta(days=back), crew=crew)
    assert queries() == few


def test_today_says_how_many_wait(
    coordinator_client: Client, speaker_client: Client, plan: Plan, visit: Visit
) -> None:
    make_visit(plan, day=date(2023, 2, 1))
    counts = [
        [task.sentence for task in client.get("/desk/").context["tasks"] if task.state == "overdue"]
        for client in (coordinator_client, speaker_client)
    ]
    assert any("2" in sentence for sentence in counts[0])
    assert any("1" in sentence for sentence in counts[1])
