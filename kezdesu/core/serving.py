"""A web server and a worker side by side, so that an office needs one command."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from time import monotonic
from types import FrameType
from typing import Final

LOOK: Final = 0.5  # seconds between two looks at both
SOON: Final = 5.0  # a worker that ended earlier than this waits so long for its next start
PATIENCE: Final = 10.0  # seconds to end by themselves
YIELDS: Final = 10  # how much nicer the worker is: pages come first, above all after a restart


class Pair:
    """Lives as long as the server; a worker that dies is started again."""

    def __init__(self, server: Sequence[str]) -> None:
        self.told = False
        self.server_command = list(server)
        self.worker_command = ["-m", "kezdesu.cli", "work", "--parent", str(os.getpid())]

    def run(self) -> int:
        """The server's exit code, 0 when it was told to end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)
        self.server, self.worker = _python(self.server_command), self._work()
        began = monotonic()
        try:
            while not self.told:
                try:
                    return self.server.wait(LOOK)
                except subprocess.TimeoutExpired:
                    if self.worker.poll() is not None and monotonic() - began > SOON:
                        self.worker, began = self._work(), monotonic()
            return 0
        finally:
            self._end()

    def _work(self) -> "subprocess.Popen[bytes]":
        worker = _python(self.worker_command)
        os.setpriority(os.PRIO_PROCESS, worker.pid, os.nice(0) + YIELDS)
        return worker

    def _tell(self, number: int, frame: FrameType | None) -> None:
        """Only noted: an exception here could fall between a process's start and its name."""
        self.told = True

    def _end(self) -> None:
        both = [self.server, self.worker]
        for process in both:
            process.terminate()
        for process in both:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _python(arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, *arguments])  # noqa: S603  our own words only
