"""What is compiled ahead serves every problem: whole numbers among its prices are no other type."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numba
import pytest

from planner import warm
from planner.problem import Problem
from planner.routes.facts import facts_of as facts_of_routes
from planner.search.facts import facts_of, index_of
from planner.weights import Weights


def whole(problem: Problem) -> Problem:
    """The same problem with shares and prices as a reader of JSON finds them: without a point."""
    members = tuple(replace(member, share=2) for member in problem.members)
    weights = Weights(**dict.fromkeys(vars(problem.weights), 3))
    return replace(problem, members=members, weights=weights)


def general(problem: Problem) -> Any:
    return facts_of(problem, index_of(problem))


@pytest.mark.parametrize("facts", [general, facts_of_routes])
def test_whole_numbers_are_compiled_no_other_way(facts: Any) -> None:
    problem = warm.small()
    assert numba.typeof(facts(whole(problem))) == numba.typeof(facts(problem))
