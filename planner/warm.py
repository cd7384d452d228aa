"""Compiles the searches ahead of time, so that nobody waits for it: ``python -m planner.warm``.

What is compiled is kept beside the sources. Where it is there already this takes a second or two.
Names of searches choose among them (``general routes teams``); without a name all are compiled.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from planner.problem import Finish, Member, Period, Problem, Travel, Visit
from planner.weights import Weights

PERIOD = Period(id="a morning", day=date(2023, 1, 9), starts_at=600, minutes=180)
VISITS = tuple(Visit(id=name, place="here", minutes=60, crew_max=1) for name in ("one", "two"))


def small(**changes: Any) -> Problem:
    """Two visits that one person can hold in a morning."""
    values: dict[str, Any] = {
        "periods": (PERIOD,),
        "members": (Member(id="somebody", share=0),),
        "visits": VISITS,
        "travel": Travel.flat(["here"], 0),
        "weights": Weights(same_speaker_again=0, priority_first=0),
    }
    return Problem(**(values | changes))


def _general() -> None:
    from planner.obstacles import obstacles
    from planner.search.run import Search
    from planner.stopping import MaxIterations

    too_many = Visit(id="left out", place="here", minutes=60, crew_min=2, crew_max=2, price=1)
    search = Search(small(visits=(*VISITS, too_many)), 1)
    search.start_from(())
    search.construct()
    search.improve(MaxIterations(1))
    search.start_from(search.assignments())
    obstacles(search)


def _routes() -> None:
    from planner.routes.run import RouteSearch

    RouteSearch(small(), 1)


def _teams() -> None:
    from planner.teams.run import TeamSearch

    TeamSearch(small(finishes=(Finish(id="all"),), crews_stay_together=True), 1)


SEARCHES: Mapping[str, Callable[[], None]] = {
    "general": _general,
    "routes": _routes,
    "teams": _teams,
}


def main(names: list[str]) -> None:
    for name in names or SEARCHES:
        SEARCHES[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
