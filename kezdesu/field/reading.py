"""What a phone sends, read strictly: every value is of its type and size, or the record is refused.

Nothing here asks the database; whether the ids are known is the intake's to say.
"""

import json
import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NoReturn
from uuid import UUID

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.meetings.choices import HowCounted, Outcome
from kezdesu.meetings.rules import PARTS
from kezdesu.meetings.services import AskedSent, Sent

LARGEST_COUNT = 1_000_000
MOST_RECORDS = 20
_LARGEST_ID = 2**63 - 1
_YEARS = range(2000, 2101)
# Control characters, and halves of letters that no encoding keeps.
_UNKEEPABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def read_batch(body: bytes) -> list[Any]:
    """The records of a call, not yet read; raises Refused when the call cannot be understood."""
    try:
        sent = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refused(_("The phone's message could not be read.")) from None
    records = sent.get("records") if isinstance(sent, dict) else None
    if not isinstance(records, list) or not 1 <= len(records) <= MOST_RECORDS:
        raise Refused(_("Send from 1 to 20 records in one call."))
    return records


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


class Reader:
    """One JSON object; each method reads one key, or raises Refused at it."""

    def __init__(self, raw: Any, known: Collection[str], field: str = "") -> None:
        if not isinstance(raw, dict):
            raise Refused(_("A record must be an object with named values."), field=field or None)
        self._raw, self._field = raw, field
        for name in raw:
            if name not in known:
                at = name if isinstance(name, str) and name.isidentifier() else ""
                raise Refused(_("This page does not fit the server: open it anew."), field=at)

    def text(self, name: str, longest: int, *, needed: bool = False) -> str:
        value = self._raw.get(name)
        value = "" if value is None else value
        if not isinstance(value, str):
            self._refuse(name, _("Write text here."))
        value = value.replace("\r\n", "\n").strip()
        if _UNKEEPABLE.search(value):
            self._refuse(name, _("This text holds characters that cannot be kept: type it anew."))
        if len(value) > longest:
            self._refuse(
                name, _("This is too long: at most %(count)d characters.") % {"count": longest}
            )
        if needed and not value:
            self._refuse(name, _("Fill this in."))
        return value

    def count(self, name: str) -> int | None:
        value = self._raw.get(name)
        if value is None:
            return None
        if type(value) is not int or value < 0:
            self._refuse(name, _("Write a whole number, zero or more."))
        if value > LARGEST_COUNT:
            self._refuse(name, _("This number is too large for a meeting."))
        return value

    def number(self, name: str, *, at_most: int = _LARGEST_ID) -> int:
        """An id or a version, from 1 up."""
        value = self._raw.get(name)
        if type(value) is not int or not 1 <= value <= at_most:
            self._refuse(name, _("Choose one from the list."))
        return value

    def number_if_any(self, name: str) -> int | None:
        return self.number(name) if self._raw.get(name) not in (None, "") else None

    def numbers(self, name: str, most: int = 100) -> list[int]:
        """Ids, each once, in the order given."""
        values = self._list(name, most)
        if any(type(value) is not int or not 1 <= value <= _LARGEST_ID for value in values):
            self._refuse(name, _("Choose from the list."))
        return list(dict.fromkeys(values))

    def uuid(self, name: str) -> UUID:
        found = _uuid(self._raw.get(name))
        if found is None:
            self._refuse(name, _("The record's number is not one that a phone makes."))
        return found

    def uuid_if_any(self, name: str) -> UUID | None:
        return None if self._raw.get(name) is None else self.uuid(name)

    def uuids(self, name: str, most: int) -> list[UUID]:
        found = [_uuid(value) for value in self._list(name, most)]
        if None in found:
            self._refuse(name, _("A photo's number is not one that a phone makes."))
        return list(dict.fromkeys(each for each in found if each))

    def texts(self, name: str, longest: int, most: int) -> list[str]:
        """Lines that say something, each once."""
        known = {str(at): value for at, value in enumerate(self._list(name, most))}
        lines = [Reader(known, known, self._at(name)).text(at, longest) for at in known]
        return list(dict.fromkeys(line for line in lines if line))

    def choice(self, name: str, choices: Collection[str], *, needed: bool = True) -> str:
        value = self._raw.get(name) or ""
        if not isinstance(value, str) or (value not in choices and (needed or value)):
            self._refuse(name, _("Choose one from the list."))
        return value

    def moment(self, name: str) -> datetime:
        value = self._raw.get(name)
        try:
            found = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None or found.tzinfo is None or found.year not in _YEARS:
            self._refuse(name, _("Write the date and time."))
        return found

    def day_if_any(self, name: str) -> date | None:
        value = self._raw.get(name)
        if value is None or value == "":
            return None
        try:
            found = parse_date(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None or found.year not in _YEARS:
            self._refuse(name, _("Write the date."))
        return found

    def parts(self, name: str, known: Collection[str], most: int) -> list["Reader"]:
        """Objects inside this one."""
        return [Reader(each, known, self._at(name)) for each in self._list(name, most)]

    def _list(self, name: str, most: int) -> list[Any]:
        value = self._raw.get(name)
        value = [] if value is None else value
        if not isinstance(value, list):
            self._refuse(name, _("Choose from the list."))
        if len(value) > most:
            self._refuse(name, _("These are too many: at most %(count)d.") % {"count": most})
        return value

    def _at(self, name: str) -> str:
        return self._field or name

    def _refuse(self, name: str, sentence: str) -> NoReturn:
        raise Refused(sentence, field=self._at(name))


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else None
    except ValueError:
        return None


_RECORD = frozenset(
    (
        *("id", "version", "why", "recorded_at", "visit", "track", "place", "outcome"),
        *("cause", "reason"),
        *("starts_at", "venue", "themes", "speakers", "headcount", *PARTS, "how_counted"),
        *("organisations", "questions", "note", "photos"),
    )
)
_QUESTION = frozenset(("id", "text", "topic", "owner", "due_on"))


def read_record(raw: Any) -> Sent:
    """Raises Refused at the first field that is not of its type or size."""
    record = Reader(raw, _RECORD)
    outcome = Outcome(record.choice("outcome", Outcome.values))
    asked = [_question(each) for each in record.parts("questions", _QUESTION, 50)]
    return Sent(
        id=record.uuid("id"),
        version=record.number("version", at_most=1000),
        why=record.text("why", 500),
        recorded_at=record.moment("recorded_at"),
        visit=record.uuid_if_any("visit"),
        track=record.number("track"),
        place=record.number("place"),
        outcome=outcome,
        cause=record.number_if_any("cause"),
        reason=record.text("reason", 300),
        starts_at=record.moment("starts_at"),
        venue=record.text("venue", 300),
        themes=record.numbers("themes"),
        speakers=record.numbers("speakers"),
        headcount=record.count("headcount"),
        parts={name: record.count(name) for name in PARTS},
        how_counted=record.choice("how_counted", HowCounted.values, needed=outcome == Outcome.HELD),
        organisations=record.texts("organisations", 200, 50),
        questions=list({each.id: each for each in asked}.values()),
        note=record.text("note", 5000),
        photos=record.uuids("photos", 20),
    )


def _question(record: Reader) -> AskedSent:
    return AskedSent(
        id=record.uuid("id"),
        text=record.text("text", 2000, needed=True),
        topic=record.number_if_any("topic"),
        owner=record.text("owner", 300),
        due_on=record.day_if_any("due_on"),
    )
