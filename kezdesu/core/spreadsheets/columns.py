"""Which column of a sheet holds what, whatever its heading's language, spelling and place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from django.utils.translation import get_language

from kezdesu.core.text import fold

from .cells import text

_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_EDGES: Final = " .,:;*•-"
_NUMBERING: Final = frozenset(
    (
        *("№", "#", "р/с", "р/с №", "№ р/с", "рет №", "реттік №", "реттік нөмірі"),
        *("п/п", "№ п/п", "no", "nr", "ескерту", "ескертпе", "примечание", "примечания"),
        *("note", "notes", "remarks"),
    )
)


@dataclass(frozen=True)
class Column:
    """One field of a table. The first heading of each language is what messages call it."""

    key: str
    kk: tuple[str, ...]
    ru: tuple[str, ...]
    en: tuple[str, ...]
    read: Callable[[Any], Any] = text
    is_required: bool = False
    hxl: str = ""

    @property
    def label(self) -> str:
        headings: tuple[str, ...] = getattr(self, get_language() or "kk", self.kk)
        return headings[0]


@dataclass(frozen=True)
class Headings:
    """The columns that an importer knows, found by any of their headings."""

    columns: tuple[Column, ...]

    @cached_property
    def _by_heading(self) -> dict[str, Column]:
        return {
            _plain(heading): column
            for column in self.columns
            for heading in (*column.kk, *column.ru, *column.en, column.key)
        }

    def match(self, heading: str) -> Column | None:
        """«Тұрғындар саны (адам) *» is «Тұрғындар саны»; a bracket that tells names apart stays."""
        plain = _plain(heading)
        return self._by_heading.get(plain) or self._by_heading.get(
            _plain(_IN_BRACKETS.sub(" ", plain))
        )

    def closest(self, heading: str) -> str | None:
        """The known heading that `heading` most resembles, as messages call it."""
        found = get_close_matches(_plain(heading), self._by_heading, n=1, cutoff=0.7)
        return self._by_heading[found[0]].label if found else None

    @property
    def required(self) -> list[Column]:
        return [column for column in self.columns if column.is_required]

    def labels(self, columns: Sequence[Column] | None = None) -> str:
        return ", ".join(f"«{column.label}»" for column in columns or self.columns)


def is_numbering(heading: str) -> bool:
    """A running number or remarks: nothing to import, nothing to complain of."""
    return _plain(heading) in _NUMBERING


def _plain(heading: str) -> str:
    return fold(heading).strip(_EDGES).strip()
