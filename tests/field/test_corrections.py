"""Versions of one record from phones: in any order, twice, and beside a coordinator's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office, User
from kezdesu.core.audit import broken_entries
from kezdesu.core.models import AuditEntry
from kezdesu.core.periods import Period
from kezdesu.meetings.models import Meeting, Question, Version
from kezdesu.meetings.services import (
    accept_meeting,
    correct_meeting,
    record_meeting,
    return_meeting,
    return_version,
)
from kezdesu.places.models import Place
from kezdesu.programmes.locking import lock_period
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from tests.conftest import client_of
from tests.factories import (
    make_office,
    make_place,
    make_plan,
    make_target,
    make_track,
    make_user,
    make_visit,
)
from tests.field.phones import DAY, deliver, result, sent_record, sent_record_of
from tests.meetings.test_versions import facts


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def place(office: Office) -> Place:
    return make_place(office)


@pytest.fixture
def first(speaker_client: Client, track: Track, place: Place) -> dict[str, Any]:
    """A record that the phone has delivered."""
    record = sent_record(track, place)
    assert result(speaker_client, record)["state"] == "kept"
    return record


def second(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return record | {"version": 2, "why": "парақ бойынша", "headcount": 55} | changes


def only_meeting() -> Meeting:
    return Meeting.objects.get()


def test_a_correction_before_review_is_what_the_record_says(
    speaker_client: Client, first: dict[str, Any]
) -> None:
    answer = result(speaker_client, second(first))
    assert (answer["state"], answer["version"], answer["review"]) == ("kept", 2, "recorded")
    assert (only_meeting().headcount, only_meeting().version) == (55, 2)
    assert [each.content["headcount"] for each in only_meeting().versions.all()] == [60, 55]


def test_a_correction_says_why(speaker_client: Client, first: dict[str, Any]) -> None:
    answer = result(speaker_client, second(first, why=" "))
    assert (answer["state"], answer["field"]) == ("refused", "why")


@pytest.mark.parametrize("order", [[1, 2, 1, 2], [2, 1], [2, 2, 1]])
def test_versions_sent_in_any_order_are_kept_once(
    speaker_client: Client, track: Track, place: Place, order: list[int]
) -> None:
    one = sent_record(track, place)
    versions = {1: one, 2: second(one)}
    answers = [result(speaker_client, versions[number])["state"] for number in order]
    assert set(answers) <= {"kept", "known"}
    assert (only_meeting().headcount, only_meeting().version) == (55, 2)
    numbers = [each.number for each in only_meeting().versions.all()]
    assert numbers == sorted(set(numbers))


def test_both_versions_in_one_call(speaker_client: Client, track: Track, place: Place) -> None:
    one = sent_record(track, place)
    answer = deliver(speaker_client, one, second(one), one).json()
    assert [each["state"] for each in answer["results"]] == ["kept", "kept", "known"]
    assert (only_meeting().headcount, only_meeting().versions.count()) == (55, 2)


def test_a_correction_of_what_counts_waits(
    speaker_client: Client, first: dict[str, Any], coordinator: User
) -> None:
    accept_meeting(meeting=only_meeting(), by=coordinator)
    answer = result(speaker_client, second(first))
    assert (answer["state"], answer["version"], answer["review"]) == ("kept", 2, "recorded")
    assert (only_meeting().headcount, only_meeting().review) == (60, "accepted")
    assert result(speaker_client, second(first))["state"] == "known"
    [kept] = Version.objects.filter(number=2)
    assert kept.content["headcount"] == 55


def test_the_phone_hears_that_its_correction_came_back(
    speaker_client: Client, first: dict[str, Any], coordinator: User
) -> None:
    accept_meeting(meeting=only_meeting(), by=coordinator)
    result(speaker_client, second(first))
    return_version(version=Version.objects.get(number=2), note="Парақ қайда?", by=coordinator)
    answer = result(speaker_client, second(first))
    assert (answer["state"], answer["review"]) == ("known", "returned")


def test_a_returned_record_that_is_corrected_waits_again(
    speaker_client: Client, first: dict[str, Any], coordinator: User
) -> None:
    return_meeting(meeting=only_meeting(), note="Санын тексеріңіз", by=coordinator)
    assert result(speaker_client, second(first))["review"] == "recorded"
    assert only_meeting().headcount == 55


def test_a_number_that_a_coordinator_took_overwrites_nothing(
    speaker_client: Client, first: dict[str, Any], coordinator: User
) -> None:
    correct_meeting(meeting=only_meeting(), why="қате", facts=facts(58), by=coordinator)
    answer = result(speaker_client, second(first))
    assert (answer["state"], answer["version"]) == ("kept", 3)
    assert (only_meeting().headcount, only_meeting().version) == (58, 2)
    counts = [each.content["headcount"] for each in only_meeting().versions.all()]
    assert counts == [60, 58, 55]
    assert result(speaker_client, second(first)) == answer | {"state": "known"}


def test_nobody_corrects_another_speakers_record(first: dict[str, Any], office: Office) -> None:
    other = client_of(make_user(office=office, role=Role.SPEAKER))
    answer = result(other, second(first))
    assert answer["state"] == "refused"
    assert only_meeting().headcount == 60


def test_a_record_of_another_office_is_out_of_reach(first: dict[str, Any]) -> None:
    foreign = make_office("elsewhere")
    stranger = client_of(make_user(office=foreign, role=Role.COORDINATOR))
    theirs = sent_record(make_track(foreign), make_place(foreign), id=first["id"], version=2)
    answer = result(stranger, theirs | {"why": "x"})
    assert (answer["state"], answer["field"]) == ("refused", "id")


def test_a_locked_period_refuses_what_is_new_and_knows_what_it_has(
    speaker_client: Client, first: dict[str, Any], office: Office
) -> None:
    lock_period(office=office, period=Period.half_year_of(DAY), by=None)
    assert result(speaker_client, first)["state"] == "known"
    assert result(speaker_client, second(first))["state"] == "refused"
    assert result(speaker_client, first | {"id": str(uuid4())})["state"] == "refused"


def test_questions_come_once_with_every_version(
    speaker_client: Client, track: Track, place: Place
) -> None:
    asked = {"id": str(uuid4()), "text": "Жарық қашан?", "topic": "", "owner": "", "due_on": None}
    one = sent_record(track, place, questions=[asked, asked])
    result(speaker_client, one)
    other = asked | {"id": str(uuid4()), "text": "Жол қашан?", "due_on": "2023-03-01"}
    result(speaker_client, second(one, questions=[asked | {"text": "Жарық?"}, other]))
    texts = Question.objects.order_by("id").values_list("text", flat=True)
    assert list(texts) == ["Жарық?", "Жол қашан?"]


class TestThePlanChangedMeanwhile:
    """A record is never lost for what the schedule says now."""

    @pytest.fixture
    def sent(self, track: Track) -> dict[str, Any]:
        plan = make_plan(track, PlanStatus.SUPERSEDED)
        return sent_record_of(make_visit(plan, make_target(track)))

    def test_an_amended_visit_is_kept_under_its_identity(
        self, speaker_client: Client, track: Track, sent: dict[str, Any]
    ) -> None:
        old = track.plans.get().visits.get()
        amended = make_plan(track, PlanStatus.APPROVED, version=2, reason="ауа райы")
        later = old.starts_at + timedelta(days=3)
        new = make_visit(amended, old.target, identity=old.identity, starts_at=later)
        assert result(speaker_client, sent)["state"] == "kept"
        assert (only_meeting().visit, only_meeting().visit_identity) == (new, old.identity)

    def test_a_visit_that_fell_out_is_kept_too(
        self, speaker_client: Client, track: Track, sent: dict[str, Any]
    ) -> None:
        make_plan(track, PlanStatus.APPROVED, version=2, reason="ауа райы")
        assert result(speaker_client, sent)["state"] == "kept"
        assert str(only_meeting().visit_identity) == sent["visit"]

    def test_a_visit_that_no_plan_holds_is_kept_by_place_and_track(
        self, speaker_client: Client, sent: dict[str, Any]
    ) -> None:
        assert result(speaker_client, sent | {"visit": str(uuid4())})["state"] == "kept"
        assert only_meeting().visit is None

    def test_a_meeting_held_at_another_place_is_kept(
        self, speaker_client: Client, office: Office, sent: dict[str, Any]
    ) -> None:
        elsewhere = make_place(office)
        assert result(speaker_client, sent | {"place": elsewhere.pk})["state"] == "kept"
        assert only_meeting().place == elsewhere

    @pytest.mark.parametrize("status", [PlanStatus.DRAFT, PlanStatus.SUBMITTED])
    def test_a_draft_has_no_meetings_yet(
        self, speaker_client: Client, track: Track, status: str
    ) -> None:
        visit = make_visit(make_plan(track, status))
        answer = result(speaker_client, sent_record_of(visit))
        assert (answer["state"], answer["field"]) == ("refused", "visit")

    def test_another_offices_visit_is_refused(
        self, speaker_client: Client, sent: dict[str, Any]
    ) -> None:
        foreign = make_visit(make_plan(make_track(make_office("other")), PlanStatus.APPROVED))
        answer = result(speaker_client, sent | {"visit": str(foreign.identity)})
        assert (answer["state"], answer["field"]) == ("refused", "visit")


def test_a_call_of_twenty_asks_no_more_than_a_call_of_one(
    speaker_client: Client,
    track: Track,
    place: Place,
    django_assert_max_num_queries: Any,
) -> None:
    def queries(count: int) -> int:
        with django_assert_max_num_queries(40) as asked:
            deliver(speaker_client, *(sent_record(track, place) for _each in range(count)))
        return len(asked)

    assert queries(20) == queries(1)


def test_each_record_has_its_audit_entry(
    speaker_client: Client, speaker: User, track: Track, place: Place
) -> None:
    deliver(speaker_client, *(sent_record(track, place) for _each in range(3)))
    entries = AuditEntry.objects.filter(action="meetings.meeting_recorded", actor=speaker)
    assert entries.count() == 3
    assert list(broken_entries()) == []


def test_a_record_of_the_desk_and_one_of_a_phone_stand_side_by_side(
    speaker_client: Client, coordinator: User, track: Track
) -> None:
    visit = make_visit(make_plan(track, PlanStatus.APPROVED), day=date(2023, 2, 1))
    desk = {"track": track, "place": visit.target.place, "visit": visit}
    record_meeting(facts=facts(50), by=coordinator, **desk)
    assert result(speaker_client, sent_record_of(visit))["state"] == "kept"
    assert Meeting.objects.filter(visit_identity=visit.identity).count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_call_from_many_workers_leaves_one_record(
    speaker: User, track: Track, place: Place
) -> None:
    records = [sent_record(track, place) for _each in range(3)]

    def send(_time: int) -> list[str]:
        try:
            answer = deliver(client_of(speaker), *records)
            return [each["state"] for each in answer.json()["results"]]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(8)))
    states = [state for each in answers for state in each]
    assert (states.count("kept"), states.count("known")) == (3, 21)
    assert Meeting.objects.count() == Version.objects.count() == 3
    assert list(broken_entries()) == []
