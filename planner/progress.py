"""What a running search tells of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Where a run stands: soft cost in points, musts and quota visits still missing."""

    cost: float
    missing: int
    iterations: int
    seconds: float


OnProgress = Callable[[Progress], bool | None]
"""Called about ten times a second at most; False ends the run."""
