"""The rows behind a figure as a reader sees them, whatever table they stand in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from kezdesu.accounts.models import Office
from kezdesu.accounts.tree import with_beneath
from kezdesu.meetings.models import Meeting, Question
from kezdesu.people.models import Seat
from kezdesu.places.models import Place
from kezdesu.press.models import Publication
from kezdesu.programmes.models import Target
from kezdesu.schedule.models import Visit

from .behind import Behind
from .ground import names_today
from .models import PeopleEstimate
from .sentences import HOW_COUNTED
from .values import RowId, Rows


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row behind a figure: what it is, when, how it was counted and what it adds.

    `opens` and `opens_pk` name the record whose page tells more: ("places.place", 12).
    """

    title: str
    opens: str
    opens_pk: RowId
    day: date | None = None  # local
    details: tuple[str, ...] = ()
    how_counted: str = ""
    amount: int = 0
    pk: RowId = ""  # the row's own, which is not always that of the record it opens
    counted: int = 0  # what it adds to the part of a percentage


@dataclass(frozen=True, slots=True)
class _Reader:
    """In whose name rows are read: records of offices beneath name theirs and open nothing."""

    office: Office
    names: dict[int, str]  # of the offices beneath, by id
    zones: dict[int, ZoneInfo]

    def line(self, of: int, line: RowLine) -> RowLine:
        if of == self.office.pk:
            return line
        details = (self.names.get(of, ""), *line.details)
        return replace(line, opens="", opens_pk="", details=_stated(*details))

    def day(self, moment: datetime, of: int) -> date:
        return moment.astimezone(self.zones[of]).date()


Teller = Callable[[Sequence[RowId], _Reader], Iterator[tuple[RowId, RowLine]]]


class Lines(Sequence[RowLine]):
    """The rows behind a figure in their order, told a page at a time.

    Three queries a page at most, four where offices are beneath. Names are in the reader's
    language. `part` is of the rows those that the line's `counted` speaks of.
    """

    def __init__(self, office: Office, rows: Behind, part: Behind | None = None) -> None:
        self._office, self._rows, self._part = office, rows, part

    def __len__(self) -> int:
        return self._rows.count

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            first, last, _step = place.indices(len(self))
            return self._told(self._rows.part(first, last), _reader(self._office))
        return self[place : place + 1][0]

    def one_by_one(self) -> Iterator[RowLine]:
        """All of them, never many at a time."""
        reader = _reader(self._office)
        for batch in self._rows.batches():
            yield from self._told(batch, reader)

    def _told(self, rows: Rows, reader: _Reader) -> list[RowLine]:
        told = dict(_TELLERS[rows.model](rows.ids, reader))
        part = self._part.among(rows.ids).amounts if self._part else {}
        return [
            replace(told[row], pk=row, amount=amount, counted=part.get(row, 0))
            for row, amount in rows.amounts.items()
        ]


def lines_of(office: Office, model: str, ids: Iterable[RowId]) -> dict[str, RowLine]:
    """Rows of one table by their id as text; those that are no longer there are left out."""
    told = _TELLERS[model](list(ids), _reader(office))
    return {str(row): line for row, line in told}


def _reader(office: Office) -> _Reader:
    offices = with_beneath(office)
    named = names_today(offices) if len(offices) > 1 else {}
    return _Reader(
        office,
        {pk: str(name) for pk, name in named.items()},
        {each.pk: ZoneInfo(each.time_zone) for each in offices},
    )


def _meetings(ids: Sequence[RowId], reader: _Reader) -> Iterator[tuple[RowId, RowLine]]:
    meetings = Meeting.objects.filter(pk__in=[str(row) for row in ids])
    for meeting in meetings.select_related("place__district", "track__programme", "cause"):
        of = meeting.track.programme.office_id
        details = _stated(_district(meeting.place), meeting.venue, meeting.why_not_held)
        line = RowLine(
            meeting.place.name,
            "meetings.meeting",
            str(meeting.pk),
            reader.day(meeting.starts_at, of),
            details,
            meeting.get_how_counted_display(),
        )
        yield str(meeting.pk), reader.line(of, line)


