"""The little notation of report texts: headings, paragraphs, list items, tables, cited figures.

# 1. Heading
A paragraph with [5000-нан аса адам](figure:residents.people_reached).
- an item
[[districts residents]]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from kezdesu.core.text import tied

PERCENT: Final = ".percent"  # ends the key of a figure whose percentage is told
_CITED: Final = re.compile(r"\[([^\[\]]+)\]\(figure:([A-Za-z0-9_.-]+)\)")
_TABLE: Final = re.compile(r"\[\[([a-z_]+)(?: ([\w-]+))?\]\]")
_SHORT_LIST: Final = 8
_HEADING: Final = re.compile(r"(#{1,3}) +(.+)")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; `figure` is the key of the figure it tells."""

    text: str
    figure: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Runs, ...]

    @property
    def is_short(self) -> bool:
        """A list that stays on one page."""
        return len(self.items) <= _SHORT_LIST


@dataclass(frozen=True, slots=True)
class TableHere:
    name: str
    track: str


Block = Heading | Paragraph | Items | TableHere


def blocks_of(body: str) -> Iterator[Block]:
    """Blocks in reading order; blank lines separate paragraphs, lines within one are joined."""
    for part in re.split(r"\n\s*\n", body.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        while lines:
            yield _next_block(lines)


def plain(text: str) -> str:
    """The words without the notation of cited figures."""
    return _CITED.sub(r"\1", text)


def tied_runs(runs: Runs) -> Runs:
    """The same words, no line of which ends where it must not."""
    whole = tied("".join(run.text for run in runs))
    ends = [*accumulate(len(run.text) for run in runs)]
    return tuple(
        replace(run, text=whole[end - len(run.text) : end])
        for run, end in zip(runs, ends, strict=True)
    )


def runs_of(text: str) -> Runs:
    runs, position = [], 0
    for found in _CITED.finditer(text):
        runs += [Run(text[position : found.start()]), Run(found[1], found[2])]
        position = found.end()
    return tuple(run for run in (*runs, Run(text[position:])) if run.text)


def cited(text: str, figure: str) -> str:
    return f"[{text}](figure:{figure})"


def _next_block(lines: list[str]) -> Block:
    """Takes the first block's lines off `lines`."""
    if heading := _HEADING.fullmatch(lines[0]):
        lines.pop(0)
        return Heading(len(heading[1]), plain(heading[2]))
    if table := _TABLE.fullmatch(lines[0]):
        lines.pop(0)
        return TableHere(table[1], table[2] or "")
    if lines[0].startswith("- "):
        return Items(tuple(runs_of(line[2:]) for line in _take(lines, is_item=True)))
    return Paragraph(runs_of(" ".join(_take(lines, is_item=False))))


def _take(lines: list[str], *, is_item: bool) -> list[str]:
    taken: list[str] = []
    while lines and _belongs(lines[0], is_item=is_item):
        taken.append(lines.pop(0))
    return taken


def _belongs(line: str, *, is_item: bool) -> bool:
    if _HEADING.fullmatch(line) or _TABLE.fullmatch(line):
        return False
    return line.startswith("- ") == is_item
