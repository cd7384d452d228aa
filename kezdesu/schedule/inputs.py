"""What a schedule is planned from, read once from the database. Knows nothing of the engine."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from kezdesu.accounts.models import Office
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.calendar import working_days
from kezdesu.programmes.choices import RuleKind
from kezdesu.programmes.models import Rule, Target, Track

from .choices import PlanStatus
from .models import Plan, Visit
from .rules import days_between, minute_of

# When a track states no rule: one to three people can hold a meeting.
CREW_SIZE: Final = (1, 3)
MINUTES: Final = 60


@dataclass(frozen=True, kw_only=True)
class TrackRules:
    """A track's active rules as values; None means without limit."""

    crew_min: int = CREW_SIZE[0]
    crew_max: int = CREW_SIZE[1]
    categories: tuple[tuple[str, int], ...] = ()
    speaks_language_of_place: bool = False
    member_a_day: int | None = None
    member_a_week: int | None = None
    member_in_total: int | None = None
    meetings_a_day: int | None = None
    meetings_a_week: int | None = None
    quotas: tuple[tuple[int, date], ...] = ()
    allowed: tuple[tuple[date, date], ...] = ()

    def allows(self, day: date) -> bool:
        return not self.allowed or any(first <= day <= last for first, last in self.allowed)


@dataclass(frozen=True)
class Someone:
    """A person who may be sent: the categories of their seats and the days they can go."""

    person: Person
    categories: frozenset[str]
    days: frozenset[date]


@dataclass(frozen=True)
class Due:
    """One visit that a target asks for."""

    id: str
    target: Target
    minutes: int = MINUTES


@dataclass(frozen=True)
class Held:
    """A visit that is already fixed, in the office's own time."""

    id: str
    target: Target
    day: date
    starts_at: int  # minutes after midnight
    minutes: int
    crew: tuple[Person, ...]

    @property
    def place(self) -> Place:
        return self.target.place

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.minutes


@dataclass(frozen=True, kw_only=True)
class TrackInput:
    track: Track
    zone: ZoneInfo
    starts_on: date
    ends_on: date
    days: tuple[date, ...]  # working days
    people: tuple[Someone, ...]
    rules: TrackRules
    dues: tuple[Due, ...] = ()
    kept: tuple[Held, ...] = field(default=())


def track_input(
    track: Track, starts_on: date, ends_on: date, *, kept: Iterable[Held], dues: Iterable[Due]
) -> TrackInput:
    office = track.programme.office
    days = tuple(working_days(office, starts_on, ends_on))
    return TrackInput(
        track=track,
        zone=ZoneInfo(office.time_zone),
        starts_on=starts_on,
        ends_on=ends_on,
        days=days,
        people=tuple(_people(track, starts_on, ends_on, days)),
        rules=track_rules(track.rules.filter(is_active=True)),
        dues=tuple(dues),
        kept=tuple(kept),
    )


def track_rules(rules: Iterable[Rule]) -> TrackRules:
    """Of two rules of a kind that allows only one, the stricter holds."""
    values: dict[str, Any] = {"categories": (), "quotas": (), "allowed": ()}
    for rule in rules:
        match rule.kind, rule.values:
            case RuleKind.CREW_SIZE, held:
                values["crew_min"] = max(held["min"], values.get("crew_min", 1))
                values["crew_max"] = min(held["max"], values.get("crew_max", held["max"]))
            case RuleKind.CREW_CATEGORY, held:
                values["categories"] += ((held["category"], held["at_least"]),)
            case RuleKind.PLACE_LANGUAGE, _:
                values["speaks_language_of_place"] = True
            case RuleKind.QUOTA, held:
                values["quotas"] += ((held["at_least"], date.fromisoformat(held["by"])),)
            case RuleKind.ALLOWED_DATES, held:
                values["allowed"] += tuple(_span(each) for each in held["ranges"])
            case kind, held:
                name = _LIMITS[RuleKind(kind)]
                values[name] = min(held["meetings"], values.get(name, held["meetings"]))
    return TrackRules(**values)


_LIMITS: Final = {
    RuleKind.MEMBER_DAILY_LIMIT: "member_a_day",
    RuleKind.MEMBER_WEEKLY_LIMIT: "member_a_week",
    RuleKind.MEMBER_TOTAL_LIMIT: "member_in_total",
    RuleKind.DAILY_CAPACITY: "meetings_a_day",
    RuleKind.WEEKLY_CAPACITY: "meetings_a_week",
}


