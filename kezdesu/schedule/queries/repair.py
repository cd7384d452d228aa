"""A repair: how far it is, what it found, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kezdesu.core.choices import UNFINISHED, RunState
from kezdesu.core.database import in_kazakh_order, in_shown_order
from kezdesu.core.language import language
from kezdesu.core.work import failure_in_words
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.models import Target

from ..changes import Side, changes_of, visits_seal
from ..choices import Happening, PlanStatus
from ..models import Plan, RepairRun
from ..wording import STANDS_IN_THE_WAY
from .difference import ChangedVisit, counts_of, reasons_in
from .run import seconds_of
from .visits import VisitRow, visit_row, with_all

HAPPENED: Final[dict[str, Promise]] = {
    Happening.ABSENCE: _("%(name)s is away: %(span)s"),
    Happening.CLOSURE: _("“%(place)s” is closed: %(span)s"),
    Happening.DAY_OFF: _("day off: %(span)s"),
    Happening.URGENT: _("an urgent visit to “%(place)s”: %(span)s"),
    Happening.KNOWN: _("absences, closed places and days off that are recorded already"),
}


@dataclass(frozen=True)
class NoRoom:
    place: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class RepairPart:
    """What was found for one of the schedules touched, and what became of it."""

    run: RepairRun
    plan: Plan
    changes: tuple[ChangedVisit, ...]
    no_room: tuple[NoRoom, ...]
    broken: tuple[str, ...]
    is_proven: bool
    is_stale: bool

    @property
    def counts(self) -> list[tuple[str, int]]:
        return counts_of(self.changes)


@dataclass(frozen=True)
class Waiting:
    """A version that waits for approval, and how many of its meetings cannot stay."""

    plan: Plan
    visits: int


@dataclass(frozen=True)
class RepairPage:
    run: RepairRun
    plan: Plan
    happened: str
    percent: int
    changes_so_far: int | None
    parts: tuple[RepairPart, ...]  # where it was marked first
    waiting: tuple[Waiting, ...]
    seconds: int
    failure: str

    @property
    def is_unfinished(self) -> bool:
        return self.run.is_unfinished

    @property
    def may_stop(self) -> bool:
        return self.is_unfinished and not self.run.stop_asked

    @property
    def may_decide(self) -> bool:
        return self.run.state == RunState.DONE and not self.run.decided_at

    @property
    def changes(self) -> list[ChangedVisit]:
        return [change for part in self.parts for change in part.changes]

    @property
    def needs_reason(self) -> bool:
        return any(part.changes and part.plan.status == PlanStatus.APPROVED for part in self.parts)


def repair_page(run: RepairRun) -> RepairPage:
    beside = run.alongside.select_related("plan__track__programme__office", "accepted_into")
    return RepairPage(
        run=run,
        plan=run.plan,
        happened=happened_in_words(run),
        percent=round(100 * run.progress.get("share", 0)),
        changes_so_far=run.progress.get("changes"),
        parts=tuple(_part(each) for each in (run, *beside.order_by("pk"))),
        waiting=tuple(_waiting(run.result.get("waiting", ()))),
        seconds=seconds_of(run),
        failure=failure_in_words(run),
    )


def _part(run: RepairRun) -> RepairPart:
    result, code, plan = run.result, get_language() or "kk", run.plan
    return RepairPart(
        run=run,
        plan=plan,
        changes=tuple(_changes(run, plan, code)),
        no_room=tuple(_no_room(result.get("unplanned", ()), code)),
        broken=tuple(str(STANDS_IN_THE_WAY[rule]) for rule in result.get("broken", ())),
        is_proven=result.get("is_proven", False),
        is_stale=not run.decided_at and bool(run.seal) and visits_seal(plan) != run.seal,
    )


def _waiting(kept: Sequence[Mapping[str, int]]) -> Iterable[Waiting]:
    plans = Plan.objects.select_related("track").in_bulk([each["plan"] for each in kept])
    return [Waiting(plans[each["plan"]], each["visits"]) for each in kept if each["plan"] in plans]


def open_repairs(plan: Plan) -> list[RepairRun]:
    """Under way or waiting to be decided on, the latest first."""
    runs = plan.repairs.filter(decided_at=None, state__in=[*UNFINISHED, RunState.DONE])
    return list(runs.order_by("-pk"))


def happened_in_words(run: RepairRun) -> str:
    """Without the reason: why somebody is away is nobody's business but the coordinator's."""
    code = get_language() or "kk"
    first, last = run.starts_on, run.ends_on or run.starts_on
    return str(HAPPENED[run.what]) % {
        "name": run.person.full_name if run.person else "",
        "place": run.place.name if run.place else "",
        "span": language(code).date_span(first, last) if first and last else "",
    }


def people_of(plan: Plan) -> QuerySet[Person]:
    """Who has a seat in the group some day of the plan, or goes to one of its visits."""
    seated = Q(seats__group=plan.track.group_id, seats__starts_on__lte=plan.ends_on) & (
        Q(seats__ends_on=None) | Q(seats__ends_on__gte=plan.starts_on)
    )
    people = Person.objects.filter(seated | Q(visits__plan=plan)).distinct()
    return people.order_by(in_kazakh_order("full_name"), "pk")


def places_of(plan: Plan) -> QuerySet[Place]:
    places = Place.objects.filter(office=plan.track.programme.office_id, is_active=True)
    return places.select_related("kind", "district").order_by(in_shown_order("name"), "pk")


def _changes(run: RepairRun, plan: Plan, code: str) -> Iterable[ChangedVisit]:
    kept, zone = changes_of(run), ZoneInfo(plan.track.programme.office.time_zone)
    visits = with_all(plan.visits.filter(identity__in=[change.identity for change in kept]))
    rows = {visit.identity: visit_row(visit, 0, zone) for visit in visits}
    targets = Target.objects.select_related("place__kind", "place__district").in_bulk(
        [change.target for change in kept]
    )
    sides = [side for change in kept for side in (change.before, change.after) if side]
    names = dict(
        Person.objects.filter(pk__in={pk for side in sides for pk in side.crew}).values_list(
            "pk", "full_name"
        )
    )
    for change in kept:
        row = rows.get(change.identity) or _row_of(targets[change.target], sides[0].starts_at)
        before, after = (_as(row, each, names, zone) for each in (change.before, change.after))
        yield ChangedVisit(change.identity, before, after, reasons_in(change.why, code))


def _row_of(target: Target, starts_at: datetime) -> VisitRow:
    """Of a visit that the plan does not hold; its sides say when it is."""
    place = target.place
    return VisitRow(
        pk=0,
        number=0,
        starts_at=starts_at,
        ends_at=starts_at,
        place=place.name,
        kind=place.kind.name,
        district=place.district.name if place.district else "",
        is_priority=place.is_priority,
        priority_basis=place.priority_basis,
        is_institution=place.kind.is_institution,
        venue="",
        themes=(),
        crew=(),
        is_pinned=False,
    )


def _as(
    row: VisitRow, side: Side | None, names: Mapping[int, str], zone: ZoneInfo
) -> VisitRow | None:
    if side is None:
        return None
    starts_at = side.starts_at.astimezone(zone)
    return replace(
        row,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=side.minutes),
        crew=tuple(names[pk] for pk in side.crew if pk in names),
    )


def _no_room(unplanned: Iterable[Mapping[str, Any]], code: str) -> Iterable[NoRoom]:
    kept = list(unplanned)
    targets = Target.objects.select_related("place").in_bulk([each["target"] for each in kept])
    for each in kept:
        yield NoRoom(targets[each["target"]].place.name, reasons_in(each["reasons"], code))
