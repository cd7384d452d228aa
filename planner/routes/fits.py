"""Whether a problem is one of routes: one period, one person a visit, visits in step two by two."""

from __future__ import annotations

from collections import Counter

from planner.problem import Member, Problem, Visit


def is_of_routes(problem: Problem) -> bool:
    """True only where the search for routes knows every rule and cost that the problem has."""
    return (
        len(problem.periods) == 1
        and len(problem.visits) > 1
        and _only_known_rules(problem)
        and _only_known_costs(problem)
        and all(_is_simple(problem, visit) for visit in problem.visits)
        and _lags_by_two(problem)
        and _somebody_for_all(problem)
    )


def _only_known_rules(problem: Problem) -> bool:
    unlimited = all(
        limit is None or limit >= len(problem.visits)
        for member in problem.members
        for limit in (member.per_day, member.per_week, member.in_total)
    )
    rules = (problem.capacities, problem.spacings, problem.quotas, problem.baseline)
    return unlimited and problem.periods[0].capacity is None and not any(rules)


def _only_known_costs(problem: Problem) -> bool:
    weights = problem.weights
    alone = Counter(visit.place for visit in problem.visits)
    for lag in problem.start_lags:
        alone[problem.visit[lag.second].place] -= 1
    return (
        (weights.uneven_load == 0 or not any(member.share for member in problem.members))
        and (weights.same_speaker_again == 0 or max(alone.values()) <= 1)
        and (weights.finish == 0 or not problem.finishes)
    )


def _is_simple(problem: Problem, visit: Visit) -> bool:
    """Has to be held, in this period, by exactly one person, whatever else happens."""
    [period] = problem.periods
    begins, ends = max(period.starts_at, visit.opens_at), min(period.ends_at, visit.closes_at)
    return (
        visit.price is None
        and (visit.crew_min, visit.crew_max) == (1, 1)
        and not visit.after
        and begins + visit.minutes <= ends
        and (visit.due is None or visit.due >= period.day)
        and (visit.allowed_days is None or period.day in visit.allowed_days)
        and (visit.allowed_weekdays is None or period.day.isoweekday() in visit.allowed_weekdays)
        and (visit.allowed_periods is None or period.id in visit.allowed_periods)
        and visit.pinned_period in (None, period.id)
    )


def _lags_by_two(problem: Problem) -> bool:
    lags = problem.start_lags
    bound = Counter(name for lag in lags for name in (lag.first, lag.second))
    return all(lag.different_people for lag in lags) and max(bound.values(), default=0) <= 1


def _somebody_for_all(problem: Problem) -> bool:
    """One person for each visit, and two for two visits in step."""
    [period] = problem.periods
    able = {
        visit.id: {m.id for m in problem.members if able_to_hold(m, visit, period.id)}
        for visit in problem.visits
    }
    pairs = (able[lag.first] | able[lag.second] for lag in problem.start_lags)
    return all(able.values()) and all(len(both) > 1 for both in pairs)


def able_to_hold(member: Member, visit: Visit, period: str) -> bool:
    """Whether one person alone meets all that a visit needs."""
    return (
        member.is_free_in(period)
        and visit.pinned_members <= {member.id}
        and all(need.count == 1 and need.met_by(member) for need in visit.needs)
    )
