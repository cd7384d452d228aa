"""What the media log can be asked for."""

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.access import DeskRequest
from kezdesu.accounts.models import Office
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.templatetags.kezdesu import language_name

from . import queries
from .choices import OutletKind, OutletLevel, PublicationKind
from .models import Publication

SORTS = ("-day", *queries.SORTS)  # the latest stand first unless asked otherwise
FILTERS = ("period", "kind", "outlet_kind", "level", "language")


def of_publications(request: DeskRequest) -> Listing[Publication]:
    spoken, office = get_language() or "kk", request.office
    periods = [Choice(each.code, each.label(spoken)) for each in queries.half_years_of(office)]
    languages = [Choice(code, language_name(code)) for code in queries.languages_of(office)]
    return Listing(
        request.GET,
        sorts=SORTS,
        filters=[
            Filter("period", _("Period"), periods),
            Filter("kind", _("Kind"), [Choice(*each) for each in PublicationKind.choices]),
            Filter("outlet_kind", _("Outlet"), [Choice(*each) for each in OutletKind.choices]),
            Filter("level", _("Level"), [Choice(*each) for each in OutletLevel.choices]),
            Filter("language", _("Language"), languages),
        ],
        search_label=_("Title, outlet, speaker or place"),
        has_export=True,
    )


def rows(office: Office, listing: Listing[Publication]) -> QuerySet[Publication]:
    chosen = {name: listing.chosen(name) for name in FILTERS}
    return queries.publications_of(office, search=listing.search, sort=listing.sort, **chosen)
