"""The one page that leadership reads: key figures beside the period before, a chart, the map."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import override, pgettext

from kezdesu.core.language import language

from . import pictures
from .blocks import Paragraph, Run
from .drawing import Picture
from .facts import ReportFacts, TrackFacts
from .grid import Column, Row, Table
from .papers import Paper, PaperBlock

# A figure of a track, and the one that it is a part of.
_OF_A_TRACK: Final = (
    ("places_met", "targets"),
    ("priority_places_met", "priority_places"),
    ("meetings_held", "meetings_planned"),
    ("people_reached", ""),
)
_OF_THE_OFFICE: Final = (("press.publications", ""), ("questions.raised", ""))
_MOST_BARS: Final = 8  # with more districts their chart would not fit beside the map
_CHART: Final = 6.0  # centimetres high
_MAP: Final = 8.5


def summary_of(paper: Paper, facts: ReportFacts) -> Paper:
    """The paper of the same report in the same language, cut to one page."""
    code = paper.language
    with override(code):
        title = pgettext("summary", "%(office)s: summary, %(period)s")
        return replace(
            paper,
            title=title % {"office": paper.author, "period": paper.period},
            approval=None,
            blocks=(_key_figures(facts, code), *_drawn(facts, code)),
        )


def _key_figures(facts: ReportFacts, code: str) -> Table:
    keys = [
        (f"{track.slug}.{part}", f"{track.slug}.{whole}" if whole else "")
        for track in facts.tracks
        for part, whole in _OF_A_TRACK
    ]
    found = facts.by_key
    rows: list[Row] = []
    for part, whole in (*keys, *_OF_THE_OFFICE):
        if figure := found.get(part):
            of = found[whole].value if whole in found else None
            if of == figure.value == 0:
                continue  # an office without priority places says nothing of them
            rows.append((figure.label.in_language(code), figure.value, of, figure.previous))
    columns = (
        Column(pgettext("report", "Figure"), 8),
        Column(pgettext("report", "Value"), 2, "number"),
        Column(pgettext("summary", "Planned or due"), 2, "number"),
        Column(pgettext("report", "Period before"), 2, "number"),
    )
    return Table("key", pgettext("summary", "Key figures"), columns, tuple(rows))


def _drawn(facts: ReportFacts, code: str) -> Iterator[PaperBlock]:
    """Of the track with most places; a summary has room for one."""
    if not facts.tracks:
        return
    track = max(facts.tracks, key=lambda track: len(track.targets))
    draw = pictures.districts if len(track.districts) <= _MOST_BARS else pictures.meetings_by_week
    for chart in draw(facts, track, code):
        if isinstance(chart, Picture):
            yield replace(chart, height=_CHART)
    for drawn in pictures.coverage(facts, track, code):
        if isinstance(drawn, Picture):
            yield replace(drawn, height=_MAP)
            yield from _without_point(track, code)


def _without_point(track: TrackFacts, code: str) -> Iterator[Paragraph]:
    count = sum(place.latitude is None for place in track.places)
    if count:
        said = pgettext(
            "summary", "Places without a point on the map, named in the report: %(count)s."
        )
        yield Paragraph((Run(said % {"count": language(code).number(count)}),))
