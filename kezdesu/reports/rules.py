"""Facts about frozen reports, on plain values."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kezdesu.figures.words import Words

from .facts import FigureFacts


@dataclass(frozen=True, slots=True)
class Drift:
    """A figure that records now give differently from the report; None where it is missing."""

    key: str
    label: Words
    frozen: int | None
    now: int | None


def canonical(frozen: Mapping[str, Any]) -> bytes:
    """One byte sequence per content, whatever order a database gives keys back in."""
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def seal_of(frozen: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(frozen)).hexdigest()


def drift(frozen: Iterable[FigureFacts], now: Iterable[FigureFacts]) -> list[Drift]:
    """Figures whose value or rows changed since the report was frozen, in the report's order."""
    then, today = ({figure.key: figure for figure in figures} for figures in (frozen, now))
    return [
        Drift(key, (then.get(key) or today[key]).label, _value(then, key), _value(today, key))
        for key in {**then, **today}
        if _rows(then, key) != _rows(today, key)
    ]


def _value(figures: Mapping[str, FigureFacts], key: str) -> int | None:
    return figures[key].value if key in figures else None


def _rows(figures: Mapping[str, FigureFacts], key: str) -> Mapping[str, int] | None:
    return figures[key].amounts if key in figures else None
