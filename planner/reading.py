"""From plain JSON values to the dataclasses, with the path of the first fault; and back."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from planner.complaints import (
    A_DATE,
    A_LIST,
    AN_OBJECT,
    LIST,
    LISTED_TWICE,
    MUST_BE,
    NOT_GIVEN,
    NUMBER,
    OBJECT,
    ONE_OF,
    PERHAPS,
    SO_LARGE,
    TEXT,
    TRUE_OR_FALSE,
    UNKNOWN,
    WHOLE_NUMBER,
)
from planner.fault import Fault, require, under
from planner.language import Words

LARGEST = 10**9


def read(kind: Any, value: object) -> Any:
    """The value as an object of the kind; raises a Fault whose path says where it does not fit."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else read(parts[0], value)
    if origin is Literal:
        require(value in parts, "", ONE_OF, parts=", ".join(parts), shown=_shown(value))
        return value
    if origin in (tuple, frozenset):
        return _many(origin, parts[0], value)
    if origin is Mapping:
        return _mapping(parts[1], value)
    if is_dataclass(kind):
        return _record(kind, value)
    return _single(kind, value)


def plain(value: Any) -> Any:
    """A dataclass as JSON values; what equals its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            part.name: plain(getattr(value, part.name))
            for part in fields(value)
            if getattr(value, part.name) != _default(part)
        }
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain(each) for each in value)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _many(origin: type, kind: Any, value: object) -> Any:
    _must_be(LIST, isinstance(value, list), value)
    assert isinstance(value, list)
    each = []
    for at, one in enumerate(value):
        with under(f"[{at}]"):
            each.append(read(kind, one))
    made = origin(each)
    if origin is frozenset and len(made) < len(each):
        twice = next(one for at, one in enumerate(each) if one in each[:at])
        raise Fault("", LISTED_TWICE, name=twice)
    return made


def _mapping(kind: Any, value: object) -> Any:
    _must_be(OBJECT, isinstance(value, dict), value)
    assert isinstance(value, dict)
    made = {}
    for name, one in value.items():
        with under(name):
            made[name] = read(kind, one)
    return types.MappingProxyType(made)


def _record(kind: Any, value: object) -> Any:
    _must_be(OBJECT, isinstance(value, dict), value)
    assert isinstance(value, dict)
    known = {part.name: part for part in fields(kind)}
    for name in value:
        if name not in known:
            raise _unknown(name, list(known))
    made = {}
    for name, part in known.items():
        if name in value:
            with under(name):
                made[name] = read(_hints(kind)[name], value[name])
        else:
            require(_default(part) is not MISSING, name, NOT_GIVEN)
    return kind(**made)


def _single(kind: Any, value: object) -> Any:
    if kind is date:
        require(isinstance(value, str), "", A_DATE, shown=_shown(value))
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        # Python reads 20230630 and 2023-W26-5 as well; the format has one way to write a day.
        if day is None or day.isoformat() != value:
            raise Fault("", A_DATE, shown=_shown(value))
        return day
    if kind is float or kind is int:
        return _number(kind, value)
    _must_be(TRUE_OR_FALSE if kind is bool else TEXT, isinstance(value, kind), value)
    return value


def _number(kind: type[int] | type[float], value: object) -> float:
    wanted = WHOLE_NUMBER if kind is int else NUMBER
    _must_be(wanted, isinstance(value, int | kind) and not isinstance(value, bool), value)
    assert isinstance(value, int | float)
    _must_be(wanted, abs(value) <= LARGEST, value)
    return int(value) if kind is int else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _default(part: Field[Any]) -> Any:
    return part.default if part.default_factory is MISSING else part.default_factory()


def _must_be(kind: Words, holds: bool, value: object) -> None:
    if not holds:
        raise Fault("", MUST_BE, kind=kind, shown=_shown(value))


def _unknown(name: str, known: list[str]) -> Fault:
    for close in get_close_matches(name, known, 1):
        return Fault(name[:80], PERHAPS, close=close)
    return Fault(name[:80], UNKNOWN, known=", ".join(known))


def _shown(value: object) -> str | Words:
    if value is None:
        return "null"
    if isinstance(value, list | dict):
        return A_LIST if isinstance(value, list) else AN_OBJECT
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST:
        return SO_LARGE
    text = repr(value) if isinstance(value, str) else str(value).lower()
    return text if len(text) <= 40 else text[:37] + "…"
