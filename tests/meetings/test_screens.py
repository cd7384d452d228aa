"""The desk's list of records, one record with its decisions, and the forms."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kezdesu.accounts.models import Office, User
from kezdesu.core.states import STATES
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.meetings.models import Meeting, Question
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from tests.edits import edit
from tests.factories import (
    local,
    make_meeting,
    make_office,
    make_person,
    make_place,
    make_plan,
    make_publication,
    make_target,
    make_theme,
    make_track,
    make_visit,
)

LIST = "/desk/meetings/"


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def visit(office: Office, track: Track) -> Visit:
    plan = make_plan(track, PlanStatus.APPROVED)
    target = make_target(track, make_place(office, "Бозарық"))
    return make_visit(plan, target, crew=[make_person(office, "Асан Үлгіұлы")], venue="№ 5 мектеп")


def page(meeting: Meeting, act: str = "") -> str:
    return f"{LIST}{meeting.pk}/{act}"


def found(client: Client, **asked: str) -> list[Meeting]:
    return list(client.get(LIST, asked).context["page"].object_list)


def typed(visit: Visit | None = None, **fields: object) -> dict[str, object]:
    """A record as somebody types it."""
    usual = {
        "id": str(uuid4()),
        "outcome": "held",
        "day": "01.02.2023",
        "clock": "10:00",
        "headcount": "60",
        "how_counted": "sheet",
    }
    return usual | fields


def test_cancelled_and_postponed_meetings_stay_in_the_list(
    coordinator_client: Client, track: Track
) -> None:
    for outcome in Outcome:
        make_meeting(track, outcome=outcome, reason="" if outcome == "held" else "қатты аяз")
    answer = coordinator_client.get(LIST)
    assert answer.context["page"].paginator.count == 3
    assert "қатты аяз" in answer.content.decode()


def test_the_list_narrows_by_track_outcome_review_and_period(
    coordinator_client: Client, office: Office, track: Track
) -> None:
    students = make_track(office, "students")
    one = make_meeting(track, day=date(2023, 2, 1))
    cancelled = make_meeting(students, outcome=Outcome.CANCELLED, day=date(2023, 3, 1))
    waiting = make_meeting(students, review=Review.RECORDED, day=date(2023, 9, 1))
    assert found(coordinator_client, track="residents") == [one]
    assert found(coordinator_client, outcome="cancelled") == [cancelled]
    assert found(coordinator_client, review="recorded") == [waiting]
    assert found(coordinator_client, period="2023-H2") == [waiting]
    assert found(coordinator_client) == [waiting, cancelled, one]
    assert found(coordinator_client, sort="when") == [one, cancelled, waiting]


def test_the_search_finds_place_venue_and_speaker_in_any_case(
    coordinator_client: Client, office: Office, track: Track
) -> None:
    speaker = make_person(office, "Қайрат Үлгіұлы")
    meeting = make_meeting(
        track, make_place(office, "Қызылсай"), venue="Мәдениет үйі", speakers=[speaker]
    )
    make_meeting(track)
    for words in ("қызылсай", "ҚЫЗЫЛ", "мәдениет", "қайрат"):
        assert found(coordinator_client, search=words) == [meeting], words
    assert found(coordinator_client, search="жоқ нәрсе") == []


def test_the_list_asks_the_database_as_often_for_three_rows_as_for_one(
    coordinator_client: Client, track: Track
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            coordinator_client.get(LIST)
        return len(captured)

    make_meeting(track)
    queries()  # the first page of a session stores it
    one = queries()
    for _ in range(2):
        make_meeting(track)
    assert queries() == one


def test_an_empty_list_offers_the_first_step(coordinator_client: Client, office: Office) -> None:
    assert reverse("meetings:record") in coordinator_client.get(LIST).content.decode()


def test_a_record_shows_all_that_belongs_to_it(
    coordinator_client: Client, office: Office, visit: Visit
) -> None:
    stand_in = make_person(office, "Болат Үлгіұлы")
    meeting = make_meeting(
        visit.plan.track, visit=visit, speakers=[stand_in], women=20, men=20, is_sample=True
    )
    meeting.themes.set([make_theme(office)])
    Question.objects.create(meeting=meeting, text="Жол қашан жөнделеді?", owner="әкімдік")
    make_publication(office, meeting=meeting, title="Бірлік туралы")
    text = coordinator_client.get(page(meeting)).content.decode()
    for words in (
        "Бозарық",
        "Асан Үлгіұлы",
        "Болат Үлгіұлы",
        "толеранттылық",
        "Жол қашан жөнделеді?",
        "Бірлік туралы",
    ):
        assert words in text
    rows = coordinator_client.get(page(meeting)).context["record"].speakers
    assert [(each.person.full_name, each.was_planned, each.spoke) for each in rows] == [
        ("Асан Үлгіұлы", True, False),
        ("Болат Үлгіұлы", False, True),
    ]


def test_only_half_years_that_hold_records_can_be_chosen(
    coordinator_client: Client, track: Track
) -> None:
    for day in (date(2022, 7, 1), date(2023, 12, 31)):
        make_meeting(track, starts_at=local(day).replace(hour=0, minute=30))  # a day less in UTC
    [periods] = [
        each.choices
        for each in coordinator_client.get("/desk/meetings/").context["listing"].filters
        if each.name == "period"
    ]
    assert [each.value for each in periods] == ["2023-H2", "2022-H2"]


def test_records_of_one_visit_stand_side_by_side(coordinator_client: Client, visit: Visit) -> None:
    first = make_meeting(visit.plan.track, visit=visit, review=Review.RECORDED, headcount=61)
    second = make_meeting(visit.plan.track, visit=visit, review=Review.RECORDED, headcount=67)
    text = coordinator_client.get(page(first)).content.decode()
    assert page(second) in text
    assert "67" in text
    listed = coordinator_client.get("/desk/meetings/").context
    assert listed["several"] == {meeting.pk for meeting in listed["page"]} == {first.pk, second.pk}


def test_a_coordinator_accepts_and_takes_it_back(coordinator_client: Client, visit: Visit) -> None:
    meeting = make_meeting(visit.plan.track, visit=visit, review=Review.RECORDED)
    assert coordinator_client.post(page(meeting, "accept/")).status_code == 302
    meeting.refresh_from_db()
    assert meeting.review == Review.ACCEPTED
    coordinator_client.post(page(meeting, "reopen/"))
    meeting.refresh_from_db()
    assert meeting.review == Review.RECORDED


def test_a_second_record_of_a_visit_cannot_be_accepted(
    coordinator_client: Client, visit: Visit
) -> None:
    make_meeting(visit.plan.track, visit=visit)
    second = make_meeting(visit.plan.track, visit=visit, review=Review.RECORDED)
    assert page(second, "accept/") not in coordinator_client.get(page(second)).content.decode()
    assert coordinator_client.post(page(second, "accept/")).status_code == 422
    second.refresh_from_db()
    assert second.review == Review.RECORDED


def test_a_return_without_a_note_keeps_the_page_and_says_so(
    coordinator_client: Client, track: Track
) -> None:
    meeting = make_meeting(track, review=Review.RECORDED)
    assert coordinator_client.post(page(meeting, "return/"), {"note": ""}).status_code == 422
    coordinator_client.post(page(meeting, "return/"), {"note": "Парақ жоқ"})
    meeting.refresh_from_db()
    assert (meeting.review, meeting.review_note) == (Review.RETURNED, "Парақ жоқ")
    assert "Парақ жоқ" in coordinator_client.get(page(meeting)).content.decode()


@pytest.mark.parametrize("act", ["accept/", "return/", "reopen/"])
def test_a_speaker_decides_nothing(speaker_client: Client, track: Track, act: str) -> None:
    meeting = make_meeting(track, review=Review.RECORDED)
    assert speaker_client.post(page(meeting, act), {"note": "Қате"}).status_code == 403


@pytest.mark.parametrize("act", ["", "correct/"])
def test_another_offices_record_is_not_there(coordinator_client: Client, act: str) -> None:
    meeting = make_meeting(make_track(make_office("other")))
    assert coordinator_client.get(page(meeting, act)).status_code == 404


def test_a_press_officer_reads_but_records_nothing(press_client: Client, track: Track) -> None:
    assert press_client.get(page(make_meeting(track))).status_code == 200
    assert press_client.get("/desk/meetings/record/").status_code == 403


def test_a_speaker_records_a_planned_visit(
    speaker_client: Client, speaker: User, visit: Visit
) -> None:
    address = f"/desk/meetings/record/?visit={visit.pk}"
    form = speaker_client.get(address).context["form"]
    assert form["venue"].value() == "№ 5 мектеп"
    sent = typed(speakers=[person.pk for person in visit.crew.all()], questions="Біреу?\n\nЕкеу?")
    assert speaker_client.post(address, sent).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.visit, meeting.place, meeting.headcount) == (visit, visit.target.place, 60)
    assert meeting.recorded_by == speaker
    assert meeting.starts_at == visit.starts_at
    assert [question.text for question in meeting.questions.order_by("id")] == ["Біреу?", "Екеу?"]


def test_sending_the_form_twice_leaves_one_record(speaker_client: Client, visit: Visit) -> None:
    address, sent = f"/desk/meetings/record/?visit={visit.pk}", typed()
    first = speaker_client.post(address, sent)
    second = speaker_client.post(address, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Meeting.objects.count() == 1


def test_a_meeting_that_was_not_planned_is_recorded_too(
    coordinator_client: Client, office: Office, track: Track
) -> None:
    place = make_place(office)
    sent = typed(track=track.pk, place=place.pk)
    assert coordinator_client.post("/desk/meetings/record/", sent).status_code == 302
    assert (Meeting.objects.get().place, Meeting.objects.get().visit) == (place, None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"headcount": ""}, "headcount"),
        ({"headcount": "12,5"}, "headcount"),
        ({"headcount": "-3"}, "headcount"),
        ({"how_counted": ""}, "how_counted"),
        ({"women": "61"}, "women"),
        ({"outcome": "cancelled"}, "reason"),
        ({"day": "31.02.2023"}, "day"),
        ({"day": "01.01.2100"}, "day"),
        ({"clock": "25:00"}, "clock"),
        ({"id": "no"}, "id"),
        ({"speakers": ["987654"]}, "speakers"),
    ],
)
def test_bad_input_is_told_at_its_field_and_keeps_what_was_typed(
    coordinator_client: Client, visit: Visit, change: dict[str, object], field: str
) -> None:
    sent = typed(venue="Кітапхана", **change)
    answer = coordinator_client.post(f"/desk/meetings/record/?visit={visit.pk}", sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Кітапхана" in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("asked", ["987654", "abc"])
def test_a_visit_that_is_not_there(coordinator_client: Client, office: Office, asked: str) -> None:
    answer = coordinator_client.get(f"/desk/meetings/record/?visit={asked}")
    assert answer.status_code == (404 if asked.isdecimal() else 200)


def test_visits_without_a_record_are_offered(coordinator_client: Client, visit: Visit) -> None:
    address = "/desk/meetings/record/"
    offered = coordinator_client.get(address).content.decode()
    assert f"?visit={visit.pk}" in offered
    assert str(STATES["postponed"].word) not in offered.split("<form")[0]
    make_meeting(visit.plan.track, visit=visit, outcome=Outcome.POSTPONED)
    offered = coordinator_client.get(address).content.decode()
    assert f"?visit={visit.pk}" in offered
    assert str(STATES["postponed"].word) in offered
    make_meeting(visit.plan.track, visit=visit)
    assert f"?visit={visit.pk}" not in coordinator_client.get(address).content.decode()


def test_a_correction_starts_from_the_record_and_changes_it(
    coordinator_client: Client, track: Track
) -> None:
    meeting = make_meeting(track, headcount=40, venue="Мектеп")
    form = coordinator_client.get(page(meeting, "correct/")).context["form"]
    assert (form["headcount"].value(), form["venue"].value()) == (40, "Мектеп")
    sent = typed(headcount="44", venue="Мектеп", why="Парақ бойынша")
    assert edit(coordinator_client, page(meeting, "correct/"), sent).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.headcount, meeting.review) == (44, Review.ACCEPTED)


def test_a_speakers_correction_of_what_counts_waits(
    speaker_client: Client, speaker: User, track: Track
) -> None:
    meeting = make_meeting(track, headcount=40, recorded_by=speaker)
    sent = typed(headcount="44", why="Парақ бойынша")
    answer = edit(speaker_client, page(meeting, "correct/"), sent, follow=True)
    assert answer.status_code == 200
    meeting.refresh_from_db()
    assert (meeting.headcount, meeting.versions.count()) == (40, 2)


def test_a_colleagues_record_offers_no_change(
    speaker_client: Client, speaker: User, track: Track
) -> None:
    colleagues, own = make_meeting(track), make_meeting(track, recorded_by=speaker)
    for part in ("correct/", "evidence/"):
        assert page(own, part) in speaker_client.get(page(own)).content.decode()
        assert page(colleagues, part) not in speaker_client.get(page(colleagues)).content.decode()
        assert speaker_client.get(page(colleagues, part)).status_code == 422


def test_a_correction_says_why(coordinator_client: Client, track: Track) -> None:
    meeting = make_meeting(track)
    answer = edit(coordinator_client, page(meeting, "correct/"), typed(headcount="44"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["why"]


def test_questions_are_added_and_answered(coordinator_client: Client, track: Track) -> None:
    meeting = make_meeting(track)
    assert coordinator_client.post(page(meeting, "ask/"), {"text": ""}).status_code == 422
    coordinator_client.post(page(meeting, "ask/"), {"text": "Қашан?", "due_on": "20.02.2023"})
    question = meeting.questions.get()
    address = f"/desk/meetings/questions/{question.pk}/"
    assert edit(coordinator_client, address, {"answer": ""}).status_code == 422
    edit(coordinator_client, address, {"answer": "Биыл", "answered_on": "10.02.2023"})
    question.refresh_from_db()
    assert question.answered_on == date(2023, 2, 10)
    assert "Биыл" in coordinator_client.get(page(meeting)).content.decode()


@pytest.mark.parametrize("prefix", ["", "/ru", "/en"])
def test_every_page_speaks_each_language(
    coordinator_client: Client, visit: Visit, prefix: str
) -> None:
    meeting = make_meeting(visit.plan.track, visit=visit)
    question = Question.objects.create(meeting=meeting, text="Қашан?")
    for path in (
        LIST,
        f"{LIST}record/",
        page(meeting),
        page(meeting, "correct/"),
        f"{LIST}questions/{question.pk}/",
    ):
        assert coordinator_client.get(prefix + path).status_code == 200, path
