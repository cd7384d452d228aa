"""Whether a problem is one of teams: built for a period, all at one place, to be done early."""

from __future__ import annotations

from planner.problem import Problem, Visit


def is_of_teams(problem: Problem) -> bool:
    """True only where the search for teams knows every rule and cost that the problem has."""
    return (
        problem.crews_stay_together
        and bool(problem.visits)
        and _wants_to_be_done_early(problem)
        and _only_known_rules(problem)
        and _only_known_costs(problem)
        and all(_is_simple(visit) for visit in problem.visits)
        and len({visit.crew_max for visit in problem.visits}) == 1
    )


def _wants_to_be_done_early(problem: Problem) -> bool:
    return problem.weights.finish > 0 and any(each.weight > 0 for each in problem.finishes)


def _only_known_rules(problem: Problem) -> bool:
    unlimited = all(
        limit is None or limit >= len(problem.visits)
        for member in problem.members
        for limit in (member.per_day, member.per_week, member.in_total)
    )
    others = (
        problem.capacities,
        problem.spacings,
        problem.start_lags,
        problem.quotas,
        problem.baseline,
    )
    return (
        unlimited
        and not any(others)
        and not any(map(any, problem.travel.minutes))
        and all(period.capacity is None for period in problem.periods)
    )


def _only_known_costs(problem: Problem) -> bool:
    weights = problem.weights
    compared = any(member.share for member in problem.members)
    return (
        (weights.left_out == 0 or not any(visit.price for visit in problem.visits))
        and (weights.uneven_load == 0 or not compared)
        and weights.same_speaker_again == 0
        and (weights.priority_first == 0 or not any(visit.weight for visit in problem.visits))
    )


def _is_simple(visit: Visit) -> bool:
    """Asks nothing of its start within a period, and has no due date."""
    return (
        visit.due is None
        and visit.begin_by is None
        and visit.opens_at == 0
        and visit.closes_at == 24 * 60
    )
