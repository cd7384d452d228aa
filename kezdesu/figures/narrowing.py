"""Which of the rows behind a figure fall into one part of a cut, or belong to one place."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from kezdesu.core.periods import Period
from kezdesu.meetings.models import Meeting
from kezdesu.schedule.models import Visit

from . import rules
from .behind import Behind
from .choices import Dimension
from .ground import Ground
from .parts import NONE

# Where a kind of row keeps its place, its track and its office.
_PLACE_OF: Final = {
    "meetings.meeting": "place__",
    "schedule.visit": "target__place__",
    "places.place": "",
    "programmes.target": "place__",
}
_TRACK_OF: Final = {
    "meetings.meeting": "track",
    "schedule.visit": "plan__track",
    "programmes.target": "track",
}
_OFFICE_OF: Final = {
    "meetings.meeting": "track__programme__office",
    "schedule.visit": "plan__track__programme__office",
    "programmes.target": "track__programme__office",
    "places.place": "office",
    "people.seat": "group__office",
    "figures.peopleestimate": "track__programme__office",
    "meetings.question": "meeting__track__programme__office",
    "press.publication": "outlet__office",
}
_PRIORITY: Final = {"yes": (True,), "no": (False,)}
_THEMES_OF: Final = {
    "meetings.meeting": (Meeting.themes.through, "meeting"),
    "schedule.visit": (Visit.themes.through, "visit"),
}


def part_of(rows: Behind, ground: Ground, by: Dimension, part: str) -> Behind:
    """The rows of one part alone; none where rows of that kind have no such part."""
    found = _found(rows, ground, by, part)
    return replace(rows, found=rows.found.none() if found is None else found)


def at_place(rows: Behind, place: int) -> Behind:
    where = _PLACE_OF.get(rows.model)
    here = rows.found.none() if where is None else rows.found.filter(**{f"{where}pk": place})
    return replace(rows, found=here)


def _found(rows: Behind, ground: Ground, by: Dimension, part: str) -> QuerySet[Any] | None:
    if by == Dimension.OFFICE:
        return rows.found.filter(**{_OFFICE_OF[rows.model]: _number(part)})
    where = _PLACE_OF.get(rows.model)
    if where is None:
        return None
    if by == Dimension.DISTRICT:
        district = None if part == NONE else _number(part)
        return rows.found.filter(**{f"{where}district": district})
    if by == Dimension.KIND:
        return rows.found.filter(**{f"{where}kind__slug": part})
    if by == Dimension.PRIORITY:
        return rows.found.filter(**{f"{where}is_priority__in": _PRIORITY.get(part, ())})
    if rows.model not in _THEMES_OF:
        return None
    if by == Dimension.THEME:
        return _themed(rows, part)
    span = _days(by, part)
    return rows.found.filter(ground.within(span, f"{_TRACK_OF[rows.model]}__in")) if span else None


def _days(by: Dimension, part: str) -> rules.Span | None:
    try:
        if by == Dimension.MONTH:
            return Period.parse(part)
        return rules.week_of(date.fromisoformat(part))
    except (ValueError, OverflowError):
        return None


def _number(part: str) -> int:
    """An id; 0 is nobody's."""
    return int(part) if part.isdecimal() and len(part) < 10 else 0


def _themed(rows: Behind, part: str) -> QuerySet[Any]:
    """Of just these themes: a meeting on two belongs to the pair alone."""
    through, about = _THEMES_OF[rows.model]
    links = through._default_manager.all()
    if part == NONE:
        return rows.found.exclude(pk__in=links.values(about))
    themes = [_number(each) for each in part.split(".")]
    others = links.exclude(theme__in=themes).values(about)
    found = rows.found.exclude(pk__in=others)
    for theme in themes:
        found = found.filter(pk__in=links.filter(theme=theme).values(about))
    return found
