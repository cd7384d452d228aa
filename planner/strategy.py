"""Which search suits a problem, told by its structure alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from planner.problem import Assignment, Problem
from planner.progress import OnProgress
from planner.solution import Obstacle
from planner.stopping import Stop


class Strategy(Protocol):
    """A search that holds one plan and betters it."""

    iterations: int

    @property
    def seconds(self) -> float: ...

    def improve(self, stop: Stop, on_progress: OnProgress | None = None) -> None: ...

    def assignments(self) -> tuple[Assignment, ...]: ...

    def take_over(self, plan: tuple[Assignment, ...]) -> None:
        """Goes on with another plan that keeps every rule."""
        ...

    def obstacles(self) -> tuple[tuple[Obstacle, ...], tuple[Obstacle, ...]]:
        """Why visits are left out, and why they are late."""
        ...


def improved(
    problem: Problem,
    stop: Stop,
    seed: int,
    workers: int,
    on_progress: OnProgress | None,
    start: Sequence[Assignment] | None = None,
) -> Strategy:
    """The search that suits the problem, once it has done its work."""
    # numba takes a second to load, which a web worker that never solves need not spend.
    from planner.routes.fits import is_of_routes
    from planner.teams.fits import is_of_teams

    if is_of_routes(problem):
        from planner.routes.run import RouteSearch

        routes = RouteSearch(problem, seed, workers)
        routes.improve(stop, on_progress)
        if routes.keeps_the_rules:
            return routes
    if is_of_teams(problem):
        from planner.teams.run import TeamSearch

        teams = TeamSearch(problem, seed, workers)
        if teams.is_complete:
            teams.improve(stop, on_progress)
            return teams
    return _general(problem, stop, seed, workers, on_progress, start)


def _general(
    problem: Problem,
    stop: Stop,
    seed: int,
    workers: int,
    on_progress: OnProgress | None,
    start: Sequence[Assignment] | None,
) -> Strategy:
    from planner.search.run import Search

    search = Search(problem, seed, workers)
    search.start_from(problem.baseline if start is None else start)
    search.construct()
    search.improve(stop, on_progress)
    return search
