"""A visit as the calendar's views show it: where, who, and what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from ..choices import PlanStatus
from ..models import Visit
from ..outcomes import HELD, Record, records_of, state_of
from ..proposals import Broken
from ..rules import short_names
from .shown import Shown
from .visits import VisitRow, sentences, visit_row, with_all

_STANDS: Final = frozenset({PlanStatus.APPROVED, PlanStatus.SUPERSEDED})


@dataclass(frozen=True)
class Goer:
    """One of a crew."""

    pk: int
    name: str
    short: str  # as it is told apart from the others shown


@dataclass(frozen=True)
class Card:
    row: VisitRow
    track: str
    plan: int
    status: str  # of the version
    state: str
    reason: str  # why it was cancelled or postponed
    moved_from: datetime | None  # where the version before had it, in the office's time
    crew: tuple[Goer, ...]

    @property
    def is_draft(self) -> bool:
        return self.status not in _STANDS

    @property
    def may_move(self) -> bool:
        """What was held stays where it was."""
        return self.state != HELD

    @property
    def crew_key(self) -> str:
        """The same for every visit of the same people."""
        return "-".join(str(pk) for pk in sorted(goer.pk for goer in self.crew))


@dataclass(frozen=True)
class _Told:
    """What records and earlier versions say of visits, by identity."""

    records: Mapping[UUID, list[Record]]
    former: Mapping[UUID, tuple[int, datetime]]
    short: Mapping[str, str]  # names of people


def cards_of(
    shown: Shown,
    visits: Iterable[Visit],
    broken: Mapping[int | None, list[Broken]] | None = None,
) -> list[Card]:
    """In the order given; the visits come with `with_all`, whatever their number 4 more queries."""
    drawn = list(visits)
    tracks = {plan.track_id for plan in shown.plans.values()}
    short = short_names(person.full_name for visit in drawn for person in visit.crew.all())
    told = _Told(records_of(tracks, drawn), _former(shown, drawn), short)
    return [_card(shown, visit, told, broken or {}) for visit in drawn]


def cards(
    shown: Shown, keys: Iterable[int], broken: Mapping[int | None, list[Broken]] | None = None
) -> list[Card]:
    """Of the visits with these keys, by start."""
    return cards_of(shown, with_all(Visit.objects.filter(pk__in=list(keys))), broken)


def _card(
    shown: Shown, visit: Visit, told: _Told, broken: Mapping[int | None, list[Broken]]
) -> Card:
    plan = shown.plans[visit.plan_id]
    state, reason = state_of(visit, plan.status, told.records.get(visit.identity, ()))
    return Card(
        row=_row(visit, shown.zone, broken),
        track=plan.track.name,
        plan=plan.pk,
        status=plan.status,
        state=state,
        reason=reason,
        moved_from=_moved_from(visit, told.former.get(visit.identity), shown.zone),
        crew=tuple(
            Goer(person.pk, person.full_name, told.short[person.full_name])
            for person in visit.crew.all()
        ),
    )


def _row(visit: Visit, zone: ZoneInfo, broken: Mapping[int | None, list[Broken]]) -> VisitRow:
    return replace(visit_row(visit, 0, zone), broken=sentences(broken.get(visit.pk, ())))


def _former(shown: Shown, visits: list[Visit]) -> dict[UUID, tuple[int, datetime]]:
    """The start that the approved version before had, with that version's number."""
    starts = Visit.objects.filter(
        Q(plan__status__in=_STANDS),
        plan__track__in={plan.track_id for plan in shown.plans.values()},
        identity__in=[visit.identity for visit in visits],
    ).order_by("plan__version")
    numbers = {visit.identity: shown.plans[visit.plan_id].version for visit in visits}
    former: dict[UUID, tuple[int, datetime]] = {}
    for identity, version, starts_at in starts.values_list(
        "identity", "plan__version", "starts_at"
    ):
        if version < numbers[identity]:
            former[identity] = (version, starts_at)
    return former


def _moved_from(
    visit: Visit, former: tuple[int, datetime] | None, zone: ZoneInfo
) -> datetime | None:
    if former is None or former[1] == visit.starts_at:
        return None
    return former[1].astimezone(zone)
