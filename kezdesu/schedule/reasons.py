"""Why a repair changes a visit, in words of every language, as LeftOut stores its reasons."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kezdesu.core.language import CODES, language
from kezdesu.places.models import Place
from kezdesu.programmes.wording import by_day

from .hits import Hit

REASONS: Final[dict[str, Promise]] = {
    "absent": _("%(name)s is away: %(span)s"),
    "unseated": _("%(name)s does not sit in the group on this day"),
    "closed_place": _("the place is closed: %(span)s"),
    "closed_day": _("day off: %(span)s"),
    "urgent": _("an urgent visit, to be held by %(day)s"),
    "makes_room": _("makes room for: %(places)s"),
}


def hit_in_words(hit: Hit) -> dict[str, str]:
    """To read alike when data change later."""
    return _in_words(
        hit.what,
        lambda code: {
            "name": hit.person.full_name if hit.person else "",
            "span": language(code).date_span(hit.first, hit.last),
        },
    )


def urgent_in_words(day: date) -> dict[str, str]:
    return _in_words("urgent", lambda code: {"day": by_day(day)})


def room_in_words(places: Sequence[Place]) -> dict[str, str]:
    return _in_words(
        "makes_room", lambda code: {"places": ", ".join(each.name_in(code) for each in places)}
    )


def _in_words(what: str, names: Callable[[str], dict[str, str]]) -> dict[str, str]:
    said = {"rule": what}
    for code in CODES:
        with override(code):
            said[code] = str(REASONS[what]) % names(code)
    return said
