from collections.abc import Callable
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.notices import say_done, say_problem
from kezdesu.core.states import STATES

from . import calendar_links, documents, proposing, queries, services
from .exports import visit_table
from .forms import AmendForm, ApproveForm, CalendarForm, MoveForm, ProposeForm, ReturnForm
from .models import CalendarLink, Plan, ProposalRun, Visit
from .rules import week_of

ON_ONE_PAGE: Final = 500  # an office's whole year


@needs("schedule.view")
@require_safe
def plans(request: DeskRequest) -> HttpResponse:
    office = request.office
    context = {"tracks": queries.plans_page(office), "runs": queries.open_runs(office)}
    return render(request, "schedule/plans.html", context)


@needs("schedule.view")
@require_safe
def plan(request: DeskRequest, pk: int) -> HttpResponse:
    """`?format=` gives its visits as a file."""
    found = _plan(request, pk)
    listing: Listing[Plan] = Listing(request.GET, sorts=("when",), has_export=True)
    if listing.wants_export:
        return download(listing, *visit_table(found), title=_("Planned meetings"))
    return _plan_page(request, found)


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def propose(request: DeskRequest) -> HttpResponse:
    form = ProposeForm(request.POST or None, office=request.office)
    run = _written(
        form,
        lambda: proposing.ask_for_proposal(
            office=request.office, by=request.user, **form.cleaned_data
        ),
    )
    if run:
        return redirect("schedule:run", run.pk)
    return _form_page(request, "propose", form, {})


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


