"""A track's figures cut by office, district, theme, month, kind of place or priority.

Cut from the base rows that the figures are made of, each row into exactly one part, so the parts
add up to the figures. A meeting on two themes belongs to the pair, a part of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.accounts.tree import has_beneath
from kezdesu.core.language import CODES, language
from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Outcome
from kezdesu.meetings.models import Meeting
from kezdesu.schedule.models import Visit

from . import rules
from .base import Base, MeetingRow, VisitRow, accepted_meetings, load_base, planned_visits
from .choices import Dimension
from .ground import Ground, PlaceRow, ground_of
from .values import Figure, Rows
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


@dataclass(frozen=True, slots=True)
class Part:
    slug: str  # stable within its dimension: a district's id, 2023-05, yes
    label: str
    now: Amounts
    before: Amounts  # a period earlier


@dataclass(frozen=True, slots=True)
class Cut:
    parts: list[Part]
    now: Amounts  # all parts together
    before: Amounts
    was_kept: bool  # whether the track ran a period earlier


def dimensions_of(office: Office) -> list[tuple[str, str]]:
    """By what the office's figures can be cut: by office only where there are some beneath it."""
    alone = set() if has_beneath(office) else {Dimension.OFFICE.value}
    return [(value, str(label)) for value, label in Dimension.choices if value not in alone]


def cut_of(office: Office, period: Period, track: str, by: Dimension) -> Cut:
    """The parts of a track; parts of places that were due stand there even when empty."""
    ground = ground_of(office)
    base, earlier = load_base(ground, period), load_base(ground, period.previous())
    parter = _Parter(ground, period, by)
    now, before = parter.amounts(base, track), parter.amounts(earlier, track)
    slugs = dict.fromkeys([*parter.expected(base, track), *now, *before])
    parts = [
        Part(slug, parter.label(slug), now.get(slug, Amounts()), before.get(slug, Amounts()))
        for slug in sorted(slugs, key=parter.order)
    ]
    was_kept = track in earlier.tracks
    return Cut(parts, _sum(now.values()), _sum(before.values()), was_kept)


def part_of_figure(
    office: Office, period: Period, figure: Figure, by: Dimension, slug: str
) -> Figure:
    """The figure with the rows of one part alone; a figure of another kind keeps none."""
    base = load_base(ground_of(office), period)
    parter = _Parter(base.ground, period, by)
    part_of = parter.part_of(base)
    mine: set[int | str] = {
        row.id for row in _happenings(base, figure.section) if part_of(row) == slug
    }
    if figure.rows.model == "places.place":
        mine = {place.id for place in base.places.values() if parter.place_part(place) == slug}
    amounts = {row: amount for row, amount in figure.rows.amounts.items() if row in mine}
    return replace(figure, rows=Rows(figure.rows.model, amounts), previous=None)


def label_of_part(office: Office, period: Period, by: Dimension, slug: str) -> str:
    ground = ground_of(office)
    parter = _Parter(ground, period, by)
    for each in (load_base(ground, period), load_base(ground, period.previous())):
        parter.part_of(each)
    return parter.label(slug)


