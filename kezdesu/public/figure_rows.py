"""The rows behind a figure as a visitor may see them: place, date, number; never people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from kezdesu.figures.models import PeopleEstimate
from kezdesu.figures.opening import Opened
from kezdesu.figures.queries import Rows
from kezdesu.meetings.models import Meeting
from kezdesu.places.models import Place
from kezdesu.press.models import Publication
from kezdesu.programmes.models import Target
from kezdesu.schedule.models import Visit

from .queries import PublicPlace, place_shown


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What one row adds to the figure; fields that a kind of row has not got stay empty."""

    amount: int
    place: PublicPlace | None = None
    on: date | datetime | None = None
    how_counted: str = ""
    is_priority: bool = False
    title: str = ""
    language: str = ""  # of the title
    outlet: str = ""
    link: str = ""
    counted: int = 0  # what it adds to the part of a percentage


class RowsShown(Sequence[FigureRow]):
    """The rows of a figure, read part by part: a nation's figure may have a hundred thousand.

    None where they speak of people. Of a percentage `part` are the rows that its part counts.
    """

    def __init__(self, of: Opened, part: Opened | None = None) -> None:
        self._rows, self._part = of.rows, part
        self._are_shown = of.figure.rows_are_public and of.rows.model in _READERS

    def __len__(self) -> int:
        return self._rows.count if self._are_shown else 0

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        first, last, _step = place.indices(len(self))
        if first >= last:
            return []
        rows = self._rows.part(first, last)
        found = _READERS[rows.model](rows)
        if self._part is None:
            return found
        part = self._part.rows.among(rows.ids).amounts
        return [
            replace(row, counted=part.get(pk, 0)) for pk, row in zip(rows.ids, found, strict=True)
        ]


def _places(rows: Rows) -> list[FigureRow]:
    found = Place.objects.select_related("kind", "district").in_bulk(rows.ids)
    return [
        FigureRow(amount, place_shown(found[pk]), is_priority=found[pk].is_priority)
        for pk, amount in rows.amounts.items()
    ]


def _targets(rows: Rows) -> list[FigureRow]:
    found = Target.objects.filter(pk__in=rows.ids).select_related("place__kind", "place__district")
    return [
        FigureRow(
            rows.amounts[target.pk],
            place_shown(target.place),
            target.due_on,
            is_priority=target.place.is_priority,
        )
        for target in found.order_by("due_on", "pk")
    ]


def _meetings(rows: Rows) -> list[FigureRow]:
    found = Meeting.objects.filter(pk__in=[str(pk) for pk in rows.ids]).select_related(
        "place__kind", "place__district"
    )
    return [
        FigureRow(
            rows.amounts[str(meeting.pk)],
            place_shown(meeting.place),
            meeting.starts_at,
            meeting.get_how_counted_display() if meeting.how_counted else "",
        )
        for meeting in found.order_by("starts_at", "pk")
    ]


def _visits(rows: Rows) -> list[FigureRow]:
    found = Visit.objects.filter(pk__in=rows.ids).select_related(
        "target__place__kind", "target__place__district"
    )
    return [
        FigureRow(rows.amounts[visit.pk], place_shown(visit.target.place), visit.starts_at)
        for visit in found.order_by("starts_at", "pk")
    ]


def _publications(rows: Rows) -> list[FigureRow]:
    found = Publication.objects.filter(pk__in=rows.ids).select_related("outlet")
    return [
        FigureRow(
            rows.amounts[publication.pk],
            on=publication.published_on,
            title=publication.title,
            language=publication.language,
            outlet=publication.outlet.name,
            link=publication.link,
        )
        for publication in found.order_by("published_on", "pk")
    ]


def _estimates(rows: Rows) -> list[FigureRow]:
    found = PeopleEstimate.objects.filter(pk__in=rows.ids)
    return [FigureRow(rows.amounts[each.pk], on=each.stated_at, title=each.basis) for each in found]


_READERS: Final[dict[str, Callable[[Rows], list[FigureRow]]]] = {
    "figures.peopleestimate": _estimates,
    "places.place": _places,
    "meetings.meeting": _meetings,
    "programmes.target": _targets,
    "schedule.visit": _visits,
    "press.publication": _publications,
}
