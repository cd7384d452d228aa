"""Repairing a plan after something has happened. Services, as those in `services`.

What has happened is recorded as what it is (an absence, a closed place, a day off, a target); the
worker then looks for the nearest plan, and somebody accepts it, whole or in parts, or leaves it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
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
from .changes import (
    KeptChange,
    apply_changes,
    changes_of,
    refuse_newly_broken,
    told,
    visits_seal,
)
from .choices import EDITABLE, OPEN, Happening, PlanStatus
from .happenings import Happened, record_happening
from .inputs import newest_versions
from .models import Plan, RepairRun
from .proposals import Change, Nearest
from .services import amend_plan
from .services.steps import mark_anew
from .services.versions import locked, versions, zone_of
from .standing import touched_visits

SECONDS = 9  # of search a schedule, beside the proofs: the coordinator waits for it
# What a repair says of its reason and its asking, the same for every schedule touched.
SHARED: Final = ("what", "person", "place", "starts_on", "ends_on", "seconds", "seed", "asked_by")


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
    """What the worker does; it changes no plan.

    What was marked once is repaired in each schedule that it touches, one after the other: who
    stands in for somebody here is busy there.
    """
    now = timezone.now()
    plans, waiting = _touched(run, now)
    found: list[_Found] = []
    for plan in plans:
        seal, before = visits_seal(plan), _changes_in(found)
        nearest = planning.repair_plan(
            plan,
            now=now,
            urgent=[run.target] if run.target and plan.pk == run.plan_id else [],
            alongside=before,
            seed=run.seed,
            seconds=run.seconds,
            on_progress=_Teller(pulse, len(found), len(plans), len(before)).tell,
        )
        found.append(_Found(plan, seal, nearest))
    with transaction.atomic():
        done = {"share": 1, "changes": len(_changes_in(found))}
        work.end(run, RunState.DONE, progress=done)
        for each in found:
            _keep(run, each, {"waiting": waiting} if each.plan.pk == run.plan_id else {})


@dataclass(frozen=True)
class _Found:
    plan: Plan
    seal: str
    nearest: Nearest


@dataclass(frozen=True)
class _Teller:
    """How far the schedules are together, while the one after `before` others is repaired."""

    pulse: Pulse
    before: int
    of: int
    changes: int  # of those before

    def tell(self, share: float, changes: int | None) -> bool:
        so_far = None if changes is None else self.changes + changes
        return self.pulse.tell(share=round((self.before + share) / self.of, 3), changes=so_far)


def _changes_in(found: Iterable[_Found]) -> list[Change]:
    return [change for each in found for change in each.nearest.changes]


def _touched(run: RepairRun, now: datetime) -> tuple[list[Plan], list[dict[str, int]]]:
    """The schedule where it was marked and all others that it touches, and of those that wait for
    approval how many of their visits cannot stay. An urgent visit is one track's own."""
    plans = Plan.objects.select_related("track__programme__office", "track__group")
    plan = plans.get(pk=run.plan_id)
    if run.what == Happening.URGENT:
        return [plan], []
    office, today = plan.track.programme.office, now.astimezone(zone_of(plan)).date()
    newest = plans.filter(pk__in=newest_versions(office, today, date.max)).exclude(
        track=plan.track_id, starts_on=plan.starts_on
    )
    touched = [
        (each, count)
        for each in newest.order_by("track__position", "track_id", "starts_on")
        if (count := touched_visits(each, now))
    ]
    waiting = [
        {"plan": each.pk, "visits": count}
        for each, count in touched
        if each.status == PlanStatus.SUBMITTED
    ]
    return [plan, *(each for each, _ in touched if each.status != PlanStatus.SUBMITTED)], waiting


def _keep(run: RepairRun, found: _Found, beside: dict[str, Any]) -> None:
    """In the run itself, or for another schedule in a run of its own that is done with it."""
    plan, result = found.plan, told(found.plan, found.nearest) | beside
    if plan.pk == run.plan_id:
        RepairRun.objects.filter(pk=run.pk).update(seal=found.seal, result=result)
        return
    shared = {name: getattr(run, name) for name in SHARED}
    RepairRun.objects.create(
        lead=run,
        plan=plan,
        state=RunState.DONE,
        ended_at=timezone.now(),
        seal=found.seal,
        result=result,
        **shared,
    )


@transaction.atomic
def accept_repair(
    *, run: RepairRun, chosen: Collection[UUID], reason: str, by: User | None
) -> list[Plan]:
    """Make the chosen changes: of each schedule touched in the next version of an approved plan or
    in the draft itself; where nothing was chosen it stays as it is. The versions that changed.

    Whatever the rest then breaks that a plan did not break before is refused with its sentence.
    """
    made = []
    for each in _together(run):
        changes = [change for change in changes_of(each) if change.identity in set(chosen)]
        if changes:
            made.append(_accept(each, changes, reason, by))
        else:
            _leave(each, by)
    if not made:
        raise Refused(_("Choose at least one change."), field="changes")
    return made


@transaction.atomic
def leave_repair(*, run: RepairRun, by: User | None) -> None:
    """Nothing of it is wanted; what was recorded as happened stays recorded."""
    for each in _together(run):
        _leave(each, by)


def _accept(run: RepairRun, changes: Sequence[KeptChange], reason: str, by: User | None) -> Plan:
    plan = locked(run.plan)
    _refuse_unless_repairable(plan)
    if visits_seal(plan) != run.seal:
        raise Refused(
            _("The schedule has changed since this repair was made: leave it and ask anew.")
        )
    before = planning.broken_rules(plan)
    is_approved = plan.status == PlanStatus.APPROVED
    draft = amend_plan(plan=plan, reason=reason, by=by) if is_approved else plan
    apply_changes(draft, changes)
    refuse_newly_broken(plan, before, draft, planning.broken_rules(draft))
    if not is_approved:
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


def _leave(run: RepairRun, by: User | None) -> None:
    _decide(run, by, accepted=[], into=None)
    audit.record("schedule.repair_left", run, by=by, plan=run.plan_id)


def _together(run: RepairRun) -> list[RepairRun]:
    """The repair and those of other schedules for the same reason, none decided on before."""
    return [_undecided(each) for each in (run, *run.alongside.order_by("pk"))]


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
