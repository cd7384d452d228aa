"""The office's settings: its name, who signs in, and as what."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts import services as accounts
from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import User
from kezdesu.core.errors import Refused
from kezdesu.core.forms import written
from kezdesu.core.notices import say_done, say_problem
from kezdesu.core.seen import as_seen, one_at_a_time
from kezdesu.people.queries import person_of

from . import queries
from .forms import ColleagueForm, OfficeNameForm, RoleForm, UserForm
from .services import change_colleague, let_in


@require_safe
@needs("settings.view")
def settings(request: DeskRequest) -> HttpResponse:
    return _settings_page(request)


@require_POST
@needs("settings.edit")
def add_colleague(request: DeskRequest) -> HttpResponse:
    form = ColleagueForm(request.POST, auto_id="new_%s")
    added = written(
        form, lambda: let_in(office=request.office, by=request.user, **form.cleaned_data)
    )
    if added is None:
        return _settings_page(request, colleague_form=form, status=422)
    return _password_page(request, *added)


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


@needs("settings.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def user(request: DeskRequest, pk: int) -> HttpResponse:
    """How a colleague is called, written to, and who of the office's people they are."""
    colleague = _colleague(request, pk)
    person = person_of(colleague, request.office)
    initial = UserForm.initial_of(colleague, person)
    form = UserForm(request.POST or None, office=request.office, initial=initial)
    as_seen(form)

    if written(
        form,
        lambda: change_colleague(
            user=colleague, office=request.office, by=request.user, **form.cleaned_data
        ),
    ):
        say_done(request, _("The user is saved."))
        return redirect("home:settings")
    context = {"form": form, "colleague": colleague, "is_me": colleague == request.user}
    return render(request, "home/user.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("settings.edit")
def renew_password(request: DeskRequest, pk: int) -> HttpResponse:
    """Shown once on the page that answers, and nowhere else."""
    colleague = _colleague(request, pk)
    try:
        password = accounts.renew_password(user=colleague, by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
        return redirect("home:user", pk)
    return _password_page(request, colleague, password)


def _password_page(request: DeskRequest, colleague: User, password: str) -> HttpResponse:
    context = {"colleague": colleague, "password": password}
    answer = render(request, "home/password.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@needs("settings.edit")
def let_sign_in(request: DeskRequest, pk: int, may: str) -> HttpResponse:
    colleague, is_active = _colleague(request, pk), may == "yes"
    try:
        accounts.let_sign_in(user=colleague, is_active=is_active, by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
    else:
        say_done(
            request,
            _("The user can sign in again.") if is_active else _("The user cannot sign in now."),
        )
    return redirect("home:user", pk)


@needs("settings.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def name_office(request: DeskRequest) -> HttpResponse:
    """A name from a day on; earlier days keep theirs, the same day is put right."""
    latest = request.office.names.latest("starts_on")
    form = OfficeNameForm(request.POST or None, initial=OfficeNameForm.initial_of(latest))
    if form.is_valid():
        accounts.name_office(office=request.office, by=request.user, **form.as_named)
        say_done(request, _("The name is saved."))
        return redirect("home:settings")
    return render(request, "home/name.html", {"form": form}, status=422 if form.errors else 200)


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
