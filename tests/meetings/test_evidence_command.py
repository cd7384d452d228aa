from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from kezdesu.accounts.models import Office, User
from kezdesu.meetings.choices import EvidenceKind
from kezdesu.meetings.models import Evidence
from kezdesu.meetings.services.evidence import SentFile, keep_evidence
from kezdesu.meetings.services.uploads import Announced, receive_chunk
from tests.meetings.files import picture, stored


def told(action: str) -> str:
    out = StringIO()
    with override("en"):
        call_command("evidence", action, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("store")
def test_what_waits_is_listed_and_swept_after_its_time(office: Office, speaker: User) -> None:
    sent = SentFile(EvidenceKind.PHOTO, picture())
    kept = keep_evidence(id=uuid4(), office=office, record=uuid4(), sent=sent, by=speaker)
    file = Announced(uuid4(), uuid4(), EvidenceKind.PHOTO, "0" * 64, 100)
    receive_chunk(office=office, announced=file, first=0, content=b"x" * 40, by=speaker)
    listed = told("waiting")
    assert str(kept.record) in listed
    assert "40/100" in listed
    assert "record: 1. Not whole yet: 1." in listed
    assert told("sweep").strip() == "Files swept: 0."
    Evidence.objects.update(added_at=timezone.now() - timedelta(days=31))
    assert told("sweep").strip() == "Files swept: 1."
    assert len(stored()) == 1
