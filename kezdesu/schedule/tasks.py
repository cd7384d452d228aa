"""What the worker does for the schedule."""

from django.utils.translation import override

from kezdesu.core.work import Pulse, works_on

from .models import ProposalRun, RepairRun
from .proposing import work_on_proposal
from .repairing import work_on_repair


@works_on(RepairRun)
def repair(run: RepairRun, pulse: Pulse) -> None:
    """Before proposals: it is short, and somebody waits for it."""
    with override(run.asked_by.interface if run.asked_by else "kk"):
        work_on_repair(run, pulse)


@works_on(ProposalRun)
def propose(run: ProposalRun, pulse: Pulse) -> None:
    """In the language of who asked: a refusal is a sentence for them."""
    with override(run.asked_by.interface if run.asked_by else "kk"):
        work_on_proposal(run, pulse)
