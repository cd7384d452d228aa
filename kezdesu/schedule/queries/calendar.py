"""The approved versions as a calendar keeps them: every visit that any of them ever held."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Max, QuerySet

from kezdesu.accounts.models import Office, User
from kezdesu.accounts.policy import may
from kezdesu.core.database import in_kazakh_order
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.models import Track

from ..choices import PlanStatus
from ..models import CalendarLink, Plan, Visit

# A calendar holds the year up to the last day of the latest approved schedule.
KEPT: Final = timedelta(days=366)


@dataclass(frozen=True)
class Calendar:
    """What a calendar is about; what is empty does not narrow."""

    office: Office
    track: str = ""
    place: int | None = None
    person: int | None = None


@dataclass(frozen=True)
class CalendarVisit:
    """`changes` counts the approved versions that changed the visit, the last at `changed_at`."""

    visit: Visit
    changed_at: datetime
    changes: int = 0
    is_dropped: bool = False  # not in the version in force, or not for this person any more

    @property
    def identity(self) -> UUID:
        return self.visit.identity

    @property
    def track(self) -> Track:
        return self.visit.plan.track

    @property
    def place(self) -> Place:
        return self.visit.target.place


def calendar_visits(calendar: Calendar) -> list[CalendarVisit]:
    """By start. Drafts and submitted versions never stand in it."""
    held = _Held()
    for plan, visits in _by_version(_visits(calendar.office, calendar.track)):
        held.take(plan, visits)
    found = [each for each in held.by_identity.values() if _is_about(each, calendar, held)]
    return sorted(
        (_for(each, calendar) for each in found),
        key=lambda each: (each.visit.starts_at, each.visit.pk),
    )


def calendar_links(office: Office, owner: User) -> QuerySet[CalendarLink]:
    """A user's own addresses that still open."""
    links = CalendarLink.objects.filter(office=office, owner=owner, revoked_at=None)
    return links.select_related("person")


def _visits(office: Office, track: str) -> QuerySet[Visit]:
    plans = Plan.objects.filter(
        track__programme__office=office, status__in=[PlanStatus.APPROVED, PlanStatus.SUPERSEDED]
    )
    if track:
        plans = plans.filter(track__slug=track)
    last = plans.aggregate(last=Max("ends_on"))["last"]
    if last is None:
        return Visit.objects.none()
    return (
        Visit.objects.filter(plan__in=plans.filter(ends_on__gt=last - KEPT))
        .select_related("plan__track", "target__place__district", "target__place__kind")
        .prefetch_related("themes", "crew")
        .order_by("plan__track", "plan__starts_on", "plan__version", "pk")
    )


def _by_version(visits: Iterable[Visit]) -> Iterator[tuple[Plan, list[Visit]]]:
    """The versions of each schedule from the first on."""
    by_plan: dict[int, list[Visit]] = {}
    for visit in visits:
        by_plan.setdefault(visit.plan_id, []).append(visit)
    for held in by_plan.values():
        yield held[0].plan, held


@dataclass
class _Held:
    """The visits of the versions taken so far, and everyone who was ever to go."""

    by_identity: dict[UUID, CalendarVisit] = field(default_factory=dict)
    people: dict[UUID, set[int]] = field(default_factory=dict)
    _of_schedule: dict[tuple[int, object], set[UUID]] = field(default_factory=dict)

    def take(self, plan: Plan, visits: Iterable[Visit]) -> None:
        since = plan.approved_at or plan.submitted_at
        assert since, "an approved version says since when it is approved"
        known = self._of_schedule.setdefault((plan.track_id, plan.starts_on), set())
        now = {visit.identity: visit for visit in visits}
        for identity in known - now.keys():
            self._drop(identity, since)
        for identity, visit in now.items():
            self._hold(visit, since)
            self.people.setdefault(identity, set()).update(_crew(visit))
        known.update(now)

    def _hold(self, visit: Visit, since: datetime) -> None:
        former = self.by_identity.get(visit.identity)
        if former is None:
            self.by_identity[visit.identity] = CalendarVisit(visit, since)
        elif former.is_dropped or _content(former.visit) != _content(visit):
            self.by_identity[visit.identity] = CalendarVisit(visit, since, former.changes + 1)
        else:
            self.by_identity[visit.identity] = replace(former, visit=visit)

    def _drop(self, identity: UUID, since: datetime) -> None:
        former = self.by_identity[identity]
        if not former.is_dropped:
            self.by_identity[identity] = replace(
                former, changes=former.changes + 1, changed_at=since, is_dropped=True
            )


def _content(visit: Visit) -> tuple[object, ...]:
    themes = tuple(sorted(theme.pk for theme in visit.themes.all()))
    return visit.starts_at, visit.minutes, visit.venue, themes, _crew(visit)


def _crew(visit: Visit) -> frozenset[int]:
    return frozenset(person.pk for person in visit.crew.all())


def _is_about(each: CalendarVisit, calendar: Calendar, held: _Held) -> bool:
    if calendar.place and each.place.pk != calendar.place:
        return False
    return not calendar.person or calendar.person in held.people[each.identity]


def _for(each: CalendarVisit, calendar: Calendar) -> CalendarVisit:
    """Whoever goes no more keeps the visit as one that is off for them."""
    if calendar.person and calendar.person not in _crew(each.visit):
        return replace(each, is_dropped=True)
    return each


def people_to_follow(office: Office, user: User) -> QuerySet[Person]:
    """Whose calendar a user may make: their own, and who edits the schedule, everyone's."""
    people = Person.objects.filter(office=office).order_by(in_kazakh_order("full_name"), "pk")
    return people if may(user, "schedule.edit", office) else people.filter(user=user)
