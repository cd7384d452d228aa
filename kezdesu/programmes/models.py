import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.models import Named
from kezdesu.people.models import Group
from kezdesu.places.models import Place

from .choices import DayKind, RuleKind


class Programme(Named):
    office = models.ForeignKey(Office, models.PROTECT, related_name="programmes")
    slug = models.SlugField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="programme_slug_once_an_office")
        ]


class Theme(Named):
    """What a meeting is about. `name_kk` reads inside a list of themes in a sentence."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="themes")
    slug = models.SlugField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="theme_slug_once_an_office")
        ]


class Track(Named):
    """A stream in a programme (residents, students); its slug begins the keys of its figures."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="tracks")
    slug = models.SlugField(max_length=60)
    group = models.ForeignKey(Group, models.PROTECT, related_name="tracks")
    themes = models.ManyToManyField(Theme, related_name="tracks", blank=True)
    # The body that approves this track's plans: «қала басшылығы», «басқарма басшылығы».
    approving_body_kk = models.CharField(max_length=300)
    approving_body_ru = models.CharField(max_length=300, blank=True)
    approving_body_en = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "slug"], name="track_slug_once_a_programme"
            )
        ]


class Target(models.Model):
    """A place × track × period: how many visits are due, by when, how important."""

    track = models.ForeignKey(Track, models.PROTECT, related_name="targets")
    place = models.ForeignKey(Place, models.PROTECT, related_name="targets")
    starts_on = models.DateField()
    ends_on = models.DateField()
    visits_due = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField()
    weight = models.PositiveSmallIntegerField(default=1)  # 1 ordinary … 10 most important

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["track", "place", "starts_on"], name="target_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"))
                & Q(due_on__range=(F("starts_on"), F("ends_on"))),
                name="target_is_due_in_its_period",
                violation_error_message=_("The due date lies outside the target's period."),
            ),
            models.CheckConstraint(condition=Q(visits_due__gte=1), name="target_asks_for_a_visit"),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.track}"


class Rule(models.Model):
    """A rule of a track's schedule as data; `rules.py` says what each kind's `values` hold."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=40, choices=RuleKind.choices)
    values = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.track}"

    @property
    def seal(self) -> str:
        """Another one as soon as the rule says something else."""
        said = json.dumps([self.values, self.is_active], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class SpecialDay(Named):
    """A day an office closes, or works though it would be closed, beside the public holidays."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="special_days")
    day = models.DateField()
    kind = models.CharField(max_length=20, choices=DayKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "day"], name="special_day_once")]


class PeriodLock(models.Model):
    """An office has settled a period: until the lock is lifted its records stay as they are."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="period_locks")
    period = models.CharField(max_length=10)  # 2023-H1
    starts_on = models.DateField()
    ends_on = models.DateField()
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    locked_at = models.DateTimeField()
    unlocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    unlocked_at = models.DateTimeField(null=True, blank=True)
    unlock_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-locked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "period"],
                condition=Q(unlocked_at__isnull=True),
                name="period_locked_once",
                violation_error_message=_("This period is already locked."),
            ),
            models.CheckConstraint(
                condition=Q(unlocked_at__isnull=True) | ~Q(unlock_reason=""),
                name="unlocked_period_states_a_reason",
                violation_error_message=_("Say why the period is unlocked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.period}"
