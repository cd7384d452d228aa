"""A record's history, told from the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.db import models
from django.utils.translation import gettext_lazy, pgettext

from .models import AuditEntry

SYSTEM = gettext_lazy("The system")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    who: str
    act: str
    times: int = 1  # in one minute


def history_of(subject: models.Model, *, limit: int = 50) -> Sequence[HistoryLine]:
    """The latest acts on `subject`, newest first."""
    entries = (
        AuditEntry.objects.filter(
            subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
        )
        .select_related("actor")
        .order_by("-id")[:limit]
    )
    lines = [
        HistoryLine(
            entry.at,
            who_did(entry),
            act_in_words(entry.action),
        )
        for entry in entries
    ]
    return [
        replace(line, times=1 + len(rest))
        for line, *rest in (list(alike) for _key, alike in groupby(lines, key=_in_a_minute))
    ]


def who_did(entry: AuditEntry) -> str:
    actor = entry.actor
    return (actor.get_full_name() or actor.get_username()) if actor else str(SYSTEM)


def _in_a_minute(line: HistoryLine) -> tuple[str, str, datetime]:
    """What fifteen documents issued at once have in common: they are one line."""
    return line.act, line.who, line.at.replace(second=0, microsecond=0)


def act_in_words(action: str) -> str:
    """`schedule.plan_approved` → the translation of "plan approved" in the context "act"."""
    return pgettext("act", action.partition(".")[2].replace("_", " "))
