"""A plan as it stands on a day: what has happened to it, and what of it may still change."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from kezdesu.programmes.models import Target

from .hits import Hit, hits_of
from .inputs import Due, Held, TrackInput, held_visits, track_input, visits_of_others
from .models import Plan, Visit
from .proposals import Change

# What is announced for so long ahead moves only when nothing else helps.
ANNOUNCED: Final = timedelta(days=14)
STAGES: Final = 3


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A plan as it stands. `given.kept` holds what the other tracks have; `fixed` are visits of the
    plan's own that never change; nothing new is held before `since`."""

    given: TrackInput
    visits: tuple[Held, ...]
    fixed: frozenset[str]
    hits: Mapping[str, Sequence[Hit]]
    urgent: tuple[Due, ...]
    since: date

    @cached_property
    def hit(self) -> list[Held]:
        return [held for held in self.visits if held.id in self.hits and held.id not in self.fixed]

    def stages(self) -> Iterator[list[Held]]:
        """What may change, more from stage to stage: what was hit; what is later; everything."""
        seen = 0
        for after in (date.max, self.since + ANNOUNCED, date.min):
            movable = [
                held
                for held in self.visits
                if held.id not in self.fixed and (held.id in self.hits or held.day > after)
            ]
            if len(movable) > seen or after == date.max:
                yield movable
            seen = len(movable)


def standing_of(
    plan: Plan,
    *,
    now: datetime,
    bent: Collection[int],
    urgent: Sequence[Target],
    alongside: Sequence[Change] = (),
) -> Standing:
    """`bent` are visits that break a rule as the plan stands, by key: unless something happened to
    them it was their coordinator's choice, and they stay. `alongside` is what other tracks are
    about to change."""
    office = plan.track.programme.office
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    kept = list(_after(alongside, plan, visits_of_others(plan)))
    given = track_input(plan.track, plan.starts_on, plan.ends_on, kept=kept, dues=())
    visits = tuple(held_visits(plan.visits.all(), office))
    hits = hits_of(given, visits)
    settled = settled_visits(plan, now)
    chosen = set(plan.visits.filter(is_pinned=True).values_list("pk", flat=True)).union(bent)
    return Standing(
        given=given,
        visits=visits,
        fixed=frozenset(
            held.id
            for held in visits
            if held.key in settled or (held.key in chosen and held.id not in hits)
        ),
        hits=hits,
        urgent=tuple(Due(f"urgent-{target.pk}", target) for target in urgent),
        since=max(plan.starts_on, today + timedelta(days=1)),
    )


def _after(changes: Sequence[Change], plan: Plan, others: Iterable[Held]) -> Iterator[Held]:
    """What the other tracks hold in the plan's period once these changes are made."""
    gone = {change.before.id for change in changes if change.before}
    yield from (held for held in others if held.id not in gone)
    for number, change in enumerate(changes):
        if change.after and change.target.track_id != plan.track_id:
            held = change.after.held(f"alongside-{number}")
            if plan.starts_on <= held.day <= plan.ends_on:
                yield held


def touched_visits(plan: Plan, now: datetime) -> int:
    """How many visits still to come cannot stay after what has happened."""
    given = track_input(plan.track, plan.starts_on, plan.ends_on, kept=(), dues=())
    visits = list(held_visits(plan.visits.all(), plan.track.programme.office))
    settled = settled_visits(plan, now)
    hits = hits_of(given, visits)
    return sum(held.id in hits and held.key not in settled for held in visits)


def settled_visits(plan: Plan, now: datetime) -> set[int]:
    """Visits that nobody changes any more: begun, or on record whatever came of them."""
    rows = plan.visits.values_list("pk", "identity", "starts_at")
    recorded = _recorded([identity for _pk, identity, _at in rows])
    return {pk for pk, identity, starts_at in rows if starts_at <= now or identity in recorded}


def _recorded(identities: Collection[UUID]) -> set[UUID]:
    """A record names the visit in the version that was in force: the identity leads on from it.

    Asked through the visit's own relation: the schedule does not know meetings.
    """
    visits = Visit.objects.filter(identity__in=identities, meetings__isnull=False)
    return set(visits.values_list("identity", flat=True))
