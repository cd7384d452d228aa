"""Which visits of a plan cannot stay as they are, because something has happened since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from kezdesu.people.models import Absence, Person, Seat
from kezdesu.programmes.calendar import is_working_weekend

from .inputs import Held, TrackInput

SATURDAY: Final = 5

What = Literal["absent", "unseated", "closed_place", "closed_day"]


@dataclass(frozen=True)
class Hit:
    """What stands in a visit's way, from `first` to `last`, and whom it is about."""

    what: What
    first: date
    last: date
    person: Person | None = None


def hits_of(given: TrackInput, visits: Sequence[Held]) -> dict[str, list[Hit]]:
    """By the visit's id. What a coordinator bent knowingly (a Saturday, a small crew) is no hit."""
    found: dict[str, list[Hit]] = defaultdict(list)
    absences, seats = _absences(visits), _seats(given, visits)
    for held in visits:
        for person in held.crew:
            away = next((each for each in absences[person.pk] if _covers(each, held.day)), None)
            if away:
                found[held.id].append(Hit("absent", away.starts_on, away.ends_on, person))
            elif not any(_covers(seat, held.day) for seat in seats[person.pk]):
                found[held.id].append(Hit("unseated", held.day, held.day, person))
        if held.day in given.closed.get(held.place.pk, ()):
            found[held.id].append(_closure(given, held))
        if is_off(given, held.day):
            found[held.id].append(Hit("closed_day", held.day, held.day))
    return dict(found)


def is_off(given: TrackInput, day: date) -> bool:
    """A day on which the office would work by the week, and does not."""
    by_the_week = day.weekday() < SATURDAY or is_working_weekend(day)
    return by_the_week and day not in given.days


def _absences(visits: Iterable[Held]) -> Mapping[int, list[Absence]]:
    people = {person.pk for held in visits for person in held.crew}
    by_person: dict[int, list[Absence]] = defaultdict(list)
    for absence in Absence.objects.filter(person__in=people).order_by("starts_on", "pk"):
        by_person[absence.person_id].append(absence)
    return by_person


def _seats(given: TrackInput, visits: Iterable[Held]) -> Mapping[int, list[Seat]]:
    people = {person.pk for held in visits for person in held.crew}
    by_person: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(group=given.track.group_id, person__in=people):
        by_person[seat.person_id].append(seat)
    return by_person


def _covers(span: Absence | Seat, day: date) -> bool:
    return span.starts_on <= day and (span.ends_on is None or day <= span.ends_on)


def _closure(given: TrackInput, held: Held) -> Hit:
    """The closed days of the place around the visit's day, as one span."""
    days = sorted(given.closed[held.place.pk])
    at = days.index(held.day)
    first = last = at
    while first and (days[first] - days[first - 1]).days == 1:
        first -= 1
    while last + 1 < len(days) and (days[last + 1] - days[last]).days == 1:
        last += 1
    return Hit("closed_place", days[first], days[last])
