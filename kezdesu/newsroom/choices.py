from django.db import models
from django.utils.translation import gettext_lazy as _


class PostStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class CommentStatus(models.TextChoices):
    WAITING = "waiting", _("waiting to be read")
    APPROVED = "approved", _("shown")
    REJECTED = "rejected", _("not shown")
