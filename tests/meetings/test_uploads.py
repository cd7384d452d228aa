"""Pieces over a broken network: resumed, restarted, sent twice, at once; never corrupt."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.files import store as files
from kezdesu.meetings.choices import EvidenceKind
from kezdesu.meetings.models import Evidence, Upload
from kezdesu.meetings.services import uploads
from kezdesu.meetings.services.evidence import sweep_evidence
from kezdesu.meetings.services.uploads import Announced, Progress, receive_chunk, received_of
from tests.factories import make_office, make_user
from tests.meetings.files import phone_picture, stored

pytestmark = pytest.mark.usefixtures("store")
CONTENT = phone_picture()


def announced(content: bytes = CONTENT, **said: object) -> Announced:
    given = {
        "id": uuid4(),
        "record": uuid4(),
        "kind": EvidenceKind.PHOTO,
        "digest": hashlib.sha256(content).hexdigest(),
        "total": len(content),
    }
    return Announced(**(given | said))  # type: ignore[arg-type]


@pytest.fixture
def send(office: Office, speaker: User) -> "Send":
    return Send(office, speaker)


class Send:
    """A phone with one file."""

    def __init__(self, office: Office, user: User, content: bytes = CONTENT) -> None:
        self.office, self.user, self.content = office, user, content
        self.file = announced(content)

    def __call__(self, first: int, last: int, content: bytes | None = None) -> Progress:
        piece = self.content[first:last] if content is None else content
        return receive_chunk(
            office=self.office, announced=self.file, first=first, content=piece, by=self.user
        )

    @property
    def received(self) -> int:
        return received_of(id=self.file.id, by=self.user)


def test_a_file_comes_in_pieces_and_is_kept_at_the_last(send: Send) -> None:
    assert send.received == 0
    assert send(0, 300) == Progress(300)
    assert send.received == 300
    assert send(300, 500) == Progress(500)
    assert send(500, len(CONTENT)) == Progress(len(CONTENT), is_kept=True)
    assert send.received == len(CONTENT)
    kept = Evidence.objects.get()
    assert (kept.pk, kept.record) == (send.file.id, send.file.record)
    assert kept.digest == send.file.digest
    assert not Upload.objects.exists()
    assert stored() == [kept.file, kept.file + ".small"]


def test_sending_it_twice_leaves_one(send: Send) -> None:
    for _ in range(2):
        assert send(0, len(CONTENT)).is_kept
    assert send(0, 10) == Progress(len(CONTENT), is_kept=True)
    assert Evidence.objects.count() == 1
    assert len(stored()) == 2


def test_a_piece_that_is_ahead_is_not_taken(send: Send) -> None:
    send(0, 100)
    assert send(200, 300) == Progress(100, is_taken=False)
    assert send.received == 100


def test_overlapping_and_repeated_pieces_change_nothing(send: Send) -> None:
    send(0, 300)
    assert send(0, 100) == Progress(300)
    assert send(200, 400) == Progress(400)
    assert send(100, len(CONTENT)).is_kept


def test_a_spoilt_piece_is_found_by_the_hash_and_the_file_starts_anew(send: Send) -> None:
    send(0, 300, b"x" * 300)
    assert send(300, len(CONTENT)) == Progress(0, is_taken=False)
    assert send.received == 0
    assert stored() == []
    assert send(0, len(CONTENT)).is_kept


def test_another_file_under_the_same_number_restarts(send: Send) -> None:
    send(0, 300)
    send.content = phone_picture(6)
    send.file = replace(
        send.file, digest=hashlib.sha256(send.content).hexdigest(), total=len(send.content)
    )
    assert send(100, 200) == Progress(0, is_taken=False)
    assert send(0, len(send.content)).is_kept


def test_what_is_no_photo_is_refused_at_its_end_and_leaves_nothing(
    office: Office, speaker: User
) -> None:
    send = Send(office, speaker, b"MZ" + b"\0" * 998)
    send(0, 500)
    with pytest.raises(Refused):
        send(500, 1000)
    assert stored() == []
    assert not Upload.objects.exists()
    assert not Evidence.objects.exists()


def test_a_large_file_is_refused_at_its_first_piece(send: Send) -> None:
    send.file = replace(send.file, total=100_000_000)
    with pytest.raises(Refused, match="25"):
        send(0, 300)
    assert stored() == []
    assert not Upload.objects.exists()


def test_more_than_was_announced_is_refused(send: Send) -> None:
    with pytest.raises(Refused):
        send(len(CONTENT) - 10, 0, b"x" * 20)


def test_nobody_adds_to_another_persons_file(send: Send, office: Office) -> None:
    send(0, 300)
    send.user, mine = make_user("other", office=office), send.user
    assert send.received == 0
    with pytest.raises(Refused):
        send(300, 400)
    send.user = mine
    send(300, len(CONTENT))
    send.user, send.office = make_user("third"), make_office("elsewhere")
    with pytest.raises(Refused):
        send(0, 10)
    assert send.received == 0


def test_a_server_that_fell_after_the_last_piece_goes_on(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(**said: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as fallen:
        fallen.setattr(uploads, "keep_evidence", fall)
        with pytest.raises(KeyboardInterrupt):
            send(0, len(CONTENT))
    assert send.received == len(CONTENT) - 1
    assert send(send.received, len(CONTENT)).is_kept
    assert len(stored()) == 2


def test_a_lost_piece_on_the_disk_is_noticed(send: Send) -> None:
    send(0, 300)
    files.discard(Upload.objects.get().file)
    assert send(300, len(CONTENT)) == Progress(0, is_taken=False)
    assert send(0, len(CONTENT)).is_kept


def test_an_unfinished_file_goes_after_thirty_days(send: Send) -> None:
    send(0, 300)
    now = timezone.now()
    assert sweep_evidence(now=now + timedelta(days=29)) == 0
    assert sweep_evidence(now=now + timedelta(days=31)) == 1
    assert stored() == []
    assert send.received == 0


def test_who_looked_before_another_connection_kept_the_file_begins_nothing_anew(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the lock the other connection keeps the file and ends its upload."""
    allow = uploads.refuse_unless_may_add
    others = [(0, len(CONTENT))]

    def meanwhile(**said: object) -> None:
        while others:
            assert send(*others.pop()).is_kept
        allow(**said)  # type: ignore[arg-type]

    monkeypatch.setattr(uploads, "refuse_unless_may_add", meanwhile)
    assert send(len(CONTENT) - 1, len(CONTENT)) == Progress(len(CONTENT), is_kept=True)
    assert not Upload.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pieces_that_come_at_once_from_several_connections_leave_one_whole_file(
    send: Send,
) -> None:
    """Four connections send the same file, each asking how far it is before every piece."""

    def phone(seed: int) -> None:
        random = Random(seed)
        try:
            for _ in range(200):
                first = max(0, send.received - random.randrange(100))
                if send(first, min(first + random.randrange(1, 300), len(CONTENT))).is_kept:
                    return
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as phones:
        list(phones.map(phone, range(4)))
    kept = Evidence.objects.get()
    assert kept.digest == hashlib.sha256(CONTENT).hexdigest()
    assert not Upload.objects.exists()
    assert stored() == [kept.file, kept.file + ".small"]
