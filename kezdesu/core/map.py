"""Where the marks of the coverage map stand: a drawing made here, so that it needs no script.

Places are given in percent of a 4 : 3 frame. Marks and letters keep their size in pixels, so the
same drawing serves a phone and a desk; each width has its own set of names that do not collide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

FRAME: Final = (4, 3)
MARGIN: Final = 6.0  # percent on every side, so that no mark is cut
KILOMETRES_A_DEGREE: Final = 111.32
LETTER: Final = 7.2  # pixels a letter takes on average at the map's 12 px
LINE: Final = 16.0
GAP: Final = 10.0  # from a mark's middle to its name
NARROW: Final = 340
WIDE: Final = 880
SCALES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on earth to be drawn; `rank` orders who gets its name written first (0 before 1)."""

    key: int
    name: str
    latitude: float
    longitude: float
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point stands, in percent of the frame, and at which widths its name is written."""

    key: int
    x: float
    y: float
    is_named_on_phone: bool
    is_named_on_desk: bool


@dataclass(frozen=True, slots=True)
class Scale:
    kilometres: int
    percent: float


@dataclass(frozen=True, slots=True)
class Layout:
    spots: tuple[Spot, ...]
    scale: Scale


Box = tuple[float, float, float, float]


def layout(points: Sequence[Point]) -> Layout | None:
    """None when no point is known. East is right, north is up, a kilometre is as long both ways."""
    if not points:
        return None
    places, percent_a_kilometre = _projected(points)
    phone, desk = (_named(points, places, width) for width in (NARROW, WIDE))
    spots = tuple(
        Spot(point.key, *places[point.key], point.key in phone, point.key in desk)
        for point in points
    )
    return Layout(spots, _scale(percent_a_kilometre))


def _projected(points: Sequence[Point]) -> tuple[dict[int, tuple[float, float]], float]:
    """Percent positions by key, and how many percent of the width a kilometre takes."""
    west, east = _ends(point.longitude for point in points)
    south, north = _ends(point.latitude for point in points)
    middle = radians((south + north) / 2)
    wide = max((east - west) * KILOMETRES_A_DEGREE * cos(middle), 1.0)
    high = max((north - south) * KILOMETRES_A_DEGREE, 1.0)
    room = 100 - 2 * MARGIN
    shape = FRAME[0] / FRAME[1]
    across = min(room / wide, room / high / shape)  # percent of the width a kilometre
    down = across * shape
    left, top = (100 - wide * across) / 2, (100 - high * down) / 2
    places = {
        point.key: (
            round(left + (point.longitude - west) * KILOMETRES_A_DEGREE * cos(middle) * across, 2),
            round(top + (north - point.latitude) * KILOMETRES_A_DEGREE * down, 2),
        )
        for point in points
    }
    return places, across


def _ends(values: Iterable[float]) -> tuple[float, float]:
    known = sorted(values)
    return known[0], known[-1]


def _named(
    points: Sequence[Point], places: dict[int, tuple[float, float]], width: int
) -> frozenset[int]:
    """Which names fit at this width without lying on a mark or on one another, first rank first."""
    height = width * FRAME[1] / FRAME[0]
    middles = {key: (x * width / 100, y * height / 100) for key, (x, y) in places.items()}
    taken: list[Box] = [(x - 8, y - 8, x + 8, y + 8) for x, y in middles.values()]
    named = set()
    for point in sorted(points, key=lambda point: (point.rank, len(point.name), point.key)):
        x, y = middles[point.key]
        box = (x + GAP, y - LINE / 2, x + GAP + len(point.name) * LETTER, y + LINE / 2)
        if box[2] <= width and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            named.add(point.key)
    return frozenset(named)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale(percent_a_kilometre: float) -> Scale:
    """The longest round distance that takes at most a quarter of the width."""
    fitting = [length for length in SCALES if length * percent_a_kilometre <= 25] or [SCALES[0]]
    return Scale(fitting[-1], round(fitting[-1] * percent_a_kilometre, 2))
