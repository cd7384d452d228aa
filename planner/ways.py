"""Ways by the shortest detour. The format lets a way be longer than one by a third place."""

from __future__ import annotations

import numpy as np

from planner.problem import Problem
from planner.search.types import Floats


def shortest_ways(problem: Problem) -> Floats:
    """Minutes between places by any others, so that no stop left out makes a day longer."""
    ways = np.array(problem.travel.minutes, np.float64).reshape(len(problem.travel.places), -1)
    detours = np.empty_like(ways)
    for via in range(len(ways)):
        np.add(ways[:, via, None], ways[None, via, :], out=detours)
        np.minimum(ways, detours, out=ways)
    return ways
