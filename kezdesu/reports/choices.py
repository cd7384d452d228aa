from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("frozen")
    PUBLISHED = "published", _("published")


class Purpose(models.TextChoices):
    REPORT = "report", _("half-year report")
    POST = "post", _("post")
