"""Calendar feeds, read by a parser that is not the one that writes them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kezdesu.accounts.models import Membership, Office, User
from kezdesu.meetings.choices import Outcome
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.services import accept_meeting, return_meeting
from kezdesu.people.models import Person
from kezdesu.programmes.models import Track
from kezdesu.schedule.calendar_links import make_calendar_link, revoke_calendar_link, seal_of
from kezdesu.schedule.models import CalendarLink, Plan, Visit
from kezdesu.schedule.services import amend_plan, approve_plan, submit_plan
from tests.factories import (
    local,
    make_cause,
    make_group,
    make_meeting,
    make_person,
    make_plan,
    make_seat,
    make_target,
    make_track,
    make_visit,
)

OFFICE_FEED = "/feeds/meetings.ics"


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office, "residents", name_kk="Тұрғындар", name_ru="Жители")


@pytest.fixture
def people(office: Office) -> list[Person]:
    people = [make_person(office, name) for name in ("Адам Бірінші", "Адам Екінші")]
    for person in people:
        make_seat(person, make_group(office))
    return people


@pytest.fixture
def plan(track: Track, people: list[Person]) -> Plan:
    plan = make_plan(track, "approved")
    make_visit(plan, day=date(2023, 2, 1), crew=people[:1], venue="№ 5 мектеп; акт залы, 2-қабат")
    return plan


def read(client: Client, address: str = OFFICE_FEED) -> list[Any]:
    """The events of a feed, each as the parser sees it."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return list(vobject.readOne(answer.content.decode()).contents.get("vevent", []))


def only(client: Client, address: str = OFFICE_FEED) -> Any:
    [event] = read(client, address)
    return event


def amended(plan: Plan, **changes: Any) -> Plan:
    """The next approved version, its one visit changed or, with `dropped`, replaced."""
    amendment = amend_plan(plan=plan, reason="мереке", by=None)
    visit = amendment.visits.get()
    if changes.pop("dropped", False):
        make_visit(amendment, make_target(plan.track), date(2023, 5, 5), crew=visit.crew.all())
        visit.delete()
    elif crew := changes.pop("crew", None):
        visit.crew.set(crew)
    else:
        Visit.objects.filter(pk=visit.pk).update(**changes)
    submit_plan(plan=amendment, why="сынақ", by=None)
    return approve_plan(
        plan=amendment,
        number="13",
        day=date(2023, 1, 6),
        signatory_name="Қол Қоюшы",
        signatory_post="әкімнің орынбасары",
        by=None,
    )


def test_a_visit_is_an_event_with_all_that_a_calendar_asks(plan: Plan, client: Client) -> None:
    event, visit = only(client), plan.visits.get()
    assert event.uid.value == str(visit.identity)
    assert event.dtstart.value == datetime(2023, 2, 1, 4, 0, tzinfo=UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=60)
    assert event.sequence.value == "0"
    assert event.status.value == "CONFIRMED"
    assert event.summary.value == f"Тұрғындар: {visit.target.place.name}"
    assert event.location.value.startswith("№ 5 мектеп; акт залы, 2-қабат, ")
    assert event.last_modified.value == event.dtstamp.value == plan.approved_at
    assert event.url.value.endswith(f"#meeting-{visit.identity}")


def test_the_page_the_event_leads_to_is_there(plan: Plan, client: Client) -> None:
    assert client.get(only(client).url.value).status_code == 200


@pytest.mark.parametrize(
    ("day", "hour"),
    [(date(2024, 2, 28), 4), (date(2024, 2, 29), 4), (date(2024, 3, 1), 5), (date(2024, 6, 3), 5)],
)
def test_ten_o_clock_is_right_before_and_after_almaty_changed(
    track: Track, people: list[Person], client: Client, day: date, hour: int
) -> None:
    spans = {"starts_on": date(2024, 1, 1), "ends_on": date(2024, 6, 30)}
    make_visit(make_plan(track, "approved", **spans), day=day, crew=people)
    event = only(client)
    assert event.dtstart.value == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    assert b"TZID" not in client.get(OFFICE_FEED).content


