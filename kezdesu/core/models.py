"""What every app's tables share, and the audit log. No domain."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .choices import UNFINISHED, LetterState, RunState


class Named(models.Model):
    """A thing with a name in three languages; Kazakh is required, the others fall back to it."""

    name_kk = models.CharField(_("name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300, blank=True)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return getattr(self, f"name_{language}") or self.name_kk

    @property
    def name(self) -> str:
        return self.name_in(get_language() or "kk")


class AuditEntry(models.Model):
    """One write, by whom and what: append-only, each entry sealing the one before it.

    `seal` is SHA-256 over the entry's canonical JSON and the previous seal, so that a removed or
    altered entry shows in `kezdesu audit verify`.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=80)  # stable dotted name: schedule.plan_approved
    subject_type = models.CharField(max_length=80)  # app_label.model
    subject_id = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_type} {self.subject_id}"


class Run(models.Model):
    """One piece of long work that a worker does; the row is its own queue (`core.work`).

    An app that has long work makes a table of it with what the work needs.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20, choices=RunState.choices, default=RunState.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)  # who does it, while it runs
    beat_at = models.DateTimeField(null=True, blank=True)  # the worker's last sign of life
    began_at = models.DateTimeField(null=True, blank=True)  # of the latest attempt
    ended_at = models.DateTimeField(null=True, blank=True)
    progress = models.JSONField(default=dict)
    stop_asked = models.BooleanField(default=False)
    failure = models.CharField(max_length=500, blank=True)  # a sentence, or a name in `core.work`

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RunState.RUNNING)
                | (~Q(worker="") & Q(beat_at__isnull=False, began_at__isnull=False)),
                name="%(class)s_runs_on_a_worker",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.FAILED) | ~Q(failure=""), name="%(class)s_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}: {self.state}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED


class Letter(models.Model):
    """A notice by e-mail that waits for the worker (`core.outbox`), or what is left of it.

    `key` says what it is about and whom it is for: the same notice is posted once. Address and
    text are forgotten as soon as they are not needed for sending.
    """

    key = models.CharField(max_length=200, unique=True)
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    state = models.CharField(
        max_length=20, choices=LetterState.choices, default=LetterState.WAITING
    )
    until = models.DateTimeField(null=True, blank=True)  # it is true no longer than this
    attempt = models.PositiveSmallIntegerField(default=0)
    posted_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="letter_due")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[LetterState.WAITING, LetterState.SENDING])
                | (~Q(address="") & ~Q(body="")),
                name="waiting_letter_can_be_sent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"
