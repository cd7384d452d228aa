"""Repairing a plan after something has happened. Services, as those in `services`.

What has happened is recorded as what it is (an absence, a closed place, a day off, a target); the
worker then looks for the nearest plan, and somebody accepts it, whole or in parts, or leaves it.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit, work
from kezdesu.core.choices import UNFINISHED, RunState
from kezdesu.core.errors import Refused
from kezdesu.core.work import Pulse

from . import planning
from .changes import apply_changes, changes_of, refuse_newly_broken, told, visits_seal
from .choices import EDITABLE, OPEN, PlanStatus
from .happenings import Happened, record_happening
from .models import Plan, RepairRun
from .services import amend_plan
from .services.steps import mark_anew
from .services.versions import locked, versions, zone_of

SECONDS = 9  # of search, beside the proofs: the coordinator waits for it


@transaction.atomic
def ask_for_repair(
    *, plan: Plan, happened: Happened, by: User | None, seconds: int = SECONDS, seed: int = 1
) -> RepairRun:
    """Record what has happened and leave the rest to the worker; one repair of a plan at a time."""
    plan = locked(plan)
    _refuse_unless_repairable(plan)
    if RepairRun.objects.filter(plan=plan, state__in=UNFINISHED).exists():
        raise Refused(_("A repair of this schedule is being made: wait for it, or stop it."))
    target = record_happening(plan=plan, happened=happened, by=by)
    run = RepairRun.objects.create(
        plan=plan,
        what=happened.what,
        person=happened.person,
        place=happened.place,
        target=target,
        starts_on=happened.starts_on,
        ends_on=happened.ends_on,
        seconds=seconds,
        seed=seed,
        asked_by=by,
    )
    audit.record("schedule.repair_asked_for", run, by=by, plan=plan.pk, what=happened.what)
    return run


@transaction.atomic
def stop_repair(*, run: RepairRun, by: User | None) -> None:
    """End a repair early: what is nearest so far is shown; one not begun leaves nothing."""
    if not work.ask_to_stop(run):
        raise Refused(_("This repair has ended already."))
    audit.record("schedule.repair_stopped", run, by=by)


def work_on_repair(run: RepairRun, pulse: Pulse) -> None:
    """What the worker does; it changes no plan."""
    plan = Plan.objects.select_related("track__programme__office", "track__group").get(
        pk=run.plan_id
    )
    seal = visits_seal(plan)
    found = planning.repair_plan(
        plan,
        now=timezone.now(),
        urgent=[run.target] if run.target else [],
        seed=run.seed,
        seconds=run.seconds,
        on_progress=lambda share, changes: pulse.tell(share=round(share, 3), changes=changes),
    )
    with transaction.atomic():
        done = {"share": 1, "changes": len(found.changes)}
        work.end(run, RunState.DONE, progress=done)
        RepairRun.objects.filter(pk=run.pk).update(seal=seal, result=told(plan, found))


@transaction.atomic
def accept_repair(
    *, run: RepairRun, chosen: Collection[UUID], reason: str, by: User | None
) -> Plan:
    """Make the chosen changes, in the next version of an approved plan or in the draft itself.

    Whatever the rest then breaks that the plan did not break before is refused with its sentence.
    """
    run = _undecided(run)
    plan = locked(run.plan)
    _refuse_unless_repairable(plan)
    if visits_seal(plan) != run.seal:
        raise Refused(
            _("The schedule has changed since this repair was made: leave it and ask anew.")
        )
    changes = [change for change in changes_of(run) if change.identity in set(chosen)]
    if not changes:
        raise Refused(_("Choose at least one change."), field="changes")
    before = planning.broken_rules(plan)
    is_approved = plan.status == PlanStatus.APPROVED
    draft = amend_plan(plan=plan, reason=reason, by=by) if is_approved else plan
    apply_changes(draft, changes)
    if not is_approved:
        mark_anew(draft, by=by)
    refuse_newly_broken(plan, before, draft, planning.broken_rules(draft))
    mark_anew(draft, by=by)
    _decide(run, by, accepted=[str(change.identity) for change in changes], into=draft)
    audit.record(
        "schedule.repair_accepted",
        draft,
        by=by,
        repair=run.pk,
        visits=[change.identity for change in changes],
        of=len(run.result["changes"]),
    )
    return draft


@transaction.atomic
def leave_repair(*, run: RepairRun, by: User | None) -> None:
    """Nothing of it is wanted; what was recorded as happened stays recorded."""
    run = _undecided(run)
    _decide(run, by, accepted=[], into=None)
    audit.record("schedule.repair_left", run, by=by, plan=run.plan_id)


def _undecided(run: RepairRun) -> RepairRun:
    run = RepairRun.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.DONE:
        raise Refused(_("This repair is not ready."))
    if run.decided_at:
        raise Refused(_("Somebody has decided on this repair already."))
    return run


def _decide(run: RepairRun, by: User | None, *, accepted: list[str], into: Plan | None) -> None:
    run.decided_at, run.decided_by = timezone.now(), by
    run.accepted, run.accepted_into = accepted, into
    run.save(update_fields=["decided_at", "decided_by", "accepted", "accepted_into"])


def _refuse_unless_repairable(plan: Plan) -> None:
    if plan.status == PlanStatus.SUBMITTED:
        raise Refused(
            _("This version waits for approval: it has to be returned before it changes.")
        )
    if plan.status not in EDITABLE | {PlanStatus.APPROVED}:
        raise Refused(_("A later version of this schedule is in force: repair that one."))
    if plan.status == PlanStatus.APPROVED and versions(plan).filter(status__in=OPEN).exists():
        raise Refused(_("An amendment of this schedule is already in work: repair that one."))
    if plan.ends_on < timezone.localdate(timezone=zone_of(plan)):
        raise Refused(_("The period of this schedule is over."))
