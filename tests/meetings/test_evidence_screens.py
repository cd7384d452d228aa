"""Who sees which file of a meeting, with which headers, and how files are added and taken off."""

import io
from uuid import UUID, uuid4

import pytest
from django.test import Client

from kezdesu.accounts.models import Office, User
from kezdesu.meetings.choices import Consent, EvidenceKind, Review
from kezdesu.meetings.models import Evidence, Meeting
from kezdesu.meetings.services.evidence import (
    SentFile,
    delete_evidence,
    keep_evidence,
    publish_evidence,
)
from tests.conftest import client_of
from tests.edits import edit
from tests.factories import make_meeting, make_track, make_user
from tests.meetings.files import WORD, package, pdf, phone_picture, stored

pytestmark = pytest.mark.usefixtures("store")
PHOTO, SHEET, DOCUMENT = EvidenceKind.PHOTO, EvidenceKind.SHEET, EvidenceKind.DOCUMENT


@pytest.fixture
def meeting(office: Office, speaker: User) -> Meeting:
    return make_meeting(make_track(office), recorded_by=speaker)


def keep(meeting: Meeting, kind: EvidenceKind = PHOTO, content: bytes = b"") -> Evidence:
    given = content or (pdf() if kind == DOCUMENT else phone_picture())
    return keep_evidence(
        id=uuid4(),
        office=meeting.track.programme.office,
        record=meeting.pk,
        sent=SentFile(kind, given, "Хаттама.pdf", Consent.GIVEN),
        by=None,
    )


def file(pk: UUID, size: str = "") -> str:
    return f"/desk/meetings/evidence/{pk}/file{size}"


def page(pk: UUID, act: str = "") -> str:
    return f"/desk/meetings/evidence/{pk}/{act}"


def chosen(*contents: bytes, **fields: object) -> dict[str, object]:
    files = [io.BytesIO(content) for content in contents]
    for number, each in enumerate(files):
        each.name = f"IMG_{number}.jpg"
    return {"kind": "photo", "consent": "given", "uploads": files} | fields


def test_a_photo_comes_alone_in_its_sandbox(press_client: Client, meeting: Meeting) -> None:
    kept = keep(meeting)
    for size in ("", "?size=small"):
        answer = press_client.get(file(kept.pk, size))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"].startswith("private")
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert content.startswith(b"\xff\xd8\xff")


def test_a_document_is_only_downloaded(press_client: Client, meeting: Meeting) -> None:
    answer = press_client.get(file(keep(meeting, DOCUMENT).pk))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert ".pdf" in answer.headers["Content-Disposition"]
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_sheet_is_seen_by_who_reviews_and_nobody_else(
    coordinator_client: Client,
    speaker_client: Client,
    press_client: Client,
    approver_client: Client,
    administrator_client: Client,
    meeting: Meeting,
) -> None:
    kept = keep(meeting, SHEET)
    answer = coordinator_client.get(file(kept.pk))
    assert answer.headers["Cache-Control"] == "private, no-store"
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    for client in (speaker_client, press_client, approver_client, administrator_client):
        assert client.get(file(kept.pk)).status_code == 404
        assert client.get(file(kept.pk, "?size=small")).status_code == 404
        assert client.get(page(kept.pk)).status_code == 404
    text = speaker_client.get(f"/desk/meetings/{meeting.pk}/").content.decode()
    assert str(kept.pk) not in text
    assert "тіркеу парағы" in text.lower()


def test_guests_and_strangers_get_nothing(
    guest_client: Client, stranger_client: Client, meeting: Meeting
) -> None:
    for kind in EvidenceKind:
        kept = keep(meeting, kind)
        assert guest_client.get(file(kept.pk)).status_code == 302
        assert stranger_client.get(file(kept.pk)).status_code == 404
        assert guest_client.get(f"/meetings/photos/{kept.pk}.jpg").status_code == 404


def test_visitors_see_a_photo_once_it_is_opened_to_them(
    guest_client: Client, press_officer: User, meeting: Meeting
) -> None:
    kept = keep(meeting)
    address = f"/meetings/photos/{kept.pk}.jpg"
    publish_evidence(evidence=kept, is_public=True, by=press_officer)
    answer = guest_client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    listed = guest_client.get("/meetings/", {"time": "past"}).content.decode()
    assert address in listed
    Meeting.objects.filter(pk=meeting.pk).update(review=Review.RETURNED)
    assert guest_client.get(address).status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(review=Review.ACCEPTED)
    delete_evidence(evidence=kept, by=press_officer)
    assert guest_client.get(address).status_code == 404


def test_several_photos_are_added_and_each_bad_one_gets_its_sentence(
    coordinator_client: Client, meeting: Meeting
) -> None:
    address = f"/desk/meetings/{meeting.pk}/evidence/"
    done = coordinator_client.post(address, chosen(phone_picture(), phone_picture(6)))
    assert done.status_code == 302
    assert Evidence.objects.filter(record=meeting.pk, consent="given").count() == 2
    # The same photo once more, and one that is none.
    answer = coordinator_client.post(address, chosen(phone_picture(), b"MZ" + b"\0" * 99))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "IMG_1.jpg:" in text
    assert "IMG_0.jpg:" not in text
    assert Evidence.objects.count() == 2
    assert len(stored()) == 4


