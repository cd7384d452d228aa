"""The rows behind a figure as a reader sees them, whatever table they stand in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from kezdesu.accounts.models import Office
from kezdesu.meetings.models import Meeting, Question
from kezdesu.people.models import Seat
from kezdesu.places.models import Place
from kezdesu.press.models import Publication
from kezdesu.schedule.models import Visit

from .values import Figure, RowId


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


Teller = Callable[[Sequence[RowId], ZoneInfo], Iterator[tuple[RowId, RowLine]]]


def row_lines(office: Office, figure: Figure, ids: Sequence[RowId] | None = None) -> list[RowLine]:
    """The figure's rows in their order; `ids` picks some of them, one page of many.

    Two queries at most. Names are in the reader's language.
    """
    wanted = figure.rows.ids if ids is None else ids
    told = dict(_TELLERS[figure.rows.model](wanted, ZoneInfo(office.time_zone)))
    return [replace(told[row], amount=figure.rows.amounts[row]) for row in wanted]


def lines_of(office: Office, model: str, ids: Iterable[RowId]) -> dict[str, RowLine]:
    """Rows of one table by their id as text; those that are no longer there are left out."""
    told = _TELLERS[model](list(ids), ZoneInfo(office.time_zone))
    return {str(row): line for row, line in told}


def _meetings(ids: Sequence[RowId], zone: ZoneInfo) -> Iterator[tuple[RowId, RowLine]]:
    meetings = Meeting.objects.filter(pk__in=[str(row) for row in ids]).select_related(
        "place__district"
    )
    for meeting in meetings:
        details = (_district(meeting.place), meeting.venue, meeting.reason)
        yield (
            str(meeting.pk),
            RowLine(
                meeting.place.name,
                "meetings.meeting",
                str(meeting.pk),
                _day(meeting.starts_at, zone),
                _stated(*details),
                meeting.get_how_counted_display(),
            ),
        )


def _places(ids: Sequence[RowId], zone: ZoneInfo) -> Iterator[tuple[RowId, RowLine]]:
    for place in Place.objects.filter(pk__in=ids).select_related("kind", "district"):
        details = _stated(place.kind.name, _district(place), place.priority_basis)
        yield place.pk, RowLine(place.name, "places.place", place.pk, details=details)


def _seats(ids: Sequence[RowId], zone: ZoneInfo) -> Iterator[tuple[RowId, RowLine]]:
    for seat in Seat.objects.filter(pk__in=ids).select_related("person", "category", "body"):
        body = seat.body.name if seat.body else ""
        details = _stated(seat.category.name, body, seat.order_reference)
        yield (
            seat.pk,
            RowLine(
                seat.person.full_name, "people.person", seat.person_id, seat.starts_on, details
            ),
        )


def _visits(ids: Sequence[RowId], zone: ZoneInfo) -> Iterator[tuple[RowId, RowLine]]:
    visits = Visit.objects.filter(pk__in=ids).select_related("target__place__district", "plan")
    for visit in visits:
        details = _stated(_district(visit.target.place), visit.venue)
        day = _day(visit.starts_at, zone)
        yield (
            visit.pk,
            RowLine(visit.target.place.name, "schedule.plan", visit.plan_id, day, details),
        )


def _questions(ids: Sequence[RowId], zone: ZoneInfo) -> Iterator[tuple[RowId, RowLine]]:
    for question in Question.objects.filter(pk__in=ids).select_related("meeting__place"):
        meeting = question.meeting
        details = _stated(meeting.place.name, question.owner)
        day = _day(meeting.starts_at, zone)
        yield (
            question.pk,
            RowLine(question.text, "meetings.meeting", str(meeting.pk), day, details),
        )


def _publications(ids: Sequence[RowId], zone: ZoneInfo) -> Iterator[tuple[RowId, RowLine]]:
    for row in Publication.objects.filter(pk__in=ids).select_related("outlet"):
        details = _stated(row.outlet.name, row.get_kind_display())
        yield (
            row.pk,
            RowLine(row.title, "press.publication", row.pk, row.published_on, details),
        )


_TELLERS: Final[dict[str, Teller]] = {
    "meetings.meeting": _meetings,
    "meetings.question": _questions,
    "people.seat": _seats,
    "places.place": _places,
    "press.publication": _publications,
    "schedule.visit": _visits,
}


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _district(place: Place) -> str:
    return place.district.name if place.district else ""


def _stated(*details: str) -> tuple[str, ...]:
    return tuple(detail for detail in details if detail)
