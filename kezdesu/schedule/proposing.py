"""Asking for a proposal, and what the worker then does. Services, as those in `services`."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit, work
from kezdesu.core.choices import UNFINISHED, RunState
from kezdesu.core.errors import Refused
from kezdesu.core.work import Pulse
from kezdesu.programmes.models import Track

from .models import Plan, ProposalRun
from .proposals import Progress
from .services import propose_plans, refuse_unless_proposable


@transaction.atomic
def ask_for_proposal(
    *,
    office: Office,
    tracks: Sequence[Track],
    starts_on: date,
    ends_on: date,
    seconds: int,
    by: User | None,
    seed: int = 1,
) -> ProposalRun:
    """Leave the proposal to the worker. Of one track only one is made at a time."""
    refuse_unless_proposable(tracks, starts_on, ends_on)
    # Who asks at the same moment waits here, and then finds this run.
    list(Track.objects.select_for_update().filter(pk__in=[each.pk for each in tracks]))
    _refuse_while_under_way(tracks)
    run = ProposalRun.objects.create(
        office=office, starts_on=starts_on, ends_on=ends_on, seconds=seconds, seed=seed, asked_by=by
    )
    run.tracks.set(tracks)
    audit.record(
        "schedule.proposal_asked_for",
        run,
        by=by,
        tracks=[track.slug for track in tracks],
        starts_on=starts_on,
        ends_on=ends_on,
        seconds=seconds,
    )
    return run


@transaction.atomic
def stop_proposal(*, run: ProposalRun, by: User | None) -> None:
    """End a proposal early: what is best so far becomes the draft; one not begun leaves nothing."""
    if not work.ask_to_stop(run):
        raise Refused(_("This proposal has ended already."))
    audit.record("schedule.proposal_stopped", run, by=by)


def work_on_proposal(run: ProposalRun, pulse: Pulse) -> None:
    """What the worker does; drafts and the run's end are one transaction, or neither is written."""
    seen: dict[int, Progress] = {}

    def tell(now: Progress) -> bool:
        seen[now.number] = now
        return pulse.tell(tracks=[_told(each) for each in seen.values()])

    def end(plans: list[Plan]) -> None:
        told = [
            _told(each) | _in_the_end(plan)
            for each, plan in zip(seen.values(), plans, strict=False)
        ]
        work.end(run, RunState.DONE, progress={"tracks": told})
        run.plans.set(plans)

    tracks = run.tracks.select_related("programme__office", "group").order_by("position", "pk")
    propose_plans(
        tracks=list(tracks),
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        by=run.asked_by,
        seed=run.seed,
        seconds=run.seconds,
        on_progress=tell,
        and_then=end,
    )


def _told(seen: Progress) -> dict[str, object]:
    return {
        "track": seen.track.pk,
        "share": round(seen.share, 3),
        "cost": None if seen.cost is None else round(seen.cost),
        "missing": seen.missing,
        "bound": None if seen.bound is None else round(seen.bound),
    }


def _in_the_end(plan: Plan) -> dict[str, object]:
    """What the engine said of the plan that was kept."""
    engine = plan.engine
    bound = engine["lower_bound"]  # 0 where nobody waited for it
    return {"cost": round(engine["total"]), "bound": round(bound) if bound else None}


def _refuse_while_under_way(tracks: Sequence[Track]) -> None:
    under_way = ProposalRun.objects.filter(tracks__in=tracks, state__in=UNFINISHED)
    if under_way.exists():
        raise Refused(
            _("A proposal for one of these tracks is being made: wait for it, or stop it."),
            field="tracks",
        )
