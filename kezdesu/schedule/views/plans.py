from typing import Final

from django.core.paginator import Page
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.listing import Listing
from kezdesu.core.notices import say_done, say_problem

from .. import queries, services
from ..exports import visit_table
from ..forms import AmendForm, ApproveForm, ReturnForm, SubmitForm
from ..models import Plan
from .pages import form_page, plan_address, plan_of, seen_in, written

VISITS_A_PAGE: Final = 200


@needs("schedule.view")
@require_safe
def plans(request: DeskRequest) -> HttpResponse:
    office = request.office
    context = {"tracks": queries.plans_page(office), "runs": queries.open_runs(office)}
    return render(request, "schedule/plans.html", context)


@needs("schedule.view")
@require_safe
def plan(request: DeskRequest, pk: int) -> HttpResponse:
    """`?format=` gives its visits as a file; a draft that is gone leads to those that are there."""
    try:
        found = plan_of(request, pk)
    except Refused as gone:
        say_problem(request, str(gone))
        return redirect("schedule:plans")
    listing = _listing(request.GET)
    if listing.wants_export:
        return download(listing, *visit_table(found), title=_("Planned meetings"))
    return _plan_page(request, found)


@needs("schedule.edit")
@require_POST
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """A schedule that bends rules says why; one that changed since it was looked at stays."""
    plan = plan_of(request, pk)
    form = SubmitForm(request.POST)
    if written(form, lambda: services.submit_plan(plan=plan, by=request.user, **form.cleaned_data)):
        say_done(request, _("The schedule is submitted for approval."))
        return redirect("schedule:plan", pk)
    for sentence in form.non_field_errors():
        say_problem(request, str(sentence))
    return _plan_page(request, plan_of(request, pk), form)


@needs("schedule.approve")
@require_http_methods(["GET", "POST"])
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    form = ApproveForm(request.POST or None, request.FILES or None, plan=plan)
    if written(
        form,
        lambda: services.approve_plan(
            plan=plan, by=request.user, seen=seen_in(request), **form.cleaned_data
        ),
    ):
        say_done(request, _("The schedule is approved."))
        return redirect("schedule:plan", pk)
    former = queries.former_version(plan)
    context = {
        "plan": plan,
        "difference": queries.difference(plan, former) if former else None,
        "bent": queries.bent_visits(plan) if plan.bent_note else [],
    }
    return form_page(request, "approve", form, context)


@needs("schedule.approve")
@require_http_methods(["GET", "POST"])
def return_(request: DeskRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    form = ReturnForm(request.POST or None)
    seen = seen_in(request)
    if written(
        form,
        lambda: services.return_plan(plan=plan, by=request.user, seen=seen, **form.cleaned_data),
    ):
        say_done(request, _("The schedule is returned."))
        return redirect("schedule:plan", pk)
    return form_page(request, "return", form, {"plan": plan})


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def amend(request: DeskRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    form = AmendForm(request.POST or None)
    amendment = written(
        form, lambda: services.amend_plan(plan=plan, by=request.user, **form.cleaned_data)
    )
    if amendment:
        say_done(request, _("The next version is open; the approved one stays in force."))
        return redirect("schedule:plan", amendment.pk)
    return form_page(request, "amend", form, {"plan": plan})


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def discard(request: DeskRequest, pk: int) -> HttpResponse:
    """Nothing brings it back, so the page tells first what goes."""
    plan = plan_of(request, pk)
    form, page = Form(request.POST or None), queries.discard_page(plan)
    if written(
        form,
        lambda: services.discard_draft(plan=plan, by=request.user, seen=seen_in(request)),
    ):
        say_done(request, _("The draft is discarded."))
        return redirect(plan_address(page.former.pk) if page.former else "schedule:plans")
    return form_page(request, "discard", form, {"plan": plan, "page": page})


def _listing(params: QueryDict) -> Listing[int]:
    return Listing(params, sorts=("when",), has_export=True)


def _page_of(request: DeskRequest, keys: list[int]) -> "Page[int]":
    """The page asked for, or, with `?visit=`, the one on which this visit stands."""
    params = request.GET.copy()
    asked = next((key for key in keys if str(key) == params.get("visit")), None)
    if asked is not None:
        params["page"] = str(keys.index(asked) // VISITS_A_PAGE + 1)
    return _listing(params).page_of(keys, VISITS_A_PAGE)


def _plan_page(
    request: DeskRequest, plan: Plan, submitting: SubmitForm | None = None
) -> HttpResponse:
    """With `submitting` it comes back with why it was not submitted."""
    part = _page_of(request, queries.visit_keys(plan))
    context = {
        "page": queries.plan_page(plan, list(part), request.user),
        "part": part,
        "listing": _listing(request.GET),
        "plan": plan,
        "submitting": submitting or SubmitForm(initial={"seen": plan.revision}),
    }
    status = 200 if submitting is None else 422
    return render(request, "schedule/plan.html", context, status=status)
