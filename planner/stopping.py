"""When to stop: a share of the allowance that is spent, from 0 to 1; at 1 the search ends.

The share also cools the search, so a rule must grow steadily rather than jump at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from planner.complaints import ABOVE_ZERO, NO_STOP
from planner.fault import require


class Stop(Protocol):
    def spent(self, iterations: int, seconds: float) -> float:
        """The share of the allowance that is used up; 1 or more ends the search."""
        ...


@dataclass(frozen=True)
class MaxSeconds:
    seconds: float

    def __post_init__(self) -> None:
        require(self.seconds > 0, "seconds", ABOVE_ZERO, value=self.seconds)

    def spent(self, iterations: int, seconds: float) -> float:
        return seconds / self.seconds


@dataclass(frozen=True)
class MaxIterations:
    """The only rule under which a seed always gives the same plan."""

    iterations: int

    def __post_init__(self) -> None:
        require(self.iterations > 0, "iterations", ABOVE_ZERO, value=self.iterations)

    def spent(self, iterations: int, seconds: float) -> float:
        return iterations / self.iterations


class AnyOf:
    """Ends as soon as one of its rules does."""

    def __init__(self, *rules: Stop) -> None:
        require(bool(rules), "stop", NO_STOP)
        self.rules = rules

    def spent(self, iterations: int, seconds: float) -> float:
        return max(rule.spent(iterations, seconds) for rule in self.rules)
