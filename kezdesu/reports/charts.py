"""Charts for paper: lying bars, and standing bars by week. Every bar begins at zero."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .drawing import FAINT, INK, LETTER, PAPER, SOFT, WIDTH, Drawing, width_of

_BAR: Final = 13.0
_LABEL: Final = 15.0  # a line of a label
_GAP: Final = 12.0
_ROOM_FOR_VALUE: Final = 120.0
_PLOT: Final = 120.0  # height of the standing bars
_CROWD: Final = 50.0  # the same of the people beneath them
_MOST_NUMBERED: Final = 30  # with more weeks than this, numbers would run into one another


@dataclass(frozen=True, slots=True)
class Bar:
    """`whole` draws an outline that `value` fills; `told` stands at the bar's end."""

    label: str
    value: int
    told: str
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Week:
    day: str  # of its Monday, as the foot of the bar tells it
    month: str  # the month whose first Monday this is, else empty
    held: int
    planned: int
    people: int


def bars(rows: Sequence[Bar]) -> str:
    labels = [_wrapped(row.label) for row in rows]
    heights = [len(lines) * _LABEL + _BAR + _GAP for lines in labels]
    drawing = Drawing(sum(heights) + 4)
    most = max((max(row.value, row.whole or 0) for row in rows), default=0) or 1
    scale = (WIDTH - _ROOM_FOR_VALUE - 2) / most
    top = 0.0
    for row, lines, height in zip(rows, labels, heights, strict=True):
        _lay(drawing, row, lines, top, scale)
        top += height
    drawing.line(1, 0, 1, drawing.height - 4, colour=SOFT)
    return drawing.svg()


def _lay(drawing: Drawing, row: Bar, lines: Sequence[str], top: float, scale: float) -> None:
    for number, line in enumerate(lines, 1):
        drawing.text(7, top + number * _LABEL - 3, line)
    y = top + len(lines) * _LABEL + 1
    if row.whole is not None:
        drawing.box(1, y, row.whole * scale, _BAR, fill=PAPER, stroke=INK)
    drawing.box(1, y, row.value * scale, _BAR, fill=INK)
    end = 1 + max(row.value, row.whole or 0) * scale
    drawing.text(end + 6, y + _BAR - 2.5, row.told, is_bold=True)


def weeks(rows: Sequence[Week], held: str, planned: str, people: str) -> str:
    """Meetings, `held` filled and `planned` outlined as named above them; `people` beneath."""
    drawing = Drawing(_PLOT + _CROWD + 108)
    _name_bars(drawing, held, planned)
    foot = _PLOT + 36
    base = foot + _CROWD + 64
    drawing.text(0, foot + 46, people)
    step = WIDTH / max(len(rows), 1)
    scale = _PLOT / (max((max(row.held, row.planned) for row in rows), default=0) or 1)
    reach = _CROWD / (max((row.people for row in rows), default=0) or 1)
    is_told = len(rows) <= _MOST_NUMBERED
    for place, row in enumerate(rows):
        _stand(drawing, row, place * step, step, foot, scale, is_told=is_told)
        _crowd(drawing, row, place * step, step, base, reach, is_told=is_told)
    for y in (foot, base):
        drawing.line(0, y, WIDTH, y)
    return drawing.svg()


def _name_bars(drawing: Drawing, held: str, planned: str) -> None:
    drawing.box(1, 3, 10, 10, fill=INK)
    drawing.text(16, 12, held)
    after = 16 + width_of(held, 12) + 24
    drawing.box(after, 3, 10, 10, fill=PAPER, stroke=INK)
    drawing.text(after + 15, 12, planned)


def _stand(
    drawing: Drawing, row: Week, x: float, step: float, foot: float, scale: float, *, is_told: bool
) -> None:
    middle, wide = x + step / 2, step * 0.66
    top = foot - max(row.held, row.planned) * scale
    if row.planned:
        drawing.box(
            x + step * 0.17, foot - row.planned * scale, wide, row.planned * scale,
            fill=PAPER, stroke=INK,
        )  # fmt: skip
    drawing.box(x + step * 0.17, foot - row.held * scale, wide, row.held * scale, fill=INK)
    if is_told and (row.held or row.planned):
        told = str(row.held) if row.held == row.planned else f"{row.held}/{row.planned}"
        drawing.text(middle, top - 4, told, size=min(9, step / len(told) / LETTER), anchor="middle")
    drawing.text(
        middle, foot + 12, row.day, size=min(9, step / 2 / LETTER), anchor="middle", colour=SOFT
    )
    if row.month and x + 4 + width_of(row.month, 10) <= WIDTH:
        drawing.line(x + 1, foot + 16, x + 1, foot + 28, colour=FAINT)
        drawing.text(x + 4, foot + 26, row.month, size=10)


def _crowd(
    drawing: Drawing, row: Week, x: float, step: float, foot: float, scale: float, *, is_told: bool
) -> None:
    if not row.people:
        return
    high = row.people * scale
    drawing.box(x + step * 0.17, foot - high, step * 0.66, high, fill=FAINT, stroke=INK)
    if is_told:
        told = str(row.people)
        size = min(9, step / len(told) / LETTER)
        drawing.text(x + step / 2, foot - high - 4, told, size=size, anchor="middle")


def _wrapped(label: str) -> list[str]:
    return textwrap.wrap(label, int((WIDTH - 10) / 12 / LETTER)) or [""]
