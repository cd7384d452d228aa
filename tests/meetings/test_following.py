"""What was photographed stays with the meeting: files follow the record that counts, and back."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.meetings.choices import EvidenceKind, Review
from kezdesu.meetings.models import Evidence, Meeting
from kezdesu.meetings.services import choose_record, give_back, merge_records, reopen_meeting
from kezdesu.meetings.services.evidence import SentFile, delete_evidence, keep_evidence
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    make_meeting,
    make_place,
    make_plan,
    make_track,
    make_user,
    make_visit,
)
from tests.meetings.files import picture

pytestmark = pytest.mark.usefixtures("store")
Keep = Callable[..., Evidence]


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def pair(track: Track, speaker: User, coordinator: User) -> tuple[Meeting, Meeting]:
    """Two records of one visit that wait for review."""
    visit = make_visit(make_plan(track, PlanStatus.APPROVED))
    about = {"visit": visit, "review": Review.RECORDED}
    return tuple(make_meeting(track, recorded_by=by, **about) for by in (speaker, coordinator))  # type: ignore[return-value]


@pytest.fixture
def keep(office: Office) -> Keep:
    def kept(meeting: Meeting, kind: EvidenceKind = EvidenceKind.PHOTO) -> Evidence:
        sent = SentFile(kind, picture())
        by = meeting.recorded_by
        return keep_evidence(id=uuid4(), office=office, record=meeting.pk, sent=sent, by=by)

    return kept


def files_of(meeting: Meeting) -> set[object]:
    return set(Evidence.objects.filter(record=meeting.pk).values_list("pk", flat=True))


def test_all_files_come_along_and_go_back_when_the_choice_is_undone(
    pair: tuple[Meeting, Meeting], keep: Keep, coordinator: User
) -> None:
    own, other = pair
    here, there, deleted = keep(own), keep(other), keep(other)
    delete_evidence(evidence=deleted, by=None)
    merge_records(meeting=own, other=other, taken={"venue"}, by=coordinator)
    assert files_of(own) == {here.pk, there.pk}
    assert files_of(other) == {deleted.pk}
    entry = AuditEntry.objects.get(action="meetings.files_brought")
    assert (entry.subject_id, entry.changes["files"]) == (str(own.pk), [str(there.pk)])
    aside = AuditEntry.objects.get(action="meetings.meeting_set_aside")
    assert aside.changes["files"] == [str(there.pk)]
    other.refresh_from_db()
    assert other.set_aside_for == own
    reopen_meeting(meeting=other, by=coordinator)
    assert (files_of(own), files_of(other)) == ({here.pk}, {there.pk, deleted.pk})
    other.refresh_from_db()
    assert other.set_aside_for is None


def test_only_the_chosen_files_come_along(
    pair: tuple[Meeting, Meeting], keep: Keep, coordinator: User
) -> None:
    own, other = pair
    wanted, left = keep(other), keep(other)
    choose_record(meeting=own, other=other, files={wanted.pk}, by=coordinator)
    assert (files_of(own), files_of(other)) == ({wanted.pk}, {left.pk})
    choose_record(meeting=own, other=other, by=coordinator)  # a second thought takes the rest
    assert files_of(own) == {wanted.pk, left.pk}


def test_choosing_the_other_after_all_brings_everything_there(
    pair: tuple[Meeting, Meeting], keep: Keep, coordinator: User
) -> None:
    own, other = pair
    here, there = keep(own), keep(other)
    choose_record(meeting=own, other=other, by=coordinator)
    choose_record(meeting=other, other=own, by=coordinator)
    assert files_of(other) == {here.pk, there.pk}
    there.refresh_from_db()
    here.refresh_from_db()
    assert (here.came_with, there.came_with) == (own.pk, None)


def test_a_file_that_arrives_late_follows(
    pair: tuple[Meeting, Meeting], keep: Keep, coordinator: User
) -> None:
    own, other = pair
    choose_record(meeting=own, other=other, by=coordinator)
    for _each in range(10):
        late = keep(other)
    keep(own)  # ten came with the other, and its own ten are still free
    assert late.pk in files_of(own)
    assert late.came_with == other.pk
    assert AuditEntry.objects.filter(action="meetings.evidence_added").first().subject_id == str(  # type: ignore[union-attr]
        own.pk
    )


def test_one_file_goes_back_alone(
    coordinator_client: Client, pair: tuple[Meeting, Meeting], keep: Keep, coordinator: User
) -> None:
    own, other = pair
    first, second = keep(other), keep(other)
    choose_record(meeting=own, other=other, by=coordinator)
    there = f"/desk/meetings/evidence/{first.pk}/"
    assert f"{there}give-back/" in coordinator_client.get(there).content.decode()
    assert coordinator_client.post(f"{there}give-back/").status_code == 302
    assert (files_of(own), files_of(other)) == ({second.pk}, {first.pk})
    assert AuditEntry.objects.filter(action="meetings.file_given_back").count() == 2
    assert coordinator_client.post(f"{there}give-back/").status_code == 422


def test_who_sent_a_file_may_still_take_it_away(
    speaker_client: Client, pair: tuple[Meeting, Meeting], keep: Keep, coordinator: User
) -> None:
    spoken, other = pair
    mine = keep(spoken)
    choose_record(meeting=other, other=spoken, by=coordinator)
    assert speaker_client.post(f"/desk/meetings/evidence/{mine.pk}/delete/").status_code == 302
    theirs = keep(other)
    assert speaker_client.post(f"/desk/meetings/evidence/{theirs.pk}/delete/").status_code == 422


def test_the_page_offers_every_file_ticked_and_takes_what_stays_ticked(
    coordinator_client: Client, pair: tuple[Meeting, Meeting], keep: Keep
) -> None:
    own, other = pair
    wanted, left = keep(other), keep(other, EvidenceKind.SHEET)
    there = f"/desk/meetings/{own.pk}/compare/"
    shown = coordinator_client.get(there).content.decode()
    assert shown.count('name="file"') == shown.count('name="file" value="') == 2
    assert shown.count(" checked> ") == 2
    sent = {"beside": str(other.pk), "decision": "merge", "has_files": "1", "file": [wanted.pk]}
    assert coordinator_client.post(there, sent | {"file": [wanted.pk, "x"]}).status_code == 302
    assert (files_of(own), files_of(other)) == ({wanted.pk}, {left.pk})
    aside = coordinator_client.get(f"/desk/meetings/{other.pk}/").content.decode()
    assert f"/desk/meetings/{own.pk}/" in aside
    assert f"/desk/meetings/{other.pk}/reopen/" in aside


class TestUnplannedRecords:
    @pytest.fixture
    def loose(self, track: Track, speaker: User, coordinator: User) -> tuple[Meeting, Meeting]:
        place = make_place(track.programme.office)
        about = {"place": place, "review": Review.RECORDED, "day": date(2023, 3, 1)}
        return tuple(make_meeting(track, recorded_by=by, **about) for by in (speaker, coordinator))  # type: ignore[return-value]

    def test_of_one_place_track_and_day_stand_side_by_side(
        self, coordinator_client: Client, loose: tuple[Meeting, Meeting], track: Track
    ) -> None:
        own, other = loose
        next_day = make_meeting(track, place=own.place, day=date(2023, 3, 2))
        elsewhere = make_meeting(track, day=date(2023, 3, 1))
        page = coordinator_client.get(f"/desk/meetings/{own.pk}/").context["record"]
        assert (page.others, page.may_be_several) == ([other], True)
        listed = coordinator_client.get("/desk/meetings/").context
        rows = listed["page"].object_list
        assert listed["several"] == {own.pk, other.pk}
        assert next_day in rows
        assert elsewhere in rows
        assert coordinator_client.get(f"/desk/meetings/{own.pk}/compare/").status_code == 200

    def test_one_of_them_counts(
        self, loose: tuple[Meeting, Meeting], keep: Keep, coordinator: User
    ) -> None:
        own, other = loose
        photo = keep(other)
        merge_records(meeting=own, other=other, taken={"venue"}, by=coordinator)
        assert photo.pk in files_of(own)
        other.refresh_from_db()
        assert other.review == Review.SET_ASIDE

    def test_two_meetings_of_one_day_may_both_count(
        self, coordinator_client: Client, loose: tuple[Meeting, Meeting]
    ) -> None:
        for each in loose:
            shown = coordinator_client.get(f"/desk/meetings/{each.pk}/").content.decode()
            assert f"/desk/meetings/{each.pk}/accept/" in shown
            coordinator_client.post(f"/desk/meetings/{each.pk}/accept/")
        assert Meeting.objects.filter(review=Review.ACCEPTED).count() == 2

    def test_a_record_that_names_no_visit_takes_the_visit_over(
        self, track: Track, coordinator: User
    ) -> None:
        planned = make_meeting(track, visit=make_visit(make_plan(track, PlanStatus.APPROVED)))
        loose = make_meeting(track, place=planned.place, review=Review.RECORDED)
        choose_record(meeting=loose, other=planned, by=coordinator)
        loose.refresh_from_db()
        planned.refresh_from_db()
        assert (loose.review, planned.review) == (Review.ACCEPTED, Review.SET_ASIDE)
        assert loose.visit_identity == planned.visit_identity
        assert loose.versions.get(number=2).taken_from == {"visit": str(planned.pk)}

    def test_a_strangers_record_of_the_same_place_and_day_is_no_pair(
        self, coordinator_client: Client, loose: tuple[Meeting, Meeting], office: Office
    ) -> None:
        students = make_meeting(
            make_track(office, "students"), place=loose[0].place, day=date(2023, 3, 1)
        )
        page = coordinator_client.get(f"/desk/meetings/{students.pk}/").context["record"]
        assert page.others == []


def test_a_file_with_its_own_record_has_nowhere_to_go_back(
    pair: tuple[Meeting, Meeting], keep: Keep
) -> None:
    with pytest.raises(Refused):
        give_back(evidence=keep(pair[0]), by=make_user())