def seated(track: Track, starts_on: date, ends_on: date) -> list[Person]:
    """People with a seat in the track's group on some day of the span, by name."""
    seats = _seats_within(starts_on, ends_on)
    people = Person.objects.filter(seats__in=track.group.seats.filter(seats)).distinct()
    return list(people.order_by("key"))


def dues_of(track: Track, starts_on: date, ends_on: date) -> list[Due]:
    """What the targets still ask for, beside visits pinned here or approved for other periods."""
    already = Q(visits__plan__status=PlanStatus.APPROVED) & ~Q(visits__plan__starts_on=starts_on)
    pinned = Q(visits__plan__starts_on=starts_on, visits__is_pinned=True)
    targets = (
        targets_within(track, starts_on, ends_on)
        .annotate(planned=Count("visits", filter=already | pinned, distinct=True))
        .order_by("-weight", "pk")
    )
    return [
        Due(f"{target.pk}-{number}", target)
        for target in targets
        for number in range(target.planned + 1, target.visits_due + 1)
    ]


def targets_within(track: Track, starts_on: date, ends_on: date) -> QuerySet[Target]:
    spans = Target.objects.filter(track=track, starts_on__lte=ends_on, ends_on__gte=starts_on)
    return spans.select_related("place__kind")


def newest_versions(office: Office, starts_on: date, ends_on: date) -> QuerySet[Plan]:
    """Of each track and period, the version last worked on: people are busy as it says."""
    newest = (
        Plan.objects.filter(track=OuterRef("track"), starts_on=OuterRef("starts_on"))
        .order_by()
        .values("track")
        .annotate(newest=Max("version"))
        .values("newest")
    )
    plans = Plan.objects.filter(track__programme__office=office)
    return plans.filter(version=Subquery(newest), starts_on__lte=ends_on, ends_on__gte=starts_on)


def kept_visits(
    office: Office, starts_on: date, ends_on: date, *, proposed: Collection[Track]
) -> list[Held]:
    """Every visit that stays: of other tracks all, of tracks `proposed` anew the pinned ones."""
    visits = Visit.objects.filter(plan__in=newest_versions(office, starts_on, ends_on))
    visits = visits.exclude(plan__track__in=proposed, is_pinned=False)
    return [held for held in held_visits(visits, office) if starts_on <= held.day <= ends_on]


def held_visits(visits: QuerySet[Visit], office: Office) -> list[Held]:
    """Visits in the office's own time; the id is the visit's key."""
    zone = ZoneInfo(office.time_zone)
    rows = (
        visits.select_related("target__place").prefetch_related("crew").order_by("starts_at", "pk")
    )
    return [_held(visit, visit.starts_at.astimezone(zone)) for visit in rows]


def _held(visit: Visit, starts_at: datetime) -> Held:
    crew = tuple(visit.crew.all())
    minute = minute_of(starts_at)
    # A meeting over midnight is nobody's plan: what runs longer ends with the day.
    minutes = min(visit.minutes, 24 * 60 - minute)
    return Held(f"visit-{visit.pk}", visit.target, starts_at.date(), minute, minutes, crew)


def _seats_within(starts_on: date, ends_on: date) -> Q:
    return Q(starts_on__lte=ends_on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))


def _people(
    track: Track, starts_on: date, ends_on: date, days: Sequence[date]
) -> Iterable[Someone]:
    seats = (
        track.group.seats.filter(_seats_within(starts_on, ends_on))
        .select_related("person", "category")
        .prefetch_related("person__absences")
        .order_by("person__key", "pk")
    )
    by_person: dict[Person, list[Any]] = {}
    for seat in seats:
        by_person.setdefault(seat.person, []).append(seat)
    for person, mine in by_person.items():
        seated_on = {
            day
            for seat in mine
            for day in days_between(seat.starts_on, seat.ends_on or max(ends_on, seat.starts_on))
        }
        categories = frozenset(seat.category.slug for seat in mine)
        yield Someone(person, categories, frozenset(_free_days(person, days)) & seated_on)


def _free_days(person: Person, days: Sequence[date]) -> Iterable[date]:
    """Without stated weekdays a person can go on any."""
    away = Counter(
        day
        for absence in person.absences.all()
        for day in days_between(absence.starts_on, absence.ends_on)
    )
    return (
        day
        for day in days
        if day not in away and (not person.weekdays or day.weekday() in person.weekdays)
    )


def _span(span: Any) -> tuple[date, date]:
    first, last = span
    return date.fromisoformat(first), date.fromisoformat(last)
