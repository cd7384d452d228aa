"""Every correction is a numbered version; what counts changes only by who may review."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.meetings.choices import HowCounted, Outcome, Review
from kezdesu.meetings.content import content_from, content_of, differences
from kezdesu.meetings.models import Meeting, Version
from kezdesu.meetings.services import (
    Facts,
    Headcount,
    accept_meeting,
    accept_version,
    correct_meeting,
    record_meeting,
    return_meeting,
    return_version,
)
from tests.factories import local, make_meeting, make_person, make_place, make_theme, make_track

DAY = local(date(2023, 2, 1))


def facts(total: int, **rest: object) -> Facts:
    return Facts(Outcome.HELD, DAY, Headcount(total, HowCounted.SHEET), **rest)  # type: ignore[arg-type]


@pytest.fixture
def meeting(office: Office, speaker: User) -> Meeting:
    """The speaker's record of sixty people, accepted."""
    track = make_track(office)
    made = record_meeting(track=track, place=make_place(office), facts=facts(60), by=speaker)
    return accept_meeting(meeting=made, by=None)


@pytest.fixture
def waiting(meeting: Meeting, speaker: User) -> Version:
    """The speaker says that there were fewer."""
    correct_meeting(meeting=meeting, why="парақ бойынша", facts=facts(55), by=speaker)
    return meeting.versions.get(number=2)


def test_the_first_version_is_what_was_recorded(meeting: Meeting, speaker: User) -> None:
    first = meeting.versions.get()
    assert (first.number, first.why, first.made_by) == (1, "", speaker)
    assert content_from(first.content) == content_of(meeting)


def test_a_version_says_who_when_why_and_what(waiting: Version, speaker: User) -> None:
    assert (waiting.why, waiting.made_by) == ("парақ бойынша", speaker)
    assert waiting.content["headcount"] == 55
    assert waiting.made_at


@pytest.mark.parametrize("why", ["", "  "])
def test_a_correction_without_a_reason_is_refused(
    meeting: Meeting, coordinator: User, why: str
) -> None:
    with pytest.raises(Refused) as refused:
        correct_meeting(meeting=meeting, why=why, facts=facts(50), by=coordinator)
    assert refused.value.field == "why"


def test_the_database_too_wants_a_reason(meeting: Meeting) -> None:
    first = meeting.versions.get()
    with pytest.raises(IntegrityError, match="correction_says_why"), transaction.atomic():
        Version.objects.create(
            meeting=meeting,
            number=2,
            content=first.content,
            made_at=first.made_at,
            kept_at=first.kept_at,
        )


def test_the_figures_keep_what_was_accepted_until_the_correction_is(
    meeting: Meeting, waiting: Version, coordinator: User
) -> None:
    meeting.refresh_from_db()
    assert (meeting.headcount, meeting.review) == (60, Review.ACCEPTED)
    accepted = accept_version(version=waiting, by=coordinator)
    assert (accepted.headcount, accepted.version, accepted.review) == (55, 2, Review.ACCEPTED)
    entry = AuditEntry.objects.latest("id")
    assert entry.action == "meetings.version_accepted"
    assert (entry.changes["before"], entry.changes["after"]) == (
        {"headcount": 60},
        {"headcount": 55},
    )


def test_a_returned_correction_changes_nothing(
    meeting: Meeting, waiting: Version, coordinator: User
) -> None:
    return_version(version=waiting, note="Парақты қараңыз", by=coordinator)
    meeting.refresh_from_db()
    waiting.refresh_from_db()
    assert (meeting.headcount, meeting.version) == (60, 1)
    assert (waiting.decision, waiting.decision_note) == ("returned", "Парақты қараңыз")


def test_a_return_says_what_to_correct(waiting: Version, coordinator: User) -> None:
    with pytest.raises(Refused) as refused:
        return_version(version=waiting, note=" ", by=coordinator)
    assert refused.value.field == "note"


def test_a_correction_is_decided_once(waiting: Version, coordinator: User) -> None:
    accept_version(version=waiting, by=coordinator)
    for decide in (
        lambda: accept_version(version=waiting, by=coordinator),
        lambda: return_version(version=waiting, note="x", by=coordinator),
    ):
        with pytest.raises(Refused):
            decide()


def test_a_correction_that_was_overtaken_is_not_decided(
    meeting: Meeting, waiting: Version, coordinator: User
) -> None:
    correct_meeting(meeting=meeting, why="үйлестіруші", facts=facts(58), by=coordinator)
    with override("en"), pytest.raises(Refused, match="newer"):
        accept_version(version=waiting, by=coordinator)
    meeting.refresh_from_db()
    assert (meeting.headcount, meeting.version) == (58, 3)


def test_no_version_is_ever_overwritten(meeting: Meeting, coordinator: User) -> None:
    first = meeting.versions.get().content
    for total in (50, 51, 52):
        correct_meeting(meeting=meeting, why=f"{total}", facts=facts(total), by=coordinator)
    return_meeting(meeting=meeting, note="Қайта қараңыз", by=coordinator)
    counts = [each.content["headcount"] for each in meeting.versions.all()]
    assert counts == [60, 50, 51, 52]
    assert meeting.versions.get(number=1).content == first


def test_contents_differ_where_a_value_does(office: Office) -> None:
    content = content_of(make_meeting(make_track(office)))
    theme, person = make_theme(office), make_person(office)
    other = replace(
        content, headcount=1, venue="мектеп", themes=[theme.pk], speakers=[person.pk], note="x"
    )
    assert differences(content, content) == []
    assert differences(content, other) == ["venue", "headcount", "themes", "speakers", "note"]
    one_way = replace(content, speakers=[1, 2])
    assert differences(one_way, replace(content, speakers=[2, 1])) == []


def test_organisations_are_kept_by_name(office: Office, speaker: User) -> None:
    track = make_track(office)
    named = facts(60, organisations=["Ардагерлер кеңесі", "Аналар кеңесі"])
    made = record_meeting(track=track, place=make_place(office), facts=named, by=speaker)
    made.refresh_from_db()
    assert made.organisations == ["Ардагерлер кеңесі", "Аналар кеңесі"]
