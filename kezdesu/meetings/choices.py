from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    SET_ASIDE = "set_aside", _("set aside")  # another record of the meeting counts


class Decision(models.TextChoices):
    """On a correction that waits beside the version that counts."""

    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", _("photo")
    SHEET = "sheet", _("photo of the sign-in sheet")
    DOCUMENT = "document", _("document")


class Consent(models.TextChoices):
    """What the people in a photo agreed to; without consent it stays inside the office."""

    GIVEN = "given", _("those in the photo agreed to its publication")
    NOBODY = "nobody", _("nobody can be recognised in the photo")
    OFFICE = "office", _("only for the office: consent was not asked")


MAY_BE_PUBLIC = frozenset({Consent.GIVEN, Consent.NOBODY})


class QuestionState(models.TextChoices):
    """What has become of a question; computed from its dates, never stored."""

    OPEN = "open", pgettext_lazy("question", "open")
    OVERDUE = "overdue", pgettext_lazy("question", "overdue")
    ANSWERED = "answered", pgettext_lazy("question", "answered")


# Which decisions a record's state allows; a returned record waits for its correction.
REVIEW_LEADS_TO = {
    Review.RECORDED: frozenset({Review.ACCEPTED, Review.RETURNED, Review.SET_ASIDE}),
    Review.ACCEPTED: frozenset({Review.RETURNED, Review.RECORDED, Review.SET_ASIDE}),
    Review.RETURNED: frozenset({Review.ACCEPTED, Review.RECORDED, Review.SET_ASIDE}),
    Review.SET_ASIDE: frozenset({Review.ACCEPTED, Review.RECORDED}),
}
