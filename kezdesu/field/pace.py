"""When each phone's turn is, so that five hundred that find the network together all get through.

A phone asks for its token before it delivers, and is told how many seconds to wait. Turns are dealt
out one after another, as far apart as a delivery takes, divided by the share of the time that
deliveries may use: when the machine is slow, turns move apart by themselves. What a delivery takes
is what the latest computed themselves, on the mean without the slowest, which is the first after a
start, and the least that any of them waited, for the disk or for other programs: in a rush the rest
waited for each other, and turns that counted this too would stay apart long after the rush. Kept in
memory: after a restart the worst is that two phones come at once.

Those whose turn it is are let in one at a time, in their order: SQLite admits one writer, and who
waits for it there looks again now and then, so that the unlucky look for seconds.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import fmean
from time import monotonic, thread_time

SHARE = 0.5  # of the time, for deliveries; the rest is for tokens and pages
FIRST_GUESS = 0.03  # seconds that a delivery computes, until some have been measured
SLOWEST = 0.5  # whatever happens, a delivery is not taken to need longer
LONGEST_WAIT = 120.0
PATIENCE = 10.0  # seconds that a phone whose turn it is waits for those before it
_LATEST = 16  # deliveries that tell how long the next ones take


class Crowded(Exception):  # noqa: N818  the house names what happened
    """Somebody before it holds the database up: to be tried again later."""


class Pace:
    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock, self._under_way = threading.Lock(), threading.Lock()
        self._computed = deque([FIRST_GUESS], maxlen=_LATEST)
        self._waited: deque[float] = deque(maxlen=_LATEST)
        self._next = 0.0

    def turn(self) -> float:
        """Seconds until this phone may deliver; zero when nobody else wants to."""
        with self._lock:
            now = self._clock()
            begins = max(now, self._next)
            self._next = min(begins + self._takes() / SHARE, now + LONGEST_WAIT)
            return begins - now

    @contextmanager
    def delivery(self) -> Iterator[None]:
        """Around the keeping of one phone's records. Raises Crowded after PATIENCE seconds."""
        if not self._under_way.acquire(timeout=PATIENCE):
            raise Crowded
        began, computed = self._clock(), thread_time()
        try:
            yield
        finally:
            self._under_way.release()
            self.took(self._clock() - began, thread_time() - computed)

    def took(self, seconds: float, computed: float) -> None:
        """A delivery was under way for so long, and computed so long itself."""
        with self._lock:
            self._computed.append(min(computed, SLOWEST))
            self._waited.append(min(max(seconds - computed, 0.0), SLOWEST))

    def _takes(self) -> float:
        usual = sorted(self._computed)[:-1] or [FIRST_GUESS]
        return fmean(usual) + min(self._waited, default=0.0)


pace = Pace()
