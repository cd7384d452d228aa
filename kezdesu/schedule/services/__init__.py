"""What an office does with its schedules. Each act is one transaction and one audit entry."""

from .amending import amend_plan
from .approval import approve_plan, return_plan, submit_plan
from .discarding import discard_draft, refuse_discarded
from .drafting import propose_plans, refuse_unless_proposable
from .scans import add_scan, clean_scan, withdraw_scan
from .steps import Stale, redo_step, refuse_gone, undo_step
from .visits import bring_back, change_visit, leave_out, pin_visit

__all__ = [
    "Stale",
    "add_scan",
    "amend_plan",
    "approve_plan",
    "bring_back",
    "change_visit",
    "clean_scan",
    "discard_draft",
    "leave_out",
    "pin_visit",
    "propose_plans",
    "redo_step",
    "refuse_discarded",
    "refuse_gone",
    "refuse_unless_proposable",
    "return_plan",
    "submit_plan",
    "undo_step",
    "withdraw_scan",
]
