"""The one bridge to `planner`: from the office's rows to a Problem, and back from its Solution.

Tracks are planned one after the other, because each has its own group and rules; what is planned
or pinned already is part of the next problem, so nobody is sent to two places at once and every
limit counts all the meetings of a person.
"""

from .judging import Judge, Trial, broken_rules, judgement, spot_id
from .nearest import repair_plan
from .proposing import propose

__all__ = ["Judge", "Trial", "broken_rules", "judgement", "propose", "repair_plan", "spot_id"]
