"""Every target of a year: when it is due, when it is planned, when somebody was last there.

What was held is asked through the place's own relation: the schedule does not know meetings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.text import fold
from kezdesu.places.models import Place
from kezdesu.programmes.models import Target

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
    planned_on: date | None  # in the approved schedule
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
    today = timezone.localdate(timezone=zone)
    rows = [_row(target, zone, today) for target in _targets(office, year)]
    found = [
        row
        for row in rows
        if (not track or row.track_slug == track)
        and (not state or row.state == state)
        and (not search or fold(search) in fold(row.place))
    ]
    return _sorted(found, sort)


def _targets(office: Office, year: int) -> QuerySet[Target]:
    """One query; visits and meetings are counted apart, so that they do not multiply."""
    within = Q(
        meetings__starts_at__date__gte=OuterRef("starts_on"),
        meetings__starts_at__date__lte=OuterRef("ends_on"),
    )
    planned = Visit.objects.filter(target=OuterRef("pk"), plan__status=PlanStatus.APPROVED)
    return (
        Target.objects.filter(track__programme__office=office, starts_on__year=year)
        .select_related("place__district", "track")
        .annotate(
            planned_at=Subquery(planned.order_by("starts_at").values("starts_at")[:1]),
            last_at=_of_held(Max("meetings__starts_at", filter=_HELD)),
            held=_of_held(Count("meetings", filter=_HELD & within)),
        )
        .order_by("pk")
    )


_HELD: Final = Q(
    meetings__outcome="held", meetings__review="accepted", meetings__track=OuterRef("track")
)


def _of_held(figure: Aggregate) -> Subquery:
    """Of the meetings at the target's place."""
    places = Place.objects.filter(pk=OuterRef("place")).order_by()
    return Subquery(places.values("pk").annotate(figure=figure).values("figure"))


def _row(target: Target, zone: ZoneInfo, today: date) -> TargetRow:
    is_open = target.held < target.visits_due  # type: ignore[attr-defined]
    return TargetRow(
        pk=target.pk,
        place_id=target.place_id,
        place=target.place.name,
        district_id=target.place.district_id,
        district=target.place.district.name if target.place.district else "",
        is_priority=target.place.is_priority,
        track=target.track.name,
        track_slug=target.track.slug,
        starts_on=target.starts_on,
        ends_on=target.ends_on,
        due_on=target.due_on,
        planned_on=_day(target.planned_at, zone),  # type: ignore[attr-defined]
        last_on=_day(target.last_at, zone),  # type: ignore[attr-defined]
        held=target.held,  # type: ignore[attr-defined]
        visits_due=target.visits_due,
        days_overdue=max(0, (today - target.due_on).days) if is_open else 0,
        latitude=target.place.latitude,
        longitude=target.place.longitude,
    )


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None


def _sorted(rows: Iterable[TargetRow], sort: str) -> list[TargetRow]:
    by_name = sorted(rows, key=lambda row: language("kk").sort_key(row.place))
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
