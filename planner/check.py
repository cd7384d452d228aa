"""Judges any plan. Shares no code with the search: it reads the problem and the plan alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.consistency import check_assignments
from planner.costs import COSTS
from planner.problem import Assignment, Problem
from planner.rules import RULES
from planner.rules.base import Look, Violation


@dataclass(frozen=True)
class Verdict:
    """What a plan breaks and what it costs, term by term, in points."""

    violations: tuple[Violation, ...]
    cost: Mapping[str, float]

    @property
    def is_feasible(self) -> bool:
        return not self.violations

    @property
    def total(self) -> float:
        return sum(self.cost.values())


def check(problem: Problem, plan: Sequence[Assignment]) -> Verdict:
    """Raises a Fault where the plan names what the problem does not know."""
    check_assignments(problem, plan, "plan")
    look = Look(problem, plan)
    return Verdict(_violations(look), {cost.name: cost.points(look) for cost in COSTS})


def violations(problem: Problem, plan: Sequence[Assignment]) -> tuple[Violation, ...]:
    """Only what the plan breaks, without its cost: quick enough to ask of many plans."""
    check_assignments(problem, plan, "plan")
    return _violations(Look(problem, plan))


def _violations(look: Look) -> tuple[Violation, ...]:
    return tuple(
        Violation(rule.name, visit, found, rule.broken)
        for rule in RULES
        for visit, found in rule.find(look)
    )
