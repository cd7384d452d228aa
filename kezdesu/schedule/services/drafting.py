from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.programmes.models import Programme, Theme, Track

from .. import planning
from ..choices import EDITABLE, PlanStatus
from ..models import LeftOut, Plan, Visit
from ..proposals import OnProgress, PlannedVisit, Proposal
from .steps import mark_anew


def propose_plans(
    *,
    tracks: Sequence[Track],
    starts_on: date,
    ends_on: date,
    by: User | None,
    seed: int,
    seconds: float = 10,
    iterations: int | None = None,
    on_progress: OnProgress | None = None,
    is_sample: bool = False,
    and_then: Callable[[list[Plan]], None] | None = None,
) -> list[Plan]:
    """Draft a first version for each track, in the order given; the later go around the earlier.

    A draft or returned first version is proposed anew in its place and keeps its pinned visits.
    The engine gets `seconds` altogether, or `iterations` a track where every machine must come to
    the same plan. It runs outside the transaction, so that nobody waits for it; the statuses are
    judged again before anything is written. `and_then` belongs to the same transaction.
    """
    refuse_unless_proposable(tracks, starts_on, ends_on)
    proposals = planning.propose(
        tracks,
        starts_on,
        ends_on,
        seconds=seconds,
        seed=seed,
        iterations=iterations,
        on_progress=on_progress,
    )
    with transaction.atomic():
        refuse_unless_proposable(tracks, starts_on, ends_on)
        plans = [_draft(each, starts_on, ends_on, is_sample, by) for each in proposals]
        for plan, proposal in zip(plans, proposals, strict=True):
            audit.record(
                "schedule.plan_proposed",
                plan,
                by=by,
                visits=plan.visits.count(),
                left_out=len(proposal.left_out),
                seed=seed,
            )
        if and_then:
            and_then(plans)
    return plans


def refuse_unless_proposable(tracks: Sequence[Track], starts_on: date, ends_on: date) -> None:
    if not tracks:
        raise Refused(_("Choose at least one track."), field="tracks")
    if ends_on < starts_on:
        raise Refused(_("The last day is before the first."), field="ends_on")
    for track in tracks:
        if not _runs(track.programme, starts_on, ends_on):
            raise Refused(
                _("The programme of “%(track)s” does not run in these days.") % {"track": track},
                field="starts_on",
            )
    near = Plan.objects.filter(track__in=tracks, starts_on__lte=ends_on, ends_on__gte=starts_on)
    for plan in near.select_related("track").order_by("version"):
        if (plan.starts_on, plan.ends_on) != (starts_on, ends_on):
            raise Refused(
                _("“%(track)s” already has a schedule that overlaps this period.")
                % {"track": plan.track},
                field="starts_on",
            )
        if plan.version > 1 or plan.status not in EDITABLE:
            raise Refused(
                _("“%(track)s” has a schedule already; amend it instead of proposing anew.")
                % {"track": plan.track},
                field="tracks",
            )


def _draft(
    proposal: Proposal, starts_on: date, ends_on: date, is_sample: bool, by: User | None
) -> Plan:
    values = {
        "ends_on": ends_on,
        "status": PlanStatus.DRAFT,
        "engine": proposal.engine,
        "is_sample": is_sample,
    }
    plan, is_new = Plan.objects.update_or_create(
        track=proposal.track, starts_on=starts_on, version=1, defaults=values
    )
    if not is_new:
        mark_anew(plan, by=by)
    plan.visits.filter(is_pinned=False).delete()
    plan.left_out.all().delete()
    themes = list(proposal.track.themes.order_by("pk"))
    for number, planned in enumerate(proposal.visits):
        _add(plan, planned, themes, number)
    LeftOut.objects.bulk_create(
        LeftOut(plan=plan, target=each.target, reasons=each.reasons) for each in proposal.left_out
    )
    return plan


def _add(plan: Plan, planned: PlannedVisit, themes: list[Theme], number: int) -> None:
    visit = Visit.objects.create(
        plan=plan, target=planned.target, starts_at=planned.starts_at, minutes=planned.minutes
    )
    visit.crew.set(planned.crew)
    # In turn, so that over the period every theme of the track is spoken about equally often.
    visit.themes.set(themes[number % len(themes) :][:1] if themes else [])


def _runs(programme: Programme, starts_on: date, ends_on: date) -> bool:
    is_over = programme.ends_on is not None and programme.ends_on < starts_on
    return programme.starts_on <= ends_on and not is_over
