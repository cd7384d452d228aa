"""What a schedule is planned from, read once from the database. Knows nothing of the engine."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kezdesu.accounts.models import Office
from kezdesu.people.models import Person, Seat
from kezdesu.places.models import Closure, Place
from kezdesu.programmes.calendar import working_days
from kezdesu.programmes.models import Rule, Target, Track

from .choices import PlanStatus
from .models import Plan, Visit
from .outcomes import called_off, days_held_beside, held_beside
from .rules import Span, days_between, minute_of
from .track_rules import TrackRules, track_rules


@dataclass(frozen=True)
class Limits:
    """A person's meetings at most, of all tracks together; None means without limit."""

    a_day: int | None = None
    a_week: int | None = None
    in_total: int | None = None


@dataclass(frozen=True)
class Someone:
    """A person who may be sent: the categories of their seats and the days they can go."""

    person: Person
    categories: frozenset[str]
    days: frozenset[date]
    limits: Limits


@dataclass(frozen=True)
class Due:
    """One visit that a target asks for; without `minutes` it lasts as the track's rules say."""

    id: str
    target: Target
    minutes: int | None = None


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
    def key(self) -> int:
        """Of the visit's row."""
        return int(self.id.removeprefix("visit-"))

    def starts(self, zone: ZoneInfo) -> datetime:
        hour, minute = divmod(self.starts_at, 60)
        return datetime.combine(self.day, time(hour, minute), zone)

    @property
    def place(self) -> Place:
        return self.target.place

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.minutes

    @property
    def engagements(self) -> list[tuple[Person, Span]]:
        """Who is busy when, for this visit."""
        start = datetime.combine(self.day, time.min) + timedelta(minutes=self.starts_at)
        span = (start, start + timedelta(minutes=self.minutes))
        return [(person, span) for person in self.crew]


@dataclass(frozen=True, kw_only=True)
class TrackInput:
    track: Track
    zone: ZoneInfo
    starts_on: date
    ends_on: date
    days: tuple[date, ...]  # working days
    people: tuple[Someone, ...]
    rules: TrackRules
    closed: Mapping[int, frozenset[date]] = field(default_factory=dict)  # place → lost days
    dues: tuple[Due, ...] = ()
    kept: tuple[Held, ...] = field(default=())

    def is_own(self, held: Held) -> bool:
        """Whether a fixed visit is the track's own, not another's with the same people."""
        return held.target.track_id == self.track.pk


def track_input(
    track: Track,
    starts_on: date,
    ends_on: date,
    *,
    kept: Iterable[Held],
    dues: Iterable[Due],
    instead: TrackRules | None = None,
) -> TrackInput:
    """`instead` are rules to try, in place of those that the track states."""
    office = track.programme.office
    days = tuple(working_days(office, starts_on, ends_on))
    seats = _seats_by_group(office, starts_on, ends_on)
    rules = _rules_by_track(track, starts_on, ends_on)
    if instead is not None:
        rules[track] = instead
    limits = _limits(rules, seats)
    people = {seat.person: _own(seats[track.group_id], seat) for seat in seats[track.group_id]}
    return TrackInput(
        track=track,
        zone=ZoneInfo(office.time_zone),
        starts_on=starts_on,
        ends_on=ends_on,
        days=days,
        people=tuple(
            _someone(person, mine, ends_on, days, limits[person]) for person, mine in people.items()
        ),
        rules=replace(
            rules[track],
            meetings_a_day=_least(each.meetings_a_day for each in rules.values()),
            meetings_a_part=_least(each.meetings_a_part for each in rules.values()),
            quotas=tuple(_quotas_left(track, rules[track], starts_on)),
        ),
        closed=closed_days(office, starts_on, ends_on),
        dues=tuple(dues),
        kept=tuple(kept),
    )


def usual_minutes(track: Track) -> int:
    """How long a meeting lasts as the track's rules say."""
    return track_rules(track.rules.filter(is_active=True).order_by("pk")).minutes


