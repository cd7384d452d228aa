"""The calendar's visits one under another, in the order asked for."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db.models import QuerySet
from django.db.models.functions import Collate

from kezdesu.core.database import in_kazakh_order

from ..models import Visit
from ..outcomes import in_state
from ..proposals import Broken
from .cards import Card, cards_of
from .shown import Shown
from .visits import with_all

SORTS: Final[Mapping[str, str | Collate]] = {
    "when": "starts_at",
    "place": in_kazakh_order("target__place__name_kk"),
}


def listed_visits(shown: Shown, state: str, sort: str) -> QuerySet[Visit]:
    """`state` is one of outcomes.STATES or empty; `sort` one of SORTS, a minus turns it round."""
    visits = in_state(shown.visits, state) if state else shown.visits
    ordered = with_all(visits).order_by(SORTS[sort.removeprefix("-")], "starts_at", "pk")
    return ordered.reverse() if sort.startswith("-") else ordered


def listed_cards(
    shown: Shown, visits: Iterable[Visit], broken: Mapping[int | None, list[Broken]]
) -> list[Card]:
    return cards_of(shown, visits, broken)
