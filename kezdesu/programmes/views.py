from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.spreadsheets.screen import ImportScreen, import_screen

from . import queries
from .imports import import_targets, target_columns
from .models import Track


@needs("programmes.view")
@require_safe
def programmes(request: DeskRequest) -> HttpResponse:
    cards = queries.programme_cards(request.office, request.LANGUAGE_CODE)
    return render(request, "programmes/programmes.html", {"programmes": cards})


@needs("programmes.view")
@require_safe
def track(request: DeskRequest, pk: int) -> HttpResponse:
    track = _track(request, pk)
    listing: Listing[queries.TargetRow] = Listing(
        request.GET,
        sorts=queries.SORTS,
        filters=[
            Filter("priority", _("Priority"), [Choice("yes", _("yes")), Choice("no", _("no"))])
        ],
        search_label=_("Find a place"),
    )
    rows = queries.target_rows(
        track,
        request.LANGUAGE_CODE,
        search=listing.search,
        priority=listing.chosen("priority"),
        sort=listing.sort,
    )
    context = {
        "track": queries.track_page(track, request.LANGUAGE_CODE),
        "listing": listing,
        "page": listing.page_of(rows),
    }
    return render(request, "programmes/track.html", context)


def _track(request: DeskRequest, pk: int) -> Track:
    tracks = Track.objects.select_related("programme__office", "group")
    return get_object_or_404(tracks, pk=pk, programme__office=request.office)


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: DeskRequest) -> HttpResponse:
    screen = ImportScreen(
        name="targets",
        title=_("Import targets"),
        columns=target_columns(request.office),
        importer=partial(import_targets, office=request.office, by=request.user),
        done="programmes:programmes",
    )
    return import_screen(request, screen)
