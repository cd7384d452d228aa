"""The worker's day: chores by the clock, and run after run, until somebody says enough.

The clock has a thread of its own, so that no letter waits for long work. Both use only what two
workers may do at once: whatever is taken is taken by one UPDATE that names what it leads from.
"""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep
from types import FrameType
from typing import Final

from django.db import DatabaseError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from . import work
from .contributions import load_each
from .work import Ended

REST: Final = 0.5  # seconds between two looks at empty queues, or at the clock
LAST_LETTER: Final = 5.0  # seconds that a chore under way gets when the worker ends

log = logging.getLogger("kezdesu.work")


@dataclass
class Chore:
    """Something short that is due again and again; `act` may be done twice without harm."""

    act: Callable[[], object]
    every: float  # seconds
    aside: bool = False  # it takes long, and has a thread of its own
    due: float = 0.0
    thread: threading.Thread | None = None


chores: list[Chore] = []


def every(
    seconds: float, *, aside: bool = False
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Makes a function a chore of the worker; it belongs into an app's `tasks`.

    One that takes long stands `aside`, so that no letter waits for it.
    """

    def register(act: Callable[[], object]) -> Callable[[], object]:
        chores.append(Chore(act, seconds, aside))
        return act

    return register


class Worker:
    """`parent` is the process with which it ends, when it was started beside a server."""

    def __init__(self, parent: int | None = None) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{get_random_string(8)}"
        self.parent = parent
        self.told = False

    def run(self) -> None:
        load_tasks()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)
        clock = threading.Thread(target=self._keep_the_clock, name="clock", daemon=True)
        clock.start()
        log.info(_("The worker is ready."))
        try:
            while not self.told:
                if not self.step():
                    sleep(REST)
        except Ended:
            pass  # the run is given back already
        self.told = True
        clock.join(LAST_LETTER)
        log.info("the worker ends")

    def step(self) -> bool:
        """One run; False when none was waiting."""
        close_old_connections()
        try:
            return self._do_one_run()
        except DatabaseError:
            # Locked or away for a moment: a worker outlives its database.
            log.exception("the database did not answer")
            return False

    def _do_one_run(self) -> bool:
        for queue in work.queues:
            if work.reap(queue.model):
                log.warning("runs of a worker that fell silent were taken up")
            if run := work.claim(queue.model, self.name):
                work.do(run, queue.work, must_end=lambda: self.told)
                return True
        return False

    def _keep_the_clock(self) -> None:
        try:
            while not self.told:
                do_chores()
                if self.parent not in (None, os.getppid()):
                    self.told = True
                sleep(REST)
        finally:
            connection.close()

    def _tell(self, number: int, frame: FrameType | None) -> None:
        """Only noted: whoever works looks at it where nothing is half done."""
        self.told = True


def do_chores() -> None:
    """What is due by the clock; a chore that fails is tried at its next time, beside the others."""
    for chore in chores:
        if monotonic() < chore.due:
            continue
        chore.due = monotonic() + chore.every
        if not chore.aside:
            close_old_connections()
            _do(chore)
        elif chore.thread is None or not chore.thread.is_alive():
            chore.thread = threading.Thread(target=_do_aside, args=[chore], daemon=True)
            chore.thread.start()


def _do_aside(chore: Chore) -> None:
    try:
        _do(chore)
    finally:
        connection.close()


def _do(chore: Chore) -> None:
    try:
        chore.act()
    except Exception:
        log.exception("a chore of the worker failed")


def load_tasks() -> None:
    """Reads every app's `tasks`, where its queues and chores are named."""
    load_each("tasks")
