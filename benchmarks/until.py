"""When a run of so many seconds is over, by the clock or by processor time."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import perf_counter, process_time

Clock = Callable[[], float]  # seconds since some moment


def of_two_cores() -> float:
    """What a clock would show if the process had two cores of its own: half its processor time."""
    return process_time() / 2


def add_clock(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--by-processor",
        dest="clock",
        action="store_const",
        const=of_two_cores,
        default=perf_counter,
        help="for a busy machine: two seconds of processor time count as one by the clock",
    )


class Until:
    """Ends at a moment of the clock; what was spent before the search does not cool it."""

    def __init__(self, deadline: float, clock: Clock = perf_counter) -> None:
        self.deadline = deadline
        self.clock = clock
        self.began: float | None = None

    def spent(self, iterations: int, seconds: float) -> float:
        now = self.clock()
        if self.began is None:
            self.began = now
        return min(1.0, (now - self.began) / max(self.deadline - self.began, 1e-9))


@contextmanager
def ringing(seconds: float, clock: Clock, ring: Callable[[], object]) -> Iterator[None]:
    """Calls once so many seconds have passed by a clock that the solver itself does not know."""
    until, over = clock() + seconds, Event()

    def watch() -> None:
        while not over.wait(0.1):
            if clock() >= until:
                ring()
                return

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        over.set()