class _Parter:
    """Which part a row belongs to, and what the parts are called; it learns names as it goes."""

    def __init__(self, ground: Ground, period: Period, by: Dimension) -> None:
        self.ground, self.period, self.by = ground, period, by
        self.names: dict[str, str] = {}

    def amounts(self, base: Base, track: str) -> dict[str, Amounts]:
        part_of = self.part_of(base)
        held = {
            row.visit_identity
            for row in base.meetings
            if row.track == track and row.outcome == Outcome.HELD
        }
        found: dict[str, Amounts] = {}
        for row in _happenings(base, track):
            slug = part_of(row)
            found[slug] = found.get(slug, Amounts()) + _adds(row, held)
        return found

    def expected(self, base: Base, track: str) -> list[str]:
        if self.by == Dimension.MONTH:
            return [f"{self.period.year}-{month:02}" for month in _months(self.period)]
        if self.by == Dimension.THEME:
            return []
        if self.by == Dimension.OFFICE:
            ground = self.ground
            return [str(row.programme.office_id) for row in ground.tracks if row.slug == track]
        due = [target.place_id for target in base.targets if target.track == track]
        return [self.place_part(base.places[place]) for place in due]

    def part_of(self, base: Base) -> PartOf:
        if self.by == Dimension.MONTH:
            return lambda row: self._month_part(row.day, base.period)
        if self.by == Dimension.THEME:
            themes = self._themes(base.period)
            return lambda row: themes.get((type(row), row.id), NONE)
        if self.by == Dimension.OFFICE:
            return lambda row: str(row.office_id)
        return lambda row: self.place_part(base.places[row.place_id])

    def label(self, slug: str) -> str:
        if self.by == Dimension.MONTH:
            spoken = [Period.parse(slug).label(code) for code in CODES]
            return str(Words(*spoken))
        if self.by == Dimension.OFFICE:
            return str(self.ground.names.get(int(slug) if slug.isdigit() else 0, slug))
        if self.by == Dimension.PRIORITY:
            return _("priority places") if slug == "yes" else _("other places")
        nothing = {
            Dimension.DISTRICT: _("district not stated"),
            Dimension.THEME: _("theme not stated"),
        }
        return self.names.get(slug) or nothing.get(self.by, slug)

    def order(self, slug: str) -> tuple[bool, object]:
        if self.by in {Dimension.MONTH, Dimension.PRIORITY}:
            return (slug == "no", slug)
        if self.by == Dimension.OFFICE:
            return (False, [str(pk) for pk in self.ground.offices].index(slug))
        return (slug == NONE, language("kk").sort_key(self.label(slug)))

    def place_part(self, place: PlaceRow) -> str:
        """The part of a place; places have no month, theme or office of their own."""
        if self.by in {Dimension.MONTH, Dimension.THEME, Dimension.OFFICE}:
            return ""
        if self.by == Dimension.PRIORITY:
            return "yes" if place.is_priority else "no"
        if self.by == Dimension.KIND:
            self.names[place.kind_slug] = str(place.kind)
            return place.kind_slug
        if place.district is None:
            return NONE
        self.names[str(place.district_id)] = str(place.district)
        return str(place.district_id)

    def _month_part(self, day: date, period: Period) -> str:
        """A day of the period before stands beside the month of the same place in this one."""
        later = 0 if period == self.period else self.period.months
        year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
        return f"{year}-{month + 1:02}"

    def _themes(self, period: Period) -> dict[tuple[type, str | int], str]:
        """Two queries: the themes of each accepted meeting and of each planned visit."""
        meetings = accepted_meetings(self.ground, period)
        visits = planned_visits(self.ground, period)
        of_meetings = Meeting.themes.through.objects.filter(meeting__in=meetings)
        of_visits = Visit.themes.through.objects.filter(visit__in=visits)
        found: dict[tuple[type, str | int], dict[int, str]] = {}
        key: tuple[type, str | int]
        for link in of_meetings.select_related("theme"):
            key = (MeetingRow, str(link.meeting_id))
            found.setdefault(key, {})[link.theme_id] = link.theme.name
        for planned in of_visits.select_related("theme"):
            key = (VisitRow, planned.visit_id)
            found.setdefault(key, {})[planned.theme_id] = planned.theme.name
        return {row: self._pair(themes) for row, themes in found.items()}

    def _pair(self, themes: dict[int, str]) -> str:
        slug = ".".join(str(pk) for pk in sorted(themes))
        self.names[slug] = ", ".join(sorted(themes.values(), key=language("kk").sort_key))
        return slug


def _adds(row: Happening, held: set[str | None]) -> Amounts:
    if isinstance(row, VisitRow):
        return Amounts(planned=1, kept=int(row.identity in held))
    return Amounts(held=1, people=row.headcount)


def _happenings(base: Base, track: str) -> list[Happening]:
    """Planned visits and held meetings of a track."""
    visits = [row for row in base.visits if row.track == track]
    meetings = [r for r in base.meetings if r.track == track and r.outcome == Outcome.HELD]
    return [*visits, *meetings]


def _months(period: Period) -> range:
    return range(period.starts_on.month, period.ends_on.month + 1)


def _sum(amounts: Iterable[Amounts]) -> Amounts:
    return sum(amounts, Amounts())
