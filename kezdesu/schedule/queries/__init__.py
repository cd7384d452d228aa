"""What the schedule's pages and the apps above read."""

from .calendar import calendar_links, people_to_follow
from .difference import Difference, difference, former_version
from .plan import PlanPage, plan_page
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
from .targets import SORTS as TARGET_SORTS
from .targets import TargetRow, target_rows, target_years
from .visits import VisitRow, printed_order, visit_rows

__all__ = [
    "TARGET_SORTS",
    "Difference",
    "PeriodPlans",
    "PlanPage",
    "PlanRow",
    "Preview",
    "RepairPage",
    "RulesPage",
    "RunPage",
    "TargetRow",
    "TrackPlans",
    "VisitRow",
    "approved_plan",
    "approving_body",
    "calendar_links",
    "difference",
    "former_version",
    "is_under_earlier_rules",
    "last_signatory",
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
    "target_rows",
    "target_years",
    "tracks_of",
    "visit_rows",
]
