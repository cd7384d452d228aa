"""Each record of a call is read and kept, or refused, on its own."""

from collections.abc import Sequence
from typing import Any

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.meetings.services import Kept, Sent, keep_records

from .reading import read_record

Json = dict[str, Any]


def results_of(batch: Sequence[Any], *, office: Office, by: User) -> list[Json]:
    """What the phone is told of each record, in the order in which it sent them."""
    read = [_read(raw) for raw in batch]
    sent = [each for each in read if isinstance(each, Sent)]
    kept = iter(keep_records(office=office, sent=sent, by=by) if sent else ())
    return [
        _told(raw, next(kept) if isinstance(each, Sent) else each)
        for raw, each in zip(batch, read, strict=True)
    ]


def _read(raw: Any) -> Sent | Kept:
    try:
        return read_record(raw)
    except Refused as refused:
        return Kept("refused", 0, sentence=str(refused), field=refused.field or "")


def _told(raw: Any, kept: Kept) -> Json:
    about = raw if isinstance(raw, dict) else {}
    return {
        "id": _plain(about.get("id")),
        "version": kept.version or _plain(about.get("version")),
        "state": kept.state,
        "review": kept.review,
        "sentence": kept.sentence,
        "field": kept.field,
    }


def _plain(value: Any) -> Any:
    """What names the record comes back as it was sent, unless it is no name at all."""
    return value if isinstance(value, (int, str)) and len(str(value)) <= 64 else None
