"""The rows behind a figure as a visitor may see them: place, date, number; never people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from kezdesu.figures.models import PeopleEstimate
from kezdesu.figures.queries import Figure, Rows
from kezdesu.meetings.models import Meeting
from kezdesu.places.models import Place
from kezdesu.press.models import Publication
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


class RowsShown(Sequence[FigureRow]):
    """The rows of a figure, read part by part: a nation's figure may have a hundred thousand."""

    def __init__(self, figure: Figure) -> None:
        self._model, self._amounts = figure.rows.model, figure.rows.amounts
        self._ids = figure.rows.ids if figure.rows_are_public and self._model in _READERS else []

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, part: Any) -> Any:
        ids = self._ids[part] if isinstance(part, slice) else [self._ids[part]]
        if not ids:
            return []
        found = _READERS[self._model](Rows(self._model, {pk: self._amounts[pk] for pk in ids}))
        return found if isinstance(part, slice) else found[0]


def at_place(figure: Figure, place: int) -> Figure:
    """The figure with its rows at one place alone."""
    model, amounts = figure.rows.model, figure.rows.amounts
    found: set[int | str] = {place} if model == "places.place" else set()
    if model == "meetings.meeting":
        there = Meeting.objects.filter(place=place).values_list("pk", flat=True)
        found = {str(pk) for pk in there}
    elif model == "schedule.visit":
        found = set(Visit.objects.filter(target__place=place).values_list("pk", flat=True))
    rows = Rows(model, {row: amount for row, amount in amounts.items() if row in found})
    return replace(figure, rows=rows, previous=None)


def rows_shown(figure: Figure) -> RowsShown:
    """Every row of a figure whose rows are public, in the order of its kind; else none."""
    return RowsShown(figure)


def _places(rows: Rows) -> list[FigureRow]:
    found = Place.objects.select_related("kind", "district").in_bulk(rows.ids)
    return [
        FigureRow(amount, place_shown(found[pk]), is_priority=found[pk].is_priority)
        for pk, amount in rows.amounts.items()
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
    "schedule.visit": _visits,
    "press.publication": _publications,
}
