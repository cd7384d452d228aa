"""What crews are told by e-mail: on approval, change, cancellation, and the day before."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.core import outbox
from kezdesu.core.models import AuditEntry, Letter
from kezdesu.meetings import notices as meeting_notices
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.services import accept_meeting, reopen_meeting
from kezdesu.people.models import Person
from kezdesu.people.services import edit_person
from kezdesu.schedule.models import Plan
from kezdesu.schedule.services import amend_plan, approve_plan, submit_plan
from tests.factories import (
    ZONE,
    make_cause,
    make_group,
    make_meeting,
    make_person,
    make_plan,
    make_seat,
    make_track,
    make_user,
    make_visit,
)


def today() -> date:
    """Tomorrow, so that the clock of a test never goes back behind the one on the wall; asked by
    every test anew, as a run may pass midnight."""
    return datetime.now(ZONE).date() + timedelta(days=1)


def soon() -> date:
    return today() + timedelta(days=1)


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


@pytest.fixture
def people(office: Office) -> list[Person]:
    """One reads Kazakh, one Russian by their account, and one gave no address."""
    kazakh = make_person(office, "Бірінші Адам", email="kk@example.org", languages=["kk", "ru"])
    russian = make_person(office, "Екінші Адам", email="ru@example.org", user=make_user("second"))
    User.objects.filter(username="second").update(interface="ru")
    silent = make_person(office, "Үшінші Адам")
    for person in (kazakh, russian, silent):
        make_seat(person, make_group(office))
    return [kazakh, Person.objects.get(pk=russian.pk), silent]


@pytest.fixture
def draft(office: Office, people: list[Person]) -> Plan:
    month = timedelta(days=30)
    plan = make_plan(make_track(office), starts_on=today() - month, ends_on=today() + month)
    make_visit(plan, starts_at=at(soon()), crew=people, venue="№ 5 мектеп")
    make_visit(plan, starts_at=at(today() - timedelta(days=9)), crew=people)
    return plan


def approved(plan: Plan) -> Plan:
    submit_plan(plan=plan, why="сынақ", by=None)
    return approve_plan(
        plan=plan,
        number="17",
        day=today() - timedelta(days=1),
        signatory_name="Қол Қоюшы",
        signatory_post="әкімнің орынбасары",
        by=None,
    )


def letters() -> dict[str, Any]:
    """What was sent since the last look, by address."""
    outbox.send_due()
    sent = {message.to[0]: message for message in mail.outbox}
    assert len(sent) == len(mail.outbox), "nobody gets two letters of one act"
    mail.outbox.clear()
    return sent


def test_approval_tells_each_of_their_coming_meetings_in_their_language(draft: Plan) -> None:
    approved(draft)
    sent = letters()
    assert sent.keys() == {"kk@example.org", "ru@example.org"}
    kazakh, russian = sent["kk@example.org"], sent["ru@example.org"]
    assert kazakh.subject == "Кесте бекітілді: сізде 1 кездесу"
    assert russian.subject == "График утверждён: у вас 1 встреча"
    assert "№ 5 мектеп" in kazakh.body
    assert "10:00" in kazakh.body
    assert "&" not in kazakh.body
    entry = AuditEntry.objects.get(action="schedule.crew_notified")
    assert entry.changes == {"letters": 2}


def amended(plan: Plan, **changes: Any) -> Plan:
    amendment = amend_plan(plan=plan, reason="мереке", by=None)
    visit = amendment.visits.get(starts_at__gt=timezone.now())
    if "crew" in changes:
        visit.crew.set(changes["crew"])
    else:
        amendment.visits.filter(pk=visit.pk).update(**changes)
    return approved(amendment)


def test_a_change_is_told_to_whom_it_concerns(
    draft: Plan, people: list[Person], settings: Any
) -> None:
    settings.ADDRESS = "https://kezdesu.example.kz"
    plan = approved(draft)
    letters()
    plan = amended(plan, starts_at=at(soon(), 15))
    sent = letters()
    assert sent.keys() == {"kk@example.org", "ru@example.org"}
    assert "15:00" in sent["kk@example.org"].body
    assert "2-нұсқа. Өзгеріс себебі: мереке" in sent["kk@example.org"].body
    address = f"https://kezdesu.example.kz/ru/desk/schedule/{plan.pk}/difference/"
    assert address in sent["ru@example.org"].body
    plan = amended(plan, minutes=60)
    assert letters() == {}
    amended(plan, crew=people[1:])
    sent = letters()
    assert "Сіз енді бармайсыз" in sent["kk@example.org"].body
    assert "Изменено" in sent["ru@example.org"].body


def called_off(plan: Plan, *, by: User, **fields: Any) -> Meeting:
    """The record, accepted, that the visit still to come will not be held."""
    visit = plan.visits.get(starts_at__gt=timezone.now())
    record = make_meeting(
        plan.track,
        visit=visit,
        outcome="cancelled",
        review="recorded",
        starts_at=visit.starts_at,
        **({"reason": "су тасқыны"} | fields),
    )
    accept_meeting(meeting=record, by=by)
    return record


def test_a_cancellation_is_told_once_with_its_reason(draft: Plan, coordinator: User) -> None:
    plan = approved(draft)
    letters()
    record = called_off(plan, by=coordinator)
    sent = letters()
    assert sent["kk@example.org"].subject == "Кездесу болмайды"
    assert "су тасқыны" in sent["ru@example.org"].body
    reopen_meeting(meeting=record, by=coordinator)
    accept_meeting(meeting=record, by=coordinator)
    assert letters() == {}


def test_what_is_past_or_held_is_told_to_nobody(draft: Plan, coordinator: User) -> None:
    plan = approved(draft)
    letters()
    past = plan.visits.get(starts_at__lt=timezone.now())
    for outcome in ("cancelled", "held"):
        record = make_meeting(
            plan.track, visit=past, outcome=outcome, review="recorded", starts_at=past.starts_at
        )
        accept_meeting(meeting=record, by=coordinator)
    assert letters() == {}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    def show(moment: datetime) -> None:
        monkeypatch.setattr(meeting_notices.timezone, "now", lambda: moment)

    return show


def test_the_day_before_is_told_from_noon_and_never_twice(draft: Plan, clock: Any) -> None:
    approved(draft)
    letters()
    clock(at(today(), 11))
    meeting_notices.tell_of_tomorrow()
    assert not Letter.objects.filter(key__startswith="tomorrow/").exists()
    for hour in (12, 18):
        clock(at(today(), hour))
        meeting_notices.tell_of_tomorrow()
    clock(at(today(), 23))
    sent = letters()
    assert sent.keys() == {"kk@example.org", "ru@example.org"}
    assert sent["kk@example.org"].subject.startswith("Ертең сағат 10:00: ")


def test_a_reason_of_the_list_is_told_in_the_reader_s_language(
    draft: Plan, coordinator: User
) -> None:
    plan = approved(draft)
    letters()
    called_off(plan, by=coordinator, reason="", cause=make_cause(plan.track.programme.office))
    sent = letters()
    assert "Ауа райы" in sent["kk@example.org"].body
    assert "Погода" in sent["ru@example.org"].body


def test_nobody_is_reminded_of_what_is_called_off(
    draft: Plan, clock: Any, coordinator: User
) -> None:
    plan = approved(draft)
    visit = plan.visits.get(starts_at__gt=timezone.now())
    make_meeting(plan.track, visit=visit, outcome="cancelled", starts_at=visit.starts_at)
    clock(at(today(), 13))
    meeting_notices.tell_of_tomorrow()
    assert not Letter.objects.filter(key__startswith="tomorrow/").exists()


def test_nobody_is_reminded_of_a_draft(draft: Plan, clock: Any) -> None:
    clock(at(today(), 13))
    meeting_notices.tell_of_tomorrow()
    assert not Letter.objects.exists()


def test_what_changes_twice_before_it_is_sent_is_told_once(
    draft: Plan, people: list[Person]
) -> None:
    plan = approved(draft)
    plan = amended(plan, starts_at=at(soon(), 15))  # nobody has heard of the first version yet
    sent = letters()
    assert sent["kk@example.org"].subject == "Кесте бекітілді: сізде 1 кездесу"
    assert "15:00" in sent["kk@example.org"].body
    plan = amended(plan, starts_at=at(soon(), 16))
    plan = amended(plan, starts_at=at(soon(), 17))
    sent = letters()
    assert "17:00" in sent["ru@example.org"].body
    assert "16:00" not in sent["ru@example.org"].body
    plan = amended(plan, starts_at=at(soon(), 18))
    amended(plan, starts_at=at(soon(), 17))
    assert letters() == {}  # it is as everybody knows it


def test_what_a_worker_has_taken_is_not_told_anew(draft: Plan) -> None:
    plan = approved(draft)
    Letter.objects.update(state="sending", taken_at=timezone.now())
    amended(plan, starts_at=at(soon(), 15))
    sent = letters()
    assert sent["kk@example.org"].subject == "Кесте өзгерді"


def test_a_reminder_that_is_no_longer_true_is_not_sent(draft: Plan, clock: Any) -> None:
    plan = approved(draft)
    letters()
    clock(at(today(), 13))
    meeting_notices.tell_of_tomorrow()
    amended(plan, starts_at=at(soon() + timedelta(days=3)))
    sent = letters()
    assert sent["kk@example.org"].subject == "Кесте өзгерді"
    Letter.objects.all().delete()
    clock(at(soon() + timedelta(days=2), 13))
    meeting_notices.tell_of_tomorrow()
    assert Letter.objects.count() == 2


def test_nobody_reads_tomorrow_when_it_is_today(draft: Plan, clock: Any) -> None:
    approved(draft)
    letters()
    clock(at(today(), 13))
    meeting_notices.tell_of_tomorrow()
    Letter.objects.filter(key__startswith="tomorrow/").update(until=timezone.now())
    assert letters() == {}
    assert outbox.states_of("tomorrow/") == {"failed": 2}


def test_what_is_called_off_is_not_reminded_of(draft: Plan, clock: Any, coordinator: User) -> None:
    plan = approved(draft)
    letters()
    clock(at(today(), 13))
    meeting_notices.tell_of_tomorrow()
    called_off(plan, by=coordinator)
    assert letters()["kk@example.org"].subject == "Кездесу болмайды"


def test_the_log_keeps_no_address(people: list[Person], coordinator: User) -> None:
    edit_person(person=people[2], email="third@example.org", by=coordinator)
    entry = AuditEntry.objects.get(action="people.person_edited")
    assert entry.changes == {"email": [False, True]}


def test_the_plan_s_page_says_what_became_of_the_notices(
    draft: Plan, coordinator_client: Any
) -> None:
    plan = approved(draft)
    letters()
    text = coordinator_client.get(f"/desk/schedule/{plan.pk}/").content.decode()
    assert "жіберілді: 2" in text
