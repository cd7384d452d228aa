from collections import Counter
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.programmes.locking import refuse_locked

from .. import inputs
from ..choices import LEADS_TO, PlanStatus
from ..models import Plan
from ..notices import tell_of_approval
from ..queries.judged import broken_now
from ..rules import bare_number, clashes
from .scans import CleanScan, attach, stored
from .steps import refuse_changed
from .versions import in_order, locked, stated, versions, zone_of


@transaction.atomic
def submit_plan(*, plan: Plan, by: User | None, why: str = "", seen: int | None = None) -> Plan:
    """Hand a draft, or a returned version, to the body that approves it.

    A schedule that bends a rule goes up only with `why`, which the approver reads; nobody can be at
    two places at once whatever the reason. With `seen`, the revision that the user looked at, a
    draft that somebody changed since is Stale.
    """
    plan = locked(plan)
    _refuse_unless_leads(plan, PlanStatus.SUBMITTED)
    if seen is not None:
        refuse_changed(plan, seen)
    _refuse_empty(plan)
    _refuse_clashes(plan)
    bent = _bent(plan)
    plan.bent_note = stated(why, "why", _("Say why rules are bent.")) if bent else ""
    plan.status = PlanStatus.SUBMITTED
    plan.submitted_at = timezone.now()
    plan.save(update_fields=["status", "submitted_at", "bent_note"])
    audit.record("schedule.plan_submitted", plan, by=by, bent=bent, why=plan.bent_note)
    return plan


@transaction.atomic
def return_plan(*, plan: Plan, note: str, by: User | None, seen: int | None = None) -> Plan:
    """Send a submitted version back with a note on what to change; `seen` as in `submit_plan`."""
    plan = locked(plan)
    _refuse_unless_leads(plan, PlanStatus.RETURNED)
    if seen is not None:
        refuse_changed(plan, seen)
    note = stated(note, "note", _("Say what has to change."))
    plan.status, plan.returned_note = PlanStatus.RETURNED, note
    plan.save(update_fields=["status", "returned_note"])
    audit.record("schedule.plan_returned", plan, by=by, note=note)
    return plan


def approve_plan(
    *,
    plan: Plan,
    number: str,
    day: date,
    signatory_name: str,
    signatory_post: str,
    by: User | None,
    signatory_post_ru: str = "",
    scan: CleanScan | None = None,
    seen: int | None = None,
) -> Plan:
    """Approve a submitted version under its document; the version in force before is superseded.

    `scan` is the signed paper; it may also be added later. `seen` as in `submit_plan`: nobody signs
    what was returned, changed and submitted again behind their page.
    """
    said = {
        "document_number": stated(
            bare_number(number), "number", _("Give the number of the document.")
        ),
        "document_date": day,
        "signatory_name": stated(signatory_name, "signatory_name", _("Name the signatory.")),
        "signatory_post": stated(signatory_post, "signatory_post", _("Give the signatory's post.")),
        "signatory_post_ru": signatory_post_ru.strip(),
    }
    if scan is None:
        with transaction.atomic():
            return _approved(plan, said, by, seen)
    with stored(scan) as file, transaction.atomic():
        approved = _approved(plan, said, by, seen)
        attach(approved, scan, file, by=by)
        return approved


def _approved(plan: Plan, said: dict[str, Any], by: User | None, seen: int | None) -> Plan:
    plan = locked(plan)
    _refuse_unless_leads(plan, PlanStatus.APPROVED)
    if seen is not None:
        refuse_changed(plan, seen)
    if said["document_date"] > timezone.localdate(timezone=zone_of(plan)):
        raise Refused(_("The document cannot be dated in the future."), field="day")
    for name, value in said.items():
        setattr(plan, name, value)
    former = _in_force(plan)
    _refuse_in_locked(plan, former)
    superseded = _supersede(former)
    plan.status, plan.approved_at, plan.approved_by = PlanStatus.APPROVED, timezone.now(), by
    plan.save()
    audit.record(
        "schedule.plan_approved",
        plan,
        by=by,
        number=plan.document_number,
        day=plan.document_date,
        signatory=plan.signatory_name,
        supersedes=superseded,
    )
    tell_of_approval(plan, former, by=by)
    return plan


def _refuse_unless_leads(plan: Plan, to: PlanStatus) -> None:
    if to in LEADS_TO[plan.status]:
        return
    if to == PlanStatus.SUBMITTED:
        raise Refused(_("Only a draft or a returned version is submitted."))
    raise Refused(_("Only a submitted version is approved or returned."))


def _in_force(plan: Plan) -> Plan | None:
    return versions(plan).select_for_update().filter(status=PlanStatus.APPROVED).first()


def _refuse_in_locked(plan: Plan, former: Plan | None) -> None:
    """What was planned in a locked period stays so: raises Refused where the version differs."""
    zone, office = zone_of(plan), plan.track.programme.office
    before, after = (_planned(each) if each else set() for each in (former, plan))
    days = sorted({starts_at.astimezone(zone).date() for _, starts_at in before ^ after})
    refuse_locked(office, *(days or [plan.ends_on]))


def _planned(plan: Plan) -> set[tuple[UUID, datetime]]:
    return set(plan.visits.values_list("identity", "starts_at"))


def _supersede(former: Plan | None) -> int | None:
    """The number of the version that was in force, now superseded."""
    if former is None:
        return None
    former.status = PlanStatus.SUPERSEDED
    former.save(update_fields=["status"])
    return former.version


def _bent(plan: Plan) -> dict[str, int]:
    """The rules that the plan breaks, and at how many places."""
    found = (broken.rule for each in broken_now(plan).values() for broken in each)
    return dict(sorted(Counter(found).items()))


def _refuse_empty(plan: Plan) -> None:
    if not plan.visits.exists():
        raise Refused(_("The schedule holds no visit yet."))


def _refuse_clashes(plan: Plan) -> None:
    """A schedule may bend a rule under the approver's eyes; nobody can be at two places at once."""
    own = inputs.held_visits(plan.visits.all(), plan.track.programme.office)
    others = inputs.visits_of_others(plan)
    twice = clashes(
        chain(*(held.engagements for held in own)), chain(*(held.engagements for held in others))
    )
    if twice:
        names = ", ".join(in_order(twice))
        raise Refused(_("At two places at once: %(names)s.") % {"names": names})
