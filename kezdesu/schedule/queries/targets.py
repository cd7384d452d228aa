"""Every target of a year: when it is due, when it is planned, when somebody was last there.

What was held is asked through the track's own relation: the schedule does not know meetings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.places.queries import found_places
from kezdesu.programmes.models import Target, Track

from ..choices import PlanStatus
from ..models import Visit

OVERDUE, DUE, PLANNED, HELD = "overdue", "due", "planned", "held"
SORTS = ("state", "place", "due", "planned", "last")


@dataclass(frozen=True)
class TargetRow:
    pk: int
    place_id: int
    place: str
    district_id: int | None
    district: str
    is_priority: bool
    track: str
    track_slug: str
    starts_on: date
    ends_on: date
    due_on: date
    planned_on: date | None  # in the version in force
    plan: int | None  # which version that is, by key and by number
    plan_version: int | None
    last_on: date | None  # the last accepted meeting of the track at the place
    held: int
    visits_due: int
    days_overdue: int
    latitude: float | None
    longitude: float | None

    @property
    def state(self) -> str:
        if self.held >= self.visits_due:
            return HELD
        if self.days_overdue:
            return OVERDUE
        return PLANNED if self.planned_on else DUE


def target_years(office: Office) -> list[int]:
    """Years with targets, latest first."""
    starts = Target.objects.filter(track__programme__office=office).values_list(
        "starts_on__year", flat=True
    )
    return sorted(set(starts), reverse=True)


def target_rows(
    office: Office, year: int, *, track: str = "", state: str = "", search: str = "", sort: str = ""
) -> list[TargetRow]:
    """Overdue ones first, the longest overdue above all, unless another order is asked for."""
    zone = ZoneInfo(office.time_zone)
    now, planned, held = (
        timezone.localtime(timezone=zone),
        _planned(office, year),
        _held(office, zone),
    )
    rows = [
        _row(
            target,
            planned.get(target.pk),
            held.get((target.track_id, target.place_id), []),
            now,
        )
        for target in _targets(office, year, search)
    ]
    found = [
        row
        for row in rows
        if (not track or row.track_slug == track) and (not state or row.state == state)
    ]
    return _sorted(found, sort)


def _targets(office: Office, year: int, search: str) -> QuerySet[Target]:
    targets = Target.objects.filter(track__programme__office=office, starts_on__year=year)
    if search:
        targets = targets.filter(place__in=found_places(office, search=search))
    return targets.select_related("place__district", "track").order_by("pk")


class _Planned(NamedTuple):
    starts_at: datetime
    plan: int
    version: int


def _planned(office: Office, year: int) -> Mapping[int, _Planned]:
    """The first visit of each target in an approved schedule, and which version that is."""
    visits = Visit.objects.filter(
        plan__status=PlanStatus.APPROVED,
        target__track__programme__office=office,
        target__starts_on__year=year,
    )
    by_plan = visits.order_by().values_list("target", "plan", "plan__version")
    found: dict[int, _Planned] = {}
    for target, plan, version, first in by_plan.annotate(first=Min("starts_at")):
        planned = _Planned(first, plan, version)
        found[target] = min(found.get(target, planned), planned)
    return found


def _held(office: Office, zone: ZoneInfo) -> Mapping[tuple[int, int], list[date]]:
    """The days of accepted meetings by track and place; counted here, for a database that joins
    them to thousands of targets takes seconds.
    """
    tracks = Track.objects.filter(
        programme__office=office, meetings__outcome="held", meetings__review="accepted"
    )
    days: dict[tuple[int, int], list[date]] = {}
    columns = ("pk", "meetings__place", "meetings__starts_at")
    for track, place, starts_at in tracks.order_by().values_list(*columns).iterator():
        days.setdefault((track, place), []).append(starts_at.astimezone(zone).date())
    return days


def _row(target: Target, planned: _Planned | None, days: list[date], now: datetime) -> TargetRow:
    """`days` are those of the track's meetings at the place; `now` is in the office's time."""
    held = sum(target.starts_on <= day <= target.ends_on for day in days)
    is_open, late = held < target.visits_due, (now.date() - target.due_on).days
    place = target.place
    return TargetRow(
        pk=target.pk,
        place_id=place.pk,
        place=place.name,
        district_id=place.district_id,
        district=place.district.name if place.district else "",
        is_priority=place.is_priority,
        track=target.track.name,
        track_slug=target.track.slug,
        starts_on=target.starts_on,
        ends_on=target.ends_on,
        due_on=target.due_on,
        planned_on=planned.starts_at.astimezone(now.tzinfo).date() if planned else None,
        plan=planned.plan if planned else None,
        plan_version=planned.version if planned else None,
        last_on=max(days, default=None),
        held=held,
        visits_due=target.visits_due,
        days_overdue=max(0, late) if is_open else 0,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _sorted(rows: Iterable[TargetRow], sort: str) -> list[TargetRow]:
    in_order = language(get_language() or "kk").sort_key
    by_name = sorted(rows, key=lambda row: in_order(row.place))
    keys = {
        "state": lambda row: (-row.days_overdue, row.state == HELD, row.due_on),
        "place": lambda row: 0,
        "due": lambda row: row.due_on,
        "planned": lambda row: row.planned_on or date.max,
        "last": lambda row: row.last_on or date.min,
    }
    key = keys.get(sort.removeprefix("-"), keys["state"])
    if sort == "-place":
        return by_name[::-1]
    return sorted(by_name, key=key, reverse=sort.startswith("-"))
