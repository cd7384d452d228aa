from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.people.models import Person

from .. import inputs
from ..models import Plan, Visit
from .versions import editable, in_order, zone_of


@transaction.atomic
def move_visit(
    *,
    visit: Visit,
    starts_at: datetime,
    crew: Collection[Person],
    venue: str,
    by: User | None,
) -> Visit:
    """Give a visit another start, crew or venue. What it breaks is shown, not forbidden."""
    plan = editable(visit)
    day = starts_at.astimezone(zone_of(plan)).date()
    _refuse_outside(plan, day)
    _refuse_strangers(plan, day, crew)
    before = {"starts_at": visit.starts_at, "crew": sorted(visit.crew.values_list("pk", flat=True))}
    visit.starts_at, visit.venue = starts_at, venue.strip()
    visit.save(update_fields=["starts_at", "venue"])
    visit.crew.set(crew)
    audit.record(
        "schedule.visit_moved",
        plan,
        by=by,
        visit=visit.identity,
        place=visit.target.place.name_kk,
        before=before,
        after={"starts_at": starts_at, "crew": sorted(person.pk for person in crew)},
    )
    return visit


@transaction.atomic
def pin_visit(*, visit: Visit, is_pinned: bool, by: User | None) -> Visit:
    """Hold a visit where it is when the schedule is proposed anew, or let it go again."""
    plan = editable(visit)
    visit.is_pinned = is_pinned
    visit.save(update_fields=["is_pinned"])
    action = "schedule.visit_pinned" if is_pinned else "schedule.visit_unpinned"
    audit.record(action, plan, by=by, visit=visit.identity, place=visit.target.place.name_kk)
    return visit


def _refuse_outside(plan: Plan, day: date) -> None:
    if not plan.starts_on <= day <= plan.ends_on:
        raise Refused(_("This day lies outside the schedule's period."), field="day")


def _refuse_strangers(plan: Plan, day: date, crew: Collection[Person]) -> None:
    if not crew:
        raise Refused(_("Choose who goes."), field="crew")
    seated = set(inputs.seated(plan.track, day, day))
    if strangers := in_order(person for person in crew if person not in seated):
        raise Refused(
            _("Not in the group on this day: %(names)s.") % {"names": ", ".join(strangers)},
            field="crew",
        )
