"""Every cost, as one object each: its name (a field of Weights), its count and its words.

Counts are computed from the plan alone, without anything the search knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise

from planner.language import Words
from planner.problem import Assignment
from planner.rules.base import Look, Placed


@dataclass(frozen=True)
class Cost:
    """Counts in its own unit; its points are the count times the weight of the same name."""

    name: str
    label: Words
    count: Callable[[Look], float]

    def points(self, look: Look) -> float:
        price: float = getattr(look.problem.weights, self.name)
        return price * self.count(look)


def _left_out(look: Look) -> float:
    return sum(visit.price or 0 for visit in look.left_out)


def _late(look: Look) -> float:
    return sum(
        each.visit.weight * max((each.day - each.visit.due).days, 0)
        for each in look.placed
        if each.visit.due is not None
    )


def _delay(look: Look) -> float:
    return sum(each.visit.weight * _minutes_late(each) for each in look.placed)


def _longest_delay(look: Look) -> float:
    return max((_minutes_late(each) for each in look.placed), default=0.0)


def _minutes_late(each: Placed) -> float:
    by = each.visit.begin_by
    return 0.0 if by is None else max(each.starts_at - by, 0.0)


def _travel(look: Look) -> float:
    way = look.problem.travel.between
    total = 0.0
    for name, visits in look.by_member.items():
        base = look.problem.member[name].base
        for _, day in groupby(visits, key=lambda each: each.day):
            stops = [each.visit.place for each in day]
            if base:
                stops = [base, *stops, base]
            total += sum(way(one, other) for one, other in pairwise(stops))
    return total


def _uneven_load(look: Look) -> float:
    """Sum over members of share x (load / share - average)^2."""
    shares = {member.id: member.share for member in look.problem.members if member.share > 0}
    loads = {name: len(look.by_member.get(name, ())) for name in shares}
    if not shares:
        return 0.0
    average = sum(loads.values()) / sum(shares.values())
    return sum(share * (loads[name] / share - average) ** 2 for name, share in shares.items())


def _same_speaker_again(look: Look) -> float:
    met = Counter((name, each.visit.place) for each in look.placed for name in each.crew)
    return sum(count - 1 for count in met.values())


def _priority_first(look: Look) -> float:
    """A visit left out waits until the day after the last."""
    first, last = look.problem.days[0], look.problem.days[-1]
    planned = sum(each.visit.weight * (each.day - first).days for each in look.placed)
    return planned + sum(visit.weight * ((last - first).days + 1) for visit in look.left_out)


def _finish(look: Look) -> float:
    """Working minutes until the last planned visit of each set is over, times its weight."""
    before = look.problem.working_minutes_before
    ends = {
        each.visit.id: before[each.period.id] + each.ends_at - each.period.starts_at
        for each in look.placed
    }
    return sum(
        each.weight * max((end for name, end in ends.items() if each.counts(name)), default=0)
        for each in look.problem.finishes
    )


def _moved(look: Look) -> float:
    return sum(
        each.visit in look.by_visit and look.by_visit[each.visit].period.id != each.period
        for each in look.problem.baseline
    )


def _reassigned(look: Look) -> float:
    return sum(
        len(set(each.crew) ^ set(look.by_visit[each.visit].crew))
        for each in look.problem.baseline
        if each.visit in look.by_visit
    )


def _dropped(look: Look) -> float:
    return sum(each.visit not in look.by_visit for each in look.problem.baseline)


def _changed(look: Look) -> float:
    return sum(differs(each, look.by_visit.get(each.visit)) for each in look.problem.baseline)


def differs(before: Assignment, now: Placed | None) -> bool:
    """Whether a visit of the baseline is left out, moved or goes with another crew."""
    if now is None or now.period.id != before.period:
        return True
    return set(now.crew) != set(before.crew)


COSTS = (
    Cost("left_out", Words("жоспарға енбегендер", "не вошедшие в план", "left out"), _left_out),
    Cost("late", Words("кешігу", "опоздание", "late"), _late),
    Cost("travel", Words("жол", "дорога", "travel"), _travel),
    Cost(
        "uneven_load",
        Words("жүктеменің теңсіздігі", "неравная нагрузка", "uneven load"),
        _uneven_load,
    ),
    Cost(
        "same_speaker_again",
        Words(
            "сол орынға сол адамның қайта баруы",
            "тот же человек в том же месте",
            "same speaker again",
        ),
        _same_speaker_again,
    ),
    Cost(
        "priority_first",
        Words("маңыздылардың күтуі", "ожидание важных", "waiting of what comes first"),
        _priority_first,
    ),
    Cost(
        "finish",
        Words("соңғысының аяқталуы", "окончание последней", "the last one over"),
        _finish,
    ),
    Cost("delay", Words("кеш басталу", "позднее начало", "late start"), _delay),
    Cost(
        "longest_delay",
        Words("ең ұзақ кеш басталу", "самое долгое опоздание", "longest late start"),
        _longest_delay,
    ),
    Cost("moved", Words("ауыстырылған кездесулер", "перенесённые встречи", "moved visits"), _moved),
    Cost(
        "reassigned",
        Words("ауыстырылған адамдар", "заменённые люди", "reassigned members"),
        _reassigned,
    ),
    Cost(
        "dropped",
        Words("жоспардан шығарылғандар", "исключённые из плана", "dropped visits"),
        _dropped,
    ),
    Cost("changed", Words("өзгерген кездесулер", "изменённые встречи", "changed visits"), _changed),
)
