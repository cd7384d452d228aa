"""The planning engine: who goes where and when, proven as far as may be, and explained.

It knows nothing of the product that uses it. Importing it is quick: the compiled search and the
solver behind the bound are loaded at their first use.
"""

from planner.check import Verdict, check, violations
from planner.fault import Fault
from planner.problem import (
    Assignment,
    Capacity,
    Finish,
    Member,
    Need,
    Period,
    Problem,
    Quota,
    Spacing,
    StartLag,
    Travel,
    Visit,
)
from planner.progress import Progress
from planner.rules.base import Violation
from planner.solution import Obstacle, Solution, Trip
from planner.solve import solve
from planner.stopping import AnyOf, MaxIterations, MaxSeconds, Stop
from planner.weights import Weights

__all__ = [
    "AnyOf",
    "Assignment",
    "Capacity",
    "Fault",
    "Finish",
    "MaxIterations",
    "MaxSeconds",
    "Member",
    "Need",
    "Obstacle",
    "Period",
    "Problem",
    "Progress",
    "Quota",
    "Solution",
    "Spacing",
    "StartLag",
    "Stop",
    "Travel",
    "Trip",
    "Verdict",
    "Violation",
    "Visit",
    "Weights",
    "check",
    "solve",
    "violations",
]
