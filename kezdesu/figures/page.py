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
    shares: tuple[tuple[Number, Number], ...] = ()  # each a part and its whole
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
            shares=(
                (figures[f"{slug}.places_met"], figures[f"{slug}.targets"]),
                (figures[f"{slug}.visits_held"], figures[f"{slug}.meetings_planned"]),
            ),
            districts=_district_bars(summary.districts[slug], period, slug),
            weeks=_week_bars(summary.weeks[slug], period, slug),
        )


def _of(figures: FigureSet[Number], *names: str) -> list[Number]:
    return [figure for name in names for figure in figures.section(name)]


def _opened(period: Period, key: str, by: Dimension, part: object) -> str:
    """Where the rows of one part of a figure open."""
    address = reverse("figures:rows", args=[period.code, key])
    return f"{address}?by={by.value}&of={part}"


def _district_bars(
    districts: list[DistrictRow], period: Period, track: str
) -> list[dict[str, Any]]:
    by = Dimension.DISTRICT
    return [
        {
            "href": _opened(period, f"{track}.places_met", by, row.district_id or NONE),
            "of_href": _opened(period, f"{track}.targets", by, row.district_id or NONE),
            "label": str(row.district) if row.district else _("district not stated"),
            "value": row.places_met,
            "of": row.targets,
        }
        for row in districts
        if row.targets
    ]


def _week_bars(weeks: list[WeekRow], period: Period, track: str) -> list[dict[str, Any]]:
    return [
        {
            "href": _opened(period, f"{track}.meetings_held", Dimension.WEEK, row.starts_on),
            "of_href": _opened(period, f"{track}.meetings_planned", Dimension.WEEK, row.starts_on),
            "label": f"{row.starts_on:%d.%m}",
            "value": row.held,
            "of": row.planned,
        }
        for row in weeks
    ]
