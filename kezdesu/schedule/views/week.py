from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs

from .. import queries
from ..rules import week_of


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
