from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs

from .. import queries
from ..models import Plan
from .pages import plan_of


@needs("schedule.view")
@require_safe
def difference(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    """What this version changes in another one of the same schedule."""
    plan = plan_of(request, pk)
    others = Plan.objects.filter(track=plan.track_id, starts_on=plan.starts_on).exclude(pk=pk)
    former = get_object_or_404(others, version=number)
    page = queries.difference(plan, former)
    return render(request, "schedule/difference.html", {"page": page, "plan": plan})


@needs("schedule.view")
@require_safe
def difference_from_former(request: DeskRequest, pk: int) -> HttpResponse:
    """A lasting address for letters: what the version changes in the one it amends."""
    former = queries.former_version(plan_of(request, pk))
    if former is None:
        raise Http404
    return redirect("schedule:difference", pk, former.version)
