"""Long work: a table of runs is a queue, and a row of it says who does the work and how far it is.

Every step from one state to another is one UPDATE that names the state it leads from, so that of
two workers one gets the run, on SQLite and on PostgreSQL. What a run brings about is written in the
transaction that ends it: who lost the run in the meantime writes nothing.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Any, Final, Self

from django.db import DatabaseError, connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import RunState
from .errors import Refused
from .models import Run

BEAT: Final = 1.0  # seconds between two signs of life
SILENCE: Final = timedelta(seconds=30)  # after which a worker counts as gone
ATTEMPTS: Final = 3

log = logging.getLogger("kezdesu.work")

FAILURES: Final[dict[str, Promise]] = {
    "worker_lost": _("The worker ended three times before the work was done. Ask for it anew."),
    "unexpected": _("The work ended with a fault. The administrator finds it in the worker's log."),
}


class Lost(Exception):  # noqa: N818
    """The run is no longer this worker's: what it was about to write must not be written."""


class Ended(BaseException):
    """The worker is told to end: raised where the work tells how far it is, and nowhere else."""


class Pulse:
    """A worker's sign of life for one run, from a thread of its own while the work goes on.

    `tell` is cheap and touches no database; the thread writes what was told last.
    """

    def __init__(self, run: Run, must_end: Callable[[], bool] = lambda: False) -> None:
        self._mine = _held(run)
        self._must_end = must_end
        self._told: dict[str, Any] = {}
        self._ended = threading.Event()
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse of {run}", daemon=True)

    def tell(self, **progress: Any) -> bool:
        """How far the work is; False when it should come to an end with what it has."""
        if self._must_end():
            raise Ended
        self._told = progress
        return not self._enough.is_set()

    def beat(self) -> None:
        """One sign of life, and a look whether somebody wants the work stopped."""
        self._mine.update(beat_at=timezone.now(), progress=self._told)
        if self._mine.filter(stop_asked=False).first() is None:
            self._enough.set()

    def _beat(self) -> None:
        try:
            while not self._ended.wait(BEAT):
                try:
                    self.beat()
                except DatabaseError:
                    log.exception("a sign of life was not written")
        finally:
            connection.close()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()


Work = Callable[[Any, Pulse], None]
"""Does a run, tells the pulse how far it is, and ends it by `end` where it writes its result."""


@dataclass(frozen=True)
class Queue:
    model: type[Run]
    work: Work


queues: list[Queue] = []


def works_on(model: type[Run]) -> Callable[[Work], Work]:
    """Makes a function the one that does the runs of a table; it belongs into an app's `tasks`."""

    def register(work: Work) -> Work:
        queues.append(Queue(model, work))
        return work

    return register


def claim(model: type[Run], worker: str) -> Run | None:
    """The run that has waited longest, now this worker's; None when there is none to have."""
    now = timezone.now()
    for pk in (
        _runs(model).filter(state=RunState.WAITING).order_by("pk").values_list("pk", flat=True)
    ):
        is_mine = (
            _runs(model)
            .filter(pk=pk, state=RunState.WAITING)
            .update(
                state=RunState.RUNNING,
                worker=worker,
                attempt=F("attempt") + 1,
                began_at=now,
                beat_at=now,
                progress={},
            )
        )
        if is_mine:
            return _runs(model).get(pk=pk)
    return None


def end(
    run: Run, state: RunState, *, failure: str = "", progress: dict[str, Any] | None = None
) -> None:
    """Ends a run in the transaction that writes its result; Lost when it is another's by now.

    `progress` is how far it came in the end.
    """
    ended: dict[str, Any] = {
        "state": state,
        "ended_at": timezone.now(),
        "worker": "",
        "failure": failure[:500],
    }
    if progress is not None:
        ended["progress"] = progress
    if not _held(run).update(**ended):
        raise Lost(str(run))
    run.state, run.failure = state, failure


def release(run: Run) -> None:
    """Gives a run back unfinished, for the next worker; this attempt does not count."""
    _held(run).update(state=RunState.WAITING, worker="", attempt=F("attempt") - 1)


def ask_to_stop(run: Run) -> bool:
    """A waiting run stops at once, a running one as its worker hears of it. False: it had ended."""
    mine = _runs(type(run)).filter(pk=run.pk)
    if mine.filter(state=RunState.WAITING).update(
        state=RunState.STOPPED, stop_asked=True, ended_at=timezone.now()
    ):
        return True
    return bool(mine.filter(state=RunState.RUNNING).update(stop_asked=True))


def reap(model: type[Run]) -> int:
    """Runs whose worker fell silent wait for another one, or fail when it was the last attempt."""
    silent = _runs(model).filter(state=RunState.RUNNING, beat_at__lt=timezone.now() - SILENCE)
    if not silent.exists():  # an UPDATE of nothing would still wait for SQLite's one writer
        return 0
    failed = silent.filter(attempt__gte=ATTEMPTS).update(
        state=RunState.FAILED, failure="worker_lost", worker="", ended_at=timezone.now()
    )
    return failed + silent.update(state=RunState.WAITING, worker="")


def do(run: Run, work: Work, must_end: Callable[[], bool] = lambda: False) -> None:
    """Does a claimed run to its end. What ends the worker itself gives the run back first."""
    try:
        with Pulse(run, must_end) as pulse:
            work(run, pulse)
    except Lost:
        log.warning("%s was taken over; nothing is written", run)
    except Refused as refused:
        _failed(run, str(refused))
    except Exception:
        log.exception("%s ended with a fault", run)
        _failed(run, "unexpected")
    except BaseException:
        release(run)
        raise


def failure_in_words(run: Run) -> str:
    return str(FAILURES.get(run.failure, run.failure))


def _failed(run: Run, failure: str) -> None:
    try:
        end(run, RunState.FAILED, failure=failure)
    except Lost:
        log.warning("%s was taken over before it failed", run)


def _runs(model: type[Run]) -> QuerySet[Run]:
    return model._default_manager.all()


def _held(run: Run) -> QuerySet[Run]:
    """The run as long as it is this worker's, in this attempt."""
    return _runs(type(run)).filter(
        pk=run.pk, state=RunState.RUNNING, worker=run.worker, attempt=run.attempt
    )
