"""A web server and a worker side by side, so that an office needs one command.

Both are forked from the process that brought the database up to date: what it has loaded, they need
not load again, which is most of a restart.
"""

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from threading import Thread
from time import monotonic, sleep
from types import FrameType
from typing import Final

from django.db import connections

LOOK: Final = 0.5  # seconds between two looks at both
SOON: Final = 5.0  # a worker that ended earlier than this waits so long for its next start
PATIENCE: Final = 10.0  # seconds to end by themselves
YIELDS: Final = 10  # how much nicer the worker is: pages come first, above all after a restart
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


class Pair:
    """Lives as long as the server; a worker that dies is started again."""

    def __init__(self, server: Callable[[], None], worker: Callable[[], None]) -> None:
        self.told = False
        self._serve, self._work = server, worker

    def run(self) -> int:
        """The server's exit code, 0 when it was told to end."""
        for number in SIGNALS:
            signal.signal(number, self._tell)
        self.server, self.worker = _begun(self._serve), self._working()
        began = monotonic()
        try:
            while not self.told:
                self.server.join(LOOK)
                if self.server.exitcode is not None:
                    return self.server.exitcode
                if not self.worker.is_alive() and monotonic() - began > SOON:
                    self.worker, began = self._working(), monotonic()
            return 0
        finally:
            self._end()

    def _working(self) -> BaseProcess:
        worker = _begun(self._work)
        os.setpriority(os.PRIO_PROCESS, worker.pid or 0, os.nice(0) + YIELDS)
        return worker

    def _tell(self, number: int, frame: FrameType | None) -> None:
        """Only noted: an exception here could fall between a process's start and its name."""
        self.told = True

    def _end(self) -> None:
        both = [self.server, self.worker]
        for process in both:
            process.terminate()
        for process in both:
            process.join(PATIENCE)
            process.kill()
            process.join()


def _begun(act: Callable[[], None]) -> BaseProcess:
    """A child that does this. No connection is shared with it, and no signal falls between."""
    _let_go_of_the_database()
    sys.stdout.flush()
    child = get_context("fork").Process(target=_as_if_alone, args=[act, os.getpid()])
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    return child


def _let_go_of_the_database() -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # its threads do not come along


def _as_if_alone(act: Callable[[], None], parent: int) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    Thread(target=_end_after, args=[parent], daemon=True).start()
    act()


def _end_after(parent: int) -> None:
    """Nothing stays on the port when the first process was killed outright."""
    while os.getppid() == parent:
        sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
