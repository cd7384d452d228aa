"""Facts about frozen reports, on plain values."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kezdesu.figures.track_figures import is_always_told
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


def part_seals(frozen: Mapping[str, Any]) -> dict[str, str]:
    """A short seal of each part, so that a broken seal can be told by what was changed.

    Named as the parts are reached: figures.residents.people_reached.amounts, reports.kk.body,
    facts.tracks.residents.meetings.
    """
    return {name: _short_seal(part) for name, part in _parts(frozen)}


def changed_parts(frozen: Mapping[str, Any], sealed: Mapping[str, str]) -> list[str]:
    """Names of parts that are not what they were when `sealed` was made; none without it."""
    now = part_seals(frozen) if sealed else {}
    return [name for name in {**sealed, **now} if sealed.get(name) != now.get(name)]


def _parts(frozen: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    facts = frozen["facts"]
    for figure in facts["figures"]:
        told = {name: figure[name] for name in figure if name not in {"value", "amounts"}}
        for name, part in (
            *((name, figure[name]) for name in ("value", "amounts")),
            ("words", told),
        ):
            yield f"figures.{figure['key']}.{name}", part
    for purpose in ("reports", "posts"):
        for code, text in frozen[purpose].items():
            yield f"{purpose}.{code}", text
    for track in facts["tracks"]:
        for name, part in track.items():
            yield f"facts.tracks.{track['slug']}.{name}", part
    for name, part in facts.items():
        if name not in {"figures", "tracks"}:
            yield f"facts.{name}", part


def _short_seal(part: Any) -> str:
    text = json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def drift(frozen: Iterable[FigureFacts], now: Iterable[FigureFacts]) -> list[Drift]:
    """Figures whose value or rows changed since the report was frozen, in the report's order."""
    then, today = ({figure.key: figure for figure in figures} for figures in (frozen, now))
    found = []
    for key in {**then, **today}:
        rows = _differences(then.get(key), today.get(key))
        if _is_newer(key, then):
            continue
        if rows or (key in then) != (key in today):
            any_of = then.get(key) or today[key]
            values = _value(then.get(key)), _value(today.get(key))
            found.append(Drift(key, any_of.label, any_of.model, *values, rows))
    return found


def _is_newer(key: str, then: Mapping[str, FigureFacts]) -> bool:
    """Whether the program came to know the figure after the report was frozen: that is no drift.

    A figure that every report has beside others of its section can be missing in no other way.
    """
    section = key.partition(".")[0]
    is_told = any(other.partition(".")[0] == section for other in then)
    return key not in then and is_told and is_always_told(key)


def does_not_add_up(figures: Iterable[FigureFacts]) -> list[FigureFacts]:
    """Figures whose number is not the sum of its rows: one of the two was changed by hand."""
    return [figure for figure in figures if figure.value != sum(figure.amounts.values())]


def _value(figure: FigureFacts | None) -> int | None:
    return figure.known if figure else None


def _differences(
    then: FigureFacts | None, today: FigureFacts | None
) -> dict[str, tuple[int | None, int | None]]:
    before, now = then.amounts if then else {}, today.amounts if today else {}
    return {
        row: (before.get(row), now.get(row))
        for row in {**before, **now}
        if before.get(row) != now.get(row)
    }
