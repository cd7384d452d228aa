"""Strands: lines of annealing that go side by side, on one thread or more.

How many there are is a matter of the search and never of the threads, and they look at each other
only between rounds, at fixed shares of the run: the same seed and number of moves give the same
plan, whoever carries them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from planner.progress import OnProgress, Progress

STRANDS = 2
A_TENTH = 0.1  # of a second between two looks of whoever watches

Task = Callable[[], object]
RunAll = Callable[[Iterable[Task]], object]


@contextmanager
def threads(workers: int) -> Iterator[RunAll]:
    """A way to run one task of each strand and wait for all of them."""
    if workers < 2:
        yield lambda tasks: [task() for task in tasks]
        return
    with ThreadPoolExecutor(min(workers, STRANDS)) as pool:
        yield lambda tasks: [*pool.map(lambda task: task(), tasks)]


class Watch:
    """Tells whoever watches a run about ten times a second how it stands."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self.on_progress = on_progress
        self.told = -1.0

    def wants_more(self, seconds: float, progress: Callable[[], Progress]) -> bool:
        """False once the one who watches has had enough."""
        if self.on_progress is None or seconds - self.told < A_TENTH:
            return True
        self.told = seconds
        return self.on_progress(progress()) is not False
