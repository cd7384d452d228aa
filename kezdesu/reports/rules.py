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
    """A figure that records now give differently from the report; None where it is missing.

    `rows` are those that came, went or changed, by id: what each added then and adds now.
    """

    key: str
    label: Words
    model: str
    frozen: int | None
    now: int | None
    rows: Mapping[str, tuple[int | None, int | None]]


def canonical(frozen: Mapping[str, Any]) -> bytes:
    """One byte sequence per content, whatever order a database gives keys back in."""
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def seal_of(frozen: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(frozen)).hexdigest()


def drift(frozen: Iterable[FigureFacts], now: Iterable[FigureFacts]) -> list[Drift]:
    """Figures whose value or rows changed since the report was frozen, in the report's order."""
    then, today = ({figure.key: figure for figure in figures} for figures in (frozen, now))
    found = []
    for key in {**then, **today}:
        rows = _differences(then.get(key), today.get(key))
        if rows or (key in then) != (key in today):
            any_of = then.get(key) or today[key]
            values = _value(then.get(key)), _value(today.get(key))
            found.append(Drift(key, any_of.label, any_of.model, *values, rows))
    return found


def does_not_add_up(figures: Iterable[FigureFacts]) -> list[FigureFacts]:
    """Figures whose number is not the sum of its rows: one of the two was changed by hand."""
    return [figure for figure in figures if figure.value != sum(figure.amounts.values())]


def _value(figure: FigureFacts | None) -> int | None:
    return figure.value if figure else None


def _differences(
    then: FigureFacts | None, today: FigureFacts | None
) -> dict[str, tuple[int | None, int | None]]:
    before, now = then.amounts if then else {}, today.amounts if today else {}
    return {
        row: (before.get(row), now.get(row))
        for row in {**before, **now}
        if before.get(row) != now.get(row)
    }
