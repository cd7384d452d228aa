"""One way of saying what is wrong with an input: where, and why, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from planner.complaints import BETWEEN
from planner.language import Language, Words, one_line


class Fault(ValueError):  # noqa: N818 - the word used for it everywhere
    """A fault of an input at a path such as ``visits[3].minutes``; its text is one sentence.

    ``words`` say what is wrong there, with ``values`` in their braces.
    """

    def __init__(self, path: str, words: Words, **values: object) -> None:
        self.path, self.words, self.values = path, words, values
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        reason = self.words.say(language, **self.values)
        return one_line(f"{self.path}: {reason}") if self.path else reason


@contextmanager
def under(prefix: str) -> Iterator[None]:
    """Prefixes the path of a fault raised inside: parts need not know where they stand."""
    try:
        yield
    except Fault as fault:
        joint = "" if not fault.path or fault.path.startswith("[") else "."
        raise Fault(f"{prefix}{joint}{fault.path}", fault.words, **fault.values) from None


def require(holds: bool, path: str, words: Words, **values: object) -> None:
    if not holds:
        raise Fault(path, words, **values)


def within(value: float, low: float, high: float, path: str, words: Words = BETWEEN) -> None:
    """The words may name the limits and the value."""
    require(low <= value <= high, path, words, low=low, high=high, value=value)
