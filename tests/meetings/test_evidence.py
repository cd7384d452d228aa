"""What is kept of a meeting's files, who may add them, and that nothing refused stays behind."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.files import store as files
from kezdesu.core.models import AuditEntry
from kezdesu.meetings.choices import Consent, EvidenceKind
from kezdesu.meetings.models import Evidence, Meeting
from kezdesu.meetings.services import evidence as services
from kezdesu.meetings.services.evidence import SentFile, keep_evidence, sweep_evidence
from tests.factories import make_meeting, make_office, make_track, make_user
from tests.meetings.files import WORD, package, pdf, phone_picture, picture, stored

pytestmark = pytest.mark.usefixtures("store")
PHOTO, SHEET, DOCUMENT = EvidenceKind.PHOTO, EvidenceKind.SHEET, EvidenceKind.DOCUMENT


@pytest.fixture
def meeting(office: Office, speaker: User) -> Meeting:
    return make_meeting(make_track(office), recorded_by=speaker)


Keep = Callable[..., Evidence]


@pytest.fixture
def keep(office: Office, meeting: Meeting, coordinator: User) -> Keep:
    def kept(
        content: bytes = b"",
        kind: EvidenceKind = PHOTO,
        *,
        by: User | None = coordinator,
        id: UUID | None = None,  # noqa: A002
        record: UUID = meeting.pk,
        office: Office = office,
        **said: object,
    ) -> Evidence:
        sent = SentFile(kind, content or phone_picture(), **said)  # type: ignore[arg-type]
        return keep_evidence(id=id or uuid4(), office=office, record=record, sent=sent, by=by)

    return kept


def test_a_photo_is_kept_clean_under_a_name_that_tells_nothing(keep: Keep, store: Path) -> None:
    kept = keep(name="Асан Үлгіұлы паспорт.jpg", consent=Consent.GIVEN, consent_note="ауызша")
    path = files.path_of(kept.file)
    assert path.is_relative_to(store)
    assert b"Secret" not in path.read_bytes()
    assert len(path.read_bytes()) == kept.size
    assert stored() == [kept.file, kept.file + ".small"]
    assert (kept.content_type, kept.name, kept.width) == ("image/jpeg", "", 80)
    assert (kept.consent, kept.consent_note, kept.is_public) == ("given", "ауызша", False)
    assert path.stat().st_mode & 0o777 == 0o600
    entry = AuditEntry.objects.get(action="meetings.evidence_added")
    assert entry.subject_id == str(kept.record)


def test_a_document_keeps_its_bytes_and_its_name_without_folders_and_ending(keep: Keep) -> None:
    kept = keep(package(*WORD), DOCUMENT, name="C:\\Users\\x\\Хаттама.exe")
    assert kept.name == "Хаттама"
    assert kept.content_type.endswith("wordprocessingml.document")
    assert files.path_of(kept.file).read_bytes() == package(*WORD)


def test_the_same_file_sent_twice_stays_one(keep: Keep) -> None:
    sent = uuid4()
    assert keep(id=sent).pk == keep(id=sent).pk == sent
    assert Evidence.objects.count() == 1
    assert len(stored()) == 2
    assert AuditEntry.objects.filter(action="meetings.evidence_added").count() == 1


def test_a_number_taken_by_another_office_is_refused(keep: Keep, meeting: Meeting) -> None:
    sent, other = uuid4(), make_office("other")
    keep(id=sent)
    with pytest.raises(Refused):
        keep(id=sent, office=other, record=uuid4())
    with pytest.raises(Refused):
        keep(picture(), id=sent, by=make_user("somebody"))
    assert keep(id=sent, by=make_user("who chose the same photo")).pk == sent


BAD = {
    "exe": (b"MZ" + b"\0" * 900, PHOTO),
    "svg": (b"<svg onload='alert(1)'/>", PHOTO),
    "pdf as a photo": (pdf(), PHOTO),
    "cut photo": (picture()[:400], SHEET),
    "polyglot": (picture() + package("a.txt"), PHOTO),
    "slip": (package(*WORD, "../evil"), DOCUMENT),
    "photo as a document": (picture(), DOCUMENT),
    "100 MB": (b"\xff\xd8\xff" + b"\0" * 100_000_000, PHOTO),
    "empty": (b" "[:0], DOCUMENT),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused_leaves_neither_row_nor_file(
    case: str, office: Office, meeting: Meeting, coordinator: User
) -> None:
    content, kind = BAD[case]
    sent = SentFile(kind, content)
    with pytest.raises(Refused) as refused:
        keep_evidence(id=uuid4(), office=office, record=meeting.pk, sent=sent, by=coordinator)
    assert str(refused.value).endswith(".")
    assert stored() == []
    assert not Evidence.objects.exists()


def test_a_failing_write_takes_the_file_away(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*args: object, **said: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(services.audit, "record", fall)
    with pytest.raises(RuntimeError):
        keep()
    assert stored() == []
    assert not Evidence.objects.exists()


def test_only_the_recorder_and_reviewers_add_to_a_record(
    keep: Keep, speaker: User, office: Office
) -> None:
    keep(by=speaker)
    with pytest.raises(Refused):
        keep(by=make_user("other", office=office))
    with pytest.raises(Refused):
        keep(office=make_office("elsewhere"))


def test_a_meeting_keeps_ten_photos_and_a_deleted_one_makes_room(
    keep: Keep, coordinator: User
) -> None:
    photos = [keep() for _ in range(10)]
    with pytest.raises(Refused, match="10"):
        keep()
    keep(kind=SHEET)
    services.delete_evidence(evidence=photos[0], by=coordinator)
    keep()
    with pytest.raises(Refused, match="10"):
        services.restore_evidence(evidence=photos[0], by=coordinator)
    assert len(stored()) == 24


def test_deletion_is_taken_back_with_everything(keep: Keep, coordinator: User) -> None:
    kept = keep()
    services.delete_evidence(evidence=kept, by=coordinator)
    services.restore_evidence(evidence=kept, by=coordinator)
    kept.refresh_from_db()
    assert kept.deleted_at is None
    assert files.path_of(kept.file).exists()
    acts = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(acts)[-2:] == ["meetings.evidence_deleted", "meetings.evidence_restored"]


def test_a_photo_is_public_only_with_consent(keep: Keep, press_officer: User) -> None:
    kept = keep()
    with pytest.raises(Refused):
        services.publish_evidence(evidence=kept, is_public=True, by=press_officer)
    services.note_consent(evidence=kept, consent=Consent.GIVEN, note="жазбаша", by=press_officer)
    services.publish_evidence(evidence=kept, is_public=True, by=press_officer)
    services.note_consent(evidence=kept, consent=Consent.OFFICE, note="", by=press_officer)
    kept.refresh_from_db()
    assert not kept.is_public


def test_a_sheet_or_a_document_is_never_public(keep: Keep, press_officer: User) -> None:
    for kept in (
        keep(kind=SHEET, consent=Consent.GIVEN),
        keep(pdf(), DOCUMENT, consent=Consent.GIVEN),
    ):
        with pytest.raises(Refused):
            services.publish_evidence(evidence=kept, is_public=True, by=press_officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=kept.pk).update(is_public=True)


def test_a_deleted_photo_is_public_no_longer(keep: Keep, press_officer: User) -> None:
    kept = keep(consent=Consent.NOBODY)
    services.publish_evidence(evidence=kept, is_public=True, by=press_officer)
    services.delete_evidence(evidence=kept, by=press_officer)
    kept.refresh_from_db()
    assert not kept.is_public
    with pytest.raises(Refused):
        services.publish_evidence(evidence=kept, is_public=True, by=press_officer)


def test_a_file_waits_thirty_days_for_its_record(keep: Keep, meeting: Meeting) -> None:
    early, held = keep(record=uuid4()), keep()
    assert list(services.waiting_for_record()) == [early]
    now = timezone.now()
    assert sweep_evidence(now=now + timedelta(days=29)) == 0
    assert sweep_evidence(now=now + timedelta(days=31)) == 1
    assert list(Evidence.objects.all()) == [held]
    assert stored() == [held.file, held.file + ".small"]
    assert AuditEntry.objects.filter(action="meetings.evidence_swept").count() == 1


def test_what_was_deleted_is_erased_for_good_after_thirty_days(keep: Keep) -> None:
    gone, held = keep(), keep(picture())
    services.delete_evidence(evidence=gone, by=None)
    now = timezone.now()
    assert sweep_evidence(now=now + timedelta(days=29)) == 0
    services.restore_evidence(evidence=gone, by=None)
    assert sweep_evidence(now=now + timedelta(days=31)) == 0
    services.delete_evidence(evidence=gone, by=None)
    assert sweep_evidence(now=now + timedelta(days=31)) == 1
    assert list(Evidence.objects.all()) == [held]
    assert stored() == [held.file, held.file + ".small"]
    entry = AuditEntry.objects.get(action="meetings.evidence_erased")
    assert (entry.subject_id, entry.changes["digest"]) == (str(gone.record), gone.digest)


def test_a_file_that_no_row_names_is_swept_after_a_day(
    keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = keep()
    files.keep(files.path_of("ab" + "0" * 30), b"left behind by a fallen server")
    assert sweep_evidence() == 0
    monkeypatch.setattr(files, "FORGOTTEN_SECONDS", -1)
    assert sweep_evidence() == 1
    assert stored() == [held.file, held.file + ".small"]
