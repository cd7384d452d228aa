"""Which sheets a report's workbook has, and what they are called."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from django.utils.translation import pgettext

from .facts import ReportFacts
from .grid import Sheet, filled_columns, only_columns
from .shortening import MOST_ROWS
from .tables import sheet

_NAME: Final = 31  # letters, Excel's limit
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_OF_TRACKS: Final = ("by_office", "coverage", "districts", "schedule", "meetings", "not_held")
# Parts of other sheets, which stand by themselves only when they are too long for paper.
_PARTS: Final = ("priority", "institutions")


def sheets_of(facts: ReportFacts, code: str) -> Iterator[Sheet]:
    """Every table with rows, figures first, without the columns that no row fills.

    Read each within `override(code)`.
    """
    for name, track in _names(facts):
        found, looked_at = (sheet(facts, name, track, code) for _time in range(2))
        least = MOST_ROWS if name in _PARTS else 0
        if found and looked_at:
            rows = tuple(islice(looked_at.rows, least + 1))
            if len(rows) > least:
                filled = filled_columns(found.columns, chain(rows, looked_at.rows))
                yield only_columns(found, filled)


def sheet_names(facts: ReportFacts, code: str) -> dict[str, str]:
    """What the sheet of each table is called; call it within `override(code)`."""
    names: dict[str, str] = {}
    for name, track in _names(facts):
        if found := sheet(facts, name, track, code):
            caption = found.caption
            if name == "not_held":  # in so many words that the track would be cut off
                short = pgettext("report", "Meetings not held")
                caption = f"{short} {caption.rpartition(': ')[2]}"
            names[found.name] = free_name(caption, names.values())
    return names


def free_name(caption: str, taken: Iterable[str]) -> str:
    """The caption as Excel lets a sheet be called, unlike those that are taken."""
    base = " ".join(caption.translate(_FORBIDDEN).split())
    name, count, folded = _cut(base, _NAME), 1, {each.casefold() for each in taken}
    while name.casefold() in folded:
        count += 1
        name = f"{_cut(base, _NAME - len(str(count)) - 1)} {count}"
    return name


def _cut(text: str, most: int) -> str:
    """At a word's end, unless it is one long word."""
    if len(text) <= most:
        return text
    whole, _space, _rest = text[: most + 1].rpartition(" ")
    return (whole or text[:most]).rstrip(" ,;–—-")


def _names(facts: ReportFacts) -> Iterator[tuple[str, str]]:
    yield from (("figures", ""), ("composition", ""), ("offices", ""), ("reached", ""))
    for track in facts.tracks:
        yield from ((name, track.slug) for name in (*_OF_TRACKS, *_PARTS))
    yield from (("publications", ""), ("questions", ""))
