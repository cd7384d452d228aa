"""The proven bound, sought in a thread of its own while the search goes on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from math import isfinite
from threading import Thread
from typing import Final

import planner
from planner.bound import lower_bound

BEAT: Final = 0.25  # seconds between two questions whether somebody still waits


class Bound:
    """Whoever watches sees it beside the best so far as soon as it is known."""

    def __init__(self, problem: planner.Problem) -> None:
        self._found: Future[float] = Future()
        # A thread that ends with the process: nobody waits for a proof that nobody wants.
        Thread(target=self._seek, args=(problem,), daemon=True).start()

    def _seek(self, problem: planner.Problem) -> None:
        try:
            self._found.set_result(lower_bound(problem))
        except Exception as error:
            self._found.set_exception(error)

    @property
    def shown(self) -> float | None:
        """None until it is known, and where it proves that no plan keeps every rule."""
        bound = self._found.result() if self._found.done() else None
        return bound if bound is not None and isfinite(bound) else None

    def awaited(self, is_wanted: Callable[[], bool]) -> float:
        """0, which is always true, once it is not wanted any more."""
        while is_wanted() and not wait([self._found], BEAT).done:
            pass
        return self._found.result() if self._found.done() else 0.0
