from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    OUTREACH = "outreach", _("outreach group")
    POOL = "pool", _("speaker pool")
