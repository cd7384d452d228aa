from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.models import Named

from .choices import PointSource


class District(Named):
    """An administrative unit; districts form a tree and carry the national code when known."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="districts")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    slug = models.SlugField(max_length=60)
    national_code = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="district_slug_once_an_office")
        ]


class PlaceKind(Named):
    """A kind of place as data: settlement, residential area, microdistrict, university …"""

    office = models.ForeignKey(Office, models.PROTECT, related_name="place_kinds")
    slug = models.SlugField(max_length=60)
    # What the figures call several of them: `students.universities`.
    plural_slug = models.SlugField(max_length=60)
    # The word after a name in guillemets: «Бозарық» шағын ауданы; sentences decline it by rule.
    named_kk = models.CharField(max_length=100, blank=True)
    is_institution = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="kind_slug_once_an_office")
        ]


class Place(Named):
    """Somewhere meetings are held. Areas are described, people are not."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="places")
    kind = models.ForeignKey(PlaceKind, models.PROTECT, related_name="places")
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="places"
    )
    key = models.CharField(
        max_length=300, editable=False
    )  # folded Kazakh name: finds it however typed
    is_priority = models.BooleanField(_("priority"), default=False)
    priority_basis = models.CharField(_("basis of the priority"), max_length=300, blank=True)
    languages = models.JSONField(default=list)  # of its meetings: ["kk", "uz"], best first
    latitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    point_source = models.CharField(
        max_length=20, choices=PointSource.choices, default="", blank=True
    )
    size = models.PositiveIntegerField(_("residents or students"), null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "key"], name="place_once_an_office"),
            models.CheckConstraint(
                condition=Q(is_priority=False) | ~Q(priority_basis=""),
                name="priority_states_its_basis",
                violation_error_message=_("State why this place is a priority."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="point_is_whole_and_on_earth",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        ]


class PlaceAlias(models.Model):
    """Another spelling of the same place: Абдулабад for Әбділабад."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "key"], name="alias_once_a_place")]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """Days on which no meeting can be held at a place: the road is shut, the hall is lost."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="closures")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "starts_on", "ends_on"], name="closure_once_a_place"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="closure_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.starts_on}–{self.ends_on}"
