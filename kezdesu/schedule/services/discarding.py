"""A draft that nobody but its makers has seen is thrown away; the log keeps what it held."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.choices import UNFINISHED
from kezdesu.core.errors import Refused
from kezdesu.core.history import who_did
from kezdesu.core.models import AuditEntry
from kezdesu.programmes.models import Track

from ..choices import PlanStatus
from ..models import Plan, ProposalRun, RepairRun
from ..queries.repair import open_repairs
from ..queries.steps import moment_in_words
from .states import left_out_state, visit_state
from .steps import refuse_changed
from .versions import locked

DISCARDED = "schedule.draft_discarded"


@transaction.atomic
def discard_draft(*, plan: Plan, by: User | None, seen: int | None = None) -> Plan:
    """Take back a draft that was never submitted; of an amendment the version in force stays so.

    What was before the approver stays, returned or proposed anew since: their words on it are part
    of it, and the answer to them is the next submission. A repair or a proposal that somebody
    waits for is ended first. `seen` as in `submit_plan`: nobody throws away what they have not
    seen. The row as it was.
    """
    plan = locked(plan)
    _refuse_unless_untold(plan)
    if seen is not None:
        refuse_changed(plan, seen)
    _refuse_while_waited_for(plan)
    # Repairs of other schedules for a reason that was marked here: they stay, each by itself.
    RepairRun.objects.filter(lead__plan=plan).exclude(plan=plan).update(lead=None)
    audit.record(DISCARDED, plan, by=by, **_told(plan))
    plan.delete()
    return plan


def refuse_discarded(office: Office, key: int) -> None:
    """Refused, with who and when, for the number of a draft of the office that was discarded."""
    entry = next(iter(audit.entries_of(Plan(pk=key), DISCARDED)), None)
    if entry and _is_of(office, entry):
        raise Refused(
            _("This draft was discarded (%(who)s, %(when)s).")
            % {"who": who_did(entry), "when": moment_in_words(entry.at, office)}
        )


def _is_of(office: Office, entry: AuditEntry) -> bool:
    return Track.objects.filter(pk=entry.changes["track"], programme__office=office).exists()


def _refuse_unless_untold(plan: Plan) -> None:
    if plan.is_discardable:
        return
    if plan.status not in {PlanStatus.DRAFT, PlanStatus.RETURNED}:
        raise Refused(_("Only a draft is discarded."))
    raise Refused(
        _("This version was submitted and returned, so it stays: change it and submit it again.")
    )


def _refuse_while_waited_for(plan: Plan) -> None:
    if open_repairs(plan):
        raise Refused(_("A repair of this schedule is not decided yet: decide on it first."))
    anew = ProposalRun.objects.filter(tracks=plan.track_id, state__in=UNFINISHED)
    if plan.version == 1 and anew.exists():
        raise Refused(_("This draft is being proposed anew: wait for it, or stop it."))


def _told(plan: Plan) -> dict[str, Any]:
    """What it held, so that it can be entered again by who reads the log."""
    visits = plan.visits.prefetch_related("crew", "themes")
    return {
        "track": plan.track_id,
        "version": plan.version,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "reason": plan.reason,
        "visits": [visit_state(visit) for visit in visits],
        "left_out": [left_out_state(each) for each in plan.left_out.all()],
    }
