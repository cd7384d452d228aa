"""A record's history, told from the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy, pgettext

from .models import AuditEntry

SYSTEM = gettext_lazy("The system")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    who: str
    act: str


def history_of(subject: models.Model, *, limit: int = 50) -> Sequence[HistoryLine]:
    """The latest acts on `subject`, newest first."""
    entries = (
        AuditEntry.objects.filter(
            subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
        )
        .select_related("actor")
        .order_by("-id")[:limit]
    )
    return [
        HistoryLine(
            entry.at,
            entry.actor.get_full_name() or entry.actor.get_username()
            if entry.actor
            else str(SYSTEM),
            act_in_words(entry.action),
        )
        for entry in entries
    ]


def act_in_words(action: str) -> str:
    """`schedule.plan_approved` → the translation of "plan approved" in the context "act"."""
    return pgettext("act", action.partition(".")[2].replace("_", " "))
