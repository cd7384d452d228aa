from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kezdesu.accounts.models import Office
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.periods import Period
from kezdesu.figures.periods import period_to_show, recorded_periods
from kezdesu.meetings.serving import served
from kezdesu.meetings.shelf import public_photo
from kezdesu.public import queries
from kezdesu.public.narrowing import Narrowing, narrowing
from kezdesu.public.structured import events, script_of
from kezdesu.public.visitors import page, with_office


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    listing: Listing[queries.PublicMeeting]
    period: Period
    place: queries.PublicPlace | None

    @property
    def which(self) -> queries.Which:
        district, track = self.listing.chosen("district"), self.listing.chosen("track")
        return queries.Which(district, track, self.place.pk if self.place else None)

    def shows_past(self, *, has_upcoming: bool) -> bool:
        """What was asked for; without asking, whichever has something to show."""
        time = self.listing.chosen("time")
        return time == "past" or (not time and not has_upcoming)


@require_safe
@with_office
def meetings(request: HttpRequest, office: Office) -> HttpResponse:
    """Upcoming ones, or a half-year's past ones, by district and then by date."""
    now, asked = timezone.now(), _asked(request, office)
    upcoming = queries.upcoming_meetings(office, now, asked.which)
    past = queries.past_meetings(office, now, asked.which, period=asked.period)
    shows_past = asked.shows_past(has_upcoming=bool(upcoming))
    shown = queries.with_photos(past) if shows_past else upcoming
    context = {
        "shows_past": shows_past,
        "shows_next": not shows_past,
        "place": asked.place,
        "narrowing": _narrowing(asked, shows_past=shows_past),
        "groups": queries.by_district(shown),
        "upcoming_count": len(upcoming),
        "past_count": len(past),
        "period_label": asked.period.label(request.LANGUAGE_CODE),
        "structured": script_of(events(shown, **_organizer(request, office))),
    }
    return page(request, "public/meetings.html", context)


@require_safe
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A photo that a press officer opened to visitors, with the consent of those in it."""
    return served(request, public_photo(pk), is_public=True)


def _asked(request: HttpRequest, office: Office) -> Asked:
    """Without asking, the latest half-year that has records."""
    periods = recorded_periods(office)
    listing = _listing(request, office, periods)
    latest = periods[0] if periods else period_to_show(office, timezone.localdate())
    chosen = listing.chosen("period")
    return Asked(listing, Period.parse(chosen) if chosen else latest, _place(request, office))


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


def _narrowing(asked: Asked, *, shows_past: bool) -> Narrowing:
    """Upcoming meetings are not asked for by half-year."""
    time = "past" if shows_past else "upcoming"
    names = ("period", "district", "track") if shows_past else ("district", "track")
    always = {"period": asked.period.code}
    return narrowing(asked.listing, names, kept={"time": time}, always=always)


def _organizer(request: HttpRequest, office: Office) -> dict[str, str]:
    named = office.named_on(timezone.localdate())
    language = request.LANGUAGE_CODE
    return {
        "organizer": named.name,
        "territory": getattr(named, f"territory_{language}") or named.territory_kk,
        "address": request.build_absolute_uri(reverse("public:meetings")),
    }
