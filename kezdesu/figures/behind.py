"""The rows behind a figure, asked of the database a part at a time: a nation's are 200,000.

They are picked by the rules by which `track_figures.py` and `office_figures.py` pick them from what
they load whole; that both are the same is a law (`tests/figures/test_opening.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Outcome
from kezdesu.meetings.models import Meeting
from kezdesu.people.models import Seat
from kezdesu.places.models import Place
from kezdesu.schedule.models import Visit

from .base import (
    accepted_meetings,
    asked_questions,
    base_without_records,
    due_targets,
    planned_visits,
    publications_out,
    stated_estimates,
)
from .ground import Ground
from .office_figures import group_figures
from .sentences import HOW_COUNTED, PARTS
from .track_figures import NAMES
from .values import RowId, Rows

_BATCH: Final = 1_000  # rows, when all of them are read


@dataclass(frozen=True)
class Behind:
    """`found` is in the order in which it is shown; what a row adds stands in its `amount`, and
    where that is empty each row adds one."""

    model: str
    found: QuerySet[Any]
    amount: str = ""

    @cached_property
    def count(self) -> int:
        return self.found.order_by().count()

    @cached_property
    def total(self) -> int:
        """One query for the sum, whatever the number of rows."""
        if not self.amount:
            return self.count
        summed: int | None = self.found.order_by().aggregate(sum=Sum(self.amount))["sum"]
        return summed or 0

    def part(self, first: int, last: int) -> Rows:
        return self._read(self.found[first:last])

    def among(self, ids: Iterable[RowId]) -> Rows:
        """Those of the rows named that are behind the figure."""
        return self._read(self.found.filter(pk__in=list(ids)))

    def batches(self) -> Iterator[Rows]:
        """All rows, never many at a time."""
        pairs = self._pairs(self.found).iterator(_BATCH)
        while batch := list(islice(pairs, _BATCH)):
            yield self._told(batch)

    def _read(self, found: QuerySet[Any]) -> Rows:
        return self._told(self._pairs(found))

    def _pairs(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.values_list("pk", self.amount or "pk")

    def _told(self, pairs: Iterable[tuple[Any, Any]]) -> Rows:
        named = ((pk if isinstance(pk, int) else str(pk), amount) for pk, amount in pairs)
        if self.amount:
            return Rows.of(self.model, ((pk, amount or 0) for pk, amount in named))
        return Rows.one_each(self.model, (pk for pk, _amount in named))


def behind(ground: Ground, period: Period, key: str) -> Behind:
    """Of a figure that there is."""
    section, _dot, name = key.partition(".")
    if section in {"group", "speakers"}:
        return _seats(ground, period, key)
    if section == "questions":
        return _questions(ground, period, name)
    if section == "press":
        return _publications(ground, period, name)
    return _Stream(ground.stream(section), period).behind(name)


def _seats(ground: Ground, period: Period, key: str) -> Behind:
    """People are few: which seat of each counts is found among all of them."""
    base = base_without_records(ground, period, ())
    ids = next(figure.rows.ids for figure in group_figures(base) if figure.key == key)
    return Behind("people.seat", Seat.objects.filter(pk__in=ids).order_by("starts_on", "pk"))


def _questions(ground: Ground, period: Period, name: str) -> Behind:
    raised = asked_questions(accepted_meetings(ground, period)).order_by("pk")
    found = {
        "raised": raised,
        "answered": raised.filter(answered_on__isnull=False),
        "overdue": raised.filter(answered_on__isnull=True, due_on__lte=period.ends_on),
    }
    return Behind("meetings.question", found[name])


def _publications(ground: Ground, period: Period, name: str) -> Behind:
    out = publications_out(ground, period).order_by("published_on", "pk")
    kind = name.partition(".")[2]
    return Behind("press.publication", out.filter(kind=kind) if kind else out)


class _Stream:
    """What the figures of one track are made of."""

    def __init__(self, ground: Ground, period: Period) -> None:
        self.ground, self.period = ground, period
        self.meetings: QuerySet[Meeting] = accepted_meetings(ground, period)
        self.held = self.meetings.filter(outcome=Outcome.HELD)
        self.visits: QuerySet[Visit] = planned_visits(ground, period)
        self.due = due_targets(ground, period)
        places = self.due.order_by().values("place")
        self.targets: QuerySet[Place] = Place.objects.filter(pk__in=places)

    def behind(self, name: str) -> Behind:
        stem, _dot, part = name.partition(".")
        if stem == "people_distinct":
            stated = stated_estimates(self.ground, self.period)
            return Behind("figures.peopleestimate", stated.order_by("pk"), "people")
        if stem == "visits_due":
            return Behind("programmes.target", self.due.order_by("due_on", "pk"), "visits_due")
        if stem in {"meetings_planned", "visits_held", "visits_held_another_day"}:
            return _in_time("schedule.visit", self._visits(stem))
        if stem in {"people_reached", "counted_by"}:
            return self._attendance(part)
        if stem.startswith("meetings_"):
            outcome = stem.removeprefix("meetings_")
            return _in_time("meetings.meeting", self.meetings.filter(outcome=outcome))
        return Behind("places.place", self._places(name).order_by("pk"))

    def _visits(self, name: str) -> QuerySet[Visit]:
        if name == "visits_held_another_day":
            return self.visits.filter(self._held_another_day())
        kept = self.held.filter(visit_identity__isnull=False).order_by().values("visit_identity")
        return self.visits.filter(identity__in=kept) if name == "visits_held" else self.visits

    def _held_another_day(self) -> Q:
        """By the local day of both, each office by its own clock."""
        found = Q(pk__in=[])
        for zone, tracks in self.ground.tracks_by_zone():
            day = TruncDate("starts_at", tzinfo=zone)
            held = self.held.filter(visit_identity=OuterRef("identity")).annotate(day=day)
            visits = self.visits.filter(plan__track__in=tracks).annotate(day=day)
            moved = visits.filter(Exists(held.exclude(day=OuterRef("day"))))
            found |= Q(pk__in=moved.order_by().values("pk"))
        return found

    def _attendance(self, part: str) -> Behind:
        if part in PARTS:
            stated = self.held.filter(**{f"{part}__isnull": False})
            return _in_time("meetings.meeting", stated, part)
        counted = self.held.filter(how_counted=part) if part in HOW_COUNTED else self.held
        return _in_time("meetings.meeting", counted, "headcount")

    def _places(self, name: str) -> QuerySet[Place]:
        if name not in NAMES:
            return self.targets.filter(kind__plural_slug=name)
        met = self.held.order_by().values("place")
        found = self.targets.filter(pk__in=met) if name.endswith("_met") else self.targets
        if name.startswith("priority_"):
            return found.filter(is_priority=True)
        return found.filter(kind__is_institution=True) if name.startswith("instit") else found


def _in_time(model: str, found: QuerySet[Any], amount: str = "") -> Behind:
    return Behind(model, found.order_by("starts_at", "pk"), amount)
