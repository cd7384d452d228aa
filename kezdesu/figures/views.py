from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.accounts.models import Office
from kezdesu.core.listing import Listing
from kezdesu.core.periods import Period

from .page import subjects_of
from .periods import kept_periods, period_to_show
from .queries import figures_for, row_lines

ROWS_A_PAGE = 100


@require_safe
@needs("figures.view")
def figures(request: DeskRequest) -> HttpResponse:
    """Every figure of `?period=`; of the latest half-year that holds any when it names none."""
    asked = request.GET.get("period", "")
    period = _period(asked) if asked else _latest(request.office)
    spoken = get_language() or "kk"
    context = {
        "subjects": subjects_of(request.office, period),
        "period": period,
        "period_label": period.label(spoken),
        "previous_label": period.previous().label(spoken),
        "periods": [
            (each.code, each.label(spoken), each == period)
            for each in sorted({period, *kept_periods(request.office)}, reverse=True)
        ],
    }
    return render(request, "figures/figures.html", context)


@require_safe
@needs("figures.view")
def rows(request: DeskRequest, period: str, key: str) -> HttpResponse:
    """The rows behind one figure; they add up to it."""
    span = _period(period)
    figure = figures_for(request.office, span).get(key)
    if figure is None:
        raise Http404
    listing: Listing[Any] = Listing(request.GET, sorts=("row",))
    page = listing.page_of(figure.rows.ids, ROWS_A_PAGE)
    context = {
        "figure": figure,
        "period": span,
        "period_label": span.label(get_language() or "kk"),
        "previous": span.previous(),
        "previous_label": span.previous().label(get_language() or "kk"),
        "listing": listing,
        "page": page,
        "lines": row_lines(request.office, figure, list(page)),
    }
    return render(request, "figures/rows.html", context)


def _latest(office: Office) -> Period:
    return period_to_show(office, timezone.localdate(timezone=ZoneInfo(office.time_zone)))


def _period(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError:
        raise Http404 from None
