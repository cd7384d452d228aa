"""Prices at which one changed visit outweighs all other costs together, whatever those are.

The other prices are made smaller, all by the same power of two, which rounds nothing.
"""

from __future__ import annotations

from dataclasses import fields, replace

from planner.problem import DAY_MINUTES, Problem
from planner.weights import MOST_POINTS

CHANGE_POINTS = MOST_POINTS // 2  # so that two of them are still a price


def with_changes_first(problem: Problem, *, left_out_counts_twice: bool = False) -> Problem:
    """The problem with a changed visit at ``CHANGE_POINTS`` and everything else below that."""
    factor, others = 1.0, most_points(problem)
    while others * factor >= CHANGE_POINTS:
        factor /= 2
    prices = {part.name: getattr(problem.weights, part.name) for part in fields(problem.weights)}
    small = {name: price * factor for name, price in prices.items()}
    small["changed"] = CHANGE_POINTS
    if left_out_counts_twice:
        small["dropped"] += CHANGE_POINTS
    return replace(problem, weights=replace(problem.weights, **small))


def most_points(problem: Problem) -> float:
    """No plan costs more, the changes themselves not counted."""
    counts = most_counts(problem)
    return sum((float(getattr(problem.weights, name)) * counts[name] for name in counts), 0.0)


def most_counts(problem: Problem) -> dict[str, float]:
    """By cost, at least what any plan counts whose crews are no larger than allowed."""
    visits, first, last = problem.visits, problem.days[0], problem.days[-1]
    crew = {visit.id: min(visit.crew_max, len(problem.members)) for visit in visits}
    seats = sum(crew.values())
    longest = max((max(row) for row in problem.travel.minutes), default=0.0)
    shares = [member.share for member in problem.members if member.share > 0]
    late = (visit.weight * (last - visit.due).days for visit in visits if visit.due)
    begin = [(visit.weight, visit.begin_by) for visit in visits if visit.begin_by is not None]
    return {
        "left_out": sum(visit.price or 0 for visit in visits),
        "late": sum(max(each, 0.0) for each in late),
        "travel": 2 * seats * longest,
        "uneven_load": len(visits) * seats / min(shares, default=1.0),
        "same_speaker_again": seats,
        "priority_first": sum(visit.weight for visit in visits) * ((last - first).days + 1),
        "finish": sum(each.weight for each in problem.finishes)
        * sum(period.minutes for period in problem.periods),
        "delay": sum(weight * (DAY_MINUTES - by) for weight, by in begin),
        "longest_delay": max((DAY_MINUTES - by for _, by in begin), default=0),
        "moved": len(problem.baseline),
        "reassigned": sum(len(each.crew) + crew[each.visit] for each in problem.baseline),
        "dropped": max(1, len(problem.baseline)),
    }