def _places(ids: Sequence[RowId], reader: _Reader) -> Iterator[tuple[RowId, RowLine]]:
    for place in Place.objects.filter(pk__in=ids).select_related("kind", "district"):
        details = _stated(place.kind.name, _district(place), place.priority_basis)
        line = RowLine(place.name, "places.place", place.pk, details=details)
        yield place.pk, reader.line(place.office_id, line)


def _targets(ids: Sequence[RowId], reader: _Reader) -> Iterator[tuple[RowId, RowLine]]:
    targets = Target.objects.filter(pk__in=ids)
    for target in targets.select_related("place__kind", "place__district", "track__programme"):
        details = _stated(target.place.kind.name, _district(target.place))
        line = RowLine(target.place.name, "programmes.track", target.track_id, details=details)
        due = replace(line, day=target.due_on)
        yield target.pk, reader.line(target.track.programme.office_id, due)


def _seats(ids: Sequence[RowId], reader: _Reader) -> Iterator[tuple[RowId, RowLine]]:
    seats = Seat.objects.filter(pk__in=ids)
    for seat in seats.select_related("person", "category", "body", "group"):
        body = seat.body.name if seat.body else ""
        details = _stated(seat.category.name, body, seat.order_reference)
        name, opens = seat.person.full_name, "people.person"
        line = RowLine(name, opens, seat.person_id, seat.starts_on, details)
        yield seat.pk, reader.line(seat.group.office_id, line)


def _visits(ids: Sequence[RowId], reader: _Reader) -> Iterator[tuple[RowId, RowLine]]:
    visits = Visit.objects.filter(pk__in=ids)
    for visit in visits.select_related("target__place__district", "plan__track__programme"):
        of = visit.plan.track.programme.office_id
        details = _stated(_district(visit.target.place), visit.venue)
        name, day = visit.target.place.name, reader.day(visit.starts_at, of)
        line = RowLine(name, "schedule.plan", visit.plan_id, day, details)
        yield visit.pk, reader.line(of, line)


def _questions(ids: Sequence[RowId], reader: _Reader) -> Iterator[tuple[RowId, RowLine]]:
    questions = Question.objects.filter(pk__in=ids)
    for question in questions.select_related("meeting__place", "meeting__track__programme"):
        meeting = question.meeting
        of = meeting.track.programme.office_id
        details, day = (
            _stated(meeting.place.name, question.owner),
            reader.day(meeting.starts_at, of),
        )
        line = RowLine(question.text, "meetings.meeting", str(meeting.pk), day, details)
        yield question.pk, reader.line(of, line)


def _estimates(ids: Sequence[RowId], reader: _Reader) -> Iterator[tuple[RowId, RowLine]]:
    rows = PeopleEstimate.objects.filter(pk__in=ids)
    for row in rows.select_related("stated_by", "track__programme"):
        who, of = row.stated_by, row.track.programme.office_id
        details = _stated(who.get_full_name() or who.get_username() if who else "")
        day, how = reader.day(row.stated_at, of), str(HOW_COUNTED["estimate"])
        line = RowLine(row.basis, "figures.peopleestimate", row.pk, day, details, how)
        yield row.pk, reader.line(of, line)


def _publications(ids: Sequence[RowId], reader: _Reader) -> Iterator[tuple[RowId, RowLine]]:
    for row in Publication.objects.filter(pk__in=ids).select_related("outlet"):
        details = _stated(row.outlet.name, row.get_kind_display())
        line = RowLine(row.title, "press.publication", row.pk, row.published_on, details)
        yield row.pk, reader.line(row.outlet.office_id, line)


_TELLERS: Final[dict[str, Teller]] = {
    "figures.peopleestimate": _estimates,
    "meetings.meeting": _meetings,
    "meetings.question": _questions,
    "people.seat": _seats,
    "places.place": _places,
    "press.publication": _publications,
    "programmes.target": _targets,
    "schedule.visit": _visits,
}


def _district(place: Place) -> str:
    return place.district.name if place.district else ""


def _stated(*details: str) -> tuple[str, ...]:
    return tuple(detail for detail in details if detail)
