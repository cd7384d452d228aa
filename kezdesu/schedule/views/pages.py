"""What the pages begin from and end with."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kezdesu.accounts.access import DeskRequest
from kezdesu.core.forms import written as written

from .. import services
from ..models import Plan, Visit


def plan_of(request: DeskRequest, pk: int) -> Plan:
    """Of the office; for a draft that somebody discarded, a Refused that says so."""
    plans = Plan.objects.select_related("track__programme__office", "track__group", "approved_by")
    found = plans.filter(pk=pk, track__programme__office=request.office).first()
    if found is None:
        services.refuse_discarded(request.office, pk)
        raise Http404
    return found


def visit_of(request: DeskRequest, pk: int) -> Visit:
    """Of the office; where somebody took it out of a draft, a Refused that says so."""
    visits = Visit.objects.select_related("plan__track__programme__office", "target__place")
    visit = visits.filter(pk=pk, plan__track__programme__office=request.office).first()
    if visit is None:
        services.refuse_gone(request.office, pk)
        raise Http404
    return visit


def seen_in(request: DeskRequest) -> int:
    """The revision that the page showed; without one, whatever was changed is newer."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def plan_address(plan: int, visit: int | None = None) -> str:
    address = reverse("schedule:plan", args=[plan])
    return address if visit is None else f"{address}?visit={visit}#visit-{visit}"


def back(request: DeskRequest, usual: str) -> HttpResponse:
    """To the page of ours that the form names, else to the usual one."""
    named = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(named, allowed_hosts=None)
    return redirect(named if is_ours and named.startswith("/") else usual)


def form_page(request: DeskRequest, stem: str, form: Form, context: dict[str, Any]) -> HttpResponse:
    """The form anew with what was typed; 422 when it came back with faults."""
    status = 422 if form.is_bound else 200
    return render(request, f"schedule/{stem}.html", {"form": form, **context}, status=status)
