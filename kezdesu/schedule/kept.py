"""Which fixed visits the engine can be told of, and whose people are simply not free.

The engine keeps every limit exactly, fixed visits included. A coordinator may have fixed something
that bends a limit; told of it, the engine would find no plan at all. Such a visit is kept out of
the problem, and its people are taken as busy for its whole week, which is never too little.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from kezdesu.people.models import Person
from kezdesu.places.models import Place

from .inputs import Held, Limits, TrackInput
from .rules import week_of

Minutes = Callable[[Place, Place], int]
Week = tuple[int, int]


@dataclass
class Sorted:
    fitting: list[Held] = field(default_factory=list)
    busy: set[tuple[Person, Week]] = field(default_factory=set)


def sort_kept(given: TrackInput, travel: Minutes) -> Sorted:
    """Takes the visits in time order, each as long as it and those before it keep the limits."""
    found, tally = Sorted(), _Tally(given, travel)
    for held in sorted(given.kept, key=lambda each: (each.day, each.starts_at, each.id)):
        if tally.admits(held):
            tally.add(held)
            found.fitting.append(held)
        else:
            found.busy.update((person, week_of(held.day)) for person in held.crew)
    return found


class _Tally:
    def __init__(self, given: TrackInput, travel: Minutes) -> None:
        self.given, self.travel = given, travel
        self.limits = {someone.person: someone.limits for someone in given.people}
        self.counts: Counter[object] = Counter()
        self.last: dict[Person, Held] = {}

    def admits(self, held: Held) -> bool:
        return (
            bool(held.crew)
            and _below(self.counts[held.day], self.given.rules.meetings_a_day)
            and self._keeps_the_pace(held)
            and all(self._admits(held, person) for person in held.crew)
        )

    def _keeps_the_pace(self, held: Held) -> bool:
        at_most = self.given.rules.meetings_a_week
        return not self.given.is_own(held) or _below(self.counts[week_of(held.day)], at_most)

    def add(self, held: Held) -> None:
        self.counts[held.day] += 1
        self.counts[week_of(held.day)] += self.given.is_own(held)
        for person in held.crew:
            self.counts.update([person, (person, held.day), (person, week_of(held.day))])
            self.last[person] = held

    def _admits(self, held: Held, person: Person) -> bool:
        limits = self.limits.get(person, Limits())
        return (
            _below(self.counts[person, held.day], limits.a_day)
            and _below(self.counts[person, week_of(held.day)], limits.a_week)
            and _below(self.counts[person], limits.in_total)
            and self._arrives(held, person)
        )

    def _arrives(self, held: Held, person: Person) -> bool:
        last = self.last.get(person)
        if last is None or last.day != held.day:
            return True
        return last.ends_at + self.travel(last.place, held.place) <= held.starts_at


def _below(count: int, limit: int | None) -> bool:
    return limit is None or count < limit