@needs("schedule.edit")
@require_POST
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    try:
        services.submit_plan(plan=plan, by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
        return _plan_page(request, plan, status=422)
    say_done(request, _("The schedule is submitted for approval."))
    return redirect("schedule:plan", pk)


@needs("schedule.approve")
@require_http_methods(["GET", "POST"])
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    form = ApproveForm(request.POST or None, plan=plan)
    if _written(
        form, lambda: services.approve_plan(plan=plan, by=request.user, **form.cleaned_data)
    ):
        say_done(request, _("The schedule is approved."))
        return redirect("schedule:plan", pk)
    return _form_page(request, "approve", form, {"plan": plan})


@needs("schedule.approve")
@require_http_methods(["GET", "POST"])
def return_(request: DeskRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    form = ReturnForm(request.POST or None)
    if _written(
        form, lambda: services.return_plan(plan=plan, by=request.user, **form.cleaned_data)
    ):
        say_done(request, _("The schedule is returned."))
        return redirect("schedule:plan", pk)
    return _form_page(request, "return", form, {"plan": plan})


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def amend(request: DeskRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    form = AmendForm(request.POST or None)
    amendment = _written(
        form, lambda: services.amend_plan(plan=plan, by=request.user, **form.cleaned_data)
    )
    if amendment:
        say_done(request, _("The next version is open; the approved one stays in force."))
        return redirect("schedule:plan", amendment.pk)
    return _form_page(request, "amend", form, {"plan": plan})


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def move(request: DeskRequest, pk: int) -> HttpResponse:
    visit = _visit(request, pk)
    form = MoveForm(request.POST or None, visit=visit, zone=ZoneInfo(request.office.time_zone))
    if _written(form, lambda: services.move_visit(visit=visit, by=request.user, **form.values)):
        say_done(request, _("The visit is changed."))
        return redirect("schedule:plan", visit.plan_id)
    return _form_page(request, "move", form, {"visit": visit, "plan": visit.plan})


@needs("schedule.edit")
@require_POST
def pin(request: DeskRequest, pk: int) -> HttpResponse:
    """Turns the pin round; pressing it again is the way back."""
    visit = _visit(request, pk)
    services.pin_visit(visit=visit, is_pinned=not visit.is_pinned, by=request.user)
    return redirect(f"{reverse('schedule:plan', args=[visit.plan_id])}#visit-{pk}")


@needs("schedule.view")
@require_safe
def targets(request: DeskRequest) -> HttpResponse:
    """All of a year on one page, the overdue first."""
    listing, years = _target_list(request), queries.target_years(request.office)
    year = int(listing.chosen("year") or next(iter(years), timezone.localdate().year))
    rows = queries.target_rows(
        request.office,
        year,
        track=listing.chosen("track"),
        state=listing.chosen("state"),
        search=listing.search,
        sort=listing.sort,
    )
    context = {
        "listing": listing,
        "page": listing.page_of(rows, size=ON_ONE_PAGE),
        "overdue": sum(row.days_overdue > 0 for row in rows),
    }
    return render(request, "schedule/targets.html", context)


def _target_list(request: DeskRequest) -> Listing[queries.TargetRow]:
    years = queries.target_years(request.office)
    tracks = {track.slug: track.name for track in queries.tracks_of(request.office)}
    states = [Choice(name, STATES[name].word) for name in ("overdue", "due", "planned", "held")]
    return Listing(
        request.GET,
        sorts=queries.TARGET_SORTS,
        filters=[
            Filter("year", _("Year"), [Choice(str(year), str(year)) for year in years]),
            Filter("track", _("Track"), [Choice(slug, name) for slug, name in tracks.items()]),
            Filter("state", _("Status"), states),
        ],
        search_label=_("Find a place"),
    )


@needs("schedule.view")
@require_http_methods(["GET", "POST"])
def subscribe(request: DeskRequest) -> HttpResponse:
    """One's private calendar addresses, and a new one."""
    office, user = request.office, request.user
    form = CalendarForm(
        request.POST if request.method == "POST" else None, office=office, user=user
    )
    if _written(
        form,
        lambda: calendar_links.make_calendar_link(
            office=office, by=user, person=form.cleaned_data["person"]
        ),
    ):
        say_done(request, _("The calendar has its address."))
        return redirect("schedule:subscribe")
    links = [
        (link, request.build_absolute_uri(_calendar_address(link)))
        for link in queries.calendar_links(office, user)
    ]
    return _form_page(request, "subscribe", form, {"links": links})


@needs("schedule.view")
@require_POST
def revoke(request: DeskRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(CalendarLink, pk=pk, office=request.office)
    calendar_links.revoke_calendar_link(link=link, by=request.user)
    say_done(request, _("The address is revoked: it opens nothing any more."))
    return redirect("schedule:subscribe")


@needs("schedule.view")
@require_safe
def this_week(request: DeskRequest) -> HttpResponse:
    today = timezone.localdate(timezone=ZoneInfo(request.office.time_zone))
    return redirect("schedule:week", *week_of(today))


@needs("schedule.view")
@require_safe
def week(request: DeskRequest, year: int, week: int) -> HttpResponse:
    try:
        grid = queries.week_grid(request.office, year, week)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    return render(request, "schedule/week.html", {"grid": grid})


@needs("schedule.view")
@require_safe
def document(request: DeskRequest, pk: int, language: str, form: str) -> HttpResponse:
    """The schedule as it is printed, in one language: the two are separate files."""
    if language not in documents.LANGUAGES or form not in documents.TYPES:
        raise Http404
    plan = _plan(request, pk)
    content = documents.printed(plan, language, form)
    answer = HttpResponse(content, content_type=documents.TYPES[form])
    name = documents.file_name(plan, language, form)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _plan(request: DeskRequest, pk: int) -> Plan:
    plans = Plan.objects.select_related("track__programme__office", "track__group", "approved_by")
    return get_object_or_404(plans, pk=pk, track__programme__office=request.office)


def _visit(request: DeskRequest, pk: int) -> Visit:
    visits = Visit.objects.select_related("plan__track__programme__office", "target__place")
    return get_object_or_404(visits, pk=pk, plan__track__programme__office=request.office)


def _run(request: DeskRequest, pk: int) -> ProposalRun:
    return get_object_or_404(ProposalRun, pk=pk, office=request.office)


def _calendar_address(link: CalendarLink) -> str:
    seal = calendar_links.seal_of(link)
    return reverse("public:private_calendar", args=[link.identity, seal])


def _plan_page(request: DeskRequest, plan: Plan, status: int = 200) -> HttpResponse:
    context = {"page": queries.plan_page(plan), "plan": plan}
    return render(request, "schedule/plan.html", context, status=status)


def _form_page(
    request: DeskRequest, stem: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    """The form anew with what was typed; 422 when it came back with faults."""
    status = 422 if form.is_bound else 200
    return render(request, f"schedule/{stem}.html", {"form": form, **context}, status=status)


def _written(form: Form, act: Callable[[], Any]) -> Any:
    """What the service gave back; None when the form or the service found a fault."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return None
