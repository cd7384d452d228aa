"""What happens to a plan, recorded as what it is by the app that it belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core.errors import Refused
from kezdesu.people.models import Person
from kezdesu.people.services import add_absence
from kezdesu.places.models import Place
from kezdesu.places.services import add_closure
from kezdesu.programmes.calendar import working_days
from kezdesu.programmes.choices import DayKind
from kezdesu.programmes.models import Target
from kezdesu.programmes.services import add_special_day, add_target

from .choices import Happening
from .models import Plan

LONGEST_DAY_OFF: Final = timedelta(days=31)
# An urgent target comes before all others that a track has.
URGENT_WEIGHT: Final = 10


@dataclass(frozen=True, kw_only=True)
class Happened:
    """`person`, `place` and days as far as `what` asks for them."""

    what: str
    person: Person | None = None
    place: Place | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    reason: str = ""

    @property
    def days(self) -> tuple[date, date]:
        if self.starts_on is None:
            raise Refused(_("Give the first day."), field="starts_on")
        last = self.ends_on or self.starts_on
        if last < self.starts_on:
            raise Refused(_("The last day is before the first."), field="ends_on")
        return self.starts_on, last


def record_happening(*, plan: Plan, happened: Happened, by: User | None) -> Target | None:
    """In the transaction of the caller; the target that an urgent visit is for."""
    return _RECORDS[happened.what](plan, happened, by)


def _absence(plan: Plan, happened: Happened, by: User | None) -> None:
    if happened.person is None:
        raise Refused(_("Say who cannot come."), field="person")
    first, last = happened.days
    add_absence(
        person=happened.person, starts_on=first, ends_on=last, reason=happened.reason, by=by
    )


def _closure(plan: Plan, happened: Happened, by: User | None) -> None:
    place = _place(happened)
    first, last = happened.days
    add_closure(place=place, starts_on=first, ends_on=last, reason=happened.reason, by=by)


def _day_off(plan: Plan, happened: Happened, by: User | None) -> None:
    first, last = happened.days
    if last - first > LONGEST_DAY_OFF:
        raise Refused(_("Close at most a month at a time."), field="ends_on")
    if not happened.reason.strip():
        raise Refused(_("Say what day it is."), field="reason")
    office = plan.track.programme.office
    for day in working_days(office, first, last):
        add_special_day(
            office=office,
            day=day,
            kind=DayKind.CLOSED,
            names={"kk": happened.reason.strip()},
            by=by,
        )


def _urgent(plan: Plan, happened: Happened, by: User | None) -> Target:
    place = _place(happened)
    first, last = happened.days
    if first > plan.ends_on or last < plan.starts_on:
        raise Refused(_("This day lies outside the schedule's period."), field="starts_on")
    return add_target(
        track=plan.track, place=place, starts_on=first, ends_on=last, weight=URGENT_WEIGHT, by=by
    )


def _nothing(plan: Plan, happened: Happened, by: User | None) -> None:
    """It was recorded before, on a page of its own."""


def _place(happened: Happened) -> Place:
    if happened.place is None:
        raise Refused(_("Say which place it is."), field="place")
    return happened.place


_RECORDS: Final[dict[str, Callable[[Plan, Happened, User | None], Target | None]]] = {
    Happening.ABSENCE: _absence,
    Happening.CLOSURE: _closure,
    Happening.DAY_OFF: _day_off,
    Happening.URGENT: _urgent,
    Happening.KNOWN: _nothing,
}
