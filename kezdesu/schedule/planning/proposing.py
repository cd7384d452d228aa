"""What the engine proposes, in the office's terms."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isfinite
from typing import Any, Final

from django.utils import timezone

import planner
from kezdesu.programmes.models import Track

from ..inputs import TrackInput, dues_of, kept_visits, track_input
from ..proposals import OnProgress, Progress, Proposal, Unplanned
from ..rules import first_open_day
from ..wording import reasons_in_words
from .bounding import Bound
from .frame import Frame

WORKERS: Final = os.cpu_count() or 1  # threads: they change no plan, only how soon it is good


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
        given = _ahead(
            track_input(
                track, starts_on, ends_on, kept=kept, dues=dues_of(track, starts_on, ends_on)
            )
        )
        stage = Progress(track, number, len(tracks))
        proposals.append(_solved(given, stop, seed, stage, on_progress))
        kept = [*kept, *proposals[-1].held]
    return proposals


def _ahead(given: TrackInput) -> TrackInput:
    """Without days that are over, and without numbers that were due on them: of a draft that has
    begun only what is pinned stays there. Today is left to the hand, unless it is the last."""
    today = timezone.localdate(timezone=given.zone)
    first = first_open_day(given.starts_on, given.ends_on, today)
    if first == today < given.ends_on:
        first = today + timedelta(days=1)
    quotas = tuple(each for each in given.rules.quotas if each[1] >= first)
    return replace(
        given,
        days=tuple(day for day in given.days if day >= first),
        rules=replace(given.rules, quotas=quotas),
    )


def _solved(
    given: TrackInput,
    stop: planner.Stop,
    seed: int,
    stage: Progress,
    on_progress: OnProgress | None,
) -> Proposal:
    frame = Frame(given)
    bound = Bound(frame.problem)
    watch = _Watch(stage, stop, bound, on_progress)
    watch.goes_on()
    solution = planner.solve(
        frame.problem, stop=stop, seed=seed, on_progress=watch.tell, prove=False, workers=WORKERS
    )
    proven = bound.awaited(watch.still_waits)
    proven = min(proven, solution.total) if solution.is_feasible else proven
    return _proposal(frame, replace(solution, lower_bound=proven), seed)


@dataclass
class _Watch:
    """Tells how far a track is, and hears whether to go on."""

    stage: Progress
    stop: planner.Stop
    bound: Bound
    on_progress: OnProgress | None
    is_stopped: bool = False

    def tell(self, seen: planner.Progress) -> bool:
        share = min(1.0, self.stop.spent(seen.iterations, seen.seconds))
        self.stage = replace(self.stage, share=share, cost=seen.cost, missing=seen.missing)
        return self.goes_on()

    def still_waits(self) -> bool:
        """For the bound, when the search is over."""
        if self.is_stopped:
            return False
        self.stage = replace(self.stage, share=1.0)
        return self.goes_on()

    def goes_on(self) -> bool:
        self.stage = replace(self.stage, bound=self.bound.shown)
        self.is_stopped = bool(self.on_progress and self.on_progress(self.stage) is False)
        return not self.is_stopped


def _proposal(frame: Frame, solution: planner.Solution, seed: int) -> Proposal:
    planned = [frame.planned(each) for each in solution.assignments if each.visit in frame.targets]
    return Proposal(
        track=frame.given.track,
        visits=tuple(sorted(planned, key=lambda each: (each.starts_at, each.target.pk))),
        left_out=tuple(
            Unplanned(
                frame.targets[each.visit],
                reasons_in_words(each.rule_sets, beyond_one_visit=each.beyond_one_visit),
            )
            for each in solution.left_out
            if each.visit in frame.targets
        ),
        engine=_told(solution, seed) | {"rules": frame.given.rules.stated},
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
