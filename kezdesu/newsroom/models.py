from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.choices import Interface
from kezdesu.accounts.models import Office

from .choices import CommentStatus, PostStatus


class Tag(models.Model):
    """A label in three languages under one folded key: case or alphabet never doubles it."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="tags")
    slug = models.SlugField(max_length=60)
    key = models.CharField(max_length=100, editable=False)
    name_kk = models.CharField(max_length=100)
    name_ru = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "key"], name="tag_key_once_an_office"),
            models.UniqueConstraint(fields=["office", "slug"], name="tag_slug_once_an_office"),
        ]

    def __str__(self) -> str:
        return self.name_kk


class Post(models.Model):
    """A public text. Its words are in PostText, one row a language."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    slug = models.SlugField(max_length=120, unique=True)
    status = models.CharField(max_length=20, choices=PostStatus.choices, default=PostStatus.DRAFT)
    author = models.CharField(_("author"), max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)
    tags = models.ManyToManyField(Tag, related_name="posts", blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="published_post_has_its_date",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class PostText(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=Interface.choices)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"))  # sanitised HTML
    is_checked = models.BooleanField(_("checked by a person"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "language"], name="one_text_a_language")
        ]

    def __str__(self) -> str:
        return self.title


class Comment(models.Model):
    """A visitor's words under a post; shown only once approved. The e-mail is never shown."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    author = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"))
    text = models.TextField(_("comment"), max_length=3000)
    language = models.CharField(max_length=2, choices=Interface.choices)
    status = models.CharField(
        max_length=20, choices=CommentStatus.choices, default=CommentStatus.WAITING
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class DayOfViews(models.Model):
    """How often a post was opened on a day: a count, nothing about who."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="days_of_views")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "days of views"
        constraints = [models.UniqueConstraint(fields=["post", "day"], name="one_count_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.views}"
