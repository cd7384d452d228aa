"""What a record says took place, and the rules that hold of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from .. import rules
from ..choices import HowCounted, Outcome
from ..models import Topic


@dataclass(frozen=True, slots=True)
class Headcount:
    """People at a meeting: the total, and of them, where somebody counted them, the parts."""

    total: int
    how: HowCounted
    women: int | None = None
    men: int | None = None
    youth: int | None = None
    students: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or proposal raised at a meeting."""

    text: str
    owner: str = ""
    due_on: date | None = None
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What took place, or why it did not: `headcount` with a held meeting; otherwise `cause`,
    the number of an entry of the office's list, or `reason` in words, or both.
    """

    outcome: Outcome
    starts_at: datetime
    headcount: Headcount | None = None
    reason: str = ""
    venue: str = ""
    note: str = ""
    organisations: Sequence[str] = ()  # names of bodies that were present, never of people
    cause: int | None = None


def columns(facts: Facts, recorded_at: datetime | None) -> dict[str, Any]:
    """The columns that the facts fill, after the rules that hold of them."""
    columns = {
        "outcome": facts.outcome,
        "starts_at": facts.starts_at,
        "venue": facts.venue.strip(),
        "note": facts.note.strip(),
    }
    if facts.outcome == Outcome.HELD:
        return columns | _held_columns(facts, recorded_at)
    reason = facts.reason.strip()
    if facts.cause is None:
        stated(reason, "reason", _("State why the meeting was not held."))
    nobody = dict.fromkeys(("headcount", *rules.PARTS))
    return columns | nobody | {"cause": facts.cause, "reason": reason, "how_counted": ""}


def _held_columns(facts: Facts, recorded_at: datetime | None) -> dict[str, Any]:
    if facts.starts_at > (recorded_at or timezone.now()):
        raise Refused(_("A meeting that has not begun yet cannot be held."), field="starts_at")
    count = facts.headcount
    if count is None or count.total < 1:
        raise Refused(
            _("Give the headcount. If nobody came, record the meeting as cancelled."),
            field="headcount",
        )
    parts = {name: getattr(count, name) for name in rules.PARTS}
    beyond = rules.part_beyond_total(count.total, parts)
    if beyond:
        raise Refused(_("A part of the headcount is larger than the total."), field=beyond)
    why = {"cause": None, "reason": ""}
    return {"headcount": count.total, "how_counted": count.how, **why, **parts}


def stated(text: str, field: str, sentence: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(sentence, field=field)
    return text
