from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.choices import Interface
from kezdesu.accounts.models import Office
from kezdesu.newsroom.models import Post

from .choices import Purpose, ReportStatus


class TextTemplate(models.Model):
    """An office's own wording in one language; files in `texts/` are the default."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="text_templates")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    language = models.CharField(max_length=2, choices=Interface.choices)
    title = models.CharField(max_length=300)
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "purpose", "language"], name="one_template_a_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.purpose} {self.language}"


class Report(models.Model):
    """A period's figures and text; frozen, it keeps rows and definitions under a SHA-256."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="reports")
    period = models.CharField(max_length=10)  # 2023-H1
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(
        max_length=20, choices=ReportStatus.choices, default=ReportStatus.DRAFT
    )
    frozen = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    post = models.OneToOneField(Post, models.PROTECT, null=True, blank=True, related_name="report")
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-period", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["office", "period", "version"], name="report_once"),
            models.CheckConstraint(
                condition=Q(status="draft") | (~Q(sha256="") & Q(frozen_at__isnull=False)),
                name="frozen_report_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.period} v{self.version}"


class ReportText(models.Model):
    """The report's words in one language, as they were when it was frozen."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=Interface.choices)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"))
    is_checked = models.BooleanField(_("checked by a person"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "language"], name="one_report_text_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.title


class IssuedFile(models.Model):
    """A document that left the house, by its own SHA-256; the same file is kept once."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="issued_files")
    language = models.CharField(max_length=2, choices=Interface.choices)
    form = models.CharField(max_length=10)  # a key of documents.TYPES
    sha256 = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, blank=True)  # the report's then; empty of a draft
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "sha256"], name="issued_file_once"),
        ]
        indexes = [models.Index(fields=["sha256"], name="issued_file_hash")]

    def __str__(self) -> str:
        return f"{self.report} {self.language} {self.form}"
