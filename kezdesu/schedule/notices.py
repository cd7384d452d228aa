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
from django.utils.translation import override

from kezdesu.accounts.models import User
from kezdesu.core import audit, outbox
from kezdesu.people.models import Person

from .models import Plan, Visit
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
    reason: str = ""


def tell_of_approval(plan: Plan, former: Plan | None, *, by: User | None) -> None:
    """To everyone whose meetings the approved version adds, changes or takes away."""
    zone, now = ZoneInfo(plan.track.programme.office.time_zone), timezone.now()
    before = _by_identity(former, now) if former else {}
    after = _by_identity(plan, now)
    letters: dict[Person, list[tuple[str, Visit]]] = {}
    for identity in dict.fromkeys([*after, *before]):
        for person, what, visit in _differences(before.get(identity), after.get(identity)):
            letters.setdefault(person, []).append((what, visit))
    stem, about = "changed" if former else "approved", {"plan": plan, "site": settings.ADDRESS}
    posted = sum(
        post_to(person, f"plan/{plan.pk}", stem, visits, zone, about=about)
        for person, visits in letters.items()
    )
    _log(plan, by, posted)


def tell_crew(visit: Visit, key: str, stem: str, what: str, reason: str = "") -> int:
    """One letter about one visit to each of its crew; how many were posted."""
    zone = ZoneInfo(visit.plan.track.programme.office.time_zone)
    return sum(
        post_to(person, key, stem, [(what, visit)], zone, reason) for person in visit.crew.all()
    )


def post_to(
    person: Person,
    key: str,
    stem: str,
    visits: Iterable[tuple[str, Visit]],
    zone: ZoneInfo,
    reason: str = "",
    about: Mapping[str, object] | None = None,
) -> bool:
    """Nothing for who gave no address. The subject is the first line of the template, which knows
    what `about` names as well."""
    if not person.email:
        return False
    with override(person.reads):
        rows = [Told(what, visit_row(visit, 0, zone), reason) for what, visit in visits]
        rows.sort(key=lambda told: told.row.starts_at)
        context = {"person": person, "visits": rows, **(about or {})}
        text = render_to_string(f"schedule/letters/{stem}.txt", context).strip()
    subject, _line, body = text.partition("\n")
    return outbox.post(
        key=f"{key}/{person.pk}", address=person.email, subject=subject, body=body.strip()
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
