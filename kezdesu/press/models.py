from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.models import Named
from kezdesu.meetings.models import Meeting
from kezdesu.people.models import Person
from kezdesu.programmes.models import Theme

from .choices import OutletKind, OutletLevel, PublicationKind


class Outlet(Named):
    office = models.ForeignKey(Office, models.PROTECT, related_name="outlets")
    key = models.CharField(max_length=300, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=OutletKind.choices)
    level = models.CharField(_("level"), max_length=20, choices=OutletLevel.choices)
    website = models.URLField(blank=True)
    # Names of outlets that were merged into it: a log that still says them names this one.
    spellings = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "key"], name="outlet_once_an_office")
        ]

    @property
    def names(self) -> list[str]:
        return [name for name in (self.name_kk, self.name_ru, self.name_en) if name]


class Publication(models.Model):
    """Something that appeared in an outlet; one row of the media log."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="publications")
    title = models.CharField(_("title of the piece"), max_length=400)
    language = models.CharField(_("language"), max_length=3)
    kind = models.CharField(_("kind"), max_length=20, choices=PublicationKind.choices)
    published_on = models.DateField(_("date"))
    link = models.URLField(_("link"), max_length=500, blank=True)
    reference = models.CharField(_("number or page"), max_length=100, blank=True)
    views = models.PositiveIntegerField(_("views"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="publications"
    )
    speaker = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="publications"
    )
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="publications"
    )
    # The log's last column, «жауапты»: who put it there.
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["published_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outlet", "published_on", "title"], name="publication_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
