"""The calendar place by place: every target of the window, the overdue first, with its visits."""

from collections.abc import Iterable
from dataclasses import dataclass

from kezdesu.accounts.models import Office
from kezdesu.core.text import fold

from ..windows import Window
from .cards import Card, cards_of
from .shown import Narrowed, Shown
from .targets import TargetRow, target_rows
from .visits import with_all


@dataclass(frozen=True)
class PlaceRow:
    target: TargetRow
    cards: tuple[Card, ...]


def targets_shown(
    office: Office, window: Window, narrowed: Narrowed, shown: Shown, sort: str = ""
) -> list[TargetRow]:
    """Those that hold a day of the window, also never visited ones, narrowed like its visits."""
    rows = target_rows(office, window.starts_on.year, track=narrowed.track, sort=sort)
    tracks = {plan.track.slug for plan in shown.plans.values()} if narrowed.plan else None
    gone_to = _gone_to(narrowed, shown)
    return [
        row
        for row in rows
        if row.starts_on <= window.ends_on
        and row.ends_on >= window.starts_on
        and (tracks is None or row.track_slug in tracks)
        and (not narrowed.district or row.district_id == narrowed.district)
        and (gone_to is None or row.pk in gone_to or _is_named(row, narrowed))
    ]


def with_visits(shown: Shown, rows: Iterable[TargetRow]) -> list[PlaceRow]:
    drawn = list(rows)
    visits = with_all(shown.visits.filter(target__in=[row.pk for row in drawn]))
    by_target: dict[int, list[Card]] = {}
    targets = {visit.pk: visit.target_id for visit in visits}
    for card in cards_of(shown, visits):
        by_target.setdefault(targets[card.row.pk], []).append(card)
    return [PlaceRow(row, tuple(by_target.get(row.pk, ()))) for row in drawn]


def _gone_to(narrowed: Narrowed, shown: Shown) -> set[int] | None:
    """Targets that a person asked for, or somebody of the name looked for, goes to."""
    if not narrowed.person and not narrowed.search:
        return None
    return set(shown.visits.values_list("target_id", flat=True))


def _is_named(row: TargetRow, narrowed: Narrowed) -> bool:
    return (
        bool(narrowed.search) and not narrowed.person and fold(narrowed.search) in fold(row.place)
    )
