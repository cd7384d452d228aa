from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.listing import Listing
from kezdesu.core.notices import say_done
from kezdesu.core.periods import Period
from kezdesu.core.seen import as_seen, is_stale, one_at_a_time
from kezdesu.places.models import Place
from kezdesu.programmes.locking import lock_of, lock_period, locks_of, unlock_period

from .choices import Dimension
from .cuts import cut_of, dimensions_of
from .exports import line_table, share_table
from .forms import EstimateForm, UnlockForm
from .geography import as_geojson, place_records
from .ground import ground_of
from .models import PeopleEstimate
from .opening import Narrow, at_place, in_part, opened, opened_share
from .page import subjects_of
from .parts import PartNames
from .periods import kept_periods, period_to_show
from .queries import numbers_for, own_tracks, stated_estimate
from .row_lines import Lines, RowLine
from .services import state_estimate, withdraw_estimate
from .stood import stood

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
        **_about(period),
        "dimensions": dimensions_of(request.office),
        "estimated": {track.slug for track in own_tracks(request.office)},
        "lock": lock_of(request.office, period),
        "is_over": period.ends_on < _today(request.office),
        "periods": [
            (each.code, each.label(spoken), each == period)
            for each in sorted({period, *kept_periods(request.office)}, reverse=True)
        ],
    }
    return render(request, "figures/figures.html", context)


@require_safe
@needs("figures.view")
def rows(request: DeskRequest, period: str, key: str) -> HttpResponse:
    """The rows behind one figure, or one part of it by `?by=` and `?of=`, or `?place=`; they add
    up to it."""
    span = _period(period)
    narrow, part = _part(request)
    found = opened(request.office, span, key)
    if found is None:
        raise Http404
    found = found.only(narrow) if narrow else found
    lines = Lines(request.office, found.rows)
    listing: Listing[RowLine] = Listing(request.GET, sorts=("row",), has_export=True)
    if listing.wants_export:
        return download(listing, *line_table(lines), title=f"{key} {span.code}")
    context = {
        "figure": found.figure,
        "part": part,
        "stood": stood(request, found.figure.value),
        **_about(span),
        **_a_page(listing, lines),
    }
    return render(request, "figures/rows.html", context)


@require_safe
@needs("figures.view")
def share(request: DeskRequest, period: str, key: str) -> HttpResponse:
    """What a percentage is made of: the rows of the whole, and which of them are in the part."""
    span = _period(period)
    narrow, part = _part(request)
    found = opened_share(request.office, span, key)
    if found is None:
        raise Http404
    found = found.only(narrow) if narrow else found
    lines = Lines(request.office, found.whole.rows, found.part.rows)
    listing: Listing[RowLine] = Listing(request.GET, sorts=("row",), has_export=True)
    if listing.wants_export:
        return download(listing, *share_table(lines), title=f"{key} {span.code} percent")
    context = {
        "share": found,
        "part": part,
        "stood": stood(request, found.percent),
        **_about(span),
        **_a_page(listing, lines),
        "narrowing": listing.address() if part else "",
    }
    return render(request, "figures/share.html", context)


