"""Where a visit of a draft may go: days, hours and crews, each judged before it is chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.core.language import language
from kezdesu.people.models import Person

from ..inputs import Held, usual_minutes
from ..models import LeftOut, Plan, Visit
from ..planning import Judge, Trial, spot_id
from ..proposals import Broken
from ..rules import days_between, first_open_day, minute_of
from .judged import is_judged
from .visits import sentences

# A month of days, or a week of crews; what a page shows beyond is not judged before the drop.
MOST: Final = 140
NEAR: Final = timedelta(days=14)
MOST_NEAR: Final = 6


@dataclass(frozen=True)
class Spot:
    """One day and crew. `at` is when the visit would begin there: at its own hour if that keeps
    every rule, else at another half-day's if that one does."""

    day: date
    crew: str  # its key as cards have it; empty for the visit's own
    at: time
    broken: tuple[str, ...]
    is_outside: bool = False

    @property
    def fits(self) -> bool:
        return not self.broken

    @property
    def label(self) -> str:
        """«09.03.2023, бейсенбі, 15:00»."""
        return when_in_words(datetime.combine(self.day, self.at))

    @property
    def says(self) -> str:
        return capfirst("; ".join(self.broken) if self.broken else _("keeps every rule"))


@dataclass(frozen=True)
class Tried:
    """A visit that is to be put somewhere: one of the draft, or one to be brought back."""

    plan: Plan
    held: Held
    zone: ZoneInfo

    @classmethod
    def of_visit(cls, visit: Visit) -> "Tried":
        zone = _zone(visit.plan)
        starts_at, crew = visit.starts_at.astimezone(zone), tuple(visit.crew.all())
        held = Held(
            spot_id(visit.pk),
            visit.target,
            starts_at.date(),
            minute_of(starts_at),
            visit.minutes,
            crew,
        )
        return cls(visit.plan, held, zone)

    @classmethod
    def of_left_out(cls, left_out: LeftOut) -> "Tried":
        plan = left_out.plan
        minutes = usual_minutes(plan.track)
        held = Held(spot_id(None, left_out.pk), left_out.target, plan.starts_on, 0, minutes, ())
        return cls(plan, held, _zone(plan))

    @property
    def open_from(self) -> date:
        """The first day that is offered: nobody goes to a meeting on a day that is over, unless a
        schedule that is over as a whole is entered afterwards."""
        today = timezone.localdate(timezone=self.zone)
        return first_open_day(self.plan.starts_on, self.plan.ends_on, today)

    def at(self, day: date, minute: int, crew: Sequence[Person] | None = None) -> Held:
        # A meeting over midnight is nobody's plan.
        minutes = min(self.held.minutes, 24 * 60 - minute)
        held = self.held
        return Held(held.id, held.target, day, minute, minutes, tuple(crew or held.crew))


def spots_of(tried: Tried, days: Iterable[date], crews: Sequence[str] = ("",)) -> list[Spot]:
    """Every day with every crew, in order; a crew is its people's keys joined by hyphens.

    None of a version that is too large to be judged while somebody waits.
    """
    if not is_judged(tried.plan, tried.plan.visits.count()):
        return []
    people = _people(crews)
    chosen = [(day, key) for day in days for key in crews][:MOST]
    offered = [(day, key) for day, key in chosen if tried.open_from <= day <= tried.plan.ends_on]
    judge = Judge(tried.plan)
    minutes = _minutes(tried.held.starts_at, judge.given.rules.parts)
    helds = {
        (day, key): [tried.at(day, minute, people[key]) for minute in minutes]
        for day, key in offered
    }
    trial = Trial(judge, tried.held.id, [held for each in helds.values() for held in each])
    found = {
        where: replace(_best(trial.breaks, each), crew=where[1]) for where, each in helds.items()
    }
    return [found[where] if where in found else _not_offered(tried, *where) for where in chosen]


def broken_at(tried: Tried, starts_at: datetime, crew: Sequence[Person]) -> tuple[str, ...]:
    """What a visit would break at this moment with this crew, in a version that is judged."""
    if not is_judged(tried.plan, tried.plan.visits.count()):
        return ()
    local = starts_at.astimezone(tried.zone)
    held = tried.at(local.date(), minute_of(local), crew)
    return sentences(Trial(Judge(tried.plan), held.id, [held]).breaks(held))


def near_spots(tried: Tried) -> list[Spot]:
    """The nearest days on which the visit would keep every rule, in order of time."""
    plan, day = tried.plan, tried.held.day
    open_from = tried.open_from
    first = max(open_from, day - NEAR)
    last = min(plan.ends_on, max(open_from, day) + NEAR)
    spots = [
        spot for spot in spots_of(tried, days_between(first, last)) if spot.fits and spot.day != day
    ]
    nearest = sorted(spots, key=lambda spot: (abs(spot.day - day), spot.day))[:MOST_NEAR]
    return sorted(nearest, key=lambda spot: spot.day)


def when_in_words(moment: datetime) -> str:
    """The moment as it stands, in its own time zone."""
    speaks = language(get_language() or "kk")
    return f"{speaks.short_date(moment.date())}, {speaks.weekday(moment.date())}, {moment:%H:%M}"


def crew_of(key: str, plan: Plan) -> list[Person]:
    """The people of a crew's key, as far as they are of the plan's office."""
    office = plan.track.programme.office
    return list(Person.objects.filter(pk__in=_keys(key), office=office).order_by("key", "pk"))


def _best(breaks: Callable[[Held], list[Broken]], helds: Sequence[Held]) -> Spot:
    first: Spot | None = None
    for held in helds:
        spot = _spot(held, sentences(breaks(held)))
        if spot.fits:
            return spot
        first = first or spot
    assert first, "a visit is tried at one hour at least"
    return first


def _spot(held: Held, broken: tuple[str, ...]) -> Spot:
    return Spot(held.day, "", _time(held.starts_at), broken)


def _not_offered(tried: Tried, day: date, crew: str) -> Spot:
    plan, at = tried.plan, _time(tried.held.starts_at)
    if plan.starts_on <= day <= plan.ends_on:
        return Spot(day, crew, at, (_("this day is over"),))
    return Spot(day, crew, at, (_("outside the schedule's period"),), is_outside=True)


def _minutes(own: int, parts: Iterable[tuple[int, int]]) -> list[int]:
    """The visit's own hour first, then where the parts of a day begin."""
    return list(dict.fromkeys([own, *(start for start, _end in parts)]))


def _people(crews: Sequence[str]) -> dict[str, list[Person]]:
    found = Person.objects.in_bulk({key for crew in crews for key in _keys(crew)})
    return {crew: [found[key] for key in _keys(crew) if key in found] for crew in crews}


def _keys(crew: str) -> list[int]:
    return [int(key) for key in crew.split("-") if key.isdecimal() and len(key) < 19]


def _time(minute: int) -> time:
    return time(*divmod(minute, 60))


def _zone(plan: Plan) -> ZoneInfo:
    return ZoneInfo(plan.track.programme.office.time_zone)
