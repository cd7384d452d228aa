from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from kezdesu.core.text import fold

from .cells import CellError, text

Item = TypeVar("Item")
SHOWN = 12


class Known(Generic[Item]):
    """Things that a cell may name by any of their names; the first name is the one shown."""

    def __init__(self, items: Iterable[Item], names_of: Callable[[Item], Iterable[str]]) -> None:
        self._labels: list[str] = []
        self._by_key: dict[str, Item] = {}
        for item in items:
            names = [name for name in names_of(item) if name]
            self._labels.append(names[0])
            for name in names:
                self._by_key.setdefault(fold(name), item)

    def __call__(self, value: object) -> Item | None:
        """Reads a cell: the thing it names, None when blank; an unknown name lists the known."""
        written = text(value)
        if not written:
            return None
        try:
            return self._by_key[fold(written)]
        except KeyError:
            raise CellError(self._unknown(written)) from None

    def _unknown(self, written: str) -> str:
        if not self._labels:
            return _("“%(written)s” is unknown; none has been set up yet.") % {"written": written}
        shown = ", ".join(self._labels[:SHOWN]) + (" …" if len(self._labels) > SHOWN else "")
        return _("“%(written)s” is unknown; write one of: %(known)s.") % {
            "written": written,
            "known": shown,
        }
