"""The tables of a report, each by the name that texts call it by: `[[districts residents]]`."""

from collections.abc import Callable
from typing import Final

from ..facts import ReportFacts
from ..grid import Sheet, Table
from . import figures, group, meetings, offices, places, press
from .scene import Built, Scene

TABLES: Final[dict[str, Callable[[Scene], Built]]] = {
    "composition": group.composition,
    "offices": offices.offices,
    "by_office": offices.by_office,
    "districts": places.districts,
    "coverage": places.coverage,
    "priority": places.priority,
    "institutions": places.institutions,
    "schedule": meetings.schedule,
    "meetings": meetings.meetings,
    "not_held": meetings.not_held,
    "reached": meetings.reached,
    "publications": press.publications,
    "questions": meetings.questions,
    "figures": figures.figures,
}
OF_A_TRACK: Final = frozenset(
    {
        *("by_office", "districts", "coverage", "priority", "institutions"),
        *("schedule", "meetings", "not_held"),
    }
)


def table(facts: ReportFacts, name: str, track: str, code: str) -> Table | None:
    """None when no table has this name, or the track is missing or unknown.

    Call it within `translation.override(code)`.
    """
    found = sheet(facts, name, track, code)
    return found.whole() if found else None


def sheet(facts: ReportFacts, name: str, track: str, code: str) -> Sheet | None:
    """The same, its rows made as they are read; read them within `override(code)` too."""
    found = next((row for row in facts.tracks if row.slug == track), None)
    build = TABLES.get(name)
    if build is None or (name in OF_A_TRACK and found is None):
        return None
    caption, columns, rows = build(Scene(facts, found, code))
    full_name = f"{name}-{track}" if track else name
    return Sheet(full_name, caption, tuple(columns), (tuple(row) for row in rows))
