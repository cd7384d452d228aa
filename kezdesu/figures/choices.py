from django.db import models
from django.utils.translation import pgettext_lazy


class Dimension(models.TextChoices):
    """By what a track's figures are cut."""

    OFFICE = "office", pgettext_lazy("cut", "by office")
    DISTRICT = "district", pgettext_lazy("cut", "by district")
    THEME = "theme", pgettext_lazy("cut", "by theme")
    MONTH = "month", pgettext_lazy("cut", "by month")
    WEEK = "week", pgettext_lazy("cut", "by week")
    KIND = "kind", pgettext_lazy("cut", "by kind of place")
    PRIORITY = "priority", pgettext_lazy("cut", "by priority")
