"""What became of a visit, as accepted records tell it: once for a row in hand, once in a query.

Records are asked through the track's own relation: the schedule does not know meetings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core.database import shown
from kezdesu.core.names import with_more
from kezdesu.core.states import STATES as SIGNS
from kezdesu.programmes.models import Track

from .choices import PlanStatus
from .models import Visit

PLANNED, RECORDED, UNRECORDED = "planned", "recorded", "unrecorded"
HELD, CANCELLED, POSTPONED = "held", "cancelled", "postponed"
STATES: Final = (PLANNED, HELD, UNRECORDED, RECORDED, POSTPONED, CANCELLED)
_COLUMNS: Final = ("visit_identity", "outcome", "review", "reason", "starts_at")


@dataclass(frozen=True, slots=True)
class Record:
    """What a record of a visit says, as far as the schedule asks."""

    identity: UUID
    outcome: str
    review: str
    reason: str
    starts_at: datetime


def records_of(tracks: Iterable[int], visits: Iterable[Visit]) -> Mapping[UUID, list[Record]]:
    """Of each visit, the oldest first; of no visit that has none."""
    found = Track.objects.filter(
        pk__in=tracks, meetings__visit_identity__in=[visit.identity for visit in visits]
    ).order_by("meetings__recorded_at", "meetings__pk")
    by_visit: dict[UUID, list[Record]] = {}
    names = (f"meetings__{name}" for name in _COLUMNS)
    rows = found.values_list(*names, shown("meetings__cause__name"))
    for identity, outcome, review, reason, starts_at, cause in rows:
        record = Record(identity, outcome, review, with_more(cause, reason), starts_at)
        by_visit.setdefault(record.identity, []).append(record)
    return by_visit


def state_of(visit: Visit, status: str, records: Iterable[Record]) -> tuple[str, str]:
    """The state and, of what was called off, the reason. `status` is that of the visit's version.

    A postponed visit that stands at a later time than its record is a new promise.
    """
    accepted = {each.outcome: each for each in records if each.review == "accepted"}
    for outcome in (HELD, CANCELLED):
        if found := accepted.get(outcome):
            return outcome, found.reason
    postponed = accepted.get(POSTPONED)
    if postponed and postponed.starts_at >= visit.starts_at:
        return POSTPONED, postponed.reason
    if any(each.review == "recorded" for each in records):
        return RECORDED, ""
    if status == PlanStatus.APPROVED and visit.starts_at < timezone.now():
        return UNRECORDED, ""
    return PLANNED, ""


def in_words(state: str) -> str:
    return _("not recorded") if state == UNRECORDED else str(SIGNS[state].word)


def in_state(visits: QuerySet[Visit], state: str) -> QuerySet[Visit]:
    """Those of which `state_of` says `state`."""
    held, cancelled = _accepted(HELD), _accepted(CANCELLED)
    postponed = _accepted(POSTPONED, meetings__starts_at__gte=OuterRef("starts_at"))
    settled = held | cancelled | postponed
    waits = _records(meetings__review="recorded")
    is_past = Q(plan__status=PlanStatus.APPROVED, starts_at__lt=timezone.now())
    return visits.filter(
        {
            HELD: held,
            CANCELLED: cancelled & ~held,
            POSTPONED: postponed & ~held & ~cancelled,
            RECORDED: waits & ~settled,
            UNRECORDED: is_past & ~waits & ~settled,
            PLANNED: ~is_past & ~waits & ~settled,
        }[state]
    )


def called_off(track: Track) -> QuerySet[Visit]:
    """Visits that will not be held as they stand: cancelled, or postponed to no later time."""
    visits = Visit.objects.filter(plan__track=track)
    return in_state(visits, CANCELLED) | in_state(visits, POSTPONED)


_BESIDE: Final = {
    "meetings__visit_identity": None,
    "meetings__outcome": HELD,
    "meetings__review": "accepted",
}


def held_beside() -> Subquery:
    """Of a target, how many meetings were held outside any schedule; None for none."""
    beside = Track.objects.filter(
        pk=OuterRef("track"),
        meetings__place=OuterRef("place"),
        meetings__starts_at__date__range=(OuterRef("starts_on"), OuterRef("ends_on")),
        **_BESIDE,
    ).order_by()
    return Subquery(beside.values("pk").annotate(total=Count("meetings")).values("total"))


def days_held_beside(track: Track, starts_on: date) -> list[date]:
    """Of a track's meetings held outside any schedule from this day on."""
    beside = Track.objects.filter(
        pk=track.pk, meetings__starts_at__date__gte=starts_on, **_BESIDE
    ).order_by()
    return list(beside.values_list("meetings__starts_at__date", flat=True))


def _accepted(outcome: str, **more: F | OuterRef) -> Q:
    return _records(meetings__review="accepted", meetings__outcome=outcome, **more)


def _records(**about: object) -> Q:
    mine = Track.objects.filter(
        pk=OuterRef("plan__track_id"), meetings__visit_identity=OuterRef("identity"), **about
    )
    return Q(Exists(mine))