@require_safe
@needs("figures.view")
def geojson(request: DeskRequest, period: str) -> HttpResponse:
    """The places of every track with their figures, for a map program."""
    span = _period(period)
    content = as_geojson(place_records(request.office, span))
    name = f"{request.office.slug}-{span.code}-places.geojson"
    return HttpResponse(
        content,
        content_type="application/geo+json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@needs("figures.view")
def breakdown(request: DeskRequest, period: str) -> HttpResponse:
    """The figures of `?track=` (the first, when it names none) cut by `?by=`."""
    span = _period(period)
    tracks = numbers_for(request.office, span).tracks
    track = request.GET.get("track") or next(iter(tracks), "")
    if track not in tracks:
        raise Http404
    by = _dimension(request.GET.get("by", Dimension.DISTRICT.value))
    context = {
        "cut": cut_of(request.office, span, track, by),
        "by": by,
        "dimensions": dimensions_of(request.office),
        "track": track,
        "tracks": tracks.items(),
        "track_name": tracks[track],
        **_about(span),
    }
    return render(request, "figures/breakdown.html", context)


@require_POST
@needs("reports.freeze")
def lock(request: DeskRequest, period: str) -> HttpResponse:
    span = _period(period)
    lock_period(office=request.office, period=span, by=request.user)
    say_done(request, _("The period is locked: its records no longer change."))
    return _to_figures(span)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reports.freeze")
def unlock(request: DeskRequest, period: str) -> HttpResponse:
    """A page of its own, because a settled period opens only with a reason."""
    span, form = _period(period), UnlockForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            unlock_period(office=request.office, period=span, reason=reason, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The period is unlocked: its records can change again."))
            return _to_figures(span)
    locks = locks_of(request.office, span)
    label = span.label(get_language() or "kk")
    context = {"form": form, "period": span, "period_label": label, "locks": locks}
    return render(request, "figures/unlock.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reports.edit")
@one_at_a_time
def estimate(request: DeskRequest, period: str, track: str) -> HttpResponse:
    """How many distinct people came: stated with its basis, or withdrawn by `withdraw`."""
    span = _period(period)
    stream = get_object_or_404(own_tracks(request.office), slug=track)
    stated = stated_estimate(stream, span)
    form = as_seen(EstimateForm(request.POST or None, initial=_as_stated(stated)))
    try:
        if stated and request.POST.get("withdraw") and not is_stale(form):
            withdraw_estimate(estimate=stated, by=request.user)
            say_done(request, _("The estimate is withdrawn."))
            return _to_figures(span)
        if form.is_valid():
            state_estimate(track=stream, period=span, by=request.user, **form.cleaned_data)
            say_done(request, _("The estimate is stated."))
            return _to_figures(span)
    except Refused as refused:
        form.add_error(refused.field, str(refused))
    label = span.label(get_language() or "kk")
    context = {"form": form, "track": stream, "period_label": label, "stated": stated}
    status = 422 if form.is_bound else 200
    return render(request, "figures/estimate.html", context, status=status)


def _as_stated(stated: PeopleEstimate | None) -> dict[str, Any]:
    return {"people": stated.people, "basis": stated.basis} if stated else {}


def _part(request: DeskRequest) -> tuple[Narrow | None, str]:
    """The part of a figure that the address asks for, and its name; nothing for the whole."""
    place, slug = request.GET.get("place", ""), request.GET.get("of", "")
    if place.isdecimal():
        return _at(request.office, int(place))
    if not slug:
        return None, ""
    by, ground = _dimension(request.GET.get("by", "")), ground_of(request.office)
    return in_part(ground, by, slug), PartNames(ground, by, [slug]).of(slug)


def _at(office: Office, pk: int) -> tuple[Narrow, str]:
    place = get_object_or_404(Place, pk=pk, office__in=ground_of(office).offices)
    return at_place(pk), place.name


def _a_page(listing: Listing[RowLine], lines: Lines) -> dict[str, Any]:
    return {"listing": listing, "page": listing.page_of(lines, ROWS_A_PAGE)}


def _about(span: Period) -> dict[str, Any]:
    spoken, before = get_language() or "kk", span.previous()
    return {
        "period": span,
        "period_label": span.label(spoken),
        "previous": before,
        "previous_label": before.label(spoken),
    }


def _dimension(name: str) -> Dimension:
    if name not in Dimension.values:
        raise Http404
    return Dimension(name)


def _to_figures(period: Period) -> HttpResponse:
    return redirect(f"{reverse('figures:figures')}?period={period.code}")


def _latest(office: Office) -> Period:
    return period_to_show(office, _today(office))


def _today(office: Office) -> date:
    return timezone.localdate(timezone=ZoneInfo(office.time_zone))


def _period(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError:
        raise Http404 from None
