from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kezdesu.accounts.models import Office
from kezdesu.core.exports import download
from kezdesu.core.language import language
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.periods import Period
from kezdesu.figures.opening import at_place, opened, opened_share
from kezdesu.figures.periods import kept_periods, period_to_show
from kezdesu.figures.queries import CoverageRow, numbers_for
from kezdesu.figures.stood import stood
from kezdesu.places.models import Place
from kezdesu.public import coverage as reading
from kezdesu.public.exports import coverage_table
from kezdesu.public.figure_rows import FigureRow, RowsShown
from kezdesu.public.narrowing import Narrowing, narrowing
from kezdesu.public.visitors import page, with_office

NO_DISTRICT = "unknown"
ROWS_A_PAGE = 500


@require_safe
@with_office
def coverage(request: HttpRequest, office: Office) -> HttpResponse:
    """One stream's places in a half-year, never visited ones too, as a table and on a map."""
    kept = kept_periods(office)
    period = _period(request, office, kept)
    tracks = reading.tracks_covered(numbers_for(office, period))
    if not tracks:
        return page(request, "public/coverage_empty.html", {})
    track = _chosen_track(request, tracks)
    rows = reading.target_rows(office, period, track.slug)
    listing = _listing(request, kept, tracks, rows)
    shown = _narrowed(listing, rows)
    if listing.wants_export:
        return download(listing, *coverage_table(shown), title=f"{track.slug} {period.code}")
    part = listing.page_of(shown, reading.places_a_page(shown))
    context = {
        "listing": listing,
        "narrowing": _narrowing(listing, period, track),
        "period": period,
        "period_label": period.label(request.LANGUAGE_CODE),
        "track": track,
        "tabs": [(each, listing.address(track=each.slug, district=None)) for each in tracks],
        "page": part,
        "rows": list(part),
        "map": reading.coverage_map(shown),
    }
    return page(request, "public/coverage.html", context)


@require_safe
@with_office
def figure(request: HttpRequest, office: Office, period: Period, key: str) -> HttpResponse:
    """A number, how it is counted, and the rows behind it that may be public."""
    shown = opened(office, period, key)
    if shown is None:
        raise Http404
    place = request.GET.get("place", "")
    if place.isdecimal():
        shown = shown.only(at_place(get_object_or_404(Place, pk=place).pk))
    language = request.LANGUAGE_CODE
    listing: Listing[FigureRow] = Listing(request.GET, sorts=("row",))
    part = listing.page_of(RowsShown(shown), ROWS_A_PAGE)
    context = {
        "figure": shown.figure,
        "counted": shown.figure.counted_in(language),
        "stood": stood(request, shown.figure.value),
        "period": period,
        "period_label": period.label(language),
        "listing": listing,
        "page": part,
        "rows": list(part),
        "adds_up": shown.figure.value != part.paginator.count,
    }
    return page(request, "public/figure.html", context)


@require_safe
@with_office
def share(request: HttpRequest, office: Office, period: Period, key: str) -> HttpResponse:
    """A percentage, what it is a percentage of, and the rows that may be public."""
    shown = opened_share(office, period, key)
    if shown is None:
        raise Http404
    listing: Listing[FigureRow] = Listing(request.GET, sorts=("row",))
    part = listing.page_of(RowsShown(shown.whole, shown.part), ROWS_A_PAGE)
    context = {
        "share": shown,
        "stood": stood(request, shown.percent),
        "figure": shown.whole.figure,
        "period": period,
        "period_label": period.label(request.LANGUAGE_CODE),
        "listing": listing,
        "page": part,
        "rows": list(part),
    }
    return page(request, "public/share.html", context)


def _period(request: HttpRequest, office: Office, kept: list[Period]) -> Period:
    asked = request.GET.get("period", "")
    chosen = (period for period in kept if period.code == asked)
    return next(chosen, None) or period_to_show(office, timezone.localdate())


def _chosen_track(
    request: HttpRequest, tracks: list[reading.TrackCoverage]
) -> reading.TrackCoverage:
    asked = request.GET.get("track", "")
    return next((track for track in tracks if track.slug == asked), tracks[0])


def _listing(
    request: HttpRequest,
    kept: list[Period],
    tracks: list[reading.TrackCoverage],
    rows: list[CoverageRow],
) -> Listing[CoverageRow]:
    language = request.LANGUAGE_CODE
    periods = [Choice(each.code, each.label(language)) for each in kept]
    filters = [
        Filter("period", _("Period"), periods),
        Filter("track", _("Track"), [Choice(each.slug, each.name) for each in tracks]),
        Filter("district", _("District"), _districts(rows)),
        Filter("state", _("State"), [Choice(*each) for each in reading.STATES.items()]),
        Filter("priority", _("Priority"), [Choice("1", _("priority places"))]),
    ]
    return Listing(request.GET, sorts=["name"], filters=filters, has_export=True)


def _narrowing(
    listing: Listing[CoverageRow], period: Period, track: reading.TrackCoverage
) -> Narrowing:
    return narrowing(
        listing,
        ("period", "district", "state", "priority"),
        kept={"track": track.slug},
        always={"period": period.code},
    )


def _by_name(pair: tuple[str, str]) -> tuple[object, ...]:
    return language(get_language() or "kk").sort_key(pair[1])


def _districts(rows: list[CoverageRow]) -> list[Choice]:
    districts = {row.district_id: row.district for row in rows if row.district}
    named = {str(pk): str(district) for pk, district in districts.items()}
    choices = [Choice(pk, name) for pk, name in sorted(named.items(), key=_by_name)]
    if len(named) and any(row.district is None for row in rows):
        choices.append(Choice(NO_DISTRICT, _("district not stated")))
    return choices


def _narrowed(listing: Listing[CoverageRow], rows: list[CoverageRow]) -> list[CoverageRow]:
    district = listing.chosen("district")
    return reading.narrowed(
        rows,
        district=None if not district else 0 if district == NO_DISTRICT else int(district),
        state=listing.chosen("state"),
        priority=bool(listing.chosen("priority")),
    )
