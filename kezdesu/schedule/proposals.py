"""What planning gives back: proposals, its progress, and the rules that a draft breaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
        """What is proposed, as the next track must take it; the visits have no rows yet."""
        return [
            Held(
                f"{self.track.pk}-{number}",
                visit.target,
                visit.starts_at.date(),
                minute_of(visit.starts_at),
                visit.minutes,
                visit.crew,
            )
            for number, visit in enumerate(self.visits)
        ]


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
    """A rule that a drawn visit breaks, the person it is about, when it is about one, and what the
    crew lacks, when it lacks a category, a skill or a language."""

    rule: str
    who: Person | None = None
    what: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a plan breaks, by visit key (None: the whole plan), and its cost by name, in points."""

    broken: dict[int | None, list[Broken]]
    cost: Mapping[str, float]


OnProgress = Callable[[Progress], bool | None]
"""False ends the search; what is best by then is kept."""
