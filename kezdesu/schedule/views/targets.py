from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.exports import download
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.states import STATES

from .. import queries
from ..exports import target_table

ON_ONE_PAGE: Final = 200  # a city's whole year


@needs("schedule.view")
@require_safe
def targets(request: DeskRequest) -> HttpResponse:
    """All of a year on one page, the overdue first."""
    listing, years = _target_list(request), queries.target_years(request.office)
    year = int(listing.chosen("year") or next(iter(years), timezone.localdate().year))
    rows = queries.target_rows(
        request.office,
        year,
        track=listing.chosen("track"),
        state=listing.chosen("state"),
        search=listing.search,
        sort=listing.sort,
    )
    if listing.wants_export:
        return download(listing, *target_table(rows), title=_("Targets"))
    context = {
        "listing": listing,
        "page": listing.page_of(rows, size=ON_ONE_PAGE),
        "overdue": sum(row.days_overdue > 0 for row in rows),
    }
    return render(request, "schedule/targets.html", context)


def _target_list(request: DeskRequest) -> Listing[queries.TargetRow]:
    years = queries.target_years(request.office)
    tracks = {track.slug: track.name for track in queries.tracks_of(request.office)}
    states = [Choice(name, STATES[name].word) for name in ("overdue", "due", "planned", "held")]
    return Listing(
        request.GET,
        sorts=queries.TARGET_SORTS,
        filters=[
            Filter("year", _("Year"), [Choice(str(year), str(year)) for year in years]),
            Filter("track", _("Track"), [Choice(slug, name) for slug, name in tracks.items()]),
            Filter("state", _("Status"), states),
        ],
        search_label=_("Find a place"),
        has_export=True,
    )
