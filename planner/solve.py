"""The whole story: read the problem into arrays, build a plan, better it, judge and explain it."""

from __future__ import annotations

from planner.bound import lower_bound
from planner.check import Verdict, check
from planner.problem import Problem
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
) -> Solution:
    """The best plan found before the stop (compiling, bound and explanations come on top).

    The same seed with ``MaxIterations`` gives the same plan, whatever the number of ``workers``
    (threads). ``on_progress`` may end the run by returning False. A plan is returned always;
    ``violations`` tells what no plan found could keep. ``prove`` False saves the time of the bound,
    which is 0 then, else it may take ``proof_seconds``; ``explain`` False that of ``left_out`` and
    ``late``, which are empty then.
    """
    search = improved(problem, stop, seed, workers, on_progress)
    assignments = search.assignments()
    verdict = check(problem, assignments)
    left_out, late = search.obstacles() if explain else ((), ())
    return Solution(
        assignments=assignments,
        cost=verdict.cost,
        violations=verdict.violations,
        left_out=left_out,
        late=late,
        lower_bound=_bound(problem, verdict, proof_seconds) if prove else 0.0,
        iterations=search.iterations,
        seconds=search.seconds,
    )


def _bound(problem: Problem, verdict: Verdict, seconds: float) -> float:
    return lower_bound(problem, verdict.total if verdict.is_feasible else None, seconds)
