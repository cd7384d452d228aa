"""The arrays of a day of routes behind one pointer each, as in ``planner.search.handles``."""

from __future__ import annotations

from planner.routes.types import RouteFacts, RouteState
from planner.search.handles import Handle, Struct, pointing_to


class RouteFactsType(Struct):
    """Compiled form of RouteFacts."""


class RouteStateType(Struct):
    """Compiled form of RouteState."""


class RouteFactsHandle(Handle):  # type: ignore[misc]
    """Pointer to RouteFacts for compiled code."""


class RouteStateHandle(Handle):  # type: ignore[misc]
    """Pointer to RouteState for compiled code."""


facts_handle = pointing_to(RouteFacts, RouteFactsType, RouteFactsHandle)
state_handle = pointing_to(RouteState, RouteStateType, RouteStateHandle)
