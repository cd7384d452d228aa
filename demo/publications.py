"""What the invented outlets wrote about the meetings."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Any

from kezdesu.accounts.models import Office, User
from kezdesu.core.text import kazakh_slug
from kezdesu.meetings.models import Meeting
from kezdesu.press.choices import OutletKind, OutletLevel, PublicationKind
from kezdesu.press.models import Outlet
from kezdesu.press.services import Piece, add_outlet, log_publication

HOW_MANY = 36
LAST_DAY = date(2023, 6, 30)
KINDS = {
    OutletKind.TELEVISION: (PublicationKind.STORY, PublicationKind.INTERVIEW),
    OutletKind.RADIO: (PublicationKind.INTERVIEW, PublicationKind.STORY),
    OutletKind.NEWSPAPER: (PublicationKind.ARTICLE, PublicationKind.INTERVIEW),
    OutletKind.SITE: (PublicationKind.ARTICLE,),
    OutletKind.SOCIAL: (PublicationKind.POST,),
}


def publish_about(
    held: Sequence[Meeting], *, by: User, random: Random, words: dict[str, Any]
) -> None:
    """Log publications about some of the meetings, tied to their speakers and themes."""
    office = held[0].track.programme.office
    outlets = cycle([(_outlet(office, entry, by), entry) for entry in words["outlets"]])
    told = sorted(random.sample(held, HOW_MANY), key=lambda meeting: meeting.starts_at)
    for number, meeting in enumerate(told, start=1):
        outlet, entry = next(outlets)
        piece = _piece(meeting, outlet, entry["language"], number, random, words["titles"])
        log_publication(piece=piece, by=by, is_sample=True)


def _outlet(office: Office, entry: dict[str, str], by: User) -> Outlet:
    return add_outlet(
        office=office,
        name_kk=entry["name_kk"],
        name_ru=entry.get("name_ru", ""),
        kind=OutletKind(entry["kind"]),
        level=OutletLevel(entry["level"]),
        by=by,
    )


def _piece(
    meeting: Meeting,
    outlet: Outlet,
    language: str,
    number: int,
    random: Random,
    titles: dict[str, Any],
) -> Piece:
    kind = random.choice(KINDS[OutletKind(outlet.kind)])
    title = random.choice(titles[meeting.track.slug][language][kind.value])
    is_printed = outlet.kind == OutletKind.NEWSPAPER
    is_online = outlet.kind in {OutletKind.SITE, OutletKind.SOCIAL}
    day = meeting.starts_at.date() + timedelta(days=random.randint(0, 3))
    speakers = meeting.speakers.order_by("key")
    return Piece(
        outlet=outlet,
        title=title.format(place=meeting.place.name_in(language if language != "uz" else "kk")),
        language=language,
        kind=kind,
        published_on=min(day, LAST_DAY),
        link=f"https://example.org/{kazakh_slug(outlet.name_kk)}/{number}" if is_online else "",
        reference=f"№ {number + 3}, {random.randint(1, 8)}-бет" if is_printed else "",
        views=random.randint(120, 9_000) if is_online else None,
        meeting=meeting,
        speaker=speakers.first() if random.random() < 0.7 else None,
        theme=meeting.themes.order_by("slug").first(),
    )
