"""The figures of a period arranged for the desk: by subject, with drawings for a track."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period

from .choices import Dimension
from .parts import NONE
from .queries import summary_for
from .values import DistrictRow, FigureSet, Number, Summary, WeekRow

# What a track's section shows in large; the rest stands in its table.
LARGE = ("places_met", "people_reached", "meetings_held", "priority_places_met")


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    title: str
    figures: list[Number]
    large: list[Number]
    targets: Number | None = None
    met: Number | None = None
    planned: Number | None = None
    kept: Number | None = None
    districts: list[dict[str, Any]] | None = None
    weeks: list[dict[str, Any]] | None = None


def subjects_of(office: Office, period: Period) -> list[Subject]:
    """The figures of the page in order, each under its subject."""
    summary = summary_for(office, period)
    figures = summary.figures
    return [
        Subject("group", _("Group and speakers"), _of(figures, "group", "speakers"), []),
        *_tracks(summary, period),
        Subject("questions", _("Questions and proposals"), _of(figures, "questions"), []),
        Subject("press", _("Press"), _of(figures, "press"), []),
    ]


def _tracks(summary: Summary, period: Period) -> Iterator[Subject]:
    figures = summary.figures
    for slug, name in figures.tracks.items():
        own = figures.section(slug)
        yield Subject(
            slug,
            str(name),
            own,
            [figures[f"{slug}.{key}"] for key in LARGE],
            targets=figures[f"{slug}.targets"],
            met=figures[f"{slug}.places_met"],
            planned=figures[f"{slug}.meetings_planned"],
            kept=figures[f"{slug}.visits_held"],
            districts=_district_bars(summary.districts[slug], _opened(period, slug)),
            weeks=_week_bars(summary.weeks[slug]),
        )


def _of(figures: FigureSet[Number], *names: str) -> list[Number]:
    return [figure for name in names for figure in figures.section(name)]


def _opened(period: Period, track: str) -> str:
    """Where the places met of a district open; the district's number goes after it."""
    address = reverse("figures:rows", args=[period.code, f"{track}.places_met"])
    return f"{address}?by={Dimension.DISTRICT.value}&of="


def _district_bars(districts: list[DistrictRow], address: str) -> list[dict[str, Any]]:
    return [
        {
            "href": f"{address}{row.district_id or NONE}",
            "label": str(row.district) if row.district else _("district not stated"),
            "value": row.places_met,
            "of": row.targets,
        }
        for row in districts
        if row.targets
    ]


def _week_bars(weeks: list[WeekRow]) -> list[dict[str, Any]]:
    return [
        {"label": f"{row.starts_on:%d.%m}", "value": row.held, "of": row.planned} for row in weeks
    ]
