import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.models import Office
from kezdesu.core.models import Named
from kezdesu.core.names import with_more
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.models import Theme, Track
from kezdesu.schedule.models import Visit

from .choices import Consent, Decision, EvidenceKind, HowCounted, Outcome, Review


def no_more_than_total(part: str) -> Q:
    return Q(**{f"{part}__isnull": True}) | Q(**{f"{part}__lte": F("headcount")})


class Cause(Named):
    """Why meetings are not held, as the office lists it: weather, quarantine, no crew.

    One that is retired is offered no more; the records that name it keep it.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="causes")
    slug = models.SlugField(max_length=60)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "slug"], name="cause_slug_once_an_office")
        ]


class Meeting(models.Model):
    """A record of what took place, or why it did not. Counts only: no names of residents.

    Two people may record one meeting: both records stand, and of each outcome at most one
    per visit is accepted, since a visit that was postponed may be held later.
    `id` is made by whoever records, so that sending a record twice leaves one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    track = models.ForeignKey(Track, models.PROTECT, related_name="meetings")
    place = models.ForeignKey(Place, models.PROTECT, related_name="meetings")
    visit = models.ForeignKey(
        Visit, models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    # The visit's identity: it outlives the plan version the visit was recorded against.
    visit_identity = models.UUIDField(null=True, blank=True, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    # Of one that was not held: an entry of the office's list, words of one's own, or both.
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, blank=True, related_name="meetings")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("start"))
    venue = models.CharField(_("venue"), max_length=300, blank=True)
    themes = models.ManyToManyField(Theme, related_name="meetings", blank=True)
    speakers = models.ManyToManyField(Person, related_name="meetings", blank=True)
    headcount = models.PositiveIntegerField(_("headcount"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    youth = models.PositiveIntegerField(_("youth"), null=True, blank=True)
    students = models.PositiveIntegerField(_("students"), null=True, blank=True)
    how_counted = models.CharField(
        _("how counted"), max_length=20, choices=HowCounted.choices, blank=True
    )
    organisations = models.JSONField(_("organisations present"), default=list, blank=True)  # names
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveSmallIntegerField(default=1)  # the version that these columns hold
    review = models.CharField(max_length=20, choices=Review.choices, default=Review.RECORDED)
    review_note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    # The record that counts instead; files that arrive late follow there.
    set_aside_for = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="set_aside"
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["track", "review", "starts_at"], name="meeting_track_review_start")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["visit_identity", "outcome"],
                condition=Q(review="accepted"),
                name="one_accepted_record_a_visit",
                violation_error_message=_("Another record of this meeting is already accepted."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="held") | (Q(headcount__isnull=False) & ~Q(how_counted="")),
                name="held_meeting_has_a_headcount",
                violation_error_message=_(
                    "A held meeting needs its headcount and how it was counted."
                ),
            ),
            models.CheckConstraint(
                condition=Q(outcome="held")
                | (Q(headcount__isnull=True) & (Q(cause__isnull=False) | ~Q(reason=""))),
                name="meeting_not_held_states_a_reason",
                violation_error_message=_("State why the meeting was not held."),
            ),
            models.CheckConstraint(
                condition=no_more_than_total("youth")
                & no_more_than_total("students")
                & no_more_than_total("women")
                & no_more_than_total("men")
                & (
                    Q(women__isnull=True)
                    | Q(men__isnull=True)
                    | Q(headcount__gte=F("women") + F("men"))
                ),
                name="parts_are_within_the_headcount",
                violation_error_message=_("A part of the headcount is larger than the total."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.starts_at:%Y-%m-%d}"

    @property
    def why_not_held(self) -> str:
        return with_more(self.cause.name if self.cause else "", self.reason)


class Topic(Named):
    """What questions are about, in the office's own words: roads, water, schools.

    One that is retired is offered no more; the questions that have it keep it.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="topics")
    slug = models.SlugField(max_length=60)  # made of the first name; addresses keep it
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "slug"],
                name="topic_slug_once_an_office",
                violation_error_message=_("This topic is in the list already."),
            )
        ]


class Version(models.Model):
    """What a record said at one time: never changed, never removed.

    The meeting's own columns hold the version that counts. A later one than that waits until a
    coordinator accepts or returns it.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()  # see content.Content
    why = models.CharField(_("why it was corrected"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    # The number its maker's phone gave it: the same sending twice is one version.
    sent_as = models.PositiveSmallIntegerField(null=True, blank=True)
    # Of a merged version: which record each field was taken from.
    taken_from = models.JSONField(default=dict, blank=True)
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True)
    decision_note = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="record_version_once"),
            models.UniqueConstraint(
                fields=["meeting", "made_by", "sent_as"], name="version_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(why=""),
                name="correction_says_why",
                violation_error_message=_("Say why the record is corrected."),
            ),
            models.CheckConstraint(
                condition=~Q(decision="returned") | ~Q(decision_note=""),
                name="returned_version_has_a_note",
                violation_error_message=_("Say what has to be corrected."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.number}"


class Question(models.Model):
    """What people asked or proposed; no names of those who asked."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="questions")
    # Made by the phone that asked it, so that it comes once with every version of the record.
    sent_id = models.UUIDField(null=True, blank=True, editable=False)
    text = models.TextField(_("question or proposal"))
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    owner = models.CharField(_("who should answer"), max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="answered_question_has_its_answer",
            ),
            models.UniqueConstraint(fields=["meeting", "sent_id"], name="question_once_a_meeting"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(answered_on__isnull=False),
                name="published_question_is_answered",
                violation_error_message=_("Write the answer before the question is published."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Evidence(models.Model):
    """A photo, a sign-in sheet or a document of a meeting, as the office keeps it.

    `id` is made by whoever sends the file. `record` is the meeting's id and may name one that has
    not arrived yet: a phone sends photos and records in any order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="evidence")
    record = models.UUIDField(db_index=True)
    # The record it was sent with, once it came along to another one of the same meeting.
    came_with = models.UUIDField(null=True, blank=True, db_index=True)
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    name = models.CharField(max_length=120, blank=True)  # what the sender called a document
    file = models.CharField(max_length=40, unique=True)  # its name in the store
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()  # bytes as kept
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64)  # SHA-256 of what was sent
    sent_size = models.PositiveIntegerField()
    consent = models.CharField(
        _("consent"), max_length=20, choices=Consent.choices, default=Consent.OFFICE
    )
    consent_note = models.CharField(_("note on consent"), max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(kind="photo", deleted_at__isnull=True, consent__in=["given", "nobody"]),
                name="public_evidence_is_a_photo_with_consent",
                violation_error_message=_("Only a photo with consent can be public."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Upload(models.Model):
    """A file on its way: what has arrived of it so far lies in the store under `file`."""

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    record = models.UUIDField()
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    name = models.CharField(max_length=120, blank=True)
    consent = models.CharField(max_length=20, choices=Consent.choices)
    digest = models.CharField(max_length=64)
    file = models.CharField(max_length=40, unique=True)
    total = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    touched_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received__lte=F("total")), name="no_more_arrives_than_was_announced"
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.received}/{self.total}"
