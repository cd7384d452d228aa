from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")
    POSTPONED = "postponed", _("postponed")


class HowCounted(models.TextChoices):
    SHEET = "sheet", _("sign-in sheet")
    HEADCOUNT = "headcount", _("counted by eye")
    ESTIMATE = "estimate", _("estimate")


class Review(models.TextChoices):
    RECORDED = "recorded", _("recorded")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


# Which decisions a record's state allows; a returned record waits for its correction.
REVIEW_LEADS_TO = {
    Review.RECORDED: frozenset({Review.ACCEPTED, Review.RETURNED}),
    Review.ACCEPTED: frozenset({Review.RETURNED, Review.RECORDED}),
    Review.RETURNED: frozenset({Review.ACCEPTED, Review.RECORDED}),
}
