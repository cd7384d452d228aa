"""schema.org descriptions of meetings and posts, for search engines and calendars."""

import json
from collections.abc import Iterable
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

from kezdesu.meetings.choices import Outcome
from kezdesu.newsroom.queries import PublicPost, summary_of

from .queries import PublicMeeting

_STATUS: Final[dict[str, str]] = {
    Outcome.CANCELLED: "https://schema.org/EventCancelled",
    Outcome.POSTPONED: "https://schema.org/EventPostponed",
}
# What would end the script element, or a line of it, early.
_ESCAPES: Final = {
    ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
}


def script_of(description: dict[str, Any]) -> SafeString:
    """JSON that is safe inside a `<script type="application/ld+json">` element."""
    text = json.dumps(description, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  the table above makes it safe


def events(
    meetings: Iterable[PublicMeeting], *, organizer: str, territory: str, address: str
) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@graph": [_event(meeting, organizer, territory, address) for meeting in meetings],
    }


def _event(meeting: PublicMeeting, organizer: str, territory: str, address: str) -> dict[str, Any]:
    area = ", ".join(filter(None, [meeting.place.district, territory]))
    return {
        "@type": "Event",
        "@id": f"{address}#meeting-{meeting.key}",
        "name": f"{meeting.track}: {meeting.place.name}",
        "startDate": meeting.starts_at.isoformat(),
        "eventStatus": _STATUS.get(meeting.state, "https://schema.org/EventScheduled"),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": meeting.venue or meeting.place.name,
            "address": f"{meeting.place.name}, {area}" if area else meeting.place.name,
        },
        "organizer": {"@type": "Organization", "name": organizer},
    }


def article(public: PublicPost, *, publisher: str, address: str) -> dict[str, Any]:
    card = public.card
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": card.title,
        "description": summary_of(public),
        "datePublished": card.published_at.isoformat(),
        "inLanguage": card.language,
        "mainEntityOfPage": address,
        "author": {"@type": "Person", "name": card.author},
        "publisher": {"@type": "Organization", "name": publisher},
        "keywords": [tag.name for tag in card.tags],
    }
