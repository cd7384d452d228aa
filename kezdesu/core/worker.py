"""The worker's day: chores by the clock, and run after run, until somebody says enough."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from time import monotonic
from types import FrameType
from typing import Final

from django.apps import apps
from django.db import DatabaseError, close_old_connections
from django.utils.crypto import get_random_string

from . import work

REST: Final = 0.5  # seconds between two looks at empty queues

log = logging.getLogger("kezdesu.work")


@dataclass
class Chore:
    """Something short that is due again and again; `act` may be done twice without harm."""

    act: Callable[[], object]
    every: float  # seconds
    due: float = 0.0


chores: list[Chore] = []


def every(seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Makes a function a chore of the worker; it belongs into an app's `tasks`."""

    def register(act: Callable[[], object]) -> Callable[[], object]:
        chores.append(Chore(act, seconds))
        return act

    return register


class Ended(BaseException):
    """The worker is told to end: raised where it stands, also in the middle of long work."""


class Worker:
    """`parent` is the process with which it ends, when it was started beside a server."""

    def __init__(self, parent: int | None = None) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{get_random_string(8)}"
        self.parent = parent
        self._rest = threading.Event()

    def run(self) -> None:
        load_tasks()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        try:
            while self.parent in (None, os.getppid()):
                if not self.step():
                    self._rest.wait(REST)
        except Ended:
            log.info("the worker ends")

    def step(self) -> bool:
        """What is due by the clock, and one run; False when no run was waiting."""
        close_old_connections()
        try:
            self._do_chores()
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
                work.do(run, queue.work)
                return True
        return False

    def _do_chores(self) -> None:
        for chore in chores:
            if monotonic() >= chore.due:
                chore.due = monotonic() + chore.every
                chore.act()

    def _end(self, number: int, frame: FrameType | None) -> None:
        raise Ended


def load_tasks() -> None:
    """Reads every app's `tasks`, where its queues and chores are named."""
    for config in apps.get_app_configs():
        if config.name.startswith("kezdesu.") and find_spec(f"{config.name}.tasks"):
            import_module(f"{config.name}.tasks")
