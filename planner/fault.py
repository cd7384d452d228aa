"""One way of saying what is wrong with an input: where, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from planner.language import one_line


class Fault(ValueError):  # noqa: N818 - the word used for it everywhere
    """A fault of an input at a path such as ``visits[3].minutes``; its text is one sentence."""

    def __init__(self, path: str, reason: str) -> None:
        sentence = f"{path}: {reason}" if path else reason
        super().__init__(one_line(sentence))
        self.path = path
        self.reason = reason


@contextmanager
def under(prefix: str) -> Iterator[None]:
    """Prefixes the path of a fault raised inside: parts need not know where they stand."""
    try:
        yield
    except Fault as fault:
        joint = "" if not fault.path or fault.path.startswith("[") else "."
        raise Fault(f"{prefix}{joint}{fault.path}", fault.reason) from None


def require(holds: bool, path: str, reason: str) -> None:
    if not holds:
        raise Fault(path, reason)


def within(value: float, low: float, high: float, path: str) -> None:
    require(low <= value <= high, path, f"must be between {low:g} and {high:g}, not {value}")
