from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.exports import download
from kezdesu.core.listing import Listing
from kezdesu.schedule.models import Visit

from ..exports import unrecorded_table
from ..overdue import unrecorded_visits


@require_safe
@needs("meetings.view")
def overdue(request: DeskRequest) -> HttpResponse:
    """Visits whose day has passed and of which no record was sent, the oldest first."""
    listing: Listing[Visit] = Listing(request.GET, sorts=["when"], has_export=True)
    rows = unrecorded_visits(request.office, timezone.localdate())
    if listing.wants_export:
        return download(listing, *unrecorded_table(rows), title=_("Meetings without a record"))
    context = {"listing": listing, "page": listing.page_of(rows)}
    return render(request, "meetings/overdue.html", context)
