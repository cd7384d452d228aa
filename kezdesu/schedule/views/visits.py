from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_done, say_problem

from .. import queries, services
from ..forms import LeaveOutForm, VisitForm
from ..models import LeftOut, Visit
from ..queries.spots import Tried
from .pages import back, form_page, plan_address, seen_in, visit_of


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, pk: int) -> HttpResponse:
    """Day, hour, crew, venue and themes; `?day=` and `?at=` fill in what a link proposes."""
    visit = visit_of(request, pk)
    form = VisitForm(request.POST or None, plan=visit.plan, now=_now(request, visit))

    def save() -> Visit:
        return services.change_visit(visit=visit, by=request.user, **form.values)

    if _saved(form, visit, save):
        say_done(request, _("The visit is changed."))
        return redirect(plan_address(visit.plan_id, pk))
    page = queries.visit_page(visit)
    leaving = LeaveOutForm(None, initial={"seen": visit.plan.revision}, auto_id="leave_%s")
    context = {"visit": visit, "plan": visit.plan, "page": page, "leaving": leaving}
    return form_page(request, "change", form, context)


@needs("schedule.edit")
@require_safe
def judge(request: DeskRequest, pk: int) -> HttpResponse:
    """What the form would break as it is filled in now."""
    visit = visit_of(request, pk)
    form = VisitForm(request.GET, plan=visit.plan, now={})
    return _verdict(request, form, Tried.of_visit(visit))


@needs("schedule.edit")
@require_POST
def pin(request: DeskRequest, pk: int) -> HttpResponse:
    """Turns the pin round; pressing it again is the way back."""
    visit = visit_of(request, pk)
    try:
        services.pin_visit(
            visit=visit, is_pinned=not visit.is_pinned, seen=seen_in(request), by=request.user
        )
    except Refused as refused:
        say_problem(request, str(refused))
    return back(request, plan_address(visit.plan_id, pk))


@needs("schedule.edit")
@require_POST
def leave_out(request: DeskRequest, pk: int) -> HttpResponse:
    visit = visit_of(request, pk)
    form = LeaveOutForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    try:
        services.leave_out(visit=visit, why=why, seen=seen_in(request), by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
        return redirect("schedule:change", pk)
    say_done(request, _("“%(place)s” is left out.") % {"place": visit.target.place.name})
    return redirect("schedule:plan", visit.plan_id)


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def bring_back(request: DeskRequest, pk: int) -> HttpResponse:
    left_out = _left_out(request, pk)
    form = VisitForm(request.POST or None, plan=left_out.plan, now=_proposed(request))

    def save() -> Visit:
        return services.bring_back(left_out=left_out, by=request.user, **form.values)

    if visit := _saved(form, left_out, save):
        say_done(request, _("The visit is in the schedule again."))
        return redirect(plan_address(visit.plan_id, visit.pk))
    context = {"left_out": left_out, "plan": left_out.plan}
    return form_page(request, "bring_back", form, context)


@needs("schedule.edit")
@require_safe
def judge_back(request: DeskRequest, pk: int) -> HttpResponse:
    left_out = _left_out(request, pk)
    form = VisitForm(request.GET, plan=left_out.plan, now={})
    return _verdict(request, form, Tried.of_left_out(left_out))


def _verdict(request: DeskRequest, form: VisitForm, tried: Tried) -> HttpResponse:
    if not form.is_valid():
        return render(request, "schedule/verdict.html", {"is_judged": False, "broken": ()})
    broken = queries.broken_at(tried, form.starts_at, form.cleaned_data["crew"])
    return render(request, "schedule/verdict.html", {"is_judged": True, "broken": broken})


def _saved(form: VisitForm, subject: Visit | LeftOut, save: Any) -> Any:
    """What the service made; after a Stale the form knows the newer revision."""
    if not form.is_valid():
        return None
    try:
        return save()
    except services.Stale as stale:
        subject.refresh_from_db()
        subject.plan.refresh_from_db()
        form.look_again(subject.plan.revision)
        form.add_error(None, str(stale))
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return None


def _now(request: DeskRequest, visit: Visit) -> dict[str, Any]:
    starts_at = visit.starts_at.astimezone(ZoneInfo(request.office.time_zone))
    now = {"day": starts_at.date(), "at": starts_at.time(), "venue": visit.venue}
    return now | {"crew": visit.crew.all(), "themes": visit.themes.all()} | _proposed(request)


def _proposed(request: DeskRequest) -> dict[str, Any]:
    """What a link to a day with room says, as the fields would show it."""
    return {name: request.GET[name] for name in ("day", "at") if request.GET.get(name)}


def _left_out(request: DeskRequest, pk: int) -> LeftOut:
    rows = LeftOut.objects.select_related("plan__track__programme__office", "target__place")
    return get_object_or_404(rows, pk=pk, plan__track__programme__office=request.office)
