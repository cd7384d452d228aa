"""What a rule is, and the plan as the checks see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.language import Language, Words
from planner.problem import Assignment, Period, Problem, Visit

Datum = str | int
Finding = tuple[str | None, dict[str, Datum]]
"""The visit concerned, if there is one, and what the sentence of the rule is filled with."""


@dataclass(frozen=True)
class Placed:
    """A planned visit with its parts looked up."""

    visit: Visit
    period: Period
    starts_at: float
    crew: tuple[str, ...]

    @property
    def day(self) -> date:
        return self.period.day

    @property
    def ends_at(self) -> float:
        return self.starts_at + self.visit.minutes


class Look:
    """A problem and a plan for it, indexed for reading."""

    def __init__(self, problem: Problem, plan: Sequence[Assignment]) -> None:
        self.problem = problem
        self.placed = tuple(
            Placed(
                problem.visit[each.visit], problem.period[each.period], each.starts_at, each.crew
            )
            for each in sorted(plan, key=lambda each: (each.period, each.starts_at, each.visit))
        )

    @cached_property
    def in_order(self) -> tuple[Placed, ...]:
        """All visits in order of time."""
        return tuple(
            sorted(self.placed, key=lambda each: (each.day, each.starts_at, each.visit.id))
        )

    @cached_property
    def by_visit(self) -> Mapping[str, Placed]:
        return {each.visit.id: each for each in self.placed}

    @cached_property
    def by_period(self) -> Mapping[str, Sequence[Placed]]:
        groups: dict[str, list[Placed]] = defaultdict(list)
        for each in self.placed:
            groups[each.period.id].append(each)
        return groups

    @cached_property
    def by_member(self) -> Mapping[str, Sequence[Placed]]:
        """Each member's visits in order of time."""
        groups: dict[str, list[Placed]] = defaultdict(list)
        for each in sorted(self.placed, key=lambda each: (each.day, each.starts_at)):
            for name in each.crew:
                groups[name].append(each)
        return groups

    @cached_property
    def left_out(self) -> tuple[Visit, ...]:
        return tuple(visit for visit in self.problem.visits if visit.id not in self.by_visit)


@dataclass(frozen=True)
class Rule:
    """A hard rule under its one name: how to check it and how to speak of it."""

    name: str
    label: Words
    broken: Words
    find: Callable[[Look], Iterator[Finding]]


@dataclass(frozen=True)
class Violation:
    """One place where a plan breaks a rule."""

    rule: str
    visit: str | None
    data: Mapping[str, Datum]
    words: Words

    def sentence(self, language: Language = "en") -> str:
        return self.words.say(language, visit=self.visit, **self.data)
