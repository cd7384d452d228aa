"""Each change of a draft is a numbered step that can be undone, and is refused over a newer one."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused

from ..choices import StepKind
from ..models import LeftOut, Plan, Step, Visit
from ..queries.steps import next_steps, step_row, with_names
from .states import VISIT, State, put, stands, take_away
from .versions import editable


class Stale(Refused):
    """Somebody changed the same since the user last saw it; the sentence says who, what, when."""


@transaction.atomic
def undo_step(*, plan: Plan, seen: int, by: User | None) -> Step:
    """Put back what the last change found; whoever made it is named in the log."""
    return _turn(_as_seen(plan, seen), StepKind.UNDO, by)


@transaction.atomic
def redo_step(*, plan: Plan, seen: int, by: User | None) -> Step:
    """Do the change again that was undone last."""
    return _turn(_as_seen(plan, seen), StepKind.REDO, by)


def visit_as_seen(plan: Plan, key: int, seen: int) -> Visit:
    """The visit's row as it is now; Stale when it changed after revision `seen`."""
    _refuse_newer(plan, seen, Q(visit=key) | Q(visit=None))
    visit = plan.visits.select_for_update().filter(pk=key).first()
    if visit is None:
        raise Refused(_("This meeting is no longer in the schedule."))
    visit.plan = plan
    return visit


def left_out_as_seen(plan: Plan, left_out: LeftOut, seen: int) -> LeftOut:
    """The row as it is now; Stale when its target changed after revision `seen`."""
    _refuse_newer(plan, seen, Q(target=left_out.target_id) | Q(visit=None))
    now = plan.left_out.select_for_update().filter(pk=left_out.pk).first()
    if now is None:
        raise Refused(_("This place is no longer among those left out."))
    return now


def refuse_gone(office: Office, key: int) -> None:
    """Stale when the visit with this key was taken out of a draft of the office."""
    plans = Plan.objects.filter(track__programme__office=office)
    last = Step.objects.filter(plan__in=plans, visit=key).order_by("-pk").first()
    if last:
        _refuse_newer(last.plan, last.number - 1, Q(visit=key))


def keep_step(
    plan: Plan,
    before: State,
    after: State,
    *,
    action: str,
    by: User | None,
    kind: StepKind = StepKind.CHANGE,
    of: Step | None = None,
) -> Step:
    """The one place where a draft's revision rises; call it after writing the rows."""
    visit = next(state for state in (after, before) if state["row"] == VISIT)
    step = _step(plan, kind, by, of=of, visit=visit["pk"], target_id=visit["target"])
    step.before, step.after = before, after
    step.save(update_fields=["before", "after"])
    whose = {"of": of.number, "made_by": of.made_by_id} if of else {}
    audit.record(
        action,
        plan,
        by=by,
        visit=visit["identity"],
        place=step.target.place.name_kk if step.target else "",
        before=before,
        after=after,
        revision=plan.revision,
        **whose,
    )
    return step


def mark_anew(plan: Plan, *, by: User | None) -> None:
    """The draft was proposed anew or repaired: nothing before that can be undone."""
    _step(plan, StepKind.ANEW, by)


def _step(plan: Plan, kind: StepKind, by: User | None, **about: object) -> Step:
    plan.revision += 1
    plan.save(update_fields=["revision"])
    return Step.objects.create(
        plan=plan, number=plan.revision, kind=kind, made_by=by, made_at=timezone.now(), **about
    )


def _as_seen(plan: Plan, seen: int) -> Plan:
    plan = editable(plan)
    refuse_changed(plan, seen)
    return plan


def refuse_changed(plan: Plan, seen: int) -> None:
    """Stale when anything of the plan changed after revision `seen`."""
    _refuse_newer(plan, seen, Q())


def _refuse_newer(plan: Plan, seen: int, about: Q) -> None:
    newer = with_names(plan).filter(about, number__gt=seen).last()
    if newer is None:
        return
    row = step_row(newer)
    words = {"place": row.place, "what": row.what, "who": row.who, "when": row.when}
    if newer.kind == StepKind.ANEW:
        raise Stale(
            _(
                "The schedule was proposed anew or repaired meanwhile (%(who)s, %(when)s). "
                "Your change was not made."
            )
            % words
        )
    raise Stale(
        _(
            "“%(place)s” has changed meanwhile: %(what)s (%(who)s, %(when)s). "
            "Your change was not made; what you see now is how it stands."
        )
        % words
    )


def _next(plan: Plan, kind: StepKind) -> Step:
    undo, redo = next_steps(plan)
    is_undo = kind == StepKind.UNDO
    numbers = undo if is_undo else redo
    if not numbers:
        raise Refused(_("There is nothing to undo.") if is_undo else _("There is nothing to redo."))
    step: Step = with_names(plan).get(number=numbers[0])
    return step


def _states(step: Step) -> tuple[State, State]:
    before, after = step.before, step.after
    if before is None or after is None:
        raise TypeError("only a change of a visit is undone")
    return before, after


def _turn(plan: Plan, kind: StepKind, by: User | None) -> Step:
    step, is_undo = _next(plan, kind), kind == StepKind.UNDO
    now, wanted = _states(step)
    if is_undo:
        now, wanted = wanted, now
    if not stands(plan, now):
        row = step_row(step)
        raise Refused(
            _("“%(place)s” is not as this change left it, so it cannot be put back.")
            % {"place": row.place}
        )
    if (now["row"], now["pk"]) != (wanted["row"], wanted["pk"]):
        take_away(plan, now)
    put(plan, wanted)
    action = "schedule.change_undone" if is_undo else "schedule.change_redone"
    return keep_step(plan, now, wanted, action=action, by=by, kind=kind, of=step)
