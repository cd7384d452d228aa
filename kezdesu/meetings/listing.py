"""What the list of records can be asked for."""

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.access import DeskRequest
from kezdesu.accounts.models import Office
from kezdesu.core.listing import Choice, Filter, Listing

from . import queries
from .causes import causes_of
from .choices import Outcome, Review
from .models import Meeting

NARROWED = ("review", "outcome", "track", "period", "correction", "cause")
SORTS = ("-when", *queries.SORTS)  # the latest stand first unless asked otherwise


def of_meetings(request: DeskRequest) -> Listing[Meeting]:
    language = get_language() or "kk"
    office = request.office
    tracks = {track.slug: track.name for track in queries.tracks_of(office)}
    periods = [
        Choice(period.code, period.label(language)) for period in queries.half_years_of(office)
    ]
    causes = causes_of(office)
    return Listing(
        request.GET,
        sorts=SORTS,
        filters=[
            Filter("review", _("Review"), [Choice(*each) for each in Review.choices]),
            Filter("outcome", _("Outcome"), [Choice(*each) for each in Outcome.choices]),
            Filter("cause", _("Reason"), [Choice(each.slug, each.name) for each in causes]),
            Filter("track", _("Track"), [Choice(*each) for each in tracks.items()]),
            Filter("period", _("Period"), periods),
            Filter("correction", _("Correction"), [Choice("waiting", _("waits for review"))]),
        ],
        search_label=_("Place, venue or speaker"),
        has_export=True,
    )


def rows(office: Office, listing: Listing[Meeting]) -> QuerySet[Meeting]:
    return queries.meetings_of(
        office,
        search=listing.search,
        sort=listing.sort,
        **{name: listing.chosen(name) for name in NARROWED},
    )
