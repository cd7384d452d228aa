"""The list of questions: what it narrows to, how one is put right, answered and published."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.meetings.choices import Review
from kezdesu.meetings.models import Meeting, Question, Topic
from kezdesu.meetings.queries import topics_of
from kezdesu.meetings.services import (
    Asked,
    add_topic,
    answer_question,
    ask_question,
    edit_question,
    publish_question,
)
from tests.edits import edit
from tests.factories import ZONE, make_meeting, make_office, make_place, make_track
from tests.figures.opening import numbers_that_open

LIST = "/desk/meetings/questions/"


def today() -> date:
    """Asked by every test anew: a run may pass midnight."""
    return timezone.localdate()


@pytest.fixture
def meeting(office: Office) -> Meeting:
    return make_meeting(make_track(office), make_place(office, "Бозарық"))


@pytest.fixture
def roads(office: Office) -> Topic:
    return add_topic(office=office, names={"kk": "Жолдар", "ru": "Дороги"}, by=None)


def asked(meeting: Meeting, text: str = "Жол қашан жөнделеді?", **fields: object) -> Question:
    return ask_question(meeting=meeting, asked=Asked(text, **fields), by=None)  # type: ignore[arg-type]


def answered(question: Question, answer: str = "Күзде жөнделеді.") -> Question:
    return answer_question(question=question, answer=answer, answered_on=today(), by=None)


def found(client: Client, **said: str) -> list[Question]:
    return list(client.get(LIST, said).context["page"].object_list)


def act(question: Question, name: str) -> str:
    return f"{LIST}{question.pk}/{name}/"


def test_the_list_narrows_by_state_topic_track_period_and_publication(
    coordinator_client: Client, office: Office, meeting: Meeting, roads: Topic
) -> None:
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)
    late = asked(meeting, due_on=yesterday, topic=roads)
    due_today = asked(meeting, due_on=today())
    students = make_meeting(make_track(office, "students"), day=date(2023, 9, 1))
    done = answered(asked(students, due_on=yesterday))
    later = asked(meeting, due_on=tomorrow)
    publish_question(question=done, by=None)
    assert found(coordinator_client, state="overdue") == [late]
    assert set(found(coordinator_client, state="open")) == {due_today, later}
    assert found(coordinator_client, state="answered") == [done]
    assert found(coordinator_client, topic=roads.slug) == [late]
    assert late not in found(coordinator_client, topic="none")
    assert found(coordinator_client, track="students") == [done]
    assert found(coordinator_client, period="2023-H2") == [done]
    assert found(coordinator_client, published="yes") == [done]
    assert done not in found(coordinator_client, published="no")
    assert found(coordinator_client, sort="due")[0] in {late, done}


def test_the_search_finds_words_answers_owners_and_places_in_any_case(
    coordinator_client: Client, meeting: Meeting
) -> None:
    question = answered(asked(meeting, "Көшеге Жарық керек", owner="Қала әкімдігі"))
    for words in ("жарық", "КҮЗДЕ", "қала", "бозарық"):
        assert found(coordinator_client, search=words) == [question], words
    assert found(coordinator_client, search="жоқ сөз") == []


def test_an_answer_is_not_older_than_its_question(
    coordinator_client: Client, meeting: Meeting
) -> None:
    question = asked(meeting)
    address = f"/desk/meetings/questions/{question.pk}/"
    held_on = meeting.starts_at.astimezone(ZONE).date()
    for day, status in ((held_on - timedelta(days=1), 422), (held_on, 302)):
        sent = {"answer": "Күзде жөнделеді.", "answered_on": f"{day:%d.%m.%Y}"}
        answer = edit(coordinator_client, address, sent)
        assert answer.status_code == status
        if status == 422:
            assert list(answer.context["form"].errors) == ["answered_on"]


def test_another_offices_questions_are_not_there(
    coordinator_client: Client, office: Office
) -> None:
    asked(make_meeting(make_track(make_office("other"))))
    assert found(coordinator_client) == []


def test_the_list_asks_the_database_as_often_for_three_rows_as_for_one(
    coordinator_client: Client, meeting: Meeting, roads: Topic
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            coordinator_client.get(LIST)
        return len(captured)

    asked(meeting, topic=roads)
    queries()  # the first page of a session stores it
    one = queries()
    for _ in range(2):
        asked(make_meeting(meeting.track), topic=roads)
    assert queries() == one


def test_the_list_leaves_as_a_table(coordinator_client: Client, meeting: Meeting) -> None:
    answered(asked(meeting, owner="Қала әкімдігі", due_on=today()))
    answer = coordinator_client.get(LIST, {"format": "json"})
    [row] = json.loads(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert row["text"] == "Жол қашан жөнделеді?"
    assert row["answer"] == "Күзде жөнделеді."
    assert (row["owner"], row["due_on"]) == ("Қала әкімдігі", today().isoformat())
    assert row["state"] == "жауап берілген"


def test_a_question_is_put_right_with_an_entry_of_what_changed(
    coordinator_client: Client, meeting: Meeting, roads: Topic
) -> None:
    question = asked(meeting)
    said = {"text": "Жол жөнделе ме?", "topic": roads.pk, "owner": "әкімдік", "due_on": ""}
    assert edit(coordinator_client, act(question, "edit"), said).status_code == 302
    question.refresh_from_db()
    assert (question.text, question.topic, question.owner) == ("Жол жөнделе ме?", roads, "әкімдік")
    entry = AuditEntry.objects.get(action="meetings.question_edited")
    assert entry.changes["changed"]["text"] == ["Жол қашан жөнделеді?", "Жол жөнделе ме?"]
    edit_question(
        question=question, asked=Asked("Жол жөнделе ме?", "әкімдік", None, roads), by=None
    )
    assert AuditEntry.objects.filter(action="meetings.question_edited").count() == 1


def test_only_an_answered_question_of_an_accepted_record_is_published(meeting: Meeting) -> None:
    question = asked(meeting)
    with pytest.raises(Refused):
        publish_question(question=question, by=None)
    answered(question)
    Meeting.objects.update(review=Review.RETURNED)
    question.meeting.refresh_from_db()
    with pytest.raises(Refused):
        publish_question(question=question, by=None)


def test_visitors_read_what_was_published_and_only_that(
    guest_client: Client, meeting: Meeting, roads: Topic
) -> None:
    shown = answered(asked(meeting, "Су қашан келеді?", topic=roads), "Келесі айда.")
    answered(asked(meeting, "Жарияланбаған сұрақ"))
    publish_question(question=shown, by=None)
    text = guest_client.get("/questions/").content.decode()
    for words in ("Су қашан келеді?", "Келесі айда.", "Бозарық", "Жолдар"):
        assert words in text
    assert "Жарияланбаған" not in text
    assert guest_client.get("/ru/questions/").status_code == 200
    assert "Су қашан" in guest_client.get(f"/en/questions/?topic={roads.slug}").content.decode()
    Meeting.objects.update(review=Review.RETURNED)
    assert "Су қашан" not in guest_client.get("/questions/").content.decode()


def test_a_changed_text_is_published_anew(meeting: Meeting) -> None:
    question = answered(asked(meeting))
    publish_question(question=question, by=None)
    edit_question(question=question, asked=Asked("Басқаша"), by=None)
    assert question.published_at is None
    publish_question(question=question, by=None)
    answered(question, "Басқа жауап")
    assert question.published_at is None


def test_a_text_that_names_a_resident_is_published_only_after_a_look(
    press_client: Client, meeting: Meeting
) -> None:
    question = answered(asked(meeting, "Асан Үсенұлы суды сұрады"))
    page = press_client.get(act(question, "publish")).content.decode()
    assert "Асан Үсенұлы" in page
    assert 'data-level="warning"' in page
    assert "required-note" in page
    assert press_client.post(act(question, "publish"), {}).status_code == 422
    question.refresh_from_db()
    assert question.published_at is None
    done = press_client.post(act(question, "publish"), {"is_read": "on"})
    assert done.status_code == 302
    question.refresh_from_db()
    assert question.published_at
    press_client.post(act(question, "unpublish"))
    question.refresh_from_db()
    assert question.published_at is None


def test_a_plain_text_is_published_at_once(press_client: Client, meeting: Meeting) -> None:
    question = answered(asked(meeting))
    assert "required-note" not in press_client.get(act(question, "publish")).content.decode()
    assert press_client.post(act(question, "publish"), {}).status_code == 302


def test_writing_down_a_name_warns(coordinator_client: Client, meeting: Meeting) -> None:
    said = {"text": "Асан Үсенұлы: 87011234567"}
    answer = coordinator_client.post(f"/desk/meetings/{meeting.pk}/ask/", said, follow=True)
    text = answer.content.decode()
    assert "Асан Үсенұлы; " in text or "87011234567; Асан Үсенұлы" in text
    assert Question.objects.count() == 1


def test_topics_are_the_offices_own_and_stand_once(
    coordinator_client: Client, office: Office, meeting: Meeting
) -> None:
    said = {"name_kk": "Ауыз су", "name_ru": "Питьевая вода"}
    assert coordinator_client.post(f"{LIST}topics/", said).status_code == 302
    assert coordinator_client.post(f"{LIST}topics/", said).status_code == 422
    topic = Topic.objects.get()
    asked(meeting, topic=topic, due_on=today() - timedelta(days=3))
    [line] = coordinator_client.get(f"{LIST}topics/").context["lines"]
    assert (line.topic, line.raised, line.overdue) == (topic, 1, 1)
    with override("ru"):
        assert topic.name == "Питьевая вода"


def test_a_topic_that_nobody_asked_about_opens_to_an_empty_list(
    coordinator_client: Client, roads: Topic
) -> None:
    page = coordinator_client.get(f"{LIST}topics/").content.decode()
    [raised, overdue] = [(link, n) for link, n in numbers_that_open(page)]
    assert (raised[1], overdue[1]) == (0, 0)
    for link, _number in (raised, overdue):
        answer = coordinator_client.get(link)
        assert answer.status_code == 200
        assert not answer.context["page"]


def test_a_topic_is_renamed_on_every_question_and_keeps_its_address(
    coordinator_client: Client, office: Office, meeting: Meeting, roads: Topic
) -> None:
    asked(meeting, topic=roads)
    there = f"{LIST}topics/{roads.pk}/"
    said = {"name_kk": "Көшелер мен жолдар", "name_ru": "Улицы и дороги", "name_en": ""}
    assert edit(coordinator_client, there, said).status_code == 302
    assert "Көшелер мен жолдар" in coordinator_client.get(LIST).content.decode()
    assert len(found(coordinator_client, topic=roads.slug)) == 1
    entry = AuditEntry.objects.get(action="meetings.topic_renamed")
    assert entry.changes["before"]["name_kk"] == "Жолдар"
    again = add_topic(office=office, names={"kk": "Жолдар"}, by=None)
    assert (roads.slug, again.slug) == ("joldar", "joldar-2")
    refused = edit(coordinator_client, there, said | {"name_kk": "ЖОЛДАР"})
    assert refused.status_code == 422
    roads.refresh_from_db()
    assert roads.name_kk == "Көшелер мен жолдар"


def test_a_retired_topic_is_offered_no_more_and_stays_where_it_stands(
    coordinator_client: Client, office: Office, meeting: Meeting, roads: Topic
) -> None:
    old, new = asked(meeting, topic=roads), asked(meeting)
    for _time in range(2):
        coordinator_client.post(f"{LIST}topics/{roads.pk}/retire/")
    assert topics_of(office) == []
    assert AuditEntry.objects.filter(action="meetings.topic_retired").count() == 1
    said = {"text": "Жол жөнделе ме?", "topic": roads.pk}
    assert edit(coordinator_client, act(old, "edit"), said).status_code == 302
    assert edit(coordinator_client, act(new, "edit"), said).status_code == 422
    assert found(coordinator_client, topic=roads.slug) == [old]
    coordinator_client.post(f"{LIST}topics/{roads.pk}/restore/")
    assert topics_of(office) == [roads]


def test_another_offices_topic_is_not_there(coordinator_client: Client) -> None:
    theirs = add_topic(office=make_office("other"), names={"kk": "Жолдар"}, by=None)
    assert coordinator_client.get(f"{LIST}topics/{theirs.pk}/").status_code == 404
    assert coordinator_client.post(f"{LIST}topics/{theirs.pk}/retire/").status_code == 404


@pytest.mark.parametrize("language", ["", "/ru", "/en"])
def test_the_pages_speak_each_language(
    coordinator_client: Client, office: Office, meeting: Meeting, language: str
) -> None:
    question = answered(asked(meeting))
    topic = add_topic(office=office, names={"kk": "Су"}, by=None)
    pages = (f"{LIST}topics/", f"{LIST}topics/{topic.pk}/")
    for address in (LIST, *pages, act(question, "edit"), act(question, "publish")):
        assert coordinator_client.get(language + address).status_code == 200


def test_who_may_not_publish_or_edit_is_turned_away(
    speaker_client: Client, press_client: Client, speaker: User, meeting: Meeting
) -> None:
    question = answered(asked(meeting))
    assert speaker_client.get(LIST).status_code == 200
    assert speaker_client.post(act(question, "publish")).status_code == 403
    assert press_client.post(act(question, "edit"), {"text": "x"}).status_code == 403


def test_signs_alone_are_no_name_of_a_topic(office: Office) -> None:
    with pytest.raises(Refused, match="қазақша"):
        add_topic(office=office, names={"kk": "???", "ru": "", "en": ""}, by=None)
