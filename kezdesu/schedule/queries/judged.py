"""What an open version bends, where a page can wait for the answer."""

from collections.abc import Mapping
from typing import Final

from ..choices import OPEN
from ..models import Plan
from ..planning import broken_rules
from ..proposals import Broken

MOST_JUDGED: Final = 600  # visits; the work grows with the square of the places


def is_judged(plan: Plan, planned: int) -> bool:
    """An approved version stands as it is; of a very large one the rules are not judged."""
    return plan.status in OPEN and planned <= MOST_JUDGED


def broken_now(plan: Plan) -> Mapping[int | None, list[Broken]]:
    """By visit, under None what the whole version bends; nothing where it is not judged."""
    return broken_rules(plan) if is_judged(plan, plan.visits.count()) else {}
