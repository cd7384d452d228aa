from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.listing import Listing
from kezdesu.schedule.models import Visit

from ..overdue import unrecorded_visits


@require_safe
@needs("meetings.view")
def overdue(request: DeskRequest) -> HttpResponse:
    """Visits whose day has passed and of which no record was sent, the oldest first."""
    listing: Listing[Visit] = Listing(request.GET, sorts=["when"])
    rows = unrecorded_visits(request.office, timezone.localdate())
    context = {"listing": listing, "page": listing.page_of(rows)}
    return render(request, "meetings/overdue.html", context)
