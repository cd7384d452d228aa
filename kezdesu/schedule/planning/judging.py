"""What the engine's own checker says of a plan as it stands."""

import planner

from ..inputs import Due, held_visits, track_input, visits_of_others
from ..models import Plan
from ..proposals import Broken, Judgement
from ..track_rules import TrackRules
from .frame import Frame


def broken_rules(plan: Plan) -> dict[int | None, list[Broken]]:
    """The rules that a plan's visits break as they stand, by visit key; None for the whole plan."""
    return judgement(plan).broken


def judgement(plan: Plan, instead: TrackRules | None = None) -> Judgement:
    """What a plan's visits break and cost as they stand, under the track's rules or others.

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
        instead=instead,
    )
    frame = Frame(given, drawn=own)
    keys = {held.id: held.key for held in own}
    verdict = planner.check(frame.problem, frame.assignments())
    broken: dict[int | None, list[Broken]] = {}
    for found in verdict.violations:
        # What is laid at another track's door is ours as well: alone, that one kept the rules.
        named = (keys.get(str(name)) for name in (found.visit, *found.data.values()))
        key = next((key for key in named if key is not None), None)
        who = frame.people.get(str(found.data.get("member")))
        what = str(found.data.get("value", ""))
        broken.setdefault(key, []).append(Broken(found.rule, who, what))
    return Judgement(broken, verdict.cost)
