"""What the engine's own checker says of a draft, as it stands or with a visit somewhere else.

Nothing of it is ever stored: an office may change a rule at any time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import planner
from kezdesu.people.models import Category

from ..inputs import Due, Held, held_visits, track_input, visits_of_others
from ..models import Plan
from ..proposals import Broken, Judgement
from ..track_rules import TrackRules
from .frame import Frame

# What a violation is about and what it says; the same one before and after a change is not new.
Mark = tuple[str, str | None, tuple[tuple[str, str | int], ...]]
Found = Mapping[Mark, planner.Violation]


def broken_rules(plan: Plan) -> dict[int | None, list[Broken]]:
    """The rules that a plan's visits break as they stand, by visit key; None for the whole plan."""
    return judgement(plan).broken


def judgement(plan: Plan, instead: TrackRules | None = None) -> Judgement:
    """What a plan's visits break and cost as they stand, under the track's rules or others."""
    return Judge(plan, instead).as_it_stands()


def spot_id(visit: int | None, left_out: int | None = None) -> str:
    """The engine's name for a visit of the draft, or for one that is left out."""
    return f"left-out-{left_out}" if visit is None else f"visit-{visit}"


class Judge:
    """A draft and its rules, read once."""

    def __init__(self, plan: Plan, instead: TrackRules | None = None) -> None:
        self.office = plan.track.programme.office
        self.own = held_visits(plan.visits.all(), self.office)
        left_out = plan.left_out.select_related("target__place__kind")
        self.given = track_input(
            plan.track,
            plan.starts_on,
            plan.ends_on,
            kept=visits_of_others(plan),
            dues=[
                *(Due(held.id, held.target, held.minutes) for held in self.own),
                *(Due(spot_id(None, each.pk), each.target) for each in left_out),
            ],
            instead=instead,
        )
        self.keys = {held.id: held.key for held in self.own}

    def as_it_stands(self) -> Judgement:
        frame = Frame(self.given, drawn=self.own)
        verdict = planner.check(frame.problem, frame.assignments())
        broken: dict[int | None, list[Broken]] = {}
        for found in self.worth_saying(frame, verdict.violations):
            # What is laid at another track's door is ours as well: alone, that one kept the rules.
            named = (self.keys.get(str(name)) for name in (found.visit, *found.data.values()))
            key = next((key for key in named if key is not None), None)
            broken.setdefault(key, []).append(self.told(frame, found))
        return Judgement(broken, verdict.cost)

    def worth_saying(
        self, frame: Frame, found: Iterable[planner.Violation]
    ) -> Iterator[planner.Violation]:
        """On a day off nobody is free: that it is one says it all."""
        for each in found:
            is_absence = each.rule == "availability"
            if not is_absence or (
                frame.problem.period[str(each.data["period"])].day in self.given.days
            ):
                yield each

    def told(self, frame: Frame, found: planner.Violation) -> Broken:
        facts = dict(found.data)
        rules = self.given.rules
        match found.rule:
            case "need_category":
                facts["category"] = self._categories.get(str(facts["value"]), "")
            case "crew_size":
                facts |= {"min": rules.crew_min, "max": rules.crew_max}
            case "spacing":
                least, most = rules.days_apart
                facts |= {"least": least, "most": "" if most is None else most}
            case "travel_time":
                facts["place"] = self._place(frame, str(facts["before"]))
        who = frame.people.get(str(facts.get("member")))
        what = str(facts.get("value", ""))
        return Broken(found.rule, who, what, tuple(sorted(facts.items())))

    @cached_property
    def _categories(self) -> Mapping[str, str]:
        return {each.slug: each.name for each in Category.objects.filter(office=self.office)}

    def _place(self, frame: Frame, visit: str) -> str:
        named = (*frame.spots, *frame.drawn, *frame.kept)
        return next((held.place.name for held in named if held.id == visit), "")


class Trial:
    """One visit tried on several spots, all else of the draft as it stands."""

    def __init__(self, judge: Judge, visit: str, spots: Sequence[Held]) -> None:
        self.judge, self.visit = judge, visit
        self.frame = Frame(judge.given, drawn=judge.own, spots=spots)
        standing = self.frame.assignments()
        self.others = [each for each in standing if each.visit != visit]
        # What is broken both with the visit where it is and without it, is not of its making; nor
        # is what the plan as a whole lacks already, unless it would lack more.
        now = self._found(standing)
        self.known = now.keys() & self._found(self.others).keys()
        self.lacks = {each.data["quota"]: each for each in now.values() if each.rule == "quota"}

    def breaks(self, spot: Held) -> list[Broken]:
        """What the visit would break there."""
        found = self._found([*self.others, self.frame.placed(spot)])
        new = [
            each for mark, each in found.items() if mark not in self.known and self._is_worse(each)
        ]
        rules = self.judge.given.rules
        is_closed = rules.states_hours and not rules.opens(spot.starts_at, spot.ends_at)
        return [
            *([Broken("allowed_periods")] if is_closed else []),
            *(
                self.judge.told(self.frame, each)
                for each in self.judge.worth_saying(self.frame, new)
            ),
        ]

    def _is_worse(self, found: planner.Violation) -> bool:
        before = self.lacks.get(found.data.get("quota", ""))
        return before is None or int(found.data["held"]) < int(before.data["held"])

    def _found(self, plan: Sequence[planner.Assignment]) -> Found:
        found = planner.violations(self.frame.problem, plan)
        return {(each.rule, each.visit, tuple(sorted(each.data.items()))): each for each in found}
