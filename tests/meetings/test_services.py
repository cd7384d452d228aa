from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.meetings.choices import HowCounted, Outcome, Review
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.services import (
    Asked,
    Facts,
    Headcount,
    accept_meeting,
    answer_question,
    ask_question,
    correct_meeting,
    record_meeting,
    return_meeting,
)
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from tests.factories import (
    local,
    make_meeting,
    make_office,
    make_person,
    make_place,
    make_plan,
    make_target,
    make_theme,
    make_track,
    make_visit,
)

STARTS_AT = local(date(2023, 2, 1))


def held(total: int = 60, **parts: int) -> Facts:
    return Facts(Outcome.HELD, STARTS_AT, Headcount(total, HowCounted.SHEET, **parts))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The sentences are told apart by their words, whatever catalogues are compiled."""
    with override("en"):
        yield


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def visit(track: Track) -> Visit:
    return make_visit(make_plan(track, PlanStatus.APPROVED))


def record(visit: Visit, facts: Facts | None = None, **fields: object) -> Meeting:
    given = {"track": visit.plan.track, "place": visit.target.place, "by": None} | fields
    return record_meeting(facts=facts or held(), visit=visit, **given)


def test_a_record_keeps_what_was_seen(office: Office, visit: Visit, speaker: User) -> None:
    theme, person = make_theme(office), make_person(office)
    meeting = record(
        visit,
        held(60, women=30, men=30, youth=20),
        by=speaker,
        themes=[theme],
        speakers=[person],
        questions=[Asked("Жол қашан жөнделеді?", owner="әкімдік")],
    )
    meeting.refresh_from_db()
    assert (meeting.headcount, meeting.women, meeting.students) == (60, 30, None)
    assert meeting.review == Review.RECORDED
    assert meeting.recorded_by == speaker
    assert meeting.visit_identity == visit.identity
    assert list(meeting.speakers.all()) == [person]
    assert [question.owner for question in meeting.questions.all()] == ["әкімдік"]
    assert AuditEntry.objects.get().action == "meetings.meeting_recorded"


def test_the_same_record_sent_twice_stays_one(visit: Visit, speaker: User) -> None:
    sent = uuid4()
    first = record(visit, held(60), id=sent, by=speaker)
    second = record(visit, held(60), id=sent, by=speaker)
    assert first.pk == second.pk
    assert Meeting.objects.count() == 1
    assert AuditEntry.objects.count() == 1


def test_a_record_of_another_office_is_not_handed_out(visit: Visit) -> None:
    sent = uuid4()
    record(visit, id=sent)
    other = make_track(make_office("other"))
    with pytest.raises(Refused):
        record_meeting(
            id=sent, track=other, place=make_place(other.programme.office), facts=held(), by=None
        )


def test_two_records_of_a_visit_stand_side_by_side_until_one_is_chosen(visit: Visit) -> None:
    first, second = record(visit, held(60)), record(visit, held(65))
    accept_meeting(meeting=second, by=None)
    with pytest.raises(Refused, match="already accepted"):
        accept_meeting(meeting=first, by=None)
    assert Meeting.objects.get(pk=first.pk).review == Review.RECORDED
    return_meeting(meeting=second, note="Қате", by=None)
    assert accept_meeting(meeting=first, by=None).review == Review.ACCEPTED


def test_a_postponed_visit_may_be_held_later(visit: Visit, coordinator: User) -> None:
    postponed = Facts(Outcome.POSTPONED, STARTS_AT, reason="қатты аяз")
    put_off, later = record(visit, postponed), record(visit, held(60))
    for meeting in (put_off, later):
        assert accept_meeting(meeting=meeting, by=None).review == Review.ACCEPTED
    with pytest.raises(Refused, match="already accepted"):
        correct_meeting(meeting=put_off, why="түзету", facts=held(50), by=coordinator)


def test_nothing_is_decided_twice(visit: Visit) -> None:
    meeting = record(visit)
    accept_meeting(meeting=meeting, by=None)
    with pytest.raises(Refused, match="already accepted"):
        accept_meeting(meeting=meeting, by=None)
    return_meeting(meeting=meeting, note="Қате", by=None)
    with pytest.raises(Refused, match="already returned"):
        return_meeting(meeting=meeting, note="Қате", by=None)


def test_a_return_says_why(visit: Visit) -> None:
    meeting = record(visit)
    with pytest.raises(Refused) as refused:
        return_meeting(meeting=meeting, note="  ", by=None)
    assert refused.value.field == "note"
    assert return_meeting(meeting=meeting, note="Парақ жоқ", by=None).review_note == "Парақ жоқ"


def test_a_meeting_not_held_states_its_reason_and_counts_nobody(visit: Visit) -> None:
    with pytest.raises(Refused) as refused:
        record(visit, Facts(Outcome.CANCELLED, STARTS_AT))
    assert refused.value.field == "reason"
    facts = Facts(Outcome.POSTPONED, STARTS_AT, Headcount(9, HowCounted.SHEET), reason="қатты аяз")
    meeting = record(visit, facts)
    assert (meeting.headcount, meeting.how_counted, meeting.reason) == (None, "", "қатты аяз")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (Facts(Outcome.HELD, STARTS_AT), "headcount"),
        (held(0), "headcount"),
        (held(10, women=11), "women"),
        (held(10, women=6, men=5), "men"),
        (held(10, youth=11), "youth"),
        (held(10, students=11), "students"),
        (
            Facts(Outcome.HELD, timezone.now() + timedelta(days=1), Headcount(5, HowCounted.SHEET)),
            "starts_at",
        ),
        (replace(held(), starts_at=STARTS_AT.replace(year=2013)), "starts_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(visit: Visit, facts: Facts, field: str) -> None:
    with pytest.raises(Refused) as refused:
        record(visit, facts)
    assert refused.value.field == field
    assert not Meeting.objects.exists()


def test_youth_and_students_may_be_among_women_and_men(visit: Visit) -> None:
    assert record(visit, held(10, women=6, men=4, youth=10, students=10)).youth == 10


def test_a_visit_of_another_place_is_refused(track: Track, visit: Visit) -> None:
    with pytest.raises(Refused) as refused:
        record(visit, place=make_place(track.programme.office))
    assert refused.value.field == "visit"


def test_a_visit_of_a_draft_is_refused(track: Track) -> None:
    draft = make_visit(make_plan(track), make_target(track))
    with pytest.raises(Refused, match="not approved"):
        record(draft)


def test_people_of_another_office_are_refused(visit: Visit) -> None:
    with pytest.raises(Refused):
        record(visit, speakers=[make_person(make_office("other"))])


def test_a_correction_keeps_what_was_said_before(visit: Visit, coordinator: User) -> None:
    meeting = accept_meeting(meeting=record(visit, held(60)), by=coordinator)
    corrected = correct_meeting(meeting=meeting, why="түзету", facts=held(62), by=coordinator)
    assert (corrected.headcount, corrected.review) == (62, Review.ACCEPTED)
    changes = AuditEntry.objects.latest("id").changes
    assert changes == {
        "before": {"headcount": 60},
        "after": {"headcount": 62},
        "version": 2,
        "why": "түзету",
    }


def test_a_corrected_record_waits_for_review_again(visit: Visit, speaker: User) -> None:
    meeting = return_meeting(meeting=record(visit, by=speaker), note="Қате", by=None)
    corrected = correct_meeting(meeting=meeting, why="түзету", facts=held(61), by=speaker)
    assert corrected.review == Review.RECORDED


def test_who_may_not_review_cannot_touch_what_counts(visit: Visit, speaker: User) -> None:
    meeting = accept_meeting(meeting=record(visit, by=speaker), by=None)
    kept = correct_meeting(meeting=meeting, why="түзету", facts=held(1), by=speaker)
    assert (kept.headcount, kept.version, kept.review) == (60, 1, Review.ACCEPTED)
    waiting = kept.versions.get(number=2)
    assert (waiting.content["headcount"], waiting.made_by) == (1, speaker)


def test_nobody_corrects_another_persons_record(
    visit: Visit, speaker: User, press_officer: User
) -> None:
    meeting = record(visit, by=speaker)
    with pytest.raises(Refused):
        correct_meeting(meeting=meeting, why="түзету", facts=held(1), by=press_officer)


def test_a_correction_may_change_who_spoke(office: Office, visit: Visit) -> None:
    first, second = make_person(office), make_person(office)
    meeting = record(visit, speakers=[first])
    correct_meeting(meeting=meeting, why="түзету", facts=held(), speakers=[second], by=None)
    assert list(meeting.speakers.all()) == [second]
    correct_meeting(meeting=meeting, why="түзету", facts=held(), by=None)
    assert list(meeting.speakers.all()) == [second]


def test_questions_are_answered_in_their_time(track: Track) -> None:
    meeting = make_meeting(track)
    question = ask_question(meeting=meeting, asked=Asked("Қашан?"), by=None)
    with pytest.raises(Refused) as refused:
        answer_question(question=question, answer=" ", answered_on=date(2023, 3, 1), by=None)
    assert refused.value.field == "answer"
    tomorrow = timezone.now().date() + timedelta(days=2)
    with pytest.raises(Refused):
        answer_question(question=question, answer="Биыл", answered_on=tomorrow, by=None)
    answer_question(question=question, answer="Биыл", answered_on=date(2023, 3, 1), by=None)
    question.refresh_from_db()
    assert question.answer == "Биыл"
    assert [entry.action for entry in AuditEntry.objects.order_by("id")] == [
        "meetings.question_asked",
        "meetings.question_answered",
    ]


def test_an_empty_question_is_refused(track: Track) -> None:
    with pytest.raises(Refused):
        ask_question(meeting=make_meeting(track), asked=Asked("  "), by=None)