def closed_days(office: Office, starts_on: date, ends_on: date) -> dict[int, frozenset[date]]:
    """By place, the days on which no meeting can be held there."""
    closed: dict[int, set[date]] = defaultdict(set)
    closures = Closure.objects.filter(
        place__office=office, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    for closure in closures:
        first, last = max(closure.starts_on, starts_on), min(closure.ends_on, ends_on)
        closed[closure.place_id].update(days_between(first, last))
    return {place: frozenset(days) for place, days in closed.items()}


def _rules_by_track(track: Track, starts_on: date, ends_on: date) -> dict[Track, TrackRules]:
    """The tracks share days and people, so a limit that one of them sets holds for all.

    A schedule may reach beyond its programme's days; its own track counts even then.
    """
    active = Prefetch("rules", Rule.objects.filter(is_active=True).order_by("pk"))
    running = Q(programme__ends_on__isnull=True) | Q(programme__ends_on__gte=starts_on)
    running &= Q(programme__office=track.programme.office, programme__starts_on__lte=ends_on)
    tracks = Track.objects.filter(running | Q(pk=track.pk)).prefetch_related(active)
    return {each: track_rules(each.rules.all()) for each in tracks}


def _seats_by_group(office: Office, starts_on: date, ends_on: date) -> dict[int, list[Seat]]:
    seats = (
        Seat.objects.filter(seats_within(starts_on, ends_on), group__office=office)
        .select_related("person", "category")
        .prefetch_related("person__absences")
        .order_by("person__key", "pk")
    )
    by_group: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_group[seat.group_id].append(seat)
    return by_group


def _limits(
    rules: Mapping[Track, TrackRules], seats: Mapping[int, Sequence[Seat]]
) -> dict[Person, Limits]:
    """Of the tracks that may send a person, and of the person's own wish, the strictest limit."""
    binding: dict[Person, list[TrackRules]] = defaultdict(list)
    for track, held in rules.items():
        for seat in seats.get(track.group_id, ()):
            binding[seat.person].append(held)
    return {
        person: Limits(
            _least(each.member_a_day for each in held),
            _least([person.meetings_a_week, *(each.member_a_week for each in held)]),
            _least(each.member_in_total for each in held),
        )
        for person, held in binding.items()
    }


def _least(limits: Iterable[int | None]) -> int | None:
    return min((limit for limit in limits if limit is not None), default=None)


def seated(track: Track, starts_on: date, ends_on: date) -> list[Person]:
    """People with a seat in the track's group on some day of the span."""
    seats = seats_within(starts_on, ends_on)
    people = Person.objects.filter(seats__in=track.group.seats.filter(seats)).distinct()
    return list(people.order_by("key"))


def dues_of(track: Track, starts_on: date, ends_on: date) -> list[Due]:
    """What the targets still ask for, beside visits pinned here or approved for other periods and
    not called off, and beside meetings held outside any schedule."""
    elsewhere = Q(visits__plan__status=PlanStatus.APPROVED) & ~Q(visits__plan__starts_on=starts_on)
    promised = elsewhere & ~Q(visits__in=called_off(track))
    pinned = Q(visits__plan__starts_on=starts_on, visits__is_pinned=True)
    planned = Count("visits", filter=promised | pinned, distinct=True)
    targets = targets_within(track, starts_on, ends_on).annotate(
        settled=planned + Coalesce(held_beside(), 0)
    )
    return [
        Due(f"{target.pk}-{number}", target)
        for target in targets.order_by("-weight", "pk")
        for number in range(target.settled + 1, target.visits_due + 1)
    ]


def _quotas_left(track: Track, rules: TrackRules, starts_on: date) -> Iterator[tuple[int, date]]:
    """What the plan is to reach of each number, beside what was held outside any schedule."""
    days = days_held_beside(track, starts_on)
    for at_least, by in rules.quotas:
        yield max(0, at_least - sum(day <= by for day in days)), by


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


def visits_of_others(plan: Plan) -> list[Held]:
    """What the other tracks hold in a plan's period: the same people are busy there."""
    office = plan.track.programme.office
    kept = kept_visits(office, plan.starts_on, plan.ends_on, proposed=[plan.track])
    return [held for held in kept if held.target.track_id != plan.track_id]


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


def seats_within(starts_on: date, ends_on: date) -> Q:
    return Q(starts_on__lte=ends_on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))


def _own(seats: Iterable[Seat], one: Seat) -> list[Seat]:
    return [seat for seat in seats if seat.person_id == one.person_id]


def _someone(
    person: Person, seats: Sequence[Seat], ends_on: date, days: Sequence[date], limits: Limits
) -> Someone:
    seated_on = {
        day
        for seat in seats
        for day in days_between(seat.starts_on, seat.ends_on or max(ends_on, seat.starts_on))
    }
    categories = frozenset(seat.category.slug for seat in seats)
    return Someone(person, categories, frozenset(_free_days(person, days)) & seated_on, limits)


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
