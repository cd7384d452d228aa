from django.db import models
from django.utils.translation import gettext_lazy as _


class PointSource(models.TextChoices):
    """How far a point on the map may be trusted; a place without one is listed beside the map."""

    SURVEYED = "surveyed", _("surveyed")
    APPROXIMATE = "approximate", _("approximate")