def test_a_change_keeps_the_event_and_raises_its_number(plan: Plan, client: Client) -> None:
    before = only(client)
    second = amended(plan, starts_at=local(date(2023, 2, 8), 15))
    moved = only(client)
    assert moved.uid.value == before.uid.value
    assert moved.dtstart.value == datetime(2023, 2, 8, 9, 0, tzinfo=UTC)
    assert moved.sequence.value == "1"
    assert moved.last_modified.value > before.last_modified.value
    amended(second, minutes=60)  # nothing in it changes
    assert only(client).sequence.value == "1"


def test_drafts_and_submitted_versions_do_not_show(plan: Plan, client: Client) -> None:
    amendment = amend_plan(plan=plan, reason="мереке", by=None)
    amendment.visits.update(starts_at=local(date(2023, 4, 4)))
    submit_plan(plan=amendment, why="сынақ", by=None)
    assert only(client).dtstart.value.date() == date(2023, 2, 1)


def test_what_an_amendment_drops_stays_as_cancelled(plan: Plan, client: Client) -> None:
    amended(plan, dropped=True)
    dropped, added = read(client)
    assert (dropped.status.value, dropped.sequence.value) == ("CANCELLED", "1")
    assert dropped.summary.value.startswith("Болмайды: ")
    assert added.status.value == "CONFIRMED"


def recorded(plan: Plan, outcome: str, by: User, **fields: Any) -> Meeting:
    visit = plan.visits.get()
    return make_meeting(
        plan.track,
        visit=visit,
        outcome=outcome,
        review="recorded",
        starts_at=visit.starts_at,
        reason="қар басып қалды",
        **fields,
    )


def test_a_calendar_says_the_reason_in_its_language(plan: Plan, client: Client) -> None:
    visit, cause = plan.visits.get(), make_cause(plan.track.programme.office)
    make_meeting(
        plan.track, visit=visit, outcome=Outcome.CANCELLED, starts_at=visit.starts_at, cause=cause
    )
    feeds = {"kk": OFFICE_FEED, "ru": f"/ru{OFFICE_FEED}"}
    said = {code: only(client, feed).description.value for code, feed in feeds.items()}
    assert "Ауа райы" in said["kk"]
    assert "Погода" in said["ru"]


def test_a_cancelled_meeting_stays_with_its_reason(
    plan: Plan, client: Client, coordinator: User
) -> None:
    record = recorded(plan, Outcome.CANCELLED, coordinator)
    assert only(client).status.value == "CONFIRMED"
    accept_meeting(meeting=record, by=coordinator)
    event = only(client)
    assert event.status.value == "CANCELLED"
    assert event.transp.value == "TRANSPARENT"
    assert int(event.sequence.value) > 0
    assert "қар басып қалды" in event.description.value


def test_a_postponed_meeting_says_so_until_it_has_a_new_day(
    plan: Plan, client: Client, coordinator: User
) -> None:
    accept_meeting(meeting=recorded(plan, Outcome.POSTPONED, coordinator), by=coordinator)
    event = only(client)
    assert event.status.value == "TENTATIVE"
    assert event.summary.value.startswith("Кейінге қалдырылды: ")
    amended(plan, starts_at=local(date(2023, 3, 15)))
    again = only(client)
    assert again.status.value == "CONFIRMED"
    assert not again.summary.value.startswith("Кейінге")
    assert int(again.sequence.value) > int(event.sequence.value)


def test_the_number_never_falls_when_a_record_is_taken_back(
    plan: Plan, client: Client, coordinator: User
) -> None:
    record = recorded(plan, Outcome.CANCELLED, coordinator)
    accept_meeting(meeting=record, by=coordinator)
    cancelled = int(only(client).sequence.value)
    record.refresh_from_db()
    Meeting.objects.filter(pk=record.pk).update(review="recorded")
    return_meeting(meeting=Meeting.objects.get(pk=record.pk), note="дұрыс емес", by=coordinator)
    event = only(client)
    assert event.status.value == "CONFIRMED"
    assert int(event.sequence.value) > cancelled


