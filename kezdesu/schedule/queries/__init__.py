"""What the schedule's pages and the apps above read."""

from .calendar import calendar_links, people_to_follow
from .difference import Difference, difference, former_version
from .plan import DiscardPage, PlanPage, bent_visits, discard_page, plan_page
from .plans import (
    PeriodPlans,
    PlanRow,
    TrackPlans,
    approved_plan,
    approving_body,
    last_signatory,
    people_for,
    plans_page,
    tracks_of,
)
from .repair import RepairPage, open_repairs, repair_page
from .rules import (
    Preview,
    RulesPage,
    is_under_earlier_rules,
    plans_under_earlier_rules,
    rule_preview,
    rules_page,
)
from .run import RunPage, open_runs, run_page
from .shown import plans_within
from .spots import Spot, broken_at, crew_of, near_spots, spots_of, when_in_words
from .steps import Adjusting, DraftSteps, StepRow, adjusting, draft_steps
from .targets import SORTS as TARGET_SORTS
from .targets import TargetRow, target_rows, target_years
from .visit import VisitPage, visit_page
from .visits import VisitRow, printed_order, visit_keys, visit_rows

__all__ = [
    "TARGET_SORTS",
    "Adjusting",
    "Difference",
    "DiscardPage",
    "DraftSteps",
    "PeriodPlans",
    "PlanPage",
    "PlanRow",
    "Preview",
    "RepairPage",
    "RulesPage",
    "RunPage",
    "Spot",
    "StepRow",
    "TargetRow",
    "TrackPlans",
    "VisitPage",
    "VisitRow",
    "adjusting",
    "approved_plan",
    "approving_body",
    "bent_visits",
    "broken_at",
    "calendar_links",
    "crew_of",
    "difference",
    "discard_page",
    "draft_steps",
    "former_version",
    "is_under_earlier_rules",
    "last_signatory",
    "near_spots",
    "open_repairs",
    "open_runs",
    "people_for",
    "people_to_follow",
    "plan_page",
    "plans_page",
    "plans_under_earlier_rules",
    "plans_within",
    "printed_order",
    "repair_page",
    "rule_preview",
    "rules_page",
    "run_page",
    "spots_of",
    "target_rows",
    "target_years",
    "tracks_of",
    "visit_keys",
    "visit_page",
    "visit_rows",
    "when_in_words",
]
