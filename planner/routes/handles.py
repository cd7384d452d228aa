"""The arrays of a day of routes behind one pointer each, as in ``planner.search.handles``."""

from __future__ import annotations

from typing import Any, cast

from planner.routes.types import RouteFacts, RouteState
from planner.search.compiled import compiled
from planner.search.handles import Struct, structref


@structref.register
class RouteFactsType(Struct):
    """Compiled form of RouteFacts."""


@structref.register
class RouteStateType(Struct):
    """Compiled form of RouteState."""


class RouteFactsHandle(structref.StructRefProxy):  # type: ignore[misc]
    """Pointer to RouteFacts for compiled code."""


class RouteStateHandle(structref.StructRefProxy):  # type: ignore[misc]
    """Pointer to RouteState for compiled code."""


for _proxy, _kind, _fields in (
    (RouteFactsHandle, RouteFactsType, RouteFacts._fields),
    (RouteStateHandle, RouteStateType, RouteState._fields),
):
    structref.define_boxing(_kind, _proxy)
    structref.define_constructor(_proxy, _kind, list(_fields))

_facts_handle: Any = RouteFactsHandle
_state_handle: Any = RouteStateHandle


@compiled
def _point_to_facts(parts: Any) -> Any:
    return _facts_handle(*parts)


@compiled
def _point_to_state(parts: Any) -> Any:
    return _state_handle(*parts)


def facts_handle(facts: RouteFacts) -> RouteFacts:
    """Looks like RouteFacts to the compiled code, though Python cannot read its fields."""
    return cast("RouteFacts", _point_to_facts(tuple(facts)))


def state_handle(state: RouteState) -> RouteState:
    """Looks like RouteState to the compiled code, though Python cannot read its fields."""
    return cast("RouteState", _point_to_state(tuple(state)))
