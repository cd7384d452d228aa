"""A locked period: what it refuses, of whom, and how it is opened again."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.core.periods import Period
from kezdesu.meetings import services
from kezdesu.meetings.choices import HowCounted, Outcome, Review
from kezdesu.meetings.models import Meeting
from kezdesu.press.choices import PublicationKind
from kezdesu.press.models import Publication
from kezdesu.press.services import Piece, correct_publication, log_publication
from kezdesu.programmes.locking import lock_of, lock_period, unlock_period
from kezdesu.programmes.models import Programme
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan
from kezdesu.schedule.services import amend_plan, approve_plan, submit_plan
from tests.factories import (
    local,
    make_meeting,
    make_office,
    make_outlet,
    make_place,
    make_plan,
    make_publication,
    make_target,
    make_track,
    make_visit,
)

H1 = Period.parse("2023-H1")
LOCK, UNLOCK, FIGURES = (
    f"/en/desk/figures/{part}" for part in ("2023-H1/lock/", "2023-H1/unlock/", "")
)


@pytest.fixture
def locked(office: Office, coordinator: User) -> Office:
    lock_period(office=office, period=H1, by=coordinator)
    return office


def facts(day: date) -> services.Facts:
    return services.Facts(Outcome.HELD, local(day), services.Headcount(30, HowCounted.SHEET))


def record(office: Office, by: User | None, day: date = date(2023, 3, 1)) -> Meeting:
    track = make_track(office)
    return services.record_meeting(track=track, place=make_place(office), facts=facts(day), by=by)


def changes(meeting: Meeting, by: User) -> dict[str, object]:
    """Every act that would alter what the meeting adds to the figures."""
    return {
        "return": lambda: services.return_meeting(meeting=meeting, note="Сан қате", by=by),
        "reopen": lambda: services.reopen_meeting(meeting=meeting, by=by),
        "correct": lambda: services.correct_meeting(
            meeting=meeting, why="түзету", facts=facts(date(2023, 2, 1)), by=by
        ),
        "move out": lambda: services.correct_meeting(
            meeting=meeting, why="түзету", facts=facts(date(2023, 8, 1)), by=by
        ),
        "ask": lambda: services.ask_question(
            meeting=meeting, asked=services.Asked("Қашан?"), by=by
        ),
    }


ACTS = ("return", "reopen", "correct", "move out", "ask")


@pytest.mark.parametrize("act", ACTS)
def test_an_accepted_record_stays_as_it_is(locked: Office, coordinator: User, act: str) -> None:
    meeting = make_meeting(make_track(locked))
    with override("en"), pytest.raises(Refused, match="The period is locked: first half of 2023"):
        changes(meeting, coordinator)[act]()
    meeting.refresh_from_db()
    assert (meeting.review, meeting.headcount) == (Review.ACCEPTED, 40)


@pytest.mark.parametrize("act", ACTS)
def test_without_a_lock_each_of_them_goes_through(
    office: Office, coordinator: User, act: str
) -> None:
    changes(make_meeting(make_track(office)), coordinator)[act]()


def test_a_late_record_is_refused_and_says_what_to_do(locked: Office, speaker: User) -> None:
    with override("en"), pytest.raises(Refused) as refused:
        record(locked, speaker)
    assert "can unlock it on the page “Figures”, stating a reason" in str(refused.value)
    assert not Meeting.objects.exists()


def test_a_record_that_waited_is_not_accepted(locked: Office, coordinator: User) -> None:
    waiting = make_meeting(make_track(locked), review=Review.RECORDED)
    with pytest.raises(Refused):
        services.accept_meeting(meeting=waiting, by=coordinator)


def test_a_meeting_is_not_moved_into_a_locked_period(locked: Office, coordinator: User) -> None:
    meeting = make_meeting(make_track(locked), day=date(2023, 8, 1))
    with pytest.raises(Refused):
        services.correct_meeting(
            meeting=meeting, why="түзету", facts=facts(date(2023, 6, 30)), by=coordinator
        )


def test_a_record_sent_again_is_still_the_same_record(office: Office, coordinator: User) -> None:
    """A phone that never heard the answer asks again, and learns that its record is here."""
    first = record(office, coordinator)
    lock_period(office=office, period=H1, by=coordinator)
    again = services.record_meeting(
        track=first.track, place=first.place, facts=facts(date(2023, 3, 1)), by=None, id=first.pk
    )
    assert again == first


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2023, 7, 1)])
def test_the_days_around_it_are_open(locked: Office, coordinator: User, day: date) -> None:
    track = make_track(locked)
    Programme.objects.filter(pk=track.programme_id).update(starts_on=date(2022, 1, 1))
    track.refresh_from_db()
    assert services.record_meeting(
        track=track, place=make_place(locked), facts=facts(day), by=coordinator
    ).pk


def test_another_office_is_not_locked(locked: Office, coordinator: User) -> None:
    assert record(make_office("other"), None).pk


def piece(office: Office, day: date) -> Piece:
    return Piece(make_outlet(office), "Кездесу", "kk", PublicationKind.ARTICLE, day)


def test_the_media_log_of_the_period_is_closed_too(locked: Office, press_officer: User) -> None:
    kept = make_publication(locked, date(2023, 2, 3))
    with pytest.raises(Refused):
        log_publication(piece=piece(locked, date(2023, 6, 30)), by=press_officer)
    with pytest.raises(Refused):
        correct_publication(
            publication=kept, piece=piece(locked, date(2023, 7, 1)), by=press_officer
        )
    log_publication(piece=piece(locked, date(2023, 7, 1)), by=press_officer)
    assert Publication.objects.count() == 2


def test_unlocking_needs_a_reason_and_lets_records_change(
    locked: Office, coordinator: User
) -> None:
    with pytest.raises(Refused):
        unlock_period(office=locked, period=H1, reason="  ", by=coordinator)
    assert lock_of(locked, H1)
    unlock_period(office=locked, period=H1, reason="Жазба кеш келді", by=coordinator)
    assert lock_of(locked, H1) is None
    assert record(locked, coordinator).pk
    with pytest.raises(Refused):
        unlock_period(office=locked, period=H1, reason="тағы", by=coordinator)


def test_a_period_is_locked_once_and_after_its_end(locked: Office, coordinator: User) -> None:
    with pytest.raises(Refused):
        lock_period(office=locked, period=H1, by=coordinator)
    today = timezone.now().date()
    for day in (today, today + timedelta(days=366)):
        with pytest.raises(Refused):
            lock_period(office=locked, period=Period.half_year_of(day), by=coordinator)


def test_locking_and_unlocking_are_in_the_log(locked: Office, coordinator: User) -> None:
    unlock_period(office=locked, period=H1, reason="Жазба кеш келді", by=coordinator)
    entries = AuditEntry.objects.filter(subject_type="programmes.periodlock")
    assert [entry.action for entry in entries] == [
        "programmes.period_locked",
        "programmes.period_unlocked",
    ]
    assert entries[1].changes["reason"] == "Жазба кеш келді"


@pytest.mark.parametrize("who", ["coordinator_client", "approver_client"])
def test_who_freezes_reports_locks_and_unlocks_on_the_page(
    office: Office, who: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(who)
    make_meeting(make_track(office))
    assert LOCK in client.get(FIGURES, {"period": "2023-H1"}).content.decode()
    page = client.post(LOCK, follow=True).content.decode()
    assert "The period is locked" in page
    assert UNLOCK in page
    assert client.post(UNLOCK, {"reason": ""}).status_code == 422
    assert lock_of(office, H1)
    page = client.post(UNLOCK, {"reason": "Late record"}, follow=True).content.decode()
    assert "The period is unlocked" in page
    assert lock_of(office, H1) is None
    assert "Late record" in client.get(UNLOCK).content.decode()


@pytest.mark.parametrize(
    "who", ["speaker_client", "press_client", "administrator_client", "guest_client"]
)
def test_nobody_else_does(locked: Office, who: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(who)
    expected = 302 if who == "guest_client" else 403
    assert client.post(LOCK).status_code == expected
    assert client.post(UNLOCK, {"reason": "Бәрібір"}).status_code == expected
    assert lock_of(locked, H1)
    if who != "guest_client":
        page = client.get(FIGURES, {"period": "2023-H1"}).content.decode()
        assert UNLOCK not in page
        assert "The period is locked" in page


def test_a_stranger_locks_only_at_home(
    locked: Office, stranger: User, stranger_client: Client
) -> None:
    stranger_client.post(UNLOCK, {"reason": "Бәрібір"})
    assert lock_of(locked, H1)


def test_a_second_lock_and_a_strange_period_are_answered(
    locked: Office, coordinator_client: Client
) -> None:
    assert coordinator_client.post(LOCK).status_code == 422
    assert coordinator_client.get(LOCK).status_code == 405
    assert coordinator_client.post("/en/desk/figures/soon/lock/").status_code == 404
    assert coordinator_client.get("/en/desk/figures/soon/unlock/").status_code == 404


def submitted_amendment(office: Office, coordinator: User, day: date | None) -> Plan:
    """An approved schedule of one visit in February, and an amendment that moves it to `day`."""
    track = make_track(office)
    plan = make_plan(
        track, PlanStatus.APPROVED, starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31)
    )
    visit = make_visit(plan, make_target(track), date(2023, 2, 1))
    make_visit(plan, visit.target, date(2023, 8, 1))
    amendment = amend_plan(plan=plan, reason="Орын жөнделуде", by=coordinator)
    if day:
        moved = amendment.visits.order_by("-starts_at" if day.month > 6 else "starts_at").first()
        moved.starts_at = moved.starts_at.replace(month=day.month, day=day.day)
        moved.save()
    return submit_plan(plan=amendment, why="сынақ", by=coordinator)


def approve(plan: Plan, approver: User) -> None:
    approve_plan(
        plan=plan,
        number="15",
        day=date(2023, 7, 1),
        signatory_name="А. Асанов",
        signatory_post="Әкімнің орынбасары",
        by=approver,
    )


def test_an_amendment_inside_a_locked_period_is_not_approved(
    locked: Office, coordinator: User, approver: User
) -> None:
    plan = submitted_amendment(locked, coordinator, date(2023, 3, 1))
    with override("en"), pytest.raises(Refused, match="stating a reason; then try again"):
        approve(plan, approver)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.SUBMITTED
    assert plan.track.plans.filter(status=PlanStatus.APPROVED).get().version == 1
    unlock_period(office=locked, period=H1, reason="Кесте түзетілді", by=coordinator)
    approve(plan, approver)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.APPROVED


@pytest.mark.parametrize("day", [date(2023, 9, 1), None])
def test_an_amendment_of_other_days_is_approved(
    locked: Office, coordinator: User, approver: User, day: date | None
) -> None:
    """A year's schedule may still change after its first half is settled."""
    plan = submitted_amendment(locked, coordinator, day)
    approve(plan, approver)
    plan.refresh_from_db()
    assert plan.status == PlanStatus.APPROVED


def test_a_first_schedule_inside_a_locked_period_is_not_approved(
    locked: Office, coordinator: User, approver: User
) -> None:
    track = make_track(locked)
    plan = make_plan(track, PlanStatus.SUBMITTED)
    make_visit(plan, make_target(track), date(2023, 2, 1))
    with pytest.raises(Refused):
        approve(plan, approver)


def test_the_page_says_why_it_is_not_approved(
    locked: Office, coordinator: User, approver_client: Client
) -> None:
    plan = submitted_amendment(locked, coordinator, date(2023, 3, 1))
    signed = {"number": "15", "day": "2023-07-01", "signatory_name": "А", "signatory_post": "Б"}
    page = approver_client.post(f"/en/desk/schedule/{plan.pk}/approve/", signed)
    assert page.status_code == 422
    assert "The period is locked: first half of 2023" in page.content.decode()
