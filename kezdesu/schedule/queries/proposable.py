"""What the form to propose schedules begins from: days, and the tracks without a plan of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.text import tied
from kezdesu.programmes.models import Track

from ..choices import EDITABLE, PlanStatus
from ..models import Plan
from .plans import half_year_to_plan, tracks_of


@dataclass(frozen=True)
class Offered:
    starts_on: date
    ends_on: date
    notes: Mapping[int, str]  # by track: why a proposal for these days would be refused


def offered_to_propose(office: Office) -> Offered:
    """Days from tomorrow on; where every track has its schedule of them, those of a draft that can
    be made anew."""
    tracks = list(tracks_of(office))
    today = timezone.localdate(timezone=ZoneInfo(office.time_zone))
    days = half_year_to_plan(tracks, today)
    plans = _plans_near(tracks, days)
    drafts = [plan for plan in plans if _is_made_anew(plan)]
    if drafts and {plan.track_id for plan in plans} == {track.pk for track in tracks}:
        days = min((draft.starts_on, draft.ends_on) for draft in drafts)
        plans = _plans_near(tracks, days)
    notes = {plan.track_id: _note(plan) for plan in plans if _stands_against(plan, days)}
    others = {
        track.pk: _("Its programme does not run then.")
        for track in tracks
        if not _runs(track, days)
    }
    return Offered(*days, notes | others)


def _plans_near(tracks: Iterable[Track], days: tuple[date, date]) -> list[Plan]:
    """The first versions before the later, so that the newest has the last word."""
    plans = Plan.objects.filter(track__in=tracks, starts_on__lte=days[1], ends_on__gte=days[0])
    return list(plans.order_by("starts_on", "version"))


def _is_made_anew(plan: Plan) -> bool:
    return plan.version == 1 and plan.status in EDITABLE


def _stands_against(plan: Plan, days: tuple[date, date]) -> bool:
    return not _is_made_anew(plan) or (plan.starts_on, plan.ends_on) != days


def _runs(track: Track, days: tuple[date, date]) -> bool:
    programme = track.programme
    return programme.starts_on <= days[1] and (programme.ends_on or date.max) >= days[0]


def _note(plan: Plan) -> str:
    span = tied(language(get_language() or "kk").date_span(plan.starts_on, plan.ends_on))
    if _is_made_anew(plan):
        return _("There is a draft for %(span)s: give these days to make it anew.") % {"span": span}
    if plan.version == 1 and plan.status == PlanStatus.SUBMITTED:
        return _("The schedule for %(span)s waits for approval.") % {"span": span}
    return _("The schedule for %(span)s is approved: its next version changes it.") % {"span": span}
