from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("frozen")
    PUBLISHED = "published", pgettext_lazy("report", "published")


class Purpose(models.TextChoices):
    REPORT = "report", pgettext_lazy("text", "report")
    POST = "post", _("post")
