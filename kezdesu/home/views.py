from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kezdesu.accounts.access import OFFICE_IN_SESSION, DeskRequest, needs, offices_of
from kezdesu.accounts.policy import rights
from kezdesu.core.exports import download
from kezdesu.core.listing import Listing
from kezdesu.core.periods import Period
from kezdesu.figures.periods import period_to_show
from kezdesu.figures.queries import numbers_for

from . import queries
from .exports import overdue_table
from .first_steps import first_steps
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
        "steps": first_steps(request.office, held),
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
