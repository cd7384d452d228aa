"""The JSON Schema of problem files, made from the dataclasses that read them."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from planner.problem import Problem

_SINGLE = {str: "string", int: "integer", float: "number", bool: "boolean"}


def problem_schema() -> dict[str, Any]:
    """As docs/planner-problem.schema.json holds it."""
    parts: dict[str, Any] = {}
    body = _record(Problem, parts)
    body["properties"] = {"version": {"const": 1}, **body["properties"]}
    body["required"] = ["version", *body["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kezdesu planning problem",
        **body,
        "$defs": dict(sorted(parts.items())),
    }


def _record(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    required = [
        part.name
        for part in fields(kind)
        if part.default is MISSING and part.default_factory is MISSING
    ]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {part.name: _schema(hints[part.name], parts) for part in fields(kind)},
    }


def _schema(kind: Any, parts: dict[str, Any]) -> dict[str, Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(inner[0], parts), {"type": "null"}]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (tuple, frozenset):
        unique = {"uniqueItems": True} if origin is frozenset else {}
        return {"type": "array", "items": _schema(inner[0], parts), **unique}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(inner[1], parts)}
    if is_dataclass(kind) and isinstance(kind, type):
        parts.setdefault(kind.__name__, {})
        parts[kind.__name__] = _record(kind, parts)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return {"type": "string", "format": "date"} if kind is date else {"type": _SINGLE[kind]}
