"""A number as a reader opens it: what it says, and its rows, of which only what is shown is read.

The number is that of every page (`queries.numbers_for`); of a part of it, the sum of its rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period

from . import narrowing, rules
from .behind import Behind, behind
from .choices import Dimension
from .ground import Ground, ground_of
from .queries import numbers_for
from .sentences import SHARE
from .values import Number
from .words import Words

Narrow = Callable[[Behind], Behind]


@dataclass(frozen=True, slots=True)
class Opened:
    figure: Number
    rows: Behind

    def only(self, narrow: Narrow) -> "Opened":
        """Some of its rows, and what they come to."""
        rows = narrow(self.rows)
        figure = replace(self.figure, value=rows.total, previous=None, percent=None)
        return Opened(figure, rows)


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage: which part of which whole; rows of the part are rows of the whole."""

    part: Opened
    whole: Opened

    @property
    def percent(self) -> int | None:
        return rules.percent(self.part.figure.value, self.whole.figure.value)

    @property
    def label(self) -> Words:
        return Words.joined(self.part.figure.label, Words(*["%"] * 3), by=", ")

    @property
    def definition(self) -> Words:
        part, whole = self.part.figure.definition, self.whole.figure.definition
        return SHARE.filled(part=part.label, whole=whole.label)

    def only(self, narrow: Narrow) -> "Share":
        return Share(self.part.only(narrow), self.whole.only(narrow))


def opened(office: Office, period: Period, key: str) -> Opened | None:
    """None where the period has no such figure."""
    figure = numbers_for(office, period).get(key)
    return Opened(figure, behind(ground_of(office), period, key)) if figure else None


def opened_share(office: Office, period: Period, key: str) -> Share | None:
    """The percentage told of the figure `key`; None where none is told of it."""
    figures, ground = numbers_for(office, period), ground_of(office)
    part = figures.get(key)
    whole = figures.get(part.percent_of) if part else None
    if part is None or whole is None:
        return None
    return Share(
        Opened(part, behind(ground, period, key)),
        Opened(whole, behind(ground, period, whole.key)),
    )


def in_part(ground: Ground, by: Dimension, part: str) -> Narrow:
    return lambda rows: narrowing.part_of(rows, ground, by, part)


def at_place(place: int) -> Narrow:
    return lambda rows: narrowing.at_place(rows, place)
