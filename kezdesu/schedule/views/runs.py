from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs

from .. import proposing, queries
from ..forms import ProposeForm
from ..models import ProposalRun
from .pages import form_page, written


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def propose(request: DeskRequest) -> HttpResponse:
    form = ProposeForm(request.POST or None, office=request.office)
    run = written(
        form,
        lambda: proposing.ask_for_proposal(
            office=request.office, by=request.user, **form.cleaned_data
        ),
    )
    if run:
        return redirect("schedule:run", run.pk)
    return form_page(request, "propose", form, {})


@needs("schedule.view")
@require_safe
def run(request: DeskRequest, pk: int) -> HttpResponse:
    """The page asks for its part again while the worker is busy, and ends at the one draft."""
    page = queries.run_page(_run(request, pk))
    template = "schedule/run_state.html" if request.htmx else "schedule/run.html"
    answer = render(request, template, {"page": page, "run": page.run})
    if request.htmx and len(page.drafts) == 1:
        answer["HX-Redirect"] = reverse("schedule:plan", args=[page.drafts[0].pk])
    return answer


@needs("schedule.edit")
@require_POST
def stop(request: DeskRequest, pk: int) -> HttpResponse:
    proposing.stop_proposal(run=_run(request, pk), by=request.user)
    return redirect("schedule:run", pk)


def _run(request: DeskRequest, pk: int) -> ProposalRun:
    return get_object_or_404(ProposalRun, pk=pk, office=request.office)
