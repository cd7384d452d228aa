"""A map for paper: met filled, planned a ring, due hollow, a priority place ringed twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

from .drawing import FAINT, INK, PAPER, SOFT, WIDTH, Drawing, width_of

STATES: Final = ("met", "planned", "due")
_HEIGHT: Final = 400.0
_LOW: Final = 240.0  # of a map of few marks
_FEW: Final = 10
_EDGE: Final = 24.0
_HEAD: Final = 26.0  # where the marks are named
_RADIUS: Final = 4.0
_MOST_NAMED: Final = 400  # with more marks than this a map is a cloud: small marks without names
_GRAIN: Final = 4.0  # in a cloud, marks of one state closer than this are one mark
_NAME: Final = 8.5
_KILOMETRES_A_DEGREE: Final = 111.32
_SCALES: Final = (200, 100, 50, 20, 10, 5, 2, 1)
_Frame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    name: str
    latitude: float
    longitude: float
    state: str  # one of STATES
    is_priority: bool


def coverage_map(marks: Sequence[Mark], words: dict[str, str], kilometre: str) -> str:
    """East is right, north is up. `words` name the STATES and "priority" above the map."""
    drawing = Drawing(_HEIGHT if len(marks) > _FEW else _LOW)
    _name_marks(drawing, words)
    spots, scale = _spots(marks, drawing.height)
    drawing.box(0.5, _HEAD, WIDTH - 1, drawing.height - _HEAD - 0.5, fill=PAPER, stroke=FAINT)
    if len(marks) > _MOST_NAMED:
        _draw_cloud(drawing, marks, spots)
    else:
        for mark, (x, y) in zip(marks, spots, strict=True):
            _draw(drawing, x, y, mark.state, is_priority=mark.is_priority)
        _write_names(drawing, marks, spots)
    _draw_scale(drawing, scale, kilometre)
    return drawing.svg()


def _draw_cloud(
    drawing: Drawing, marks: Sequence[Mark], spots: Sequence[tuple[float, float]]
) -> None:
    """What is not met yet lies on top, for it is what a reader looks for."""
    seen = {
        (STATES.index(mark.state), round(x / _GRAIN), round(y / _GRAIN))
        for mark, (x, y) in zip(marks, spots, strict=True)
    }
    for state, across, down in sorted(seen):
        fill = INK if STATES[state] == "met" else PAPER
        width = 1.2 if STATES[state] == "planned" else 0.6
        drawing.circle(across * _GRAIN, down * _GRAIN, _GRAIN / 2, fill=fill, width=width)


def _draw(drawing: Drawing, x: float, y: float, state: str, *, is_priority: bool) -> None:
    if is_priority:
        drawing.circle(x, y, _RADIUS + 3, fill="none")
    width = 2.2 if state == "planned" else 0.8
    drawing.circle(x, y, _RADIUS, fill=INK if state == "met" else PAPER, width=width)


def _name_marks(drawing: Drawing, words: dict[str, str]) -> None:
    x = 8.0
    for key in (*STATES, "priority"):
        _draw(drawing, x, 11, "due" if key == "priority" else key, is_priority=key == "priority")
        drawing.text(x + 12, 15, words[key], size=11)
        x += 12 + width_of(words[key], 11) + 22


def _spots(marks: Sequence[Mark], height: float) -> tuple[list[tuple[float, float]], float]:
    """Where each mark stands, and how long a kilometre is drawn."""
    west, east = _span(mark.longitude for mark in marks)
    south, north = _span(mark.latitude for mark in marks)
    across = _KILOMETRES_A_DEGREE * cos(radians((south + north) / 2))
    wide, high = max((east - west) * across, 1), max((north - south) * _KILOMETRES_A_DEGREE, 1)
    room_across, room_down = WIDTH - 2 * _EDGE, height - _HEAD - 2 * _EDGE
    scale = min(room_across / wide, room_down / high)
    left = _EDGE + (room_across - wide * scale) / 2
    top = _HEAD + _EDGE + (room_down - high * scale) / 2
    spots = [
        (
            left + (mark.longitude - west) * across * scale,
            top + (north - mark.latitude) * _KILOMETRES_A_DEGREE * scale,
        )
        for mark in marks
    ]
    return spots, scale


def _span(values: Iterable[float]) -> tuple[float, float]:
    known = list(values)
    return min(known), max(known)


def _write_names(
    drawing: Drawing, marks: Sequence[Mark], spots: Sequence[tuple[float, float]]
) -> None:
    """As many names as do not lie on a mark or on one another; priority places come first."""
    taken: list[_Frame] = [(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    taken.append((0, drawing.height - 28, 160, drawing.height))  # the scale
    order = sorted(zip(marks, spots, strict=True), key=lambda pair: not pair[0].is_priority)
    for mark, (x, y) in order:
        wide = width_of(mark.name, _NAME)
        for at, anchor, left in ((x + 9, "start", x + 9), (x - 9, "end", x - 9 - wide)):
            frame = (left, y - 5, left + wide, y + 5)
            if left > 2 and frame[2] < WIDTH - 2 and not any(_meet(frame, each) for each in taken):
                drawing.text(at, y + 3, mark.name, size=_NAME, anchor=anchor)
                taken.append(frame)
                break


def _meet(one: _Frame, other: _Frame) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_scale(drawing: Drawing, scale: float, kilometre: str) -> None:
    length = next((each for each in _SCALES if each * scale <= WIDTH / 5), _SCALES[-1])
    y = drawing.height - 12
    drawing.line(10, y, 10 + length * scale, y)
    for x in (10, 10 + length * scale):
        drawing.line(x, y - 3, x, y + 3)
    drawing.text(16 + length * scale, y + 3, f"{length} {kilometre}", size=9, colour=SOFT)
