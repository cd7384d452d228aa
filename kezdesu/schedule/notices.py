"""What the people of a crew are told by e-mail, each in their language, once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from kezdesu.accounts.models import User
from kezdesu.core import audit, outbox
from kezdesu.people.models import Person

from .models import Plan, Visit
from .queries.difference import former_version
from .queries.visits import VisitRow, visit_row, with_all

# What a letter says of a visit, in this order.
NEW: Final = "new"
CHANGED: Final = "changed"
OFF: Final = "off"


@dataclass(frozen=True)
class Told:
    """One visit as a letter tells it."""

    what: str
    row: VisitRow
    reason: str | Promise = ""


def tell_of_approval(plan: Plan, former: Plan | None, *, by: User | None) -> None:
    """To everyone whose meetings the approved version adds, changes or takes away."""
    zone, now = ZoneInfo(plan.track.programme.office.time_zone), timezone.now()
    after, posted = _by_identity(plan, now), 0
    before: dict[Plan | None, dict[UUID, Visit]] = {None: {}}
    if former:
        before[former] = _by_identity(former, now)
    for person in _by_person(before[former], after):
        told = _last_told(person, former)
        if told and told not in before:
            before[told] = _by_identity(told, now)
        posted += post_to(
            person,
            f"plan/{plan.pk}",
            "changed" if told else "approved",
            _by_person(before[told], after).get(person, []),
            zone,
            about={"plan": plan, "site": settings.ADDRESS},
        )
    _log(plan, by, posted)


def _by_person(
    before: Mapping[UUID, Visit], after: Mapping[UUID, Visit]
) -> dict[Person, list[tuple[str, Visit]]]:
    """What changes for whom; a reminder of what is no longer so is taken back unsent."""
    letters: dict[Person, list[tuple[str, Visit]]] = {}
    for identity in dict.fromkeys([*after, *before]):
        was = before.get(identity)
        for person, what, visit in _differences(was, after.get(identity)):
            letters.setdefault(person, []).append((what, visit))
            if was:
                outbox.withdraw(f"{reminder_key(was)}/{person.pk}")
    return letters


def _last_told(person: Person, former: Plan | None) -> Plan | None:
    """The version that somebody's last letter told of; letters that still wait are taken back, and
    the next one says it all."""
    while former and outbox.withdraw(f"plan/{former.pk}/{person.pk}"):
        former = former_version(former)
    return former


def reminder_key(visit: Visit) -> str:
    """Of the letters that go out the day before."""
    zone = ZoneInfo(visit.plan.track.programme.office.time_zone)
    return f"tomorrow/{visit.identity}/{visit.starts_at.astimezone(zone):%Y-%m-%d}"


def tell_crew(
    visit: Visit,
    key: str,
    stem: str,
    what: str,
    reason: str | Promise = "",
    until: datetime | None = None,
) -> int:
    """One letter about one visit to each of its crew; how many were posted."""
    zone = ZoneInfo(visit.plan.track.programme.office.time_zone)
    return sum(
        post_to(person, key, stem, [(what, visit)], zone, reason, until=until)
        for person in visit.crew.all()
    )


def post_to(
    person: Person,
    key: str,
    stem: str,
    visits: Iterable[tuple[str, Visit]],
    zone: ZoneInfo,
    reason: str | Promise = "",
    about: Mapping[str, object] | None = None,
    until: datetime | None = None,
) -> bool:
    """Nothing for who gave no address. The subject is the first line of the template, which knows
    what `about` names as well."""
    visits = list(visits)
    if not person.email or not visits:
        return False
    with override(person.reads):
        rows = [Told(what, visit_row(visit, 0, zone), reason) for what, visit in visits]
        rows.sort(key=lambda told: told.row.starts_at)
        context = {"person": person, "visits": rows, **(about or {})}
        text = render_to_string(f"schedule/letters/{stem}.txt", context).strip()
    subject, _line, body = text.partition("\n")
    return outbox.post(
        key=f"{key}/{person.pk}",
        address=person.email,
        subject=subject,
        body=body.strip(),
        until=until,
    )


def _by_identity(plan: Plan, now: datetime) -> dict[UUID, Visit]:
    """What is still to come: nobody is written to about last month."""
    visits = with_all(plan.visits.filter(starts_at__gt=now)).prefetch_related("crew__user")
    return {visit.identity: visit for visit in visits}


def _differences(before: Visit | None, after: Visit | None) -> Iterable[tuple[Person, str, Visit]]:
    """What changes for whom: nobody hears of a visit that stays as it was."""
    was, now = (
        set(before.crew.all()) if before else set(),
        set(after.crew.all()) if after else set(),
    )
    if before:
        yield from ((person, OFF, before) for person in was - now)
    if after:
        yield from ((person, NEW, after) for person in now - was)
    if before and after and _is_other(before, after):
        yield from ((person, CHANGED, after) for person in was & now)


def _is_other(before: Visit, after: Visit) -> bool:
    """Of the crew each is told who comes with them, as of day, hour and venue."""
    return (before.starts_at, before.minutes, before.venue, set(before.crew.all())) != (
        after.starts_at,
        after.minutes,
        after.venue,
        set(after.crew.all()),
    )


def _log(plan: Plan, by: User | None, posted: int) -> None:
    if posted:
        audit.record("schedule.crew_notified", plan, by=by, letters=posted)
