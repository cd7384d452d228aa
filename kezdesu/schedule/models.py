import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.models import Run
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.models import Target, Theme, Track

from .choices import Happening, PlanStatus, StepKind


class Plan(models.Model):
    """One version of one track's schedule. An approved one never changes; an amendment is anew."""

    track = models.ForeignKey(Track, models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=20, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    reason = models.CharField(_("reason of the amendment"), max_length=500, blank=True)
    # What a coordinator answers for when rules are bent knowingly; read by who approves.
    bent_note = models.CharField(_("why rules are bent"), max_length=500, blank=True)
    returned_note = models.CharField(_("why it was returned"), max_length=500, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    document_date = models.DateField(_("document date"), null=True, blank=True)
    signatory_name = models.CharField(_("signatory"), max_length=200, blank=True)
    signatory_post = models.CharField(_("signatory's post"), max_length=300, blank=True)
    signatory_post_ru = models.CharField(
        _("signatory's post in Russian"), max_length=300, blank=True
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the engine said of it: cost term by term, bound, seconds, seed.
    engine = models.JSONField(default=dict)
    # The number of its last change: whoever saw an earlier one does not change over it.
    revision = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["track_id", "starts_on", "version"]
        constraints = [
            models.UniqueConstraint(fields=["track", "starts_on", "version"], name="version_once"),
            models.UniqueConstraint(
                fields=["track", "starts_on"],
                condition=Q(status="approved"),
                name="one_approved_plan_a_period",
            ),
            models.UniqueConstraint(
                fields=["track", "starts_on"],
                condition=Q(status__in=["draft", "submitted", "returned"]),
                name="one_open_version_a_period",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "returned"])
                | (
                    ~Q(document_number="")
                    & ~Q(signatory_name="")
                    & ~Q(signatory_post="")
                    & Q(document_date__isnull=False)
                    & Q(approved_at__isnull=False)
                ),
                name="approved_plan_names_its_document",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="amendment_states_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="plan_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.track} v{self.version}"

    @property
    def is_discardable(self) -> bool:
        """A draft that was never submitted, not even before it was proposed anew."""
        return self.status == PlanStatus.DRAFT and self.submitted_at is None

    def signatory_post_in(self, code: str) -> str:
        """In Kazakh where no other form was given."""
        return (self.signatory_post_ru if code == "ru" else "") or self.signatory_post


class Scan(models.Model):
    """A file of a version's signed document, as it was scanned. One taken away stays in the store.

    `file` is its name in the store, `digest` the SHA-256 of what was sent.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="scans")
    name = models.CharField(max_length=120, blank=True)  # what the sender called it
    file = models.CharField(max_length=40, unique=True)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()  # bytes as kept
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "digest"],
                condition=Q(withdrawn_at__isnull=True),
                name="scan_once_a_version",
                violation_error_message=_("This scan is attached already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.name or self.file}"


class Visit(models.Model):
    """A planned meeting in a plan. `identity` is the same in every version that keeps the visit."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="visits")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    target = models.ForeignKey(Target, models.PROTECT, related_name="visits")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    venue = models.CharField(_("venue"), max_length=300, blank=True)
    themes = models.ManyToManyField(Theme, related_name="visits", blank=True)
    crew = models.ManyToManyField(Person, related_name="visits")
    is_pinned = models.BooleanField(_("pinned"), default=False)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "identity"], name="visit_once_a_plan"),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="visit_takes_time"),
        ]
        indexes = [models.Index(fields=["plan", "starts_at"], name="visit_plan_start")]

    def __str__(self) -> str:
        return f"{self.target.place} {self.starts_at:%Y-%m-%d %H:%M}"


class LeftOut(models.Model):
    """A target's visit that the plan does not hold, with the rules that stood in its way."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="left_out")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)  # [{"rule": name, "kk": …, "ru": …, "en": …}]

    class Meta:
        verbose_name_plural = "left out"

    def __str__(self) -> str:
        return f"{self.target} ∉ {self.plan}"


class Step(models.Model):
    """One step in the changing of a draft: a row as it was and as it became.

    The list only grows: undoing and redoing are steps of their own. What became of a visit is
    either a visit or a target left out, so `before` and `after` hold one of the two, as
    `services.states` writes them; both are empty where the whole draft was proposed anew.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()  # the plan's revision from then on
    kind = models.CharField(max_length=10, choices=StepKind.choices, default=StepKind.CHANGE)
    of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    visit = models.PositiveBigIntegerField(null=True)  # its key: the row may be gone
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="+")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="step_once_a_revision"),
            models.CheckConstraint(
                condition=Q(kind__in=["undo", "redo"], of__isnull=False)
                | Q(kind__in=["change", "anew"], of__isnull=True),
                name="undo_names_its_step",
            ),
            models.CheckConstraint(
                condition=Q(kind="anew") | Q(visit__isnull=False, target__isnull=False),
                name="step_names_its_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.number} {self.kind}"


class ProposalRun(Run):
    """One asking of the engine: which tracks, which days, how long it may think."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="proposal_runs")
    tracks = models.ManyToManyField(Track, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    seconds = models.PositiveSmallIntegerField()  # for all tracks together
    seed = models.PositiveIntegerField(default=1)
    plans = models.ManyToManyField(Plan, related_name="runs")  # the drafts it made

    class Meta(Run.Meta):
        indexes = [models.Index(fields=["office", "state"], name="proposal_run_state")]


class RepairRun(Run):
    """One asking for the plan nearest to one that something has happened to, and the answer.

    What has happened is recorded as what it is; here stands only what it was, in words and keys.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="repairs")
    # The repair in which it was marked, of the schedule where somebody marked it; None: this one.
    lead = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="alongside"
    )
    what = models.CharField(max_length=20, choices=Happening.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    target = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField(default=1)
    result = models.JSONField(default=dict)  # as `changes.told` writes it
    seal = models.CharField(max_length=64, blank=True)  # of the visits that it is about
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted = models.JSONField(default=list)  # identities of the visits
    accepted_into = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="accepted_repairs"
    )

    class Meta(Run.Meta):
        indexes = [models.Index(fields=["plan", "state"], name="repair_run_state")]


class CalendarLink(models.Model):
    """A private address of a calendar: who has it reads it, as long as its owner could.

    The address holds `identity` under the installation's seal, so a copy of the table opens none.
    """

    identity = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="calendar_links")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # Whose meetings; None: all of the office.
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.owner}: {self.person or self.office}"
