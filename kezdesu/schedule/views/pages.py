"""What the pages begin from and end with."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from kezdesu.accounts.access import DeskRequest
from kezdesu.core.errors import Refused

from ..models import Plan, Visit


def plan_of(request: DeskRequest, pk: int) -> Plan:
    plans = Plan.objects.select_related("track__programme__office", "track__group", "approved_by")
    return get_object_or_404(plans, pk=pk, track__programme__office=request.office)


def visit_of(request: DeskRequest, pk: int) -> Visit:
    visits = Visit.objects.select_related("plan__track__programme__office", "target__place")
    return get_object_or_404(visits, pk=pk, plan__track__programme__office=request.office)


def form_page(request: DeskRequest, stem: str, form: Form, context: dict[str, Any]) -> HttpResponse:
    """The form anew with what was typed; 422 when it came back with faults."""
    status = 422 if form.is_bound else 200
    return render(request, f"schedule/{stem}.html", {"form": form, **context}, status=status)


def written(form: Form, act: Callable[[], Any]) -> Any:
    """What the service gave back; None when the form or the service found a fault."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return None
