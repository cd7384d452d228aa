from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_done, say_problem

from .. import queries, repairing
from ..forms import AcceptForm, RepairForm
from ..models import RepairRun
from .pages import form_page, plan_of, written


@needs("schedule.repair")
@require_http_methods(["GET", "POST"])
def repair(request: DeskRequest, pk: int) -> HttpResponse:
    """What has happened, on one short page."""
    plan = plan_of(request, pk)
    form = RepairForm(request.POST or None, plan=plan)
    run = written(
        form,
        lambda: repairing.ask_for_repair(plan=plan, happened=form.happened, by=request.user),
    )
    if run:
        return redirect("schedule:repair_run", run.pk)
    return form_page(request, "repair", form, {"plan": plan})


@needs("schedule.view")
@require_safe
def repair_run(request: DeskRequest, pk: int) -> HttpResponse:
    """The page asks for its part again while the worker is busy."""
    run = _run(request, pk)
    return _run_page(request, run, AcceptForm(None, run=run))


@needs("schedule.repair")
@require_POST
def stop(request: DeskRequest, pk: int) -> HttpResponse:
    repairing.stop_repair(run=_run(request, pk), by=request.user)
    return redirect("schedule:repair_run", pk)


@needs("schedule.repair")
@require_POST
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    form = AcceptForm(request.POST, run=run)
    made = written(form, lambda: repairing.accept_repair(run=run, by=request.user, **form.values))
    if made is None:
        run.refresh_from_db()
        return _run_page(request, run, form, status=422)
    if len(made) > 1:
        say_done(request, _("The changes are made; each schedule is submitted by itself."))
        return redirect("schedule:repair_run", run.pk)
    [draft] = made
    say_done(request, _("The changes are made in version %(number)s.") % {"number": draft.version})
    return redirect("schedule:plan", draft.pk)


@needs("schedule.repair")
@require_POST
def leave(request: DeskRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    try:
        repairing.leave_repair(run=run, by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
        return redirect("schedule:repair_run", pk)
    say_done(request, _("The schedule stays as it is."))
    return redirect("schedule:plan", run.plan_id)


def _run_page(
    request: DeskRequest, run: RepairRun, form: AcceptForm, status: int = 200
) -> HttpResponse:
    stem = "repair_state" if request.htmx else "repair_run"
    context = {"page": queries.repair_page(run), "run": run, "plan": run.plan, "form": form}
    return render(request, f"schedule/{stem}.html", context, status=status)


def _run(request: DeskRequest, pk: int) -> RepairRun:
    """The repair in which it was marked, whichever of the schedules touched leads here."""
    runs = RepairRun.objects.select_related("plan__track__programme__office", "person", "place")
    run = get_object_or_404(runs, pk=pk, plan__track__programme__office=request.office)
    return runs.get(pk=run.lead_id) if run.lead_id else run
