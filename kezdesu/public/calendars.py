"""Calendars to subscribe to: of an office, a track, a place, and private ones by address."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_shown_order
from kezdesu.meetings.calendar import CalendarEvent, calendar_events
from kezdesu.places.models import Place
from kezdesu.programmes.models import Track
from kezdesu.schedule.calendar_links import opened
from kezdesu.schedule.queries.calendar import Calendar

from . import queries
from .ical import MEDIA_TYPE, calendar_file
from .visitors import only_if_changed, page, with_office


@require_safe
@with_office
def subscribe(request: HttpRequest, office: Office) -> HttpResponse:
    """Which calendars there are, and how one is taken into a phone."""
    places = Place.objects.filter(office=office, targets__visits__plan__approved_at__isnull=False)
    context = {
        "tracks": queries.tracks(office),
        "places": places.distinct().order_by(in_shown_order("name"), "pk"),
        "host": request.build_absolute_uri("/")[:-1],
    }
    return page(request, "public/feeds.html", context)


@require_safe
@only_if_changed
@with_office
def of_office(request: HttpRequest, office: Office) -> HttpResponse:
    return _public(request, Calendar(office), "")


@require_safe
@only_if_changed
@with_office
def of_track(request: HttpRequest, office: Office, slug: str) -> HttpResponse:
    track = Track.objects.filter(programme__office=office, slug=slug).order_by("-pk").first()
    if track is None:
        raise Http404
    return _public(request, Calendar(office, track=slug), track.name)


@require_safe
@only_if_changed
@with_office
def of_place(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    place = get_object_or_404(Place, office=office, pk=pk)
    return _public(request, Calendar(office, place=pk), place.name)


@require_safe
@only_if_changed
def private(request: HttpRequest, pk: UUID, seal: str) -> HttpResponse:
    """The address is the right; every fault of it looks the same from outside."""
    link = opened(pk, seal)
    if link is None:
        raise Http404
    calendar = Calendar(link.office, person=link.person_id)
    name = link.person.full_name if link.person else ""
    answer = _file(request, calendar, name, is_private=True)
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _public(request: HttpRequest, calendar: Calendar, name: str) -> HttpResponse:
    return _file(request, calendar, name, is_private=False)


def _file(request: HttpRequest, calendar: Calendar, name: str, *, is_private: bool) -> HttpResponse:
    office = calendar.office.named_on(timezone.localdate()).name
    address_of = _desk_address if is_private else _public_address
    content = calendar_file(
        calendar_events(calendar),
        name=f"{name} · {office}" if name else office,
        language=get_language() or "kk",
        address_of=lambda event: request.build_absolute_uri(address_of(event)),
        names_crew=is_private,
    )
    return HttpResponse(content, content_type=MEDIA_TYPE)


def _desk_address(event: CalendarEvent) -> str:
    visit = event.planned.visit
    return f"{reverse('schedule:plan', args=[visit.plan_id])}?visit={visit.pk}#visit-{visit.pk}"


def _public_address(event: CalendarEvent) -> str:
    visit = event.planned.visit
    return f"{reverse('public:meetings')}?place={event.planned.place.pk}#meeting-{visit.identity}"
