"""Drawings for paper: a small SVG writer. Black on white, so that a copier loses nothing."""

from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 640.0
INK: Final = "#1b2733"
SOFT: Final = "#4b5966"
FAINT: Final = "#bdbbb1"
PAPER: Final = "#ffffff"
FONT: Final = "Onest, system-ui, sans-serif"
LETTER: Final = 0.58  # of the size: how wide a letter is, a little more than the average
# XML knows no control characters, whatever somebody pasted into a name.
_CONTROL: Final = dict.fromkeys(range(32), " ")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the sentence over it and the words for those who do not see it."""

    name: str  # districts-residents
    title: str
    alt: str
    svg: str
    height: float | None = None  # centimetres on paper; None: as wide as the page allows


class Drawing:
    """Marks in a frame 640 wide; y runs down. Only attributes: a strict CSP forbids styles."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        self.width, self.height = width, height
        self._marks: list[str] = []

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 12,
        anchor: str = "start",
        is_bold: bool = False,
        colour: str = INK,
    ) -> None:
        weight = ' font-weight="700"' if is_bold else ""
        self._marks.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
            f' fill="{colour}"{weight}>{escape(words.translate(_CONTROL))}</text>'
        )

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none"
    ) -> None:
        self._marks.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
            f' fill="{fill}" stroke="{stroke}"/>'
        )

    def line(self, x: float, y: float, to_x: float, to_y: float, *, colour: str = INK) -> None:
        self._marks.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"/>'
        )

    def circle(self, x: float, y: float, radius: float, *, fill: str, width: float = 1) -> None:
        self._marks.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}"'
            f' stroke="{INK}" stroke-width="{width:g}"/>'
        )

    def svg(self) -> str:
        ground = f'<rect width="{self.width:g}" height="{self.height:g}" fill="{PAPER}"/>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}"'
            f' font-family="{FONT}">{ground}{"".join(self._marks)}</svg>'
        )


def width_of(words: str, size: float) -> float:
    """About how wide the words are set in `size`."""
    return len(words) * size * LETTER