def test_a_deleted_photo_that_is_added_again_comes_back(
    coordinator_client: Client, speaker_client: Client, meeting: Meeting
) -> None:
    address = f"/desk/meetings/{meeting.pk}/evidence/"
    speaker_client.post(address, chosen(phone_picture()))
    kept = Evidence.objects.get()
    delete_evidence(evidence=kept, by=None)
    assert coordinator_client.post(address, chosen(phone_picture())).status_code == 302
    kept.refresh_from_db()
    assert kept.deleted_at is None
    assert Evidence.objects.count() == 1


def test_a_hundred_megabytes_are_refused_without_being_read(
    coordinator_client: Client, meeting: Meeting
) -> None:
    address = f"/desk/meetings/{meeting.pk}/evidence/"
    answer = coordinator_client.post(address, chosen(b"\xff\xd8\xff" + b"\0" * 100_000_000))
    assert answer.status_code == 422
    assert "25" in answer.content.decode()
    assert stored() == []


def test_a_form_without_files_is_refused(coordinator_client: Client, meeting: Meeting) -> None:
    answer = coordinator_client.post(
        f"/desk/meetings/{meeting.pk}/evidence/", {"kind": "photo", "consent": "given"}
    )
    assert answer.status_code == 422


def test_a_document_is_added_under_its_name(coordinator_client: Client, meeting: Meeting) -> None:
    upload = io.BytesIO(package(*WORD))
    upload.name = "Хаттама № 5.docx"
    address = f"/desk/meetings/{meeting.pk}/evidence/"
    coordinator_client.post(address, chosen(kind="document", uploads=[upload]))
    text = coordinator_client.get(f"/desk/meetings/{meeting.pk}/").content.decode()
    assert "Хаттама № 5" in text
    assert "DOCX" in text


def test_a_speaker_adds_to_the_own_record_only(
    speaker_client: Client, office: Office, meeting: Meeting
) -> None:
    address = f"/desk/meetings/{meeting.pk}/evidence/"
    assert speaker_client.post(address, chosen(phone_picture())).status_code == 302
    other = make_meeting(make_track(office, "students"), recorded_by=make_user("other"))
    refused = speaker_client.post(f"/desk/meetings/{other.pk}/evidence/", chosen(phone_picture()))
    assert refused.status_code == 422
    theirs = keep(other)
    assert speaker_client.post(page(theirs.pk, "delete/")).status_code == 422


def test_consent_publishing_deletion_and_return_by_buttons(
    coordinator_client: Client, meeting: Meeting
) -> None:
    kept = keep(meeting)
    said = {"consent": "nobody", "consent_note": "алыстан түсірілген"}
    assert (
        edit(coordinator_client, page(kept.pk, "consent/"), said, page(kept.pk)).status_code == 302
    )
    coordinator_client.post(page(kept.pk, "publish/?to=visitors"))
    kept.refresh_from_db()
    assert (kept.consent, kept.is_public) == ("nobody", True)
    coordinator_client.post(page(kept.pk, "publish/?to=office"))
    kept.refresh_from_db()
    assert not kept.is_public
    answer = coordinator_client.post(page(kept.pk, "delete/"), follow=True)
    assert page(kept.pk, "restore/") in answer.content.decode()
    kept.refresh_from_db()
    assert kept.deleted_at
    assert coordinator_client.get(page(kept.pk)).status_code == 200
    coordinator_client.post(page(kept.pk, "restore/"))
    kept.refresh_from_db()
    assert kept.deleted_at is None


def test_only_who_publishes_opens_a_photo_to_visitors(
    office: Office, speaker_client: Client, press_client: Client, meeting: Meeting
) -> None:
    kept = keep(meeting)
    assert speaker_client.post(page(kept.pk, "publish/")).status_code == 403
    assert press_client.post(page(kept.pk, "publish/?to=visitors")).status_code == 302
    assert client_of(make_user("nobody")).post(page(kept.pk, "publish/")).status_code == 403


def test_a_file_that_the_disk_lost_is_not_found(
    coordinator_client: Client, meeting: Meeting
) -> None:
    kept = keep(meeting)
    Evidence.objects.filter(pk=kept.pk).update(file="00" * 16)
    assert coordinator_client.get(file(kept.pk)).status_code == 404


@pytest.mark.parametrize("language", ["", "/ru", "/en"])
def test_the_pages_speak_each_language(
    coordinator_client: Client, meeting: Meeting, language: str
) -> None:
    kept = keep(meeting)
    for address in (page(kept.pk), f"/desk/meetings/{meeting.pk}/evidence/"):
        assert coordinator_client.get(language + address).status_code == 200
