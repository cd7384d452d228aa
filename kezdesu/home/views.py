from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kezdesu.accounts import services as accounts
from kezdesu.accounts.access import OFFICE_IN_SESSION, DeskRequest, needs, offices_of
from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import User
from kezdesu.accounts.policy import rights
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.listing import Listing
from kezdesu.core.notices import say_done, say_problem
from kezdesu.core.periods import Period
from kezdesu.figures.periods import period_to_show
from kezdesu.figures.queries import numbers_for

from . import queries
from .exports import overdue_table
from .forms import ColleagueForm, RoleForm
from .todo import tasks_of


@require_safe
@needs("desk.view")
def today(request: DeskRequest) -> HttpResponse:
    """What waits for this user, the next visits, and the numbers of the period under way."""
    day = timezone.localdate()
    period = period_to_show(request.office, day)
    held = rights(request.user, request.office)
    waiting = queries.waiting_for(request.user, request.office, held, day)
    context = {
        "day": day,
        "tasks": tasks_of(waiting),
        "visits": queries.next_visits(request.user, request.office, timezone.now()),
        "period": period,
        "period_label": period.label(request.LANGUAGE_CODE),
        "previous": period.previous(),
        "previous_label": period.previous().label(request.LANGUAGE_CODE),
        "is_present": period == Period.half_year_of(day),
        "tracks": queries.headline_figures(numbers_for(request.office, period)),
    }
    return render(request, "home/today.html", context)


@require_safe
@needs("schedule.view")
def overdue(request: DeskRequest) -> HttpResponse:
    listing: Listing[queries.OverduePlace] = Listing(request.GET, sorts=["due"], has_export=True)
    rows = queries.overdue_places(request.office, timezone.localdate())
    if listing.wants_export:
        return download(listing, *overdue_table(rows), title=_("Overdue places"))
    context = {"listing": listing, "page": listing.page_of(rows)}
    return render(request, "home/overdue.html", context)


@require_safe
@needs("settings.view")
def settings(request: DeskRequest) -> HttpResponse:
    return _settings_page(request)


@require_POST
@needs("settings.edit")
def add_colleague(request: DeskRequest) -> HttpResponse:
    form = ColleagueForm(request.POST, auto_id="new_%s")
    if form.is_valid():
        try:
            _add(request, form)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            say_done(request, _("The user can sign in now."))
            return redirect("home:settings")
    return _settings_page(request, colleague_form=form, status=422)


@require_POST
@needs("settings.edit")
def grant(request: DeskRequest) -> HttpResponse:
    form = _role_form(request, request.POST)
    if not form.is_valid():
        return _settings_page(request, role_form=form, status=422)
    user = _colleague(request, form.cleaned_data["user"])
    role = Role(form.cleaned_data["role"])
    accounts.grant_role(user=user, office=request.office, role=role, by=request.user)
    say_done(request, _("The role is granted."))
    return redirect("home:settings")


@require_POST
@needs("settings.edit")
def revoke(request: DeskRequest, pk: int, role: str) -> HttpResponse:
    user = _colleague(request, pk)
    if role not in Role.values:
        raise Http404
    try:
        accounts.revoke_role(user=user, office=request.office, role=Role(role), by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
    else:
        say_done(request, _("The role is taken back."))
    return redirect("home:settings")


@require_POST
@needs("desk.view")
def choose_office(request: DeskRequest) -> HttpResponse:
    """Work in another of one's offices from now on."""
    mine = {str(office.pk): office for office in offices_of(request.user)}
    chosen = mine.get(request.POST.get("office", ""))
    if chosen is None:
        raise PermissionDenied
    request.session[OFFICE_IN_SESSION] = chosen.pk
    return redirect("home:today")


def _add(request: DeskRequest, form: ColleagueForm) -> None:
    words = form.cleaned_data
    user = accounts.add_user(
        username=words["username"],
        password=words["password"],
        full_name=words["full_name"],
        interface=words["interface"],
        by=request.user,
    )
    accounts.grant_role(user=user, office=request.office, role=Role(words["role"]), by=request.user)


def _colleague(request: DeskRequest, pk: int) -> User:
    return get_object_or_404(
        User.objects.filter(memberships__office=request.office).distinct(), pk=pk
    )


def _role_form(request: DeskRequest, words: object = None) -> RoleForm:
    users = [(each.pk, each.name) for each in queries.colleagues(request.office)]
    return RoleForm(words, users=users)


def _settings_page(
    request: DeskRequest,
    *,
    colleague_form: ColleagueForm | None = None,
    role_form: RoleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "names": request.office.names.order_by("-starts_on"),
        "colleagues": queries.colleagues(request.office),
        "colleague_form": colleague_form or ColleagueForm(auto_id="new_%s"),
        "role_form": role_form or _role_form(request),
    }
    return render(request, "home/settings.html", context, status=status)
