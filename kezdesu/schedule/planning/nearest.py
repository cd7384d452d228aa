"""The plan nearest to one that something has happened to.

First everything stays that nothing has happened to. Only where this leaves a visit without room
more may move, and what is announced for the coming days moves last of all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Final

import planner
from kezdesu.programmes.models import Target
from planner.costs import differs
from planner.outweighing import CHANGE_POINTS
from planner.repair import Repair, repair
from planner.rules.base import Look

from ..inputs import Due, Held
from ..models import Plan
from ..proposals import Change, Nearest, OnRepair, Unplanned
from ..reasons import hit_in_words, room_in_words, urgent_in_words
from ..standing import STAGES, Standing, standing_of
from ..wording import reasons_in_words
from .frame import Frame
from .judging import broken_rules

# People hear of another crew more easily than of another day: no way and no load is worth a move.
MOVED: Final = 5_000.0


def repair_plan(
    plan: Plan,
    *,
    now: datetime,
    urgent: Sequence[Target] = (),
    alongside: Sequence[Change] = (),
    seed: int,
    seconds: float,
    iterations: int | None = None,
    on_progress: OnRepair | None = None,
) -> Nearest:
    """What of a plan has to change after all that has happened by now, and changes the least.

    `alongside` is what repairs of other tracks change for the same reason. The engine gets
    `seconds` altogether beside its proofs, or `iterations` a stage.
    """
    bent = {key for key in broken_rules(plan) if key is not None}
    standing = standing_of(plan, now=now, bent=bent, urgent=urgent, alongside=alongside)
    stop = planner.MaxIterations(iterations) if iterations else planner.MaxSeconds(seconds / STAGES)
    return nearest(standing, [stop] * STAGES, seed=seed, on_progress=on_progress)


def nearest(
    standing: Standing,
    stops: Sequence[planner.Stop],
    *,
    seed: int,
    on_progress: OnRepair | None = None,
) -> Nearest:
    """One stop a stage, of which there are up to three; what is best by then counts."""
    best: Nearest | None = None
    least = len(standing.hit)
    for number, (movable, stop) in enumerate(zip(standing.stages(), stops, strict=False)):
        stage = _Stage(standing, movable)
        watch = _Watch(stop, number, len(stops), on_progress)
        repaired = _repaired(stage, stop, seed, watch)
        found = stage.nearest(repaired)
        if stage.is_whole:  # what holds where less may move holds of those plans only
            least = max(least, repaired.least_changes)
        if best is None or found.rank < best.rank:
            best = found
        if watch.is_enough or best.is_settled:
            break
    assert best is not None, "there is always a first stage"
    return replace(best, least=least)


def _repaired(stage: "_Stage", stop: planner.Stop, seed: int, watch: "_Watch") -> Repair:
    return repair(
        stage.problem,
        stage.assignments(),
        _AsItIs(),
        stop=stop,
        seed=seed,
        on_progress=watch.tell if watch.on_progress else None,
        left_out_counts_twice=True,
    )


class _AsItIs:
    """What has happened stands in the problem already: it is read from the rows of today."""

    def after(self, problem: planner.Problem) -> planner.Problem:
        return problem


class _Watch:
    """Hands on how far the stages are together, and remembers when somebody said enough."""

    def __init__(
        self, stop: planner.Stop, number: int, of: int, on_progress: OnRepair | None
    ) -> None:
        self.stop, self.number, self.of, self.on_progress = stop, number, of, on_progress
        self.is_enough = False

    def tell(self, seen: planner.Progress) -> bool | None:
        if self.on_progress is None:
            return None
        share = min(1.0, self.stop.spent(seen.iterations, seen.seconds))
        changes = None if seen.missing else int(seen.cost // CHANGE_POINTS)
        self.is_enough = self.on_progress((self.number + share) / self.of, changes) is False
        return not self.is_enough


class _Stage(Frame):
    """The problem in which only some of a plan's visits may change."""

    def __init__(self, standing: Standing, movable: Sequence[Held]) -> None:
        self.standing = standing
        self.old = {held.id: held for held in movable}
        stay = [held for held in standing.visits if held.id not in self.old]
        dues = [Due(held.id, held.target, held.minutes) for held in movable]
        given = replace(
            standing.given,
            kept=(*standing.given.kept, *stay),
            dues=(*dues, *standing.urgent),
        )
        super().__init__(given, drawn=movable)
        weights = replace(self.problem.weights, moved=MOVED)
        self.problem = replace(self.problem, weights=weights)

    def _visit(self, due: Due) -> planner.Visit:
        """One that is planned may be left out, which counts as two changes; an urgent one not."""
        visit, old = super()._visit(due), self.old.get(due.id)
        open_periods = {
            name for name in self._half_days() if self._period[name].day >= self.standing.since
        }
        if old is not None:
            open_periods.add(self._period_of(old))
        return replace(
            visit,
            price=None if old is None else 0,
            allowed_periods=frozenset(open_periods),
        )

    @property
    def is_whole(self) -> bool:
        """Whether everything may change that ever does."""
        return len(self.old) == len(self.standing.visits) - len(self.standing.fixed)

    @cached_property
    def _period(self) -> Mapping[str, planner.Period]:
        return {period.id: period for period in self.periods}

    def _quotas(self) -> Iterator[planner.Quota]:
        """What the plan did not reach before is not asked of its repair."""
        days = [held.day for held in (*self.kept, *self.drawn) if self.given.is_own(held)]
        for quota in super()._quotas():
            reached = sum(day <= quota.by for day in days)
            yield replace(quota, at_least=min(quota.at_least, reached))

    def _refuse_beyond(self, at_least: int, by: date, asked: int) -> None:
        """Nothing is beyond: see above."""

    def nearest(self, repaired: Repair) -> Nearest:
        plan = self._at_their_hours(repaired)
        changes = [*self._of_the_old(plan, repaired), *self._of_the_new(plan)]
        return Nearest(
            changes=tuple(self._with_room(changes)),
            unplanned=tuple(
                Unplanned(due.target, self._left_out(repaired, due.id))
                for due in self.standing.urgent
                if due.id not in plan
            ),
            broken=tuple(sorted({each.rule for each in self._broken(repaired)})),
            least=len(self.standing.hit),
        )

    def _broken(self, repaired: Repair) -> Iterator[planner.Violation]:
        """An urgent visit without room is told by its place; a fixed one has to stay."""
        urgent = {due.id for due in self.standing.urgent}
        for each in repaired.solution.violations:
            if each.rule != "must_be_planned" or each.visit not in urgent:
                yield each

    def _at_their_hours(self, repaired: Repair) -> dict[str, planner.Assignment]:
        """The engine begins a visit as early as it can: who stays in a half-day keeps the hour."""
        plan = {each.visit: each for each in repaired.solution.assignments}
        broken = len(repaired.solution.violations)
        for held in self.drawn:
            now = plan.get(held.id)
            if (
                now is None
                or now.period != self._period_of(held)
                or now.starts_at == held.starts_at
            ):
                continue
            tried = plan | {held.id: replace(now, starts_at=held.starts_at)}
            if len(planner.check(repaired.problem, tuple(tried.values())).violations) <= broken:
                plan = tried
        return plan

    def _of_the_old(
        self, plan: Mapping[str, planner.Assignment], repaired: Repair
    ) -> Iterator[Change]:
        look = Look(repaired.problem, tuple(plan.values()))
        for held in self.drawn:
            now, hits = plan.get(held.id), self.standing.hits.get(held.id, ())
            why = tuple(hit_in_words(hit) for hit in hits)
            if now is None:
                yield Change(held.target, held, None, (*why, *self._left_out(repaired, held.id)))
            elif differs(self.placed(held), look.by_visit[held.id]) or (
                now.starts_at != held.starts_at
            ):
                yield Change(held.target, held, self.planned(now), why)

    def _of_the_new(self, plan: Mapping[str, planner.Assignment]) -> Iterator[Change]:
        for due in self.standing.urgent:
            if due.id in plan:
                why = (urgent_in_words(due.target.due_on),)
                yield Change(due.target, None, self.planned(plan[due.id]), why)

    def _with_room(self, changes: Sequence[Change]) -> Iterator[Change]:
        """Whoever was not hit changes for those that were."""
        causes = [each.target.place for each in changes if each.why]
        for each in changes:
            yield each if each.why else replace(each, why=(room_in_words(causes),))

    def _left_out(self, repaired: Repair, name: str) -> list[dict[str, str]]:
        for each in repaired.solution.left_out:
            if each.visit == name:
                return reasons_in_words(each.rule_sets, beyond_one_visit=each.beyond_one_visit)
        return reasons_in_words((), beyond_one_visit=True)
