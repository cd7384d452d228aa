"""What each office did, for the report of an office above others."""

from collections import Counter
from collections.abc import Iterable, Iterator

from kezdesu.figures.base import Base
from kezdesu.figures.words import Words
from kezdesu.meetings.choices import Outcome
from kezdesu.people.choices import GroupKind
from kezdesu.schedule.models import Plan

from .facts import CategoryFacts, GroupFacts, OfficeFacts, OfficeTrackFacts, PlanFacts


def office_facts(base: Base) -> list[OfficeFacts]:
    """One for each office; none where an office stands alone."""
    members = Counter(row.office_id for row in base.seats if row.kind == GroupKind.OUTREACH)
    speakers = Counter(row.office_id for row in base.seats if row.kind == GroupKind.POOL)
    publications = Counter(row.office_id for row in base.publications)
    questions = Counter(row.office_id for row in base.questions)
    return [
        OfficeFacts(name, members[pk], speakers[pk], publications[pk], questions[pk], pk)
        for pk, name in base.ground.names.items()
    ]


def office_track_facts(base: Base, slug: str) -> list[OfficeTrackFacts]:
    """One for each office that runs the track, in the order of the tree."""
    if not base.ground.is_tree:
        return []
    running = {row.programme.office_id for row in base.ground.tracks if row.slug == slug}
    held = [row for row in base.meetings if row.track == slug and row.outcome == Outcome.HELD]
    met = {row.place_id for row in held}
    due = {row.place_id for row in base.targets if row.track == slug}
    places = base.ground.places
    identities = {row.visit_identity for row in held}
    visits = [row for row in base.visits if row.track == slug]
    targets = Counter(places[place].office_id for place in due)
    reached = Counter(places[place].office_id for place in due & met)
    planned = Counter(row.office_id for row in visits)
    kept = Counter(row.office_id for row in visits if row.identity in identities)
    meetings = Counter(row.office_id for row in held)
    people: Counter[int] = Counter()
    for row in held:
        people[row.office_id] += row.headcount
    plans: dict[int, list[Plan]] = {}
    for plan in base.plans.get(slug, []):
        plans.setdefault(base.ground.office_of[plan.track_id], []).append(plan)
    return [
        OfficeTrackFacts(
            name=name,
            plans=len(plans.get(pk, [])),
            plan=plan_facts(latest_plan(plans.get(pk, []))),
            targets=targets[pk],
            places_met=reached[pk],
            planned=planned[pk],
            kept=kept[pk],
            held=meetings[pk],
            headcount=people[pk],
            pk=pk,
        )
        for pk, name in base.ground.names.items()
        if pk in running
    ]


def group_facts(base: Base) -> Iterator[GroupFacts]:
    """The groups of all offices as one of each kind; orders are told by each office's report."""
    for kind in dict.fromkeys(row.kind for row in base.seats):
        counts = Counter(row.category for row in base.seats if row.kind == kind)
        yield GroupFacts(
            slug=kind,
            kind=kind,
            name=Words.of_columns(kind, "", ""),
            members=counts.total(),
            categories=[
                CategoryFacts(slug, name, counts[slug])
                for slug, name in base.ground.categories.items()
                if counts[slug]
            ],
            bodies=[],
            orders=[],
        )


def latest_plan(plans: Iterable[Plan]) -> Plan | None:
    return max(plans, key=lambda row: (row.starts_on, row.version), default=None)


def plan_facts(plan: Plan | None) -> PlanFacts | None:
    if plan is None or plan.document_date is None:
        return None
    return PlanFacts(
        version=plan.version,
        document_number=plan.document_number,
        document_date=plan.document_date,
        signatory_name=plan.signatory_name,
        signatory_post=plan.signatory_post,
    )
