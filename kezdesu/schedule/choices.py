from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", _("approved")
    SUPERSEDED = "superseded", _("superseded")


class Happening(models.TextChoices):
    """What a plan is repaired after."""

    ABSENCE = "absence", _("somebody cannot come")
    CLOSURE = "closure", _("a place cannot be visited")
    DAY_OFF = "day_off", _("a day off is declared")
    URGENT = "urgent", _("an urgent visit is wanted")
    KNOWN = "known", _("it is recorded already")


class StepKind(models.TextChoices):
    """What a step in the changing of a draft does."""

    CHANGE = "change", _("change")
    UNDO = "undo", _("undo")
    REDO = "redo", _("redo")
    ANEW = "anew", _("proposed anew or repaired")


# The only ways from one status to another. A superseded version stays readable for good.
LEADS_TO: Final[dict[str, frozenset[str]]] = {
    PlanStatus.DRAFT: frozenset({PlanStatus.SUBMITTED}),
    PlanStatus.SUBMITTED: frozenset({PlanStatus.APPROVED, PlanStatus.RETURNED}),
    PlanStatus.RETURNED: frozenset({PlanStatus.SUBMITTED, PlanStatus.DRAFT}),
    PlanStatus.APPROVED: frozenset({PlanStatus.SUPERSEDED}),
    PlanStatus.SUPERSEDED: frozenset(),
}

# Versions that a coordinator may still change, and those that are not decided yet.
EDITABLE: Final = frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED})
OPEN: Final = EDITABLE | {PlanStatus.SUBMITTED}
