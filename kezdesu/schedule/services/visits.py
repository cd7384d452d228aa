from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core.errors import Refused
from kezdesu.people.models import Person
from kezdesu.programmes.models import Theme

from .. import inputs
from ..models import LeftOut, Plan, Visit
from ..outcomes import HELD, records_of, state_of
from ..wording import left_out_by_hand
from .states import left_out_state, visit_state
from .steps import keep_step, left_out_as_seen, visit_as_seen
from .versions import editable, in_order, zone_of


@transaction.atomic
def change_visit(
    *,
    visit: Visit,
    seen: int,
    by: User | None,
    starts_at: datetime | None = None,
    crew: Collection[Person] | None = None,
    venue: str | None = None,
    themes: Collection[Theme] | None = None,
) -> Visit:
    """Give a visit another start, crew, venue or themes; None leaves it. Mouse, keyboard and form
    all end here. What the change breaks is shown, not forbidden; what was held stays.

    `seen` is the plan's revision that the user looked at: a visit changed since is Stale.
    """
    plan = editable(visit.plan)
    visit = visit_as_seen(plan, visit.pk, seen)
    _refuse_held(visit)
    before = visit_state(visit)
    visit.starts_at = starts_at or visit.starts_at
    visit.venue = visit.venue if venue is None else venue.strip()
    _refuse_misplaced(plan, visit.starts_at, list(visit.crew.all()) if crew is None else crew)
    visit.save(update_fields=["starts_at", "venue"])
    if crew is not None:
        visit.crew.set(crew)
    if themes is not None:
        _refuse_foreign(plan, themes)
        visit.themes.set(themes)
    _keep(plan, before, visit, "schedule.visit_changed", by)
    return visit


@transaction.atomic
def pin_visit(*, visit: Visit, is_pinned: bool, seen: int, by: User | None) -> Visit:
    """Hold a visit where it is when the schedule is proposed anew, or let it go again."""
    plan = editable(visit.plan)
    visit = visit_as_seen(plan, visit.pk, seen)
    before = visit_state(visit)
    visit.is_pinned = is_pinned
    visit.save(update_fields=["is_pinned"])
    action = "schedule.visit_pinned" if is_pinned else "schedule.visit_unpinned"
    _keep(plan, before, visit, action, by)
    return visit


@transaction.atomic
def leave_out(*, visit: Visit, why: str, seen: int, by: User | None) -> LeftOut:
    """Take a visit out of the schedule; its target stands among those left out, with the reason."""
    plan = editable(visit.plan)
    visit = visit_as_seen(plan, visit.pk, seen)
    _refuse_held(visit)
    before = visit_state(visit)
    visit.delete()
    left_out = LeftOut.objects.create(
        plan=plan, target_id=before["target"], reasons=[left_out_by_hand(why.strip())]
    )
    after = left_out_state(left_out)
    keep_step(plan, before, after, action="schedule.visit_left_out", by=by)
    return left_out


@transaction.atomic
def bring_back(
    *,
    left_out: LeftOut,
    starts_at: datetime,
    crew: Collection[Person],
    venue: str,
    themes: Collection[Theme],
    seen: int,
    by: User | None,
) -> Visit:
    """Make a visit of a target that was left out."""
    plan = editable(left_out.plan)
    left_out = left_out_as_seen(plan, left_out, seen)
    _refuse_misplaced(plan, starts_at, crew)
    _refuse_foreign(plan, themes)
    before = left_out_state(left_out)
    left_out.delete()
    visit = Visit.objects.create(
        plan=plan,
        target_id=before["target"],
        starts_at=starts_at,
        minutes=inputs.usual_minutes(plan.track),
        venue=venue.strip(),
    )
    visit.crew.set(crew)
    visit.themes.set(themes)
    after = visit_state(visit)
    keep_step(plan, before, after, action="schedule.visit_brought_back", by=by)
    return visit


def _keep(
    plan: Plan, before: dict[str, object], visit: Visit, action: str, by: User | None
) -> None:
    """Nothing changed is no step."""
    after = visit_state(visit)
    if after != before:
        keep_step(plan, before, after, action=action, by=by)


def _refuse_held(visit: Visit) -> None:
    """The schedule of what has been held is its record's."""
    records = records_of([visit.plan.track_id], [visit]).get(visit.identity, [])
    if state_of(visit, visit.plan.status, records)[0] == HELD:
        raise Refused(
            _("This meeting has been held: its record says how. Correct the record if need be.")
        )


def _refuse_misplaced(plan: Plan, starts_at: datetime, crew: Collection[Person]) -> None:
    day = starts_at.astimezone(zone_of(plan)).date()
    _refuse_outside(plan, day)
    _refuse_strangers(plan, day, crew)


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


def _refuse_foreign(plan: Plan, themes: Collection[Theme]) -> None:
    own = set(plan.track.themes.all())
    if any(theme not in own for theme in themes):
        raise Refused(_("Choose among the themes of the track."), field="themes")
