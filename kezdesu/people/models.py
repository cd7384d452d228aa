from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.language import CODES
from kezdesu.core.models import Named

from .choices import GroupKind


class Person(models.Model):
    """Someone of ours: a member, a speaker, a contact. Never a resident."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="people")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    full_name = models.CharField(_("full name"), max_length=200)
    key = models.CharField(max_length=200, editable=False)  # folded full name
    # Only for notices about their own meetings; in no list, file or answer.
    email = models.EmailField(_("e-mail"), blank=True)
    post = models.CharField(_("post"), max_length=300, blank=True)
    post_ru = models.CharField(_("post in Russian"), max_length=300, blank=True)
    languages = models.JSONField(default=list)  # spoken at meetings: ["kk", "ru"]
    skills = models.JSONField(default=dict)  # slug of a Skill: level, 1 to 3
    weekdays = models.JSONField(default=list)  # available on: 0 Monday … 6 Sunday
    meetings_a_week = models.PositiveSmallIntegerField(null=True, blank=True)  # at most
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(fields=["office", "key"], name="person_once_an_office")
        ]

    def __str__(self) -> str:
        return self.full_name

    def post_in(self, code: str) -> str:
        """In Kazakh where no other form was given."""
        return (self.post_ru if code == "ru" else "") or self.post

    @property
    def reads(self) -> str:
        """The language to write to them in: as they set it, else the first they speak of ours."""
        if self.user:
            return str(self.user.interface)
        return next((code for code in self.languages if code in CODES), "kk")


class Absence(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on}–{self.ends_on}"


class Category(Named):
    """Why someone sits in a group: chair of an association, scholar, state employee …"""

    office = models.ForeignKey(Office, models.PROTECT, related_name="categories")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)  # order in lists and sentences

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="category_slug_once_an_office")
        ]


class Skill(Named):
    """What a person can do at a meeting: mediation, first aid, law; each has it at a level."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="skills")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="skill_slug_once_an_office")
        ]


class Body(Named):
    """The body a seat was drawn from: council of elders, mediators, expert group …"""

    office = models.ForeignKey(Office, models.PROTECT, related_name="bodies")
    slug = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="body_slug_once_an_office")
        ]


class Group(Named):
    """The outreach group or the speaker pool."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="groups")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20, choices=GroupKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="group_slug_once_an_office")
        ]


class Seat(models.Model):
    """A person's dated seat in a group; `ends_on` is its last day, empty while it lasts."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    category = models.ForeignKey(Category, models.PROTECT, related_name="seats")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="seats")
    order_reference = models.CharField(_("order"), max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "starts_on"], name="seat_once"),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(ends_on__isnull=True),
                name="one_open_seat_in_a_group",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.group}"
