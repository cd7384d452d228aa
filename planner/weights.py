"""What each cost is worth, in points: one point is one minute that one person travels."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from math import isfinite

from planner.complaints import FINITE
from planner.fault import require, within

MOST_POINTS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Prices of the costs, in points. Each field is the name of one cost."""

    left_out: float = field(default=1.0, metadata={"unit": "per point of the visit's own price"})
    late: float = field(
        default=50.0, metadata={"unit": "per day after the due date and unit of the visit's weight"}
    )
    travel: float = field(default=1.0, metadata={"unit": "per minute that one person travels"})
    uneven_load: float = field(
        default=20.0,
        metadata={"unit": "per squared visit that a member is away from the fair share"},
    )
    same_speaker_again: float = field(
        default=60.0, metadata={"unit": "per repeated visit of one member to one place"}
    )
    priority_first: float = field(
        default=1.0,
        metadata={"unit": "per day of waiting since the first day and unit of the visit's weight"},
    )
    delay: float = field(
        default=1.0,
        metadata={"unit": "per minute that a visit begins after begin_by, times its weight"},
    )
    longest_delay: float = field(
        default=1.0, metadata={"unit": "per minute of the longest delay of any one visit"}
    )
    moved: float = field(
        default=200.0, metadata={"unit": "per visit moved to another period than in the baseline"}
    )
    reassigned: float = field(
        default=60.0, metadata={"unit": "per person added to or taken off a crew of the baseline"}
    )
    dropped: float = field(
        default=400.0, metadata={"unit": "per visit of the baseline that is left out"}
    )

    finish: float = field(
        default=1.0,
        metadata={
            "unit": "per working minute until the last of a set is over and unit of its weight"
        },
    )
    changed: float = field(
        default=0.0,
        metadata={
            "unit": "per visit of the baseline that differs at all: period, crew or left out"
        },
    )

    def __post_init__(self) -> None:
        for part in fields(self):
            value = getattr(self, part.name)
            require(isfinite(value), part.name, FINITE)
            within(value, 0, MOST_POINTS, part.name)
