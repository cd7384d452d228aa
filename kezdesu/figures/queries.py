"""The one calculation: every page, chart, export, report and post shows figures made here.

    figures = figures_for(office, Period.parse("2023-H1"))
    figures["residents.people_reached"].value      # 5136
    figures["residents.people_reached"].rows.ids   # the meetings behind it

A figure's value *is* the sum of its rows, so a number and the rows it opens to cannot disagree.
Breakdowns are cut from the same base rows as the figures, so their sums cannot disagree either.
"""

from dataclasses import replace

from django.db.models import QuerySet

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.periods import Period
from kezdesu.programmes.models import Track

from .base import Base, load_base
from .breakdowns import coverage_of, districts_of, weeks_of
from .ground import ground_of
from .models import PeopleEstimate
from .office_figures import group_figures, press_figures, question_figures
from .row_lines import RowLine, row_lines
from .sentences import BENEATH
from .track_figures import track_figures
from .values import Breakdown, CoverageRow, DistrictRow, Figure, FigureSet, Rows, WeekRow
from .words import Words

__all__ = [
    "Breakdown",
    "CoverageRow",
    "DistrictRow",
    "Figure",
    "FigureSet",
    "RowLine",
    "Rows",
    "WeekRow",
    "base_of",
    "breakdowns_for",
    "breakdowns_of",
    "by_district",
    "by_week",
    "coverage_rows",
    "figures_for",
    "figures_of",
    "own_tracks",
    "row_lines",
    "stated_estimate",
]


def figures_for(office: Office, period: Period) -> FigureSet:
    """Every figure of the office in the period, with the period before beside it.

    The work of the offices beneath counts as its own. Twenty-two queries, whatever their size.
    """
    return figures_of(base_of(office, period))


def breakdowns_for(office: Office, period: Period) -> dict[str, Breakdown]:
    """Places, districts and weeks of every track by its slug. Fourteen queries in all."""
    return breakdowns_of(base_of(office, period))


def base_of(office: Office, period: Period) -> Base:
    """The rows that both are cut from, for who needs both."""
    return load_base(ground_of(office), period)


def figures_of(base: Base) -> FigureSet:
    """Reads the period before as well, on the same ground."""
    before = load_base(base.ground, base.period.previous())
    earlier = _figures(before) if before.tracks else {}
    figures = {
        key: replace(figure, previous=earlier[key].value if key in earlier else None)
        for key, figure in _figures(base).items()
    }
    return FigureSet(base.ground.office, base.period, figures, base.tracks)


def breakdowns_of(base: Base) -> dict[str, Breakdown]:
    return {track: _breakdown(base, track) for track in base.tracks}


def coverage_rows(office: Office, period: Period, track: str) -> list[CoverageRow]:
    """The places of the track with slug `track`, in Kazakh order of their names."""
    return _coverage(base_of(office, period), track)


def by_district(office: Office, period: Period, track: str) -> list[DistrictRow]:
    """Coverage by district, most targets first; sums equal the track's figures."""
    return districts_of(coverage_rows(office, period, track))


def by_week(office: Office, period: Period, track: str) -> list[WeekRow]:
    """Every week that touches the period, empty ones too; sums equal the track's figures."""
    return weeks_of(base_of(office, period), track)


def _breakdown(base: Base, track: str) -> Breakdown:
    places = _coverage(base, track)
    return Breakdown(places, districts_of(places), weeks_of(base, track))


def _coverage(base: Base, track: str) -> list[CoverageRow]:
    alphabetical = language("kk").sort_key
    return sorted(coverage_of(base, track), key=lambda row: alphabetical(row.name.kk))


def _figures(base: Base) -> dict[str, Figure]:
    figures = [*group_figures(base)]
    for slug in base.tracks:
        figures += track_figures(base, slug)
    figures += [*question_figures(base), *press_figures(base)]
    if base.ground.is_tree:
        beneath = Words(*[str(len(base.ground.offices) - 1)] * 3)
        figures = [each.counting(BENEATH.filled(count=beneath)) for each in figures]
    return {figure.key: figure for figure in figures}


def own_tracks(office: Office) -> QuerySet[Track]:
    """The tracks of the office itself; of two programmes' tracks of one slug, the latest."""
    latest = Track.objects.filter(programme__office=office).order_by("slug", "-pk")
    kept = {track.slug: track.pk for track in reversed(latest)}
    return Track.objects.filter(pk__in=kept.values()).select_related("programme__office")


def stated_estimate(track: Track, period: Period) -> PeopleEstimate | None:
    return PeopleEstimate.objects.filter(track=track, period=period.code).first()
