"""What an office does with its schedules. Each act is one transaction and one audit entry."""

from .amending import amend_plan
from .approval import approve_plan, return_plan, submit_plan
from .drafting import propose_plans, refuse_unless_proposable
from .visits import move_visit, pin_visit

__all__ = [
    "amend_plan",
    "approve_plan",
    "move_visit",
    "pin_visit",
    "propose_plans",
    "refuse_unless_proposable",
    "return_plan",
    "submit_plan",
]
