"""The one bridge to `planner`: from the office's rows to a Problem, and back from its Solution.

Tracks are planned one after the other, because each has its own group and rules; what is planned
or pinned already is part of the next problem, so nobody is sent to two places at once and every
limit counts all the meetings of a person.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import combinations
from math import isfinite
from typing import Any, Final

from django.utils.translation import gettext as _

import planner
from kezdesu.core.errors import Refused
from kezdesu.places.models import Place
from kezdesu.programmes.models import Target, Track

from .inputs import (
    Due,
    Held,
    Someone,
    TrackInput,
    dues_of,
    held_visits,
    kept_visits,
    track_input,
    visits_of_others,
)
from .kept import sort_kept
from .models import Plan
from .proposals import Broken, OnProgress, PlannedVisit, Progress, Proposal, Unplanned
from .rules import merged, week_of
from .travel import minutes_between
from .wording import by_day, reasons_in_words

# Ten o'clock, when errands at home and first lectures are done, and three, before the evening;
# two hours hold one meeting and some talk after it. Minutes after midnight, and minutes.
HALF_DAYS: Final = ((10 * 60, 120), (15 * 60, 120))

# A priority place weighs as the most important ordinary target does.
PRIORITY_WEIGHT: Final = 10
# Leaving a visit out costs more than any delay or way could: 10 points a day of waiting for half a
# year stay far below it.
LEFT_OUT: Final = 10_000
LEFT_OUT_PER_WEIGHT: Final = 1_000
# Two visits that one target asks for are not one long one.
DAYS_BETWEEN_VISITS: Final = 14


def propose(
    tracks: Sequence[Track],
    starts_on: date,
    ends_on: date,
    *,
    seed: int,
    seconds: float,
    iterations: int | None = None,
    on_progress: OnProgress | None = None,
) -> list[Proposal]:
    """A proposal for each track, in order, in `seconds` altogether, or after `iterations` each:
    only then do the same input and seed give the same plan on every machine. Refused when a rule
    cannot be kept whatever the plan."""
    office = tracks[0].programme.office
    kept = kept_visits(office, starts_on, ends_on, proposed=tracks)
    proposals: list[Proposal] = []
    stop = (
        planner.MaxIterations(iterations)
        if iterations
        else planner.MaxSeconds(seconds / len(tracks))
    )
    for number, track in enumerate(tracks, start=1):
        given = track_input(
            track, starts_on, ends_on, kept=kept, dues=dues_of(track, starts_on, ends_on)
        )
        stage = Progress(track, number, len(tracks))
        proposals.append(_solved(given, stop, seed, stage, on_progress))
        kept = [*kept, *proposals[-1].held]
    return proposals


def _solved(
    given: TrackInput,
    stop: planner.Stop,
    seed: int,
    stage: Progress,
    on_progress: OnProgress | None,
) -> Proposal:
    frame = _Frame(given)
    if on_progress is None:
        return frame.proposal(planner.solve(frame.problem, stop=stop, seed=seed), seed)
    # Whoever watches sees the bound beside the best so far, so it is proven before the search.
    may_go_on = on_progress(stage) is not False
    bound = _bound(frame.problem, seed) if may_go_on else 0.0
    stage = replace(stage, bound=bound if isfinite(bound) else None)

    def tell(seen: planner.Progress) -> bool | None:
        share = min(1.0, stop.spent(seen.iterations, seen.seconds))
        return on_progress(replace(stage, share=share, cost=seen.cost, missing=seen.missing))

    solution = planner.solve(frame.problem, stop=stop, seed=seed, on_progress=tell, prove=False)
    return frame.proposal(replace(solution, lower_bound=min(bound, solution.total)), seed)


def _bound(problem: planner.Problem, seed: int) -> float:
    """Proven without a search: of the shortest run there is."""
    return planner.solve(problem, stop=planner.MaxIterations(1), seed=seed).lower_bound


def broken_rules(plan: Plan) -> dict[int | None, list[Broken]]:
    """The rules that a plan's visits break as they stand, by visit key; None for the whole plan.

    Judged by the engine's own checker and never stored: an office may change a rule at any time.
    """
    own = held_visits(plan.visits.all(), plan.track.programme.office)
    left_out = plan.left_out.select_related("target__place__kind")
    given = track_input(
        plan.track,
        plan.starts_on,
        plan.ends_on,
        kept=visits_of_others(plan),
        dues=[
            *(Due(held.id, held.target, held.minutes) for held in own),
            *(Due(f"left-out-{each.pk}", each.target) for each in left_out),
        ],
    )
    frame = _Frame(given, drawn=own)
    keys = {held.id: int(held.id.removeprefix("visit-")) for held in own}
    broken: dict[int | None, list[Broken]] = {}
    for found in planner.check(frame.problem, frame.assignments()).violations:
        # What is laid at another track's door is ours as well: alone, that one kept the rules.
        named = (keys.get(str(name)) for name in (found.visit, *found.data.values()))
        key = next((key for key in named if key is not None), None)
        who = frame.people.get(str(found.data.get("member")))
        broken.setdefault(key, []).append(Broken(found.rule, who))
    return broken


class _Frame:
    """A Problem and how its names lead back to rows. `drawn` visits need periods that hold them."""

    def __init__(self, given: TrackInput, drawn: Sequence[Held] = ()) -> None:
        self.given = given
        self.drawn = drawn
        sorted_kept = sort_kept(given, minutes_between)
        self.kept, self.busy = sorted_kept.fitting, sorted_kept.busy
        self.targets = {due.id: due.target for due in given.dues}
        self.people = {
            str(person.pk): person
            for person in (
                *(someone.person for someone in given.people),
                *(person for held in self.kept for person in held.crew),
                *(person for held in drawn for person in held.crew),
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
            # The search begins with these in their places and seeks room for the rest.
            baseline=tuple(self._standing(held) for held in self.kept),
        )

    def proposal(self, solution: planner.Solution, seed: int) -> Proposal:
        planned = [
            self._planned(each) for each in solution.assignments if each.visit in self.targets
        ]
        return Proposal(
            track=self.given.track,
            visits=tuple(sorted(planned, key=lambda each: (each.starts_at, each.target.pk))),
            left_out=tuple(
                Unplanned(
                    self.targets[each.visit],
                    reasons_in_words(each.rule_sets, beyond_one_visit=each.beyond_one_visit),
                )
                for each in solution.left_out
                if each.visit in self.targets
            ),
            engine=_told(solution, seed),
        )

    def _planned(self, each: planner.Assignment) -> PlannedVisit:
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
        return [self._standing(held) for held in (*self.drawn, *self.kept)]

    def _standing(self, held: Held) -> planner.Assignment:
        return planner.Assignment(
            visit=held.id,
            period=self._period_of(held),
            starts_at=held.starts_at,
            crew=tuple(str(person.pk) for person in held.crew),
        )

    def _periods(self) -> Iterator[planner.Period]:
        spans: dict[date, list[tuple[int, int]]] = {
            day: [(start, start + minutes) for start, minutes in HALF_DAYS]
            for day in self.given.days
        }
        for held in (*self.kept, *self.drawn):
            spans.setdefault(held.day, []).append((held.starts_at, held.ends_at))
        for day in sorted(spans):
            for start, end in merged(spans[day]):
                yield planner.Period(
                    id=f"{day}T{start:04}", day=day, starts_at=start, minutes=end - start
                )

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
            available=frozenset(free.union(fixed)),
            per_day=someone.limits.a_day,
            per_week=someone.limits.a_week,
            in_total=someone.limits.in_total,
        )

    def _visit(self, due: Due) -> planner.Visit:
        rules, target = self.given.rules, due.target
        weight = max(target.weight, PRIORITY_WEIGHT if target.place.is_priority else 1)
        return planner.Visit(
            id=due.id,
            place=str(target.place_id),
            minutes=due.minutes,
            weight=weight,
            price=LEFT_OUT + LEFT_OUT_PER_WEIGHT * weight,
            due=target.due_on,
            allowed_days=frozenset(
                day
                for day in self.given.days
                if target.starts_on <= day <= target.ends_on and rules.allows(day)
            ),
            allowed_periods=None if self.drawn else self._half_days(),
            needs=tuple(self._needs(target.place)),
            crew_min=rules.crew_min,
            crew_max=rules.crew_max,
        )

    def _half_days(self) -> frozenset[str]:
        """Periods that hold an ordinary half-day, beside those only a fixed visit needs."""
        starts = [start for start, _minutes in HALF_DAYS]
        return frozenset(
            period.id
            for period in self.periods
            if any(period.starts_at <= start < period.ends_at for start in starts)
        )

    def _needs(self, place: Place) -> Iterator[planner.Need]:
        for category, at_least in self.given.rules.categories:
            yield planner.Need(kind="category", value=category, count=at_least)
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
        for ids in by_target.values():
            for first, second in combinations(ids, 2):
                yield planner.Spacing(first=first, second=second, at_least=DAYS_BETWEEN_VISITS)

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
        if at_least > asked and not self.drawn:
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


def _told(solution: planner.Solution, seed: int) -> dict[str, Any]:
    """What the engine said, as JSON can hold it: a bound that proves a plan impossible is null."""
    return {
        "cost": {name: round(points, 1) for name, points in solution.cost.items()},
        "total": round(solution.total, 1),
        "lower_bound": round(solution.lower_bound, 1) if isfinite(solution.lower_bound) else None,
        "gap": solution.gap,
        "broken": sorted({violation.rule for violation in solution.violations}),
        "seconds": round(solution.seconds, 1),
        "iterations": solution.iterations,
        "seed": seed,
    }
