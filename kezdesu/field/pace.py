"""When each phone's turn is, so that five hundred that find the network together all get through.

A phone asks for its token before it delivers, and is told how many seconds to wait. Turns are dealt
out one after another, as far apart as deliveries take at the moment, divided by the share of the
time that they may use: when the machine is slow, turns move apart by themselves. Kept in memory:
after a restart the worst is that two phones come at once.
"""

import threading
from collections.abc import Callable
from time import monotonic

SHARE = 1.0  # deliveries under way at once, on average; each measured one includes what it waited
FIRST_GUESS = 0.03  # seconds that a delivery takes, until some have been measured
SLOWEST = 0.5  # one outlier, such as a cold start, does not send everybody away
LONGEST_WAIT = 120.0
_WEIGHT = 0.1  # of the latest delivery in the running mean


class Pace:
    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._takes = FIRST_GUESS
        self._next = 0.0

    def turn(self) -> float:
        """Seconds until this phone may deliver; zero when nobody else wants to."""
        with self._lock:
            now = self._clock()
            begins = max(now, self._next)
            self._next = min(begins + self._takes / SHARE, now + LONGEST_WAIT)
            return begins - now

    def took(self, seconds: float) -> None:
        """A delivery was answered after so long."""
        with self._lock:
            self._takes += _WEIGHT * (min(seconds, SLOWEST) - self._takes)


pace = Pace()
