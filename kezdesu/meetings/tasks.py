"""What the worker does for meetings."""

from kezdesu.core.worker import every

from .notices import tell_of_tomorrow
from .overdue import remind_by_the_clock
from .services.evidence import sweep_evidence


@every(seconds=600)
def remind() -> None:
    tell_of_tomorrow()
    remind_by_the_clock()


@every(seconds=3600)
def sweep() -> None:
    sweep_evidence()
