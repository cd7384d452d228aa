"""From plain JSON values to the dataclasses, with the path of the first fault; and back."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from planner.fault import Fault, require, under

LARGEST = 10**9


def read(kind: Any, value: object) -> Any:
    """The value as an object of the kind; raises a Fault whose path says where it does not fit."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else read(parts[0], value)
    if origin is Literal:
        require(value in parts, "", f"must be one of {', '.join(parts)}, not {_shown(value)}")
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
    require(isinstance(value, list), "", f"must be a list, not {_shown(value)}")
    assert isinstance(value, list)
    each = []
    for at, one in enumerate(value):
        with under(f"[{at}]"):
            each.append(read(kind, one))
    made = origin(each)
    if origin is frozenset and len(made) < len(each):
        twice = next(one for at, one in enumerate(each) if one in each[:at])
        raise Fault("", f"{twice!s} is listed twice")
    return made


def _mapping(kind: Any, value: object) -> Any:
    require(isinstance(value, dict), "", f"must be an object, not {_shown(value)}")
    assert isinstance(value, dict)
    made = {}
    for name, one in value.items():
        with under(name):
            made[name] = read(kind, one)
    return types.MappingProxyType(made)


def _record(kind: Any, value: object) -> Any:
    require(isinstance(value, dict), "", f"must be an object, not {_shown(value)}")
    assert isinstance(value, dict)
    known = {part.name: part for part in fields(kind)}
    for name in value:
        require(name in known, name[:80], f"is not known here{_near(name, list(known))}")
    made = {}
    for name, part in known.items():
        if name in value:
            with under(name):
                made[name] = read(_hints(kind)[name], value[name])
        else:
            require(_default(part) is not MISSING, name, "is missing")
    return kind(**made)


def _single(kind: Any, value: object) -> Any:
    if kind is date:
        require(isinstance(value, str), "", f"must be a date like 2023-06-30, not {_shown(value)}")
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        # Python reads 20230630 and 2023-W26-5 as well; the format has one way to write a day.
        if day is None or day.isoformat() != value:
            raise Fault("", f"must be a date like 2023-06-30, not {_shown(value)}")
        return day
    if kind is float or kind is int:
        return _number(kind, value)
    noun = "true or false" if kind is bool else "a text"
    require(isinstance(value, kind), "", f"must be {noun}, not {_shown(value)}")
    return value


def _number(kind: type[int] | type[float], value: object) -> float:
    noun = "a whole number" if kind is int else "a number"
    fits = isinstance(value, int | kind) and not isinstance(value, bool)
    require(fits, "", f"must be {noun}, not {_shown(value)}")
    assert isinstance(value, int | float)
    require(abs(value) <= LARGEST, "", f"must be {noun}, not {_shown(value)}")
    return int(value) if kind is int else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _default(part: Field[Any]) -> Any:
    return part.default if part.default_factory is MISSING else part.default_factory()


def _near(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, 1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"


def _shown(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST:
        return "so large a number"
    text = repr(value) if isinstance(value, str) else str(value).lower()
    return text if len(text) <= 40 else text[:37] + "…"
