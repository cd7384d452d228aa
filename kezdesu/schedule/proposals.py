"""What planning gives back: proposals, its progress, and the rules that a draft breaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kezdesu.people.models import Person
from kezdesu.programmes.models import Target, Track

from .inputs import Held
from .rules import minute_of


@dataclass(frozen=True)
class PlannedVisit:
    target: Target
    starts_at: datetime
    minutes: int
    crew: tuple[Person, ...]

    def held(self, name: str) -> Held:
        """As what is planned next must take it; it has no row yet."""
        day, minute = self.starts_at.date(), minute_of(self.starts_at)
        return Held(name, self.target, day, minute, self.minutes, self.crew)


@dataclass(frozen=True)
class Unplanned:
    target: Target
    reasons: list[dict[str, str]]  # as LeftOut stores them


@dataclass(frozen=True)
class Proposal:
    track: Track
    visits: tuple[PlannedVisit, ...]  # by start
    left_out: tuple[Unplanned, ...]
    engine: dict[str, Any]  # as Plan stores it

    @property
    def held(self) -> list[Held]:
        """What is proposed, as the next track must take it."""
        return [visit.held(f"{self.track.pk}-{number}") for number, visit in enumerate(self.visits)]


@dataclass(frozen=True)
class Progress:
    """Where the engine stands: the track's number among `of`, and the share of its time spent.

    `bound` is what no plan of the track can cost less than; None until it is known.
    """

    track: Track
    number: int
    of: int
    share: float = 0.0
    cost: float | None = None  # of the best plan so far
    missing: int = 0
    bound: float | None = None


@dataclass(frozen=True)
class Broken:
    """A rule that a drawn visit breaks, the person it is about, if any, and what it says."""

    rule: str
    who: Person | None = None
    what: str = ""  # the category, skill or language that the crew lacks
    # What the checker said of it; the same rule broken for the same one is the same all the same.
    facts: tuple[tuple[str, str | int], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Judgement:
    """What a plan breaks, by visit key (None: the whole plan), and its cost by name, in points."""

    broken: dict[int | None, list[Broken]]
    cost: Mapping[str, float]


@dataclass(frozen=True)
class Change:
    """A visit as a repair would have it: without `before` it is new, without `after` left out.

    `why` holds each reason in every language, as LeftOut stores them.
    """

    target: Target
    before: Held | None
    after: PlannedVisit | None
    why: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Nearest:
    """The plan nearest to one that something has happened to.

    No plan that keeps the rules changes fewer than `least` visits, as is proven; `broken` are rules
    that no plan found could keep.
    """

    changes: tuple[Change, ...]
    unplanned: tuple[Unplanned, ...] = ()
    broken: tuple[str, ...] = ()
    least: int = 0

    @property
    def is_proven(self) -> bool:
        """Whether no plan that keeps the rules is nearer."""
        old = [change for change in self.changes if change.before]
        return not self.broken and len(old) == self.least

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to wish for: few changes, and nothing left out for their sake."""
        added = sum(change.before is None for change in self.changes)
        return self.rank == (0, self.least + added)

    @property
    def rank(self) -> tuple[int, int]:
        """Lower is better: what must be and is not, then changes; one left out counts as two."""
        dropped = sum(change.after is None for change in self.changes)
        return len(self.broken) + len(self.unplanned), len(self.changes) + dropped


OnRepair = Callable[[float, int | None], bool | None]
"""Told the share of the time spent and the changes of the best so far; False ends the search."""

OnProgress = Callable[[Progress], bool | None]
"""False ends the search; what is best by then is kept."""
