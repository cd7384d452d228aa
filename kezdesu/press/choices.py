from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutletKind(models.TextChoices):
    TELEVISION = "television", _("television channel")
    RADIO = "radio", _("radio")
    NEWSPAPER = "newspaper", _("newspaper")
    SITE = "site", _("website")
    SOCIAL = "social", _("social network")


class OutletLevel(models.TextChoices):
    REPUBLIC = "republic", _("national")
    REGION = "region", _("regional")
    CITY = "city", _("city")


class PublicationKind(models.TextChoices):
    ARTICLE = "article", _("article")
    STORY = "story", _("report on air")
    INTERVIEW = "interview", _("interview")
    POST = "post", pgettext_lazy("publication", "post")


# Languages that the office's outlets write in, by ISO 639-1; the first ones come first in forms.
LANGUAGES = ("kk", "ru", "en", "uz", "tr", "az", "ug", "ky", "tg", "ko", "de", "uk")
