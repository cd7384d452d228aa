from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.listed import OwnList, added, edited
from kezdesu.core.notices import say_done
from kezdesu.core.seen import one_at_a_time

from .. import services
from ..causes import counted_causes
from ..models import Cause
from .forms import CauseForm

CAUSES: Final = OwnList(Cause, CauseForm, services.add_cause, services.edit_cause)


@require_safe
@needs("meetings.view")
def causes(request: DeskRequest) -> HttpResponse:
    """Why meetings are not held, and how many records say so."""
    return render(request, "meetings/causes.html", {"causes": counted_causes(request.office)})


@require_POST
@needs("meetings.review")
def begin(request: DeskRequest) -> HttpResponse:
    services.add_usual_causes(office=request.office, by=request.user)
    say_done(request, _("The usual reasons are in the list."))
    return redirect("meetings:causes")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.review")
def add(request: DeskRequest) -> HttpResponse:
    form, is_added = added(request, CAUSES, request.office)
    if is_added:
        say_done(request, _("The reason is added."))
        return redirect("meetings:causes")
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.review")
@one_at_a_time
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    cause = get_object_or_404(CAUSES.of(request.office), pk=pk)
    form, is_edited = edited(request, CAUSES, cause)
    if is_edited:
        say_done(request, _("The reason is saved."))
        return redirect("meetings:causes")
    return _page(request, form, cause)


def _page(request: DeskRequest, form: forms.Form, cause: Cause | None) -> HttpResponse:
    context = {"form": form, "cause": cause}
    return render(request, "meetings/cause.html", context, status=422 if form.is_bound else 200)
