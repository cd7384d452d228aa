from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused

from ..choices import OPEN, PlanStatus
from ..models import LeftOut, Plan, Visit
from .versions import locked, stated, versions


@transaction.atomic
def amend_plan(*, plan: Plan, reason: str, by: User | None) -> Plan:
    """Open the next version of an approved plan, with the same visits under the same identities."""
    plan = locked(plan)
    if plan.status != PlanStatus.APPROVED:
        raise Refused(_("Only an approved schedule is amended; change this one directly."))
    reason = stated(reason, "reason", _("Say why the schedule is amended."))
    if versions(plan).filter(status__in=OPEN).exists():
        raise Refused(_("An amendment of this schedule is already in work."))
    amendment = Plan.objects.create(
        track=plan.track,
        version=plan.version + 1,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        reason=reason,
        engine=plan.engine,
        is_sample=plan.is_sample,
    )
    _copy(plan, amendment)
    audit.record("schedule.plan_amended", amendment, by=by, reason=reason, amends=plan.version)
    return amendment


def _copy(plan: Plan, amendment: Plan) -> None:
    for visit in plan.visits.prefetch_related("themes", "crew"):
        copy = Visit.objects.create(
            plan=amendment,
            identity=visit.identity,
            target_id=visit.target_id,
            starts_at=visit.starts_at,
            minutes=visit.minutes,
            venue=visit.venue,
            is_pinned=visit.is_pinned,
        )
        copy.themes.set(visit.themes.all())
        copy.crew.set(visit.crew.all())
    LeftOut.objects.bulk_create(
        LeftOut(plan=amendment, target_id=each.target_id, reasons=each.reasons)
        for each in plan.left_out.all()
    )
