"""The whole story: read the problem into arrays, build a plan, better it, judge and explain it."""

from __future__ import annotations

from collections.abc import Sequence

from planner.bound import Proof, proof
from planner.check import Verdict, check
from planner.musts import with_implied_musts
from planner.problem import Assignment, Problem
from planner.progress import OnProgress
from planner.solution import Solution
from planner.stopping import Stop
from planner.strategy import improved


def solve(
    problem: Problem,
    *,
    stop: Stop,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    prove: bool = True,
    explain: bool = True,
    workers: int = 1,
    proof_seconds: float = 20.0,
    start: Sequence[Assignment] | None = None,
) -> Solution:
    """The best plan found before the stop (compiling, bound and explanations come on top).

    The same seed with ``MaxIterations`` gives the same plan, whatever the number of ``workers``
    (threads). ``on_progress`` may end the run by returning False. A plan is returned always;
    ``violations`` tells what no plan found could keep. ``prove`` False saves the time of the bound,
    which is 0 then; else it may take ``proof_seconds``, and a cheaper plan that comes up is taken.
    ``explain`` False saves that of ``left_out`` and ``late``, which are empty then. ``start`` is a
    plan to begin with, as far as it keeps the rules; without it the baseline is one. Where it keeps
    them all, the plan costs no more than it.
    """
    search = improved(with_implied_musts(problem), stop, seed, workers, on_progress, start)
    assignments = search.assignments()
    verdict = check(problem, assignments)
    if start and _is_better(given := check(problem, start), verdict):
        assignments, verdict = tuple(start), given  # not every search begins from a plan
        search.take_over(assignments)
    found = Proof(0.0)
    if prove:
        found = proof(problem, verdict.total if verdict.is_feasible else None, proof_seconds)
    if found.cheaper and _is_better(better := check(problem, found.cheaper), verdict):
        assignments, verdict = found.cheaper, better
        search.take_over(assignments)
    left_out, late = search.obstacles() if explain else ((), ())
    planned = {each.visit for each in assignments}
    return Solution(
        assignments=assignments,
        cost=verdict.cost,
        violations=verdict.violations,
        left_out=tuple(each for each in left_out if each.visit not in planned),
        late=late,
        lower_bound=min(found.bound, verdict.total) if verdict.is_feasible else found.bound,
        iterations=search.iterations,
        seconds=search.seconds,
    )


def _is_better(one: Verdict, other: Verdict) -> bool:
    return one.is_feasible and (not other.is_feasible or one.total < other.total)
