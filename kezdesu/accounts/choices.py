from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("coordinator")
    APPROVER = "approver", _("approver")
    SPEAKER = "speaker", _("speaker")
    PRESS = "press", _("press officer")
    ADMINISTRATOR = "administrator", _("administrator")


class Interface(models.TextChoices):
    KAZAKH = "kk", "Қазақша"
    RUSSIAN = "ru", "Русский"
    ENGLISH = "en", "English"
