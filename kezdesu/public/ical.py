"""Meetings as RFC 5545 writes them.

Times are in UTC, so nobody's table of time zones can shift them: Asia/Almaty changed its own on
1 March 2024, and calendars with an old table would be an hour off. The same state of the schedule
gives the same bytes, so that a calendar that asks again may be told that nothing changed.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from typing import Final

import icalendar
from django.utils.translation import gettext as _

from kezdesu.meetings.calendar import DROPPED, PLANNED, CalendarEvent
from kezdesu.meetings.choices import Outcome
from kezdesu.places.models import Place

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
ASK_AGAIN: Final = timedelta(hours=1)
# A postponed one stays in sight with its word, until an amendment gives it another day.
STATUS: Final = {
    PLANNED: "CONFIRMED",
    Outcome.HELD: "CONFIRMED",
    Outcome.POSTPONED: "TENTATIVE",
    Outcome.CANCELLED: "CANCELLED",
    DROPPED: "CANCELLED",
}
AddressOf = Callable[[CalendarEvent], str]


def calendar_file(
    events: Iterable[CalendarEvent],
    *,
    name: str,
    language: str,
    address_of: AddressOf,
    names_crew: bool,
) -> bytes:
    """`names_crew`: a private calendar says who goes, a public one never does."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Kezdesu//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(_event(event, address_of(event), names_crew=names_crew))
    content: bytes = calendar.to_ical()
    return content


def _event(each: CalendarEvent, address: str, *, names_crew: bool) -> icalendar.Event:
    visit, event = each.planned.visit, icalendar.Event()
    event.add("uid", str(visit.identity))
    event.add("sequence", each.sequence)
    event.add("dtstamp", each.changed_at.astimezone(UTC))
    event.add("last-modified", each.changed_at.astimezone(UTC))
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", each.ends_at.astimezone(UTC))
    event.add("status", STATUS[each.state])
    event.add("transp", "OPAQUE" if STATUS[each.state] == "CONFIRMED" else "TRANSPARENT")
    event.add("summary", _summary(each))
    event.add("location", _location(each.planned.place, visit.venue))
    event.add("categories", [each.planned.track.name])
    event.add("url", address)
    if text := _description(each, names_crew=names_crew):
        event.add("description", text)
    return event


def _summary(each: CalendarEvent) -> str:
    """A word before it where a client would hide or not understand the status."""
    what = f"{each.planned.track.name}: {each.planned.place.name}"
    word = _words().get(each.state)
    return f"{word}: {what}" if word else what


def _words() -> dict[str, str]:
    return {
        Outcome.POSTPONED: _("Postponed"),
        Outcome.CANCELLED: _("Cancelled"),
        DROPPED: _("Cancelled"),
    }


def _location(place: Place, venue: str) -> str:
    district = place.district.name if place.district else ""
    return ", ".join(filter(None, [venue, place.name, district]))


def _description(each: CalendarEvent, *, names_crew: bool) -> str:
    visit = each.planned.visit
    lines = ["; ".join(theme.name for theme in visit.themes.all())]
    if names_crew:
        lines.append(", ".join(person.full_name for person in visit.crew.all()))
    if each.reason:
        lines.append(_("Reason: %(reason)s") % {"reason": each.reason})
    return "\n".join(filter(None, lines))
