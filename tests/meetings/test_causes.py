"""Why meetings are not held: a short list of the office's own, read in every language."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.meetings.choices import HowCounted, Outcome
from kezdesu.meetings.comparing import versions_of
from kezdesu.meetings.content import content_from, content_of
from kezdesu.meetings.exports import meeting_table
from kezdesu.meetings.imports import import_meetings
from kezdesu.meetings.models import Cause, Meeting
from kezdesu.meetings.services import (
    Facts,
    Headcount,
    add_cause,
    add_usual_causes,
    correct_meeting,
    edit_cause,
    merge_records,
    record_meeting,
)
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from tests.core.workbooks import book
from tests.edits import edit
from tests.factories import (
    local,
    make_cause,
    make_meeting,
    make_office,
    make_place,
    make_plan,
    make_target,
    make_track,
    make_visit,
)

LIST = "/desk/meetings/reasons/"
DAY = date(2023, 2, 1)


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def weather(office: Office) -> Cause:
    return make_cause(office)


def not_held(cause: Cause | None = None, reason: str = "") -> Facts:
    pk = cause.pk if cause else None
    return Facts(Outcome.CANCELLED, local(DAY), reason=reason, cause=pk)


def recorded(track: Track, facts: Facts) -> Meeting:
    return record_meeting(
        track=track, place=make_place(track.programme.office), facts=facts, by=None
    )


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ("", "kk", "Ауа райы"),
        ("", "ru", "Погода"),
        ("", "en", "Ауа райы"),
        ("жолды су басты", "ru", "Погода: жолды су басты"),
    ],
)
def test_a_reason_of_the_list_is_read_in_every_language(
    track: Track, weather: Cause, more: str, code: str, said: str
) -> None:
    meeting = recorded(track, not_held(weather, more))
    with override(code):
        assert meeting.why_not_held == said


def test_one_of_the_two_is_needed_and_a_held_meeting_has_neither(
    track: Track, weather: Cause
) -> None:
    with pytest.raises(Refused) as refused:
        recorded(track, not_held(None, " "))
    assert refused.value.field == "reason"
    meeting = recorded(track, not_held(weather))
    held = Facts(
        Outcome.HELD, local(DAY), Headcount(40, HowCounted.SHEET), reason="x", cause=weather.pk
    )
    meeting = correct_meeting(meeting=meeting, facts=held, why="өткен екен", by=None)
    assert (meeting.cause, meeting.reason) == (None, "")


def test_another_office_s_reason_is_refused(track: Track) -> None:
    theirs = make_cause(make_office("almaty"))
    for act in (
        lambda: recorded(track, not_held(theirs)),
        lambda: correct_meeting(
            meeting=make_meeting(track), facts=not_held(theirs), why="қате", by=None
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.field == "cause"


def test_a_version_tells_which_reason_it_changed(track: Track, weather: Cause) -> None:
    meeting = recorded(track, not_held(None, "су тасқыны"))
    correct_meeting(meeting=meeting, facts=not_held(weather), why="тізімнен", by=None)
    with override("ru"):
        newest = versions_of(Meeting.objects.get())[0]
    changed = {line.name: (list(line.before), list(line.after)) for line in newest.changes}
    assert changed == {"cause": ([], ["Погода"]), "reason": (["су тасқыны"], [])}


def test_versions_kept_before_there_was_a_list_are_read(track: Track) -> None:
    kept = content_of(make_meeting(track, outcome=Outcome.CANCELLED)).plain()
    del kept["cause"]
    assert content_from(kept).cause is None


def test_of_two_records_the_other_s_reason_is_taken(office: Office, weather: Cause) -> None:
    track = make_track(office)
    visit = make_visit(make_plan(track, PlanStatus.APPROVED), make_target(track), DAY)
    first, other = (
        make_meeting(track, visit=visit, outcome=Outcome.CANCELLED, review="recorded", **more)
        for more in ({"reason": "?"}, {"reason": "", "cause": weather})
    )
    merged = merge_records(meeting=first, other=other, taken=["cause", "reason"], by=None)
    assert (merged.cause, merged.reason) == (weather, "")


def test_two_reasons_of_one_name_are_refused(office: Office, weather: Cause) -> None:
    names = {"kk": "ауа  райы", "ru": "", "en": ""}
    with pytest.raises(Refused):
        add_cause(office=office, slug="again", names=names, by=None)
    other = add_cause(office=office, slug="other", names=names | {"kk": "Карантин"}, by=None)
    with pytest.raises(Refused):
        edit_cause(listed=other, names=names, by=None)
    assert edit_cause(listed=other, names=names | {"kk": "Карантин"}, by=None) == other


def test_a_list_begins_with_the_usual_reasons_once(office: Office) -> None:
    add_usual_causes(office=office, by=None)
    listed = office.causes.count()
    assert listed > 3
    assert all(each.name_ru and each.name_en for each in office.causes.all())
    add_usual_causes(office=office, by=None)
    assert office.causes.count() == listed


def test_the_list_is_begun_added_to_and_an_entry_retired(
    office: Office, coordinator_client: Client
) -> None:
    coordinator_client.post(f"{LIST}begin/")
    answer = coordinator_client.post(
        f"{LIST}add/", {"name_kk": "Жол жабық", "name_ru": "Дорога закрыта", "is_active": "on"}
    )
    assert answer.status_code == 302
    road = office.causes.get(name_kk="Жол жабық")
    edit(coordinator_client, f"{LIST}{road.pk}/", {"name_kk": "Жол жабық"})
    road.refresh_from_db()
    assert not road.is_active
    assert "Жол жабық" in coordinator_client.get(LIST).content.decode()
    form = coordinator_client.get("/desk/meetings/record/").context["form"]
    assert road not in form.fields["cause"].queryset
    assert AuditEntry.objects.filter(action="meetings.cause_edited").exists()


def test_a_retired_reason_stays_where_it_is_chosen(
    track: Track, weather: Cause, coordinator_client: Client
) -> None:
    meeting = recorded(track, not_held(weather))
    names = {"kk": weather.name_kk, "ru": weather.name_ru, "en": ""}
    edit_cause(listed=weather, names=names, is_active=False, by=None)
    form = coordinator_client.get(f"/desk/meetings/{meeting.pk}/correct/").context["form"]
    assert list(form.fields["cause"].queryset) == [weather]


def test_a_record_is_made_by_choosing_and_found_by_its_reason(
    track: Track, weather: Cause, coordinator_client: Client
) -> None:
    place = make_place(track.programme.office, "Бозарық")
    form = coordinator_client.get("/desk/meetings/record/").context["form"]
    typed = {
        "id": form["id"].value(),
        "track": track.pk,
        "place": place.pk,
        "outcome": "cancelled",
        "cause": weather.pk,
        "day": "01.02.2023",
        "clock": "10:00",
    }
    assert coordinator_client.post("/desk/meetings/record/", typed).status_code == 302
    make_meeting(track, outcome=Outcome.CANCELLED)
    found = coordinator_client.get("/desk/meetings/", {"cause": weather.slug})
    assert [each.cause for each in found.context["page"]] == [weather]
    assert "Ауа райы" in found.content.decode()


def test_an_office_without_a_list_writes_the_reason_in_words(
    track: Track, coordinator_client: Client
) -> None:
    form = coordinator_client.get("/desk/meetings/record/").context["form"]
    assert "cause" not in form.fields


@pytest.mark.parametrize(
    ("cell", "known", "more"),
    [
        ("ПОГОДА", True, ""),
        ("Ауа райы: жолды су басты", True, "жолды су басты"),
        ("су тасқыны: көпір жабық", False, "су тасқыны: көпір жабық"),
    ],
)
def test_a_cell_may_name_a_reason_of_the_list(
    office: Office, track: Track, weather: Cause, cell: str, known: bool, more: str
) -> None:
    make_place(office, "Бозарық")
    rows = [
        ["Күні", "Орны", "Уақыты", "Нәтижесі", "Себебі"],
        ["01.02.2023", "Бозарық", "10:00", "болмай қалды", cell],
    ]
    for _again in range(2):
        outcome = import_meetings(office=office, file=book(rows), by=None)
        assert not outcome.refused
    meeting = Meeting.objects.get()
    assert (meeting.cause == weather, meeting.reason) == (known, more)
    assert meeting.version == 1


def test_the_list_as_a_table_says_the_reason_in_its_language(track: Track, weather: Cause) -> None:
    recorded(track, not_held(weather, "боран"))
    with override("ru"):
        fields, rows = meeting_table(Meeting.objects.all())
        [row] = list(rows)
    assert row[[each.key for each in fields].index("reason")] == "Погода: боран"


def test_who_reviews_changes_the_list_of_the_own_office(
    weather: Cause, approver_client: Client, stranger_client: Client
) -> None:
    for address in ("add/", "begin/", f"{weather.pk}/"):
        assert approver_client.post(LIST + address, {"name_kk": "Басқа"}).status_code == 403
    assert approver_client.get(LIST).status_code == 200
    assert stranger_client.get(f"{LIST}{weather.pk}/").status_code == 404
