"""The calendar's visits one under another, in the order asked for."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import QuerySet

from kezdesu.core.database import in_shown_order

from ..models import Visit
from ..outcomes import in_state
from ..proposals import Broken
from .cards import Card, cards_of
from .shown import Shown
from .visits import with_all

SORTS: Final = ("when", "place")


def listed_visits(shown: Shown, state: str, sort: str) -> QuerySet[Visit]:
    """`state` is one of outcomes.STATES or empty; `sort` one of SORTS, a minus turns it round."""
    visits = in_state(shown.visits, state) if state else shown.visits
    by_place = sort.removeprefix("-") == "place"
    first = in_shown_order("target__place__name") if by_place else "starts_at"
    ordered = with_all(visits).order_by(first, "starts_at", "pk")
    return ordered.reverse() if sort.startswith("-") else ordered


def listed_cards(
    shown: Shown, visits: Iterable[Visit], broken: Mapping[int | None, list[Broken]]
) -> list[Card]:
    return cards_of(shown, visits, broken)
