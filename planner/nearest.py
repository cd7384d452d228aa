"""How near a plan can come to an approved one."""

from __future__ import annotations

from dataclasses import dataclass

from planner.problem import Assignment


@dataclass(frozen=True)
class Nearest:
    """No plan changes fewer; ``plan`` is a beginning that may change no more."""

    fewest: int
    plan: tuple[Assignment, ...] = ()
