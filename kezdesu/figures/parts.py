"""Into which part of a cut a row falls, and what the parts are called."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.core.language import CODES, language
from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Outcome
from kezdesu.meetings.models import Meeting
from kezdesu.programmes.models import Theme
from kezdesu.schedule.models import Visit

from . import rules
from .base import Base, MeetingRow, VisitRow, accepted_meetings, planned_visits
from .choices import Dimension
from .ground import Ground, PlaceRow
from .words import Words

NONE: Final = "none"
Happening = VisitRow | MeetingRow
PartOf = Callable[[Happening], str]


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one part holds of the figures meetings_planned, visits_held, meetings_held and
    people_reached."""

    planned: int = 0
    kept: int = 0
    held: int = 0
    people: int = 0

    @property
    def percent(self) -> int | None:
        return rules.percent(self.kept, self.planned)

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.planned + other.planned,
            self.kept + other.kept,
            self.held + other.held,
            self.people + other.people,
        )


def amounts_of(base: Base, by: Dimension, track: str) -> dict[str, Amounts]:
    """By part; each planned visit and each held meeting falls into exactly one."""
    part_of = parts_of(base, by)
    rows = happenings(base, track)
    held = {row.visit_identity for row in rows if isinstance(row, MeetingRow)}
    found: dict[str, Amounts] = {}
    for row in rows:
        part = part_of(row)
        found[part] = found.get(part, Amounts()) + _adds(row, held)
    return found


def due_parts(base: Base, by: Dimension, track: str) -> list[str]:
    """The parts of places that were due, which stand in a cut even when they are empty."""
    due = (base.places[row.place_id] for row in base.targets if row.track == track)
    return sorted({place_part(place, by) for place in due} - {""})


def parts_of(base: Base, by: Dimension) -> PartOf:
    """No query, but two for themes."""
    if by == Dimension.MONTH:
        return lambda row: f"{row.day:%Y-%m}"
    if by == Dimension.WEEK:
        return lambda row: rules.monday_of(row.day).isoformat()
    if by == Dimension.OFFICE:
        return lambda row: str(row.office_id)
    if by == Dimension.THEME:
        themes = _themes(base.ground, base.period)
        return lambda row: themes.get((type(row), row.id), NONE)
    places = base.places
    return lambda row: place_part(places[row.place_id], by)


def place_part(place: PlaceRow, by: Dimension) -> str:
    """Places have no month, week, theme or office of their own."""
    if by == Dimension.PRIORITY:
        return "yes" if place.is_priority else "no"
    if by == Dimension.KIND:
        return place.kind_slug
    if by == Dimension.DISTRICT:
        return str(place.district_id or NONE)
    return ""


def happenings(base: Base, track: str) -> list[Happening]:
    """Planned visits and held meetings of a track."""
    visits = [row for row in base.visits if row.track == track]
    meetings = [r for r in base.meetings if r.track == track and r.outcome == Outcome.HELD]
    return [*visits, *meetings]


def month_later(part: str, months: int) -> str:
    """So many months after the month `part`."""
    year, month = (int(number) for number in part.split("-"))
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return f"{year}-{month + 1:02}"


def months_of(period: Period) -> list[str]:
    months = range(period.starts_on.month, period.ends_on.month + 1)
    return [f"{period.year}-{month:02}" for month in months]


class PartNames:
    """What parts are called in the reader's language, and in which order they stand."""

    def __init__(self, ground: Ground, by: Dimension, parts: Iterable[str]) -> None:
        """One query for themes, none else beyond the ground's own."""
        self.ground, self.by = ground, by
        self.themes: dict[int, Theme] = {}
        if by == Dimension.THEME:
            ids = {int(pk) for part in parts for pk in part.split(".") if pk.isdigit()}
            self.themes = Theme.objects.in_bulk(ids)

    def of(self, part: str) -> str:
        number = int(part) if part.isdigit() else 0
        if self.by == Dimension.MONTH:
            return _month(part)
        if self.by == Dimension.WEEK:
            return _week(part)
        if self.by == Dimension.OFFICE:
            return str(self.ground.names.get(number, part))
        if self.by == Dimension.PRIORITY:
            return _("priority places") if part == "yes" else _("other places")
        if self.by == Dimension.KIND:
            return str(self.ground.kinds.get(part, part))
        if self.by == Dimension.DISTRICT:
            return str(self.ground.district(number) or _("district not stated"))
        return self._themed(part) or _("theme not stated")

    def order(self, part: str) -> tuple[bool, object]:
        if self.by in {Dimension.MONTH, Dimension.WEEK, Dimension.PRIORITY}:
            return (part == "no", part)
        if self.by == Dimension.OFFICE:
            return (False, [str(pk) for pk in self.ground.offices].index(part))
        return (part == NONE, language("kk").sort_key(self.of(part)))

    def _themed(self, part: str) -> str:
        found = [self.themes.get(int(pk)) for pk in part.split(".") if pk.isdigit()]
        names = [theme.name for theme in found if theme]
        return ", ".join(sorted(names, key=language("kk").sort_key))


def _month(part: str) -> str:
    try:
        period = Period.parse(part)
    except ValueError:
        return part
    return str(Words(*(period.label(code) for code in CODES)))


def _week(part: str) -> str:
    """Its Monday and its Sunday."""
    try:
        week = rules.week_of(date.fromisoformat(part))
    except (ValueError, OverflowError):
        return part
    speech = language(get_language() or "kk")
    return f"{speech.short_date(week.starts_on)} – {speech.short_date(week.ends_on)}"


def _adds(row: Happening, held: set[str | None]) -> Amounts:
    if isinstance(row, VisitRow):
        return Amounts(planned=1, kept=int(row.identity in held))
    return Amounts(held=1, people=row.headcount)


def _themes(ground: Ground, period: Period) -> dict[tuple[type, str | int], str]:
    """Two queries: the themes of each accepted meeting and of each planned visit, as a part."""
    of_meetings = Meeting.themes.through.objects.filter(
        meeting__in=accepted_meetings(ground, period)
    )
    of_visits = Visit.themes.through.objects.filter(visit__in=planned_visits(ground, period))
    found: dict[tuple[type, str | int], list[int]] = {}
    for meeting, theme in of_meetings.values_list("meeting_id", "theme_id"):
        found.setdefault((MeetingRow, str(meeting)), []).append(theme)
    for visit, theme in of_visits.values_list("visit_id", "theme_id"):
        found.setdefault((VisitRow, visit), []).append(theme)
    return {row: _pair(themes) for row, themes in found.items()}


def _pair(themes: Sequence[int]) -> str:
    return ".".join(str(pk) for pk in sorted(themes))
