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
from kezdesu.core.periods import Period
from kezdesu.programmes.models import Track

from . import adding
from .base import Base, load_base, streams
from .breakdowns import by_name, coverage_of, districts_of, weeks_of
from .counting import NUMBERS, PLACES
from .ground import Ground, ground_of
from .kept import counts_of
from .models import PeopleEstimate
from .office_figures import group_figures, press_figures, question_figures
from .sentences import BENEATH
from .track_figures import track_figures
from .values import (
    Breakdown,
    CoverageRow,
    DistrictRow,
    Figure,
    FigureSet,
    Number,
    Rows,
    Summary,
    WeekRow,
)
from .words import Words

__all__ = [
    "Breakdown",
    "CoverageRow",
    "DistrictRow",
    "Figure",
    "FigureSet",
    "Number",
    "Rows",
    "WeekRow",
    "base_of",
    "breakdowns_for",
    "breakdowns_of",
    "coverage_by_track",
    "coverage_rows",
    "figures_for",
    "figures_of",
    "numbers_for",
    "own_tracks",
    "stated_estimate",
]


def figures_for(office: Office, period: Period) -> FigureSet[Figure]:
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


def figures_of(base: Base) -> FigureSet[Figure]:
    """Reads the period before as well, on the same ground."""
    before = load_base(base.ground, base.period.previous())
    earlier = _figures(before) if before.tracks else {}
    figures = [
        replace(figure, previous=earlier[key].known if key in earlier else None)
        for key, figure in _figures(base).items()
    ]
    return FigureSet.of(base.ground.office, base.period, figures, base.tracks)


def breakdowns_of(base: Base) -> dict[str, Breakdown]:
    return {track: _breakdown(base, track) for track in base.tracks}


def numbers_for(office: Office, period: Period) -> FigureSet[Number]:
    """The same figures without their rows, for a page that shows numbers alone.

    Of an office above others it adds up what is kept of each (`kept.py`).
    """
    return summary_for(office, period).figures


def summary_for(office: Office, period: Period) -> Summary:
    """The numbers, with the districts and weeks that are drawn beside them."""
    ground = ground_of(office)
    counts = counts_of(ground, period, NUMBERS)
    figures, tracks = adding.numbers(ground, period, counts)
    earlier = period.previous()
    before, ran = adding.numbers(ground, earlier, counts_of(ground, earlier, NUMBERS))
    previous = {each.key: each.known for each in before} if ran else {}
    scope = _scope(ground)
    told = [replace(each.counting(scope), previous=previous.get(each.key)) for each in figures]
    return Summary(
        FigureSet.of(office, period, told, tracks),
        {slug: adding.districts(ground, counts, slug) for slug in tracks},
        {slug: adding.weeks(period, counts, slug) for slug in tracks},
    )


def coverage_rows(office: Office, period: Period, track: str) -> list[CoverageRow]:
    """The places of the track with slug `track`, in Kazakh order of their names."""
    ground = ground_of(office)
    return adding.places(ground, counts_of(ground, period, PLACES), track)


def coverage_by_track(office: Office, period: Period) -> dict[str, list[CoverageRow]]:
    """The same of every track, in their order."""
    ground = ground_of(office)
    counts = counts_of(ground, period, PLACES)
    tracks = streams(ground, period, adding.tracks_of(counts))
    return {track: adding.places(ground, counts, track) for track in tracks}


def _breakdown(base: Base, track: str) -> Breakdown:
    places = _coverage(base, track)
    return Breakdown(places, districts_of(places), weeks_of(base, track))


def _coverage(base: Base, track: str) -> list[CoverageRow]:
    return sorted(coverage_of(base, track), key=by_name)


def _figures(base: Base) -> dict[str, Figure]:
    figures = [*group_figures(base)]
    for slug in base.tracks:
        figures += track_figures(base, slug)
    figures += [*question_figures(base), *press_figures(base)]
    scope = _scope(base.ground)
    return {figure.key: figure.counting(scope) for figure in figures}


def _scope(ground: Ground) -> Words | None:
    """Whose work counts, where it is not one office's alone."""
    beneath = str(len(ground.offices) - 1)
    return BENEATH.filled(count=Words(beneath, beneath, beneath)) if ground.is_tree else None


def own_tracks(office: Office) -> QuerySet[Track]:
    """The tracks of the office itself; of two programmes' tracks of one slug, the latest."""
    latest = Track.objects.filter(programme__office=office).order_by("slug", "-pk")
    kept = {track.slug: track.pk for track in reversed(latest)}
    return Track.objects.filter(pk__in=kept.values()).select_related("programme__office")


def stated_estimate(track: Track, period: Period) -> PeopleEstimate | None:
    return PeopleEstimate.objects.filter(track=track, period=period.code).first()
