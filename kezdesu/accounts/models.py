from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from kezdesu.core.models import Named

from .choices import Interface, Role


class Office(models.Model):
    """A body that runs programmes; offices form a tree. Its names are dated: see OfficeName."""

    slug = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    time_zone = models.CharField(max_length=60, default="Asia/Almaty")
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug

    def named_on(self, day: date) -> "OfficeName":
        """The name in force on `day`; the earliest one for a day before the office was named."""
        names = sorted(self.names.all(), key=lambda name: name.starts_on)
        in_force = [name for name in names if name.starts_on <= day]
        return in_force[-1] if in_force else names[0]


class OfficeName(Named):
    office = models.ForeignKey(Office, models.CASCADE, related_name="names")
    starts_on = models.DateField()
    # The territory as sentences need it: «Шымкент қаласы», «город Шымкент», "Shymkent".
    territory_kk = models.CharField(max_length=200, blank=True)
    territory_ru = models.CharField(max_length=200, blank=True)
    territory_en = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "starts_on"], name="one_office_name_a_day")
        ]


class User(AbstractUser):
    """Who signs in. What they may do comes only from their memberships and `policy`."""

    interface = models.CharField(
        _("language"), max_length=2, choices=Interface.choices, default=Interface.KAZAKH
    )
    # Somebody else knows it: an administrator gave it, and the user has chosen none since.
    has_given_password = models.BooleanField(default=False)


class Membership(models.Model):
    """A user's role in an office; it reaches the offices beneath for reading (see `policy`)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    office = models.ForeignKey(Office, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="one_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.office}"
