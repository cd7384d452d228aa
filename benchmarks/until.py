"""When a run of so many seconds by the clock is over, reading included."""

from __future__ import annotations

from time import perf_counter


class Until:
    """Ends at a moment of the wall clock; what was spent before the search does not cool it."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.began: float | None = None

    def spent(self, iterations: int, seconds: float) -> float:
        now = perf_counter()
        if self.began is None:
            self.began = now
        return min(1.0, (now - self.began) / max(self.deadline - self.began, 1e-9))