def test_tracks_and_places_have_their_own(plan: Plan, office: Office, client: Client) -> None:
    other = make_plan(make_track(office, "students"), "approved")
    lesson = make_visit(other, day=date(2023, 3, 3))
    assert len(read(client)) == 2
    assert only(client, "/feeds/tracks/students.ics").uid.value == str(lesson.identity)
    place = lesson.target.place
    assert only(client, f"/feeds/places/{place.pk}.ics").uid.value == str(lesson.identity)
    assert client.get("/feeds/tracks/nothing.ics").status_code == 404
    assert client.get("/feeds/places/987654.ics").status_code == 404


def test_the_public_calendar_names_nobody(plan: Plan, client: Client) -> None:
    assert "Адам" not in client.get(OFFICE_FEED).content.decode()


def test_each_language_has_its_own(plan: Plan, client: Client) -> None:
    event = only(client, "/ru/feeds/meetings.ics")
    assert event.summary.value.startswith("Жители: ")
    assert "/ru/meetings/" in event.url.value


# Private calendars.


def address_of(link: CalendarLink) -> str:
    return reverse("public:private_calendar", args=[link.identity, seal_of(link)])


@pytest.fixture
def feeds(plan: Plan, office: Office, people: list[Person], coordinator: User) -> dict[str, str]:
    """Every kind of calendar, by its address; all of them hold the plan's one meeting."""
    private = {
        f"private {name}": address_of(make_calendar_link(office=office, person=of, by=coordinator))
        for name, of in {"office": None, "person": people[0]}.items()
    }
    place = plan.visits.get().target.place_id
    return private | {
        "office": OFFICE_FEED,
        "track": "/feeds/tracks/residents.ics",
        "place": f"/feeds/places/{place}.ics",
    }


