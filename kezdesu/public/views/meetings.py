from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kezdesu.accounts.models import Office
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.periods import Period
from kezdesu.figures.periods import period_to_show, recorded_periods
from kezdesu.public import queries
from kezdesu.public.narrowing import Narrowing, narrowing
from kezdesu.public.structured import events, script_of
from kezdesu.public.visitors import page, with_office


@require_safe
@with_office
def meetings(request: HttpRequest, office: Office) -> HttpResponse:
    """Upcoming ones, or a half-year's past ones, by district and then by date."""
    now = timezone.now()
    periods = recorded_periods(office)
    listing = _listing(request, office, periods)
    place = _place(request, office)
    which = _which(listing, place)
    upcoming = queries.upcoming_meetings(office, now, which)
    shows_past = _shows_past(listing, has_upcoming=bool(upcoming))
    period = _period(listing, office, periods)
    past = queries.past_meetings(office, now, which, period=period)
    shown = past if shows_past else upcoming
    context = {
        "shows_past": shows_past,
        "shows_next": not shows_past,
        "place": place,
        "narrowing": _narrowing(listing, period, shows_past=shows_past),
        "groups": queries.by_district(shown),
        "upcoming_count": len(upcoming),
        "past_count": len(past),
        "period_label": period.label(request.LANGUAGE_CODE),
        "structured": script_of(events(shown, **_organizer(request, office))),
    }
    return page(request, "public/meetings.html", context)


def _listing(
    request: HttpRequest, office: Office, periods: list[Period]
) -> Listing[queries.PublicMeeting]:
    language = request.LANGUAGE_CODE
    choices = {
        "time": [Choice("upcoming", _("Upcoming")), Choice("past", _("Past"))],
        "period": [Choice(each.code, each.label(language)) for each in periods],
        "district": [Choice(each.slug, each.name) for each in queries.districts(office)],
        "track": [Choice(each.slug, each.name) for each in queries.tracks(office)],
    }
    labels = {
        "time": _("When"),
        "period": _("Period"),
        "district": _("District"),
        "track": _("Track"),
    }
    filters = [Filter(name, labels[name], choices[name]) for name in labels]
    return Listing(request.GET, sorts=["starts"], filters=filters)


def _place(request: HttpRequest, office: Office) -> queries.PublicPlace | None:
    """One place's meetings are asked for from the coverage table, by the place's number."""
    asked = request.GET.get("place", "")
    return queries.place_named(office, int(asked)) if asked.isdecimal() else None


def _which(
    listing: Listing[queries.PublicMeeting], place: queries.PublicPlace | None
) -> queries.Which:
    district, track = listing.chosen("district"), listing.chosen("track")
    return queries.Which(district, track, place.pk if place else None)


def _shows_past(listing: Listing[queries.PublicMeeting], *, has_upcoming: bool) -> bool:
    """What was asked for; without asking, whichever has something to show."""
    asked = listing.chosen("time")
    return asked == "past" or (not asked and not has_upcoming)


def _narrowing(
    listing: Listing[queries.PublicMeeting], period: Period, *, shows_past: bool
) -> Narrowing:
    """Upcoming meetings are not asked for by half-year."""
    time = "past" if shows_past else "upcoming"
    names = ("period", "district", "track") if shows_past else ("district", "track")
    return narrowing(listing, names, kept={"time": time}, always={"period": period.code})


def _period(
    listing: Listing[queries.PublicMeeting], office: Office, periods: list[Period]
) -> Period:
    """The one asked for, else the latest that has records."""
    chosen = listing.chosen("period")
    if chosen:
        return Period.parse(chosen)
    return periods[0] if periods else period_to_show(office, timezone.localdate())


def _organizer(request: HttpRequest, office: Office) -> dict[str, str]:
    named = office.named_on(timezone.localdate())
    language = request.LANGUAGE_CODE
    return {
        "organizer": named.name,
        "territory": getattr(named, f"territory_{language}") or named.territory_kk,
        "address": request.build_absolute_uri(reverse("public:meetings")),
    }
