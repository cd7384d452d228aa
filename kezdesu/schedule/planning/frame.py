"""The office's rows as a Problem of the engine."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import combinations

from django.utils.translation import gettext as _

import planner
from kezdesu.core.errors import Refused
from kezdesu.places.models import Place
from kezdesu.programmes.models import Target
from kezdesu.programmes.wording import by_day

from ..inputs import Due, Held, Someone, TrackInput
from ..kept import sort_kept
from ..proposals import PlannedVisit
from ..rules import merged, week_of
from ..travel import minutes_between


class Frame:
    """A Problem and how its names lead back to rows.

    `drawn` visits, given where a draft is judged and not proposed, need periods that hold them, and
    so do `spots`, where one visit may be tried.
    """

    def __init__(
        self, given: TrackInput, drawn: Sequence[Held] | None = None, spots: Sequence[Held] = ()
    ) -> None:
        self.given = given
        self.is_judged = drawn is not None
        self.drawn, self.spots = drawn or (), spots
        self.drawn_as = {held.id: held for held in self.drawn}
        self.tried = {spot.id for spot in spots}
        sorted_kept = sort_kept(given, minutes_between)
        self.kept, self.busy = sorted_kept.fitting, sorted_kept.busy
        self.targets = {due.id: due.target for due in given.dues}
        self.people = {
            str(person.pk): person
            for person in (
                *(someone.person for someone in given.people),
                *(person for held in self.kept for person in held.crew),
                *(person for held in (*self.drawn, *spots) for person in held.crew),
            )
        }
        self.periods = tuple(self._periods())
        self.problem = self._problem()

    def _problem(self) -> planner.Problem:
        visits = (*map(self._visit, self.given.dues), *map(self._kept_visit, self.kept))
        return planner.Problem(
            periods=self.periods,
            members=tuple(self._members()),
            visits=visits,
            travel=self._travel(),
            capacities=tuple(self._capacities()),
            spacings=tuple(self._spacings()),
            quotas=tuple(self._quotas()),
            weights=planner.Weights(**self.given.rules.weights),
            # The search begins with these in their places and seeks room for the rest.
            baseline=tuple(self.placed(held) for held in self.kept),
        )

    def planned(self, each: planner.Assignment) -> PlannedVisit:
        day = self.problem.period[each.period].day
        hour, minute = divmod(int(each.starts_at), 60)
        return PlannedVisit(
            target=self.targets[each.visit],
            starts_at=datetime.combine(day, time(hour, minute), self.given.zone),
            minutes=self.problem.visit[each.visit].minutes,
            crew=tuple(self.people[key] for key in each.crew),
        )

    def assignments(self) -> list[planner.Assignment]:
        """The drawn and the kept visits as they stand."""
        return [self.placed(held) for held in (*self.drawn, *self.kept)]

    def placed(self, held: Held) -> planner.Assignment:
        return planner.Assignment(
            visit=held.id,
            period=self._period_of(held),
            starts_at=held.starts_at,
            crew=tuple(str(person.pk) for person in held.crew),
        )

    def _periods(self) -> Iterator[planner.Period]:
        spans: dict[date, list[tuple[int, int]]] = {
            day: [*self.given.rules.parts] for day in self.given.days
        }
        for held in (*self.kept, *self.drawn, *self.spots):
            spans.setdefault(held.day, []).append((held.starts_at, held.ends_at))
        for day in sorted(spans):
            for start, end in merged(spans[day]):
                yield planner.Period(
                    id=f"{day}T{start:04}",
                    day=day,
                    starts_at=start,
                    minutes=end - start,
                    capacity=self._room(day, start, end),
                )

    def _room(self, day: date, start: int, end: int) -> int | None:
        """Meetings at most in a part of a day; what is fixed there already has its room."""
        most = self.given.rules.meetings_a_part
        fixed = sum(held.day == day and start <= held.starts_at < end for held in self.kept)
        return None if most is None else max(most, fixed)

    def _capacities(self) -> Iterator[planner.Capacity]:
        """A day is shared by all tracks; its pace of a week each track keeps for itself."""
        a_day, a_week = self.given.rules.meetings_a_day, self.given.rules.meetings_a_week
        if a_day is not None:
            yield planner.Capacity(id="day of all tracks", most=a_day, per="day")
        if a_week is not None:
            yield planner.Capacity(
                id="week of the track", most=a_week, per="week", visits=self._own_visits()
            )

    def _own_visits(self) -> frozenset[str]:
        """Of the track itself, to be planned or fixed already."""
        own = [held.id for held in self.kept if self.given.is_own(held)]
        return frozenset([*(due.id for due in self.given.dues), *own])

    def _period_of(self, held: Held) -> str:
        return next(
            period.id
            for period in self.periods
            if period.day == held.day and period.starts_at <= held.starts_at < period.ends_at
        )

    def _members(self) -> Iterator[planner.Member]:
        fixed: dict[str, list[str]] = {}
        for held in self.kept:
            for person in held.crew:
                fixed.setdefault(str(person.pk), []).append(self._period_of(held))
        for someone in self.given.people:
            yield self._member(someone, fixed.get(str(someone.person.pk), []))
        seated = {str(someone.person.pk) for someone in self.given.people}
        for key in sorted(self.people.keys() - seated):
            # Who sits in no seat of this group only does what is fixed elsewhere.
            periods = fixed.get(key, [])
            yield planner.Member(
                id=key, available=frozenset(periods), in_total=len(periods), share=0
            )

    def _member(self, someone: Someone, fixed: Iterable[str]) -> planner.Member:
        person = someone.person
        free = {
            period.id
            for period in self.periods
            if period.day in someone.days and (person, week_of(period.day)) not in self.busy
        }
        return planner.Member(
            id=str(person.pk),
            name=person.full_name,
            categories=someone.categories,
            languages=frozenset(person.languages),
            skills=person.skills,
            available=frozenset(free.union(fixed)),
            per_day=someone.limits.a_day,
            per_week=someone.limits.a_week,
            in_total=someone.limits.in_total,
        )

    def _visit(self, due: Due) -> planner.Visit:
        rules, target = self.given.rules, due.target
        lost = self.given.closed.get(target.place_id, frozenset())
        weight = max(target.weight, rules.priority_weight if target.place.is_priority else 1)
        return planner.Visit(
            id=due.id,
            place=str(target.place_id),
            minutes=due.minutes or rules.minutes,
            weight=weight,
            price=rules.price(weight),
            due=target.due_on,
            allowed_days=frozenset(
                day
                for day in self.given.days
                if target.starts_on <= day <= target.ends_on
                and day not in lost
                and rules.allows(day)
            ),
            allowed_weekdays=_iso(rules.weekdays),
            allowed_periods=self._open_to(due),
            needs=tuple(self._needs(target.place)),
            crew_min=rules.crew_min,
            crew_max=rules.crew_max,
        )

    def _open_to(self, due: Due) -> frozenset[str] | None:
        """Periods of the stated hours; a visit drawn outside them may be in any but its own.

        Of a visit that is tried at several hours the judge asks each by itself.
        """
        if not self.is_judged:
            return self._half_days()
        if due.id in self.tried:
            return None
        held, rules = self.drawn_as.get(due.id), self.given.rules
        if not held or not rules.states_hours or rules.opens(held.starts_at, held.ends_at):
            return None
        return self._half_days() - {self._period_of(held)}

    def _half_days(self) -> frozenset[str]:
        """Periods that hold an ordinary part of a day, beside those only a fixed visit needs."""
        starts = [start for start, _end in self.given.rules.parts]
        return frozenset(
            period.id
            for period in self.periods
            if any(period.starts_at <= start < period.ends_at for start in starts)
        )

    def _needs(self, place: Place) -> Iterator[planner.Need]:
        for category, at_least in self.given.rules.categories:
            yield planner.Need(kind="category", value=category, count=at_least)
        for each in self.given.rules.skills:
            yield planner.Need(
                kind="skill", value=each.skill, level=each.level, count=each.at_least
            )
        for tongue, at_least in self.given.rules.languages:
            yield planner.Need(kind="language", value=tongue, count=at_least)
        if self.given.rules.speaks_language_of_place and place.languages:
            # Its languages stand best first: the meeting is held in the first.
            yield planner.Need(kind="language", value=place.languages[0])

    def _kept_visit(self, held: Held) -> planner.Visit:
        """Exactly as it is fixed: what it bends was its coordinator's choice."""
        return planner.Visit(
            id=held.id,
            place=str(held.place.pk),
            minutes=held.minutes,
            opens_at=held.starts_at,
            closes_at=held.ends_at,
            crew_min=len(held.crew),
            crew_max=len(held.crew),
            pinned_period=self._period_of(held),
            pinned_members=frozenset(str(person.pk) for person in held.crew),
        )

    def _travel(self) -> planner.Travel:
        places = {due.target.place_id: due.target.place for due in self.given.dues}
        places |= {held.place.pk: held.place for held in self.kept}
        return planner.Travel(
            places=tuple(str(key) for key in places),
            minutes=tuple(
                tuple(minutes_between(start, end) for end in places.values())
                for start in places.values()
            ),
        )

    def _spacings(self) -> Iterator[planner.Spacing]:
        by_target: dict[Target, list[str]] = {}
        for due in self.given.dues:
            by_target.setdefault(due.target, []).append(due.id)
        for held in self.kept:
            if held.target in by_target:
                by_target[held.target].append(held.id)
        least, most = self.given.rules.days_apart
        for ids in by_target.values():
            for first, second in combinations(ids, 2):
                yield planner.Spacing(first=first, second=second, at_least=least, at_most=most)

    def _quotas(self) -> Iterator[planner.Quota]:
        visits = self._own_visits()
        for at_least, by in self.given.rules.quotas:
            if by < self.given.starts_on:
                continue  # it was due before these days: they can neither keep nor break it
            self._refuse_beyond(at_least, by, len(visits))
            yield planner.Quota(
                id=f"{at_least} / {by}", visits=visits, at_least=min(at_least, len(visits)), by=by
            )

    def _refuse_beyond(self, at_least: int, by: date, asked: int) -> None:
        if at_least > asked and not self.is_judged:
            raise Refused(
                _(
                    "“%(track)s” must hold %(at_least)s visits by %(by)s, "
                    "but its targets ask for %(asked)s."
                )
                % {
                    "track": self.given.track,
                    "at_least": at_least,
                    "by": by_day(by),
                    "asked": asked,
                }
            )


def _iso(weekdays: Collection[int] | None) -> frozenset[int] | None:
    """The engine counts from 1, as ISO does."""
    return None if weekdays is None else frozenset(day + 1 for day in weekdays)
