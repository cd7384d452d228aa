"""The arrays behind one pointer each.

A compiled function that takes a tuple of ninety arrays copies them all at every call and takes
minutes to compile; a numba struct is passed by reference. Python keeps the tuples, which share
memory with the structs.
"""

from __future__ import annotations

from typing import Any, cast

from numba.core import types as numba_types
from numba.experimental import structref as numba_structref

from planner.search.compiled import compiled
from planner.search.types import Facts, State

types: Any = numba_types
structref: Any = numba_structref


class Struct(types.StructRef):  # type: ignore[misc]
    def preprocess_fields(self, fields: Any) -> Any:
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


@structref.register
class FactsType(Struct):
    """Compiled form of Facts."""


@structref.register
class StateType(Struct):
    """Compiled form of State."""


class FactsHandle(structref.StructRefProxy):  # type: ignore[misc]
    """Pointer to Facts for compiled code."""


class StateHandle(structref.StructRefProxy):  # type: ignore[misc]
    """Pointer to State for compiled code."""


for _proxy, _kind, _fields in (
    (FactsHandle, FactsType, Facts._fields),
    (StateHandle, StateType, State._fields),
):
    structref.define_boxing(_kind, _proxy)
    structref.define_constructor(_proxy, _kind, list(_fields))


_facts_handle: Any = FactsHandle
_state_handle: Any = StateHandle


@compiled
def _point_to_facts(parts: Any) -> Any:
    return _facts_handle(*parts)


@compiled
def _point_to_state(parts: Any) -> Any:
    return _state_handle(*parts)


def facts_handle(facts: Facts) -> Facts:
    """Looks like Facts to the compiled code, though Python cannot read its fields."""
    return cast("Facts", _point_to_facts(tuple(facts)))


def state_handle(state: State) -> State:
    """Looks like State to the compiled code, though Python cannot read its fields."""
    return cast("State", _point_to_state(tuple(state)))
