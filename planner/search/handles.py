"""The arrays behind one pointer each.

A compiled function that takes a tuple of ninety arrays copies them all at every call and takes
minutes to compile; a numba struct is passed by reference. Python keeps the tuples, which share
memory with the structs.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import getfile
from typing import Any, TypeVar, cast

from numba.core import types as numba_types
from numba.experimental import structref as numba_structref

from planner.search.compiled import kept_with
from planner.search.types import Facts, State

types: Any = numba_types
structref: Any = numba_structref

Parts = TypeVar("Parts", bound="tuple[Any, ...]")


class Struct(types.StructRef):  # type: ignore[misc]
    def preprocess_fields(self, fields: Any) -> Any:
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


Handle: Any = structref.StructRefProxy


def pointing_to(parts: type[Parts], struct: type[Struct], handle: Any) -> Callable[[Parts], Parts]:
    """Makes pointers to named tuples of one kind, which look like them to compiled code alone.

    ``struct`` and ``handle`` are classes of a module, so that numba finds them again in its cache.
    """
    structref.register(struct)
    structref.define_boxing(struct, handle)
    structref.define_constructor(handle, struct, list(cast("Any", parts)._fields))

    def point(values: Any) -> Any:
        return handle(*values)

    compiled = kept_with(getfile(parts), point)
    return lambda values: cast("Parts", compiled(tuple(values)))


class FactsType(Struct):
    """Compiled form of Facts."""


class StateType(Struct):
    """Compiled form of State."""


class FactsHandle(Handle):  # type: ignore[misc]
    """Pointer to Facts for compiled code."""


class StateHandle(Handle):  # type: ignore[misc]
    """Pointer to State for compiled code."""


facts_handle = pointing_to(Facts, FactsType, FactsHandle)
state_handle = pointing_to(State, StateType, StateHandle)
