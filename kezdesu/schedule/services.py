"""What an office does with its schedules. Each act is one transaction and one audit entry."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import chain
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.language import language
from kezdesu.people.models import Person
from kezdesu.programmes.locking import refuse_locked
from kezdesu.programmes.models import Theme, Track

from . import inputs, planning
from .choices import EDITABLE, LEADS_TO, OPEN, PlanStatus
from .models import LeftOut, Plan, Visit
from .notices import tell_of_approval
from .proposals import OnProgress, PlannedVisit, Proposal
from .rules import clashes


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
        plans = [_draft(proposal, starts_on, ends_on, is_sample) for proposal in proposals]
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


@transaction.atomic
def submit_plan(*, plan: Plan, by: User | None) -> Plan:
    """Hand a draft, or a returned version, to the body that approves it."""
    plan = _locked(plan)
    _refuse_unless_leads(plan, PlanStatus.SUBMITTED)
    _refuse_empty(plan)
    _refuse_clashes(plan)
    plan.status = PlanStatus.SUBMITTED
    plan.submitted_at = timezone.now()
    plan.save(update_fields=["status", "submitted_at"])
    audit.record("schedule.plan_submitted", plan, by=by)
    return plan


@transaction.atomic
def return_plan(*, plan: Plan, note: str, by: User | None) -> Plan:
    """Send a submitted version back with a note on what to change."""
    plan = _locked(plan)
    _refuse_unless_leads(plan, PlanStatus.RETURNED)
    note = _stated(note, "note", _("Say what has to change."))
    plan.status, plan.returned_note = PlanStatus.RETURNED, note
    plan.save(update_fields=["status", "returned_note"])
    audit.record("schedule.plan_returned", plan, by=by, note=note)
    return plan


@transaction.atomic
def approve_plan(
    *,
    plan: Plan,
    number: str,
    day: date,
    signatory_name: str,
    signatory_post: str,
    by: User | None,
) -> Plan:
    """Approve a submitted version under its document; the version in force before is superseded."""
    plan = _locked(plan)
    _refuse_unless_leads(plan, PlanStatus.APPROVED)
    if day > timezone.localdate(timezone=_zone(plan)):
        raise Refused(_("The document cannot be dated in the future."), field="day")
    plan.document_number = _stated(number, "number", _("Give the number of the document."))
    plan.signatory_name = _stated(signatory_name, "signatory_name", _("Name the signatory."))
    plan.signatory_post = _stated(signatory_post, "signatory_post", _("Give the signatory's post."))
    plan.document_date = day
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
        day=day,
        signatory=plan.signatory_name,
        supersedes=superseded,
    )
    tell_of_approval(plan, former, by=by)
    return plan


@transaction.atomic
def amend_plan(*, plan: Plan, reason: str, by: User | None) -> Plan:
    """Open the next version of an approved plan, with the same visits under the same identities."""
    plan = _locked(plan)
    if plan.status != PlanStatus.APPROVED:
        raise Refused(_("Only an approved schedule is amended; change this one directly."))
    reason = _stated(reason, "reason", _("Say why the schedule is amended."))
    if _versions(plan).filter(status__in=OPEN).exists():
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
    plan = _editable(visit)
    day = starts_at.astimezone(_zone(plan)).date()
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
    plan = _editable(visit)
    visit.is_pinned = is_pinned
    visit.save(update_fields=["is_pinned"])
    action = "schedule.visit_pinned" if is_pinned else "schedule.visit_unpinned"
    audit.record(action, plan, by=by, visit=visit.identity, place=visit.target.place.name_kk)
    return visit


def _locked(plan: Plan) -> Plan:
    """The row as it now is, held until the transaction ends."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _versions(plan: Plan) -> QuerySet[Plan]:
    return Plan.objects.filter(track=plan.track_id, starts_on=plan.starts_on)


def _refuse_unless_leads(plan: Plan, to: PlanStatus) -> None:
    if to in LEADS_TO[plan.status]:
        return
    if to == PlanStatus.SUBMITTED:
        raise Refused(_("Only a draft or a returned version is submitted."))
    raise Refused(_("Only a submitted version is approved or returned."))


def _stated(text: str, field: str, sentence: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(sentence, field=field)
    return text


def _zone(plan: Plan) -> ZoneInfo:
    return ZoneInfo(plan.track.programme.office.time_zone)


def _in_force(plan: Plan) -> Plan | None:
    return _versions(plan).select_for_update().filter(status=PlanStatus.APPROVED).first()


def _refuse_in_locked(plan: Plan, former: Plan | None) -> None:
    """What was planned in a locked period stays so: raises Refused where the version differs."""
    zone, office = _zone(plan), plan.track.programme.office
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
        names = ", ".join(_in_order(twice))
        raise Refused(_("At two places at once: %(names)s.") % {"names": names})


def _editable(visit: Visit) -> Plan:
    plan = _locked(visit.plan)
    if plan.status not in EDITABLE:
        raise Refused(
            _("Only a draft or a returned version can be changed; amend an approved one.")
        )
    return plan


def _refuse_outside(plan: Plan, day: date) -> None:
    if not plan.starts_on <= day <= plan.ends_on:
        raise Refused(_("This day lies outside the schedule's period."), field="day")


def _refuse_strangers(plan: Plan, day: date, crew: Collection[Person]) -> None:
    if not crew:
        raise Refused(_("Choose who goes."), field="crew")
    seated = set(inputs.seated(plan.track, day, day))
    if strangers := _in_order(person for person in crew if person not in seated):
        raise Refused(
            _("Not in the group on this day: %(names)s.") % {"names": ", ".join(strangers)},
            field="crew",
        )


def refuse_unless_proposable(tracks: Sequence[Track], starts_on: date, ends_on: date) -> None:
    if not tracks:
        raise Refused(_("Choose at least one track."), field="tracks")
    if ends_on < starts_on:
        raise Refused(_("The last day is before the first."), field="ends_on")
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


def _draft(proposal: Proposal, starts_on: date, ends_on: date, is_sample: bool) -> Plan:
    values = {
        "ends_on": ends_on,
        "status": PlanStatus.DRAFT,
        "engine": proposal.engine,
        "is_sample": is_sample,
    }
    plan, _is_new = Plan.objects.update_or_create(
        track=proposal.track, starts_on=starts_on, version=1, defaults=values
    )
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


def _in_order(people: Iterable[Person]) -> list[str]:
    return sorted((person.full_name for person in people), key=language("kk").sort_key)
