"""What the phone takes along for thirty days."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.meetings.choices import Review
from kezdesu.people.models import Person
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit
from tests.factories import (
    make_meeting,
    make_office,
    make_person,
    make_plan,
    make_track,
    make_user,
    make_visit,
)
from tests.field.phones import result, sent_record_of


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def me(office: Office, speaker: User) -> Person:
    return make_person(office, user=speaker)


@pytest.fixture
def plan(track: Track) -> Plan:
    return make_plan(track, PlanStatus.APPROVED)


def day(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def identities(bundle: dict) -> set[str]:
    return {each["identity"] for each in bundle["visits"]}


def test_own_visits_from_two_weeks_back_to_thirty_days_ahead(
    speaker_client: Client, me: Person, plan: Plan
) -> None:
    mine = [make_visit(plan, day=day(ahead), crew=[me]) for ahead in (-13, 0, 29)]
    for ahead in (-16, 32):
        make_visit(plan, day=day(ahead), crew=[me])
    make_visit(plan, day=day(1))  # somebody else's
    bundle = speaker_client.get("/field/bundle").json()
    assert identities(bundle) == {str(each.identity) for each in mine}
    assert bundle["user"]["person"] == me.pk
    assert bundle["today"] == timezone.localdate().isoformat()


def test_a_colleagues_visit_is_told_to_who_scans_its_sheet(
    speaker_client: Client, office: Office, plan: Plan, track: Track
) -> None:
    colleague = make_person(office)
    visit = make_visit(plan, crew=[colleague], venue="мектеп")
    record = make_meeting(track, visit=visit, recorded_by=make_user())
    told = speaker_client.get(f"/field/visits/{visit.identity}").json()["visit"]
    assert (told["place"], told["track"]) == (visit.target.place_id, track.pk)
    assert (told["crew"], told["venue"]) == ([colleague.pk], "мектеп")
    assert [each["id"] for each in told["records"]] == [str(record.pk)]
    Plan.objects.update(status=PlanStatus.SUPERSEDED)  # the sheet was printed before
    assert speaker_client.get(f"/field/visits/{visit.identity}").status_code == 200


def test_no_other_visit_is_told(
    speaker_client: Client, guest_client: Client, track: Track, plan: Plan
) -> None:
    draft = make_visit(make_plan(track, version=2, reason="аяз"))
    theirs = make_visit(make_plan(make_track(make_office("other")), PlanStatus.APPROVED))
    for visit in (draft, theirs):
        answer = speaker_client.get(f"/field/visits/{visit.identity}")
        assert answer.status_code == 404
        assert answer.json()["sentence"]
    assert guest_client.get(f"/field/visits/{make_visit(plan).identity}").status_code == 401


@pytest.mark.parametrize("status", [PlanStatus.DRAFT, PlanStatus.SUPERSEDED])
def test_only_approved_schedules(
    speaker_client: Client, me: Person, track: Track, status: str
) -> None:
    make_visit(make_plan(track, status), day=day(1), crew=[me])
    assert speaker_client.get("/field/bundle").json()["visits"] == []


def test_a_returned_record_brings_its_visit_however_old(
    speaker_client: Client, speaker: User, me: Person, plan: Plan
) -> None:
    visit: Visit = make_visit(plan)
    make_meeting(
        plan.track,
        visit=visit,
        recorded_by=speaker,
        review=Review.RETURNED,
        review_note="санын тексеріңіз",
    )
    bundle = speaker_client.get("/field/bundle").json()
    assert identities(bundle) == {str(visit.identity)}
    [record] = bundle["visits"][0]["records"]
    assert (record["is_mine"], record["review_note"]) == (True, "санын тексеріңіз")
    assert bundle["records"][0]["review"] == "returned"


def test_a_record_comes_back_as_it_was_sent(speaker_client: Client, me: Person, plan: Plan) -> None:
    visit = make_visit(plan, day=day(-1), crew=[me])
    sent = sent_record_of(visit, recorded_at=timezone.now().isoformat(), speakers=[me.pk])
    assert result(speaker_client, sent)["state"] == "kept"
    [kept] = speaker_client.get("/field/bundle").json()["records"]
    moments = {"recorded_at", "starts_at", "review", "review_note"}
    assert {name: kept[name] for name in sent if name not in moments} == {
        name: value for name, value in sent.items() if name not in moments
    }


def test_nothing_new_is_304(speaker_client: Client, me: Person, plan: Plan) -> None:
    first = speaker_client.get("/field/bundle")
    again = {"If-None-Match": first.headers["ETag"]}
    assert speaker_client.get("/field/bundle", headers=again).status_code == 304
    make_visit(plan, day=day(1), crew=[me])
    assert speaker_client.get("/field/bundle", headers=again).status_code == 200


def test_more_visits_ask_no_more_questions(
    speaker_client: Client, me: Person, plan: Plan, django_assert_max_num_queries: object
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(40) as asked:  # type: ignore[operator]
            speaker_client.get("/field/bundle")
        return len(asked)

    make_visit(plan, day=day(1), crew=[me])
    few = queries()
    for ahead in (2, 3):
        result(speaker_client, sent_record_of(make_visit(plan, day=day(ahead), crew=[me])))
    assert queries() == few
