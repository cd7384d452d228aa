"""The append-only log that every service writes, once per act, inside its own transaction."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from .models import AuditEntry

# Any constant will do: it names the one lock that orders entries on PostgreSQL.
_CHAIN_LOCK = 7_218_903


@dataclass(frozen=True, slots=True)
class Act:
    """One entry still to be written."""

    action: str
    subject: models.Model
    changes: Mapping[str, Any] = field(default_factory=dict)


def record(
    action: str, subject: models.Model, *, by: models.Model | None, **changes: Any
) -> AuditEntry:
    """Append an entry; `changes` are JSON values, `by` is None for a command run by the system."""
    return record_all([Act(action, subject, changes)], by=by)[0]


def record_all(acts: Iterable[Act], *, by: models.Model | None) -> list[AuditEntry]:
    """Append an entry for each act, in their order, with one query for all of them."""
    acts = list(acts)
    hold_the_chain(*(act.action for act in acts))
    entries, seal = [], last_seal()
    for act in acts:
        entry = AuditEntry(
            at=timezone.now(),
            actor_id=by.pk if by else None,
            action=act.action,
            subject_type=act.subject._meta.label_lower,
            subject_id=str(act.subject.pk),
            changes=_plain(act.changes),
        )
        entry.seal = seal = _seal(entry, seal)
        entries.append(entry)
    return AuditEntry.objects.bulk_create(entries)


def hold_the_chain(*actions: str) -> None:
    """From here to the end of the transaction nobody else appends, on either database."""
    if not connection.in_atomic_block:
        names = ", ".join(actions)
        raise RuntimeError(f"{names}: an audit entry belongs inside its service's transaction")
    # SQLite's IMMEDIATE transactions already admit one writer at a time.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def entries_of(subject: models.Model, action: str) -> Sequence[AuditEntry]:
    """The entries of one kind of act on `subject`, the first one first."""
    return list(
        AuditEntry.objects.filter(
            subject_type=subject._meta.label_lower, subject_id=str(subject.pk), action=action
        ).order_by("id")
    )


def broken_entries() -> Iterator[AuditEntry]:
    """Entries whose seal does not follow from their content and the entry before them."""
    previous = ""
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.seal != _seal(entry, previous):
            yield entry
        previous = entry.seal


def last_seal() -> str:
    return AuditEntry.objects.order_by("-id").values_list("seal", flat=True).first() or ""


def _seal(entry: AuditEntry, previous: str) -> str:
    content = [
        previous,
        entry.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.action,
        entry.subject_type,
        entry.subject_id,
        entry.changes,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(changes, cls=DjangoJSONEncoder))
    return plain
