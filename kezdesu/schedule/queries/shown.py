"""Which visits the calendar's views show: of each track and period one version, then narrowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from kezdesu.accounts.models import Office
from kezdesu.core.text import fold
from kezdesu.people.models import Person
from kezdesu.places.queries import found_places

from ..choices import OPEN, PlanStatus
from ..models import Plan, Visit
from ..windows import Window


@dataclass(frozen=True)
class Narrowed:
    """To what the views are narrowed; what is empty does not narrow."""

    plan: int | None = None  # this version, whatever its status
    track: str = ""
    district: int | None = None
    person: int | None = None
    search: str = ""  # a place or a person


@dataclass(frozen=True)
class Shown:
    """The visits of a window, and the versions that they stand in."""

    zone: ZoneInfo
    plans: Mapping[int, Plan]
    visits: QuerySet[Visit]


def shown_visits(office: Office, window: Window, narrowed: Narrowed) -> Shown:
    """The version in force of each track, else the one in work; or the one version asked for."""
    zone = ZoneInfo(office.time_zone)
    plans = {plan.pk: plan for plan in _plans(office, window, narrowed)}
    visits = Visit.objects.filter(
        plan__in=plans,
        starts_at__gte=_midnight(window.starts_on, zone),
        starts_at__lt=_midnight(window.ends_on + timedelta(days=1), zone),
    )
    return Shown(zone, plans, _narrowed(visits, office, narrowed))


def plans_within(office: Office, window: Window, *, besides: int | None = None) -> QuerySet[Plan]:
    """Every version that holds any day of the window, the newest of each track first."""
    within = Q(starts_on__lte=window.ends_on, ends_on__gte=window.starts_on)
    plans = Plan.objects.filter(within | Q(pk=besides), track__programme__office=office)
    return plans.select_related("track").order_by(
        "track__position", "track", "-starts_on", "-version"
    )


def _plans(office: Office, window: Window, narrowed: Narrowed) -> list[Plan]:
    plans = plans_within(office, window)
    if narrowed.plan:
        return list(plans.filter(pk=narrowed.plan))  # none, when its days have ended
    if narrowed.track:
        plans = plans.filter(track__slug=narrowed.track)
    chosen: dict[tuple[int, date], Plan] = {}
    for plan in plans.filter(Q(status=PlanStatus.APPROVED) | Q(status__in=OPEN)):
        shown = chosen.setdefault((plan.track_id, plan.starts_on), plan)
        if shown.status != PlanStatus.APPROVED:
            chosen[plan.track_id, plan.starts_on] = plan
    return list(chosen.values())


def _narrowed(visits: QuerySet[Visit], office: Office, narrowed: Narrowed) -> QuerySet[Visit]:
    if narrowed.district:
        visits = visits.filter(target__place__district=narrowed.district)
    if narrowed.person:
        visits = visits.filter(crew=narrowed.person)
    if narrowed.search:
        visits = visits.filter(_found(office, narrowed.search))
    return visits


def _found(office: Office, words: str) -> Q:
    places = found_places(office, search=words)
    people = Person.objects.filter(key__contains=fold(words), visits=OuterRef("pk"))
    return Q(target__place__in=places) | Q(Exists(people))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