KINDS = ["office", "track", "place", "private office", "private person"]


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_it_already_is_told_so(
    kind: str, feeds: dict[str, str], plan: Plan, client: Client
) -> None:
    whole = client.get(feeds[kind])
    head = client.head(feeds[kind])
    assert (head.status_code, head["ETag"], head.content) == (200, whole["ETag"], b"")
    for known in (whole["ETag"], f'"other", W/{whole["ETag"]}', "*"):
        for ask in (client.get, client.head):
            again = ask(feeds[kind], headers={"If-None-Match": known})
            assert (again.status_code, again.content) == (304, b""), known
            assert again["ETag"] == whole["ETag"]
            assert again.get("Cache-Control") == whole.get("Cache-Control")
    other = client.get(feeds[kind], headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, whole.content)
    amended(plan, venue="кітапхана")
    changed = client.get(feeds[kind], headers={"If-None-Match": whole["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != whole["ETag"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_calendar_tells_of_change_delay_and_cancelling(
    kind: str, feeds: dict[str, str], plan: Plan, client: Client, coordinator: User
) -> None:
    events = [only(client, feeds[kind])]
    second = amended(plan, starts_at=local(date(2023, 2, 8), 15))
    events.append(only(client, feeds[kind]))
    accept_meeting(meeting=recorded(second, Outcome.POSTPONED, coordinator), by=coordinator)
    events.append(only(client, feeds[kind]))
    third = amended(second, starts_at=local(date(2023, 3, 15)))
    events.append(only(client, feeds[kind]))
    accept_meeting(meeting=recorded(third, Outcome.CANCELLED, coordinator), by=coordinator)
    events += [only(client, feeds[kind]), only(client, feeds[kind])]
    assert {event.uid.value for event in events} == {str(plan.visits.get().identity)}
    said = ["CONFIRMED", "CONFIRMED", "TENTATIVE", "CONFIRMED", "CANCELLED", "CANCELLED"]
    assert [event.status.value for event in events] == said
    numbers = [int(event.sequence.value) for event in events]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 5  # it rises with each change, and with nothing else
    times = [event.last_modified.value for event in events]
    assert times == sorted(times)


@pytest.mark.parametrize("kind", ["private office", "private person"])
def test_a_private_calendar_stays_between_two(
    kind: str, feeds: dict[str, str], client: Client, coordinator: User
) -> None:
    """No shared cache keeps it, no search engine lists it, no one reads on once it is revoked."""
    answer = client.get(feeds[kind])
    assert "private" in answer["Cache-Control"]
    assert "no-cache" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    identity, seal = feeds[kind].removesuffix(".ics").split("/")[-2:]
    assert len(seal) >= 43  # 256 bits that only this installation can make
    for link in CalendarLink.objects.all():
        revoke_calendar_link(link=link, by=coordinator)
    for ask in (client.get, client.head):
        gone = ask(feeds[kind], headers={"If-None-Match": answer["ETag"]})
        assert (gone.status_code, gone.get("ETag")) == (404, None)
    unknown = feeds[kind].replace(identity, str(uuid4()))
    assert client.get(unknown).status_code == 404


def test_a_person_s_calendar_holds_their_meetings_with_the_crew(
    plan: Plan, people: list[Person], coordinator: User, client: Client
) -> None:
    make_visit(plan, day=date(2023, 3, 1), crew=people[1:])
    link = make_calendar_link(office=plan.track.programme.office, person=people[0], by=coordinator)
    event = only(client, address_of(link))
    assert "Адам Бірінші" in event.description.value
    assert f"/desk/schedule/{plan.pk}/?visit=" in event.url.value
    assert client.get(address_of(link))["X-Robots-Tag"] == "noindex"


def test_who_goes_no_more_sees_it_off(
    plan: Plan, people: list[Person], coordinator: User, client: Client, office: Office
) -> None:
    links = [make_calendar_link(office=office, person=each, by=coordinator) for each in people]
    amended(plan, crew=people[1:])
    left, came = (only(client, address_of(link)) for link in links)
    assert (left.status.value, left.sequence.value) == ("CANCELLED", "1")
    assert (came.status.value, came.sequence.value) == ("CONFIRMED", "1")


def test_an_address_cannot_be_guessed_or_used_after_it_is_revoked(
    plan: Plan, office: Office, coordinator: User, client: Client
) -> None:
    link = make_calendar_link(office=office, person=None, by=coordinator)
    assert len(read(client, address_of(link))) == 1
    made_up = reverse("public:private_calendar", args=[link.identity, "x" * 43])
    assert client.get(made_up).status_code == 404
    revoke_calendar_link(link=link, by=coordinator)
    assert client.get(address_of(link)).status_code == 404


def test_an_address_ends_with_its_owner_s_role(
    plan: Plan, office: Office, coordinator: User, client: Client
) -> None:
    link = make_calendar_link(office=office, person=None, by=coordinator)
    Membership.objects.filter(user=coordinator).delete()
    assert client.get(address_of(link)).status_code == 404


def test_the_page_makes_shows_and_revokes_addresses(
    plan: Plan, office: Office, speaker: User, speaker_client: Client, people: list[Person]
) -> None:
    Person.objects.filter(pk=people[0].pk).update(user=speaker)
    page = reverse("schedule:subscribe")
    text = speaker_client.get(page).content.decode()
    assert "Адам Бірінші" in text
    assert "Адам Екінші" not in text
    assert speaker_client.post(page, {"person": people[1].pk}).status_code == 422
    assert speaker_client.post(page, {"person": people[0].pk}).status_code == 302
    link = CalendarLink.objects.get()
    assert address_of(link) in speaker_client.get(page).content.decode()
    speaker_client.post(reverse("schedule:revoke", args=[link.pk]))
    assert address_of(link) not in speaker_client.get(page).content.decode()


def test_nobody_revokes_another_s_address_without_the_right(
    office: Office, coordinator: User, speaker_client: Client
) -> None:
    link = make_calendar_link(office=office, person=None, by=coordinator)
    answer = speaker_client.post(reverse("schedule:revoke", args=[link.pk]))
    assert answer.status_code == 422
    link.refresh_from_db()
    assert link.revoked_at is None


def test_the_public_page_says_how_and_lists_them(plan: Plan, client: Client) -> None:
    text = client.get("/feeds/").content.decode()
    for address in (OFFICE_FEED, "/feeds/tracks/residents.ics", "/feeds/places/"):
        assert address in text


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("address", [OFFICE_FEED, "/feeds/"])
def test_three_meetings_ask_as_many_queries_as_one(
    plan: Plan, people: list[Person], client: Client, address: str
) -> None:
    one = queries_of(client, address)
    for number in (1, 2):
        make_visit(plan, day=date(2023, 3, number), crew=people)
    assert queries_of(client, address) == one
