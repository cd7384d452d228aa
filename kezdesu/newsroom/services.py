"""Writes of the newsroom: posts and their texts, tags, comments, the count of views."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.choices import Interface
from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.text import fold, kazakh_slug

from . import rules
from .choices import CommentStatus, PostStatus
from .models import Comment, DayOfViews, Post, PostText, Tag

KAZAKH = Interface.KAZAKH.value
# A label in each language, {"kk": "кездесу", "ru": "встреча", "en": "meeting"}, or the Kazakh one.
TagLabels = Mapping[str, str] | str


@transaction.atomic
def publish_post(
    *,
    office: Office,
    author: str,
    published_at: datetime,
    texts: Mapping[str, tuple[str, str]],
    tags: Iterable[TagLabels] = (),
    by: User | None,
    is_sample: bool = False,
    slug: str | None = None,
    checked: Collection[str] = (),
) -> Post:
    """Put a new text on the public page at once.

    `texts` maps a language code to title and HTML body, Kazakh required; `checked` names the
    languages a person has read. Without `slug` the address comes from the Kazakh title; a given
    one that is taken is refused.
    """
    post = draft_post(
        office=office,
        author=author,
        texts=texts,
        by=by,
        is_sample=is_sample,
        slug=slug,
        checked=checked,
    )
    set_tags(post=post, tags=tags, by=by)
    return publish_draft(post=post, published_at=published_at, by=by)


@transaction.atomic
def draft_post(
    *,
    office: Office,
    author: str,
    texts: Mapping[str, tuple[str, str]],
    by: User | None,
    is_sample: bool = False,
    slug: str | None = None,
    checked: Collection[str] = (),
) -> Post:
    """A post that only the desk sees."""
    title, _body = _kazakh_text(texts)
    post = Post.objects.create(
        office=office, author=author, is_sample=is_sample, slug=_free_post_slug(title, slug)
    )
    for language in (code for code in Interface.values if code in texts):
        _write_text(post, language, *texts[language], is_checked=language in checked)
    audit.record("newsroom.post_drafted", post, by=by, slug=post.slug, languages=sorted(texts))
    return post


@transaction.atomic
def publish_draft(*, post: Post, by: User | None, published_at: datetime | None = None) -> Post:
    """Show a draft to visitors, dated now unless told otherwise or dated before."""
    _kazakh_text({text.language: (text.title, text.body) for text in post.texts.all()})
    post.status = PostStatus.PUBLISHED
    post.published_at = published_at or post.published_at or timezone.now()
    post.save(update_fields=["status", "published_at"])
    audit.record("newsroom.post_published", post, by=by, published_at=post.published_at)
    return post


@transaction.atomic
def unpublish_post(*, post: Post, by: User | None) -> Post:
    """Take a post off the public page; its date, comments and counts stay for the next time."""
    post.status = PostStatus.DRAFT
    post.save(update_fields=["status"])
    audit.record("newsroom.post_unpublished", post, by=by)
    return post


@transaction.atomic
def save_post_text(
    *, post: Post, language: str, title: str, body: str, is_checked: bool, by: User | None
) -> PostText:
    """Write one language of a post. A changed Kazakh text leaves the other languages unchecked."""
    if not rules.words_of(rules.html_of(body)):
        raise Refused(_("Write the text."), field="body")
    before = post.texts.filter(language=language).first()
    text = _write_text(post, language, title, body, is_checked=is_checked)
    has_changed = before is None or (before.title, before.body) != (text.title, text.body)
    if has_changed and language == KAZAKH:
        post.texts.exclude(language=KAZAKH).update(is_checked=False)
    audit.record(
        "newsroom.text_saved",
        post,
        by=by,
        language=language,
        is_checked=is_checked,
        before={"title": before.title, "body": before.body} if before and has_changed else None,
    )
    return text


@transaction.atomic
def save_post_facts(*, post: Post, author: str, tags: Iterable[TagLabels], by: User | None) -> Post:
    """Who signs the post and what it is filed under."""
    post.author = author
    post.save(update_fields=["author"])
    set_tags(post=post, tags=tags, by=by)
    return post


@transaction.atomic
def set_tags(*, post: Post, tags: Iterable[TagLabels], by: User | None) -> list[Tag]:
    """File the post under exactly these tags, making those that the office does not have yet.

    Spellings that fold to one key («Кездесу», «кездесу») are one tag; a known tag takes the labels
    it lacks from the new ones and keeps those it has.
    """
    found = {tag.pk: tag for tag in (_tag(post.office, labels) for labels in tags)}
    post.tags.set(found)
    audit.record("newsroom.tags_set", post, by=by, tags=[tag.slug for tag in found.values()])
    return list(found.values())


@transaction.atomic
def write_comment(
    *, post: Post, author: str, email: str, text: str, language: str, at: datetime | None = None
) -> Comment:
    """Take a visitor's comment into the queue; nobody sees it until `approve_comments`.

    The address is kept for the office's answer only: the audit entry does not hold it.
    """
    now = at or timezone.now()
    if post.status != PostStatus.PUBLISHED:
        raise Refused(_("This post is no longer open to comments."))
    waiting = post.comments.filter(
        status=CommentStatus.WAITING, written_at__gt=now - rules.A_WHILE
    ).count()
    if waiting >= rules.WAITING_IN_A_WHILE:
        raise Refused(_("Many comments are waiting to be read. Send yours a little later."))
    comment = Comment.objects.create(
        post=post, author=author, email=email, text=text, language=language, written_at=now
    )
    audit.record("newsroom.comment_written", comment, by=None, post=post.slug)
    return comment


def approve_comments(*, office: Office, ids: Iterable[int], by: User | None) -> int:
    """Show these comments of the office's posts; says how many changed."""
    return _decide(office, ids, CommentStatus.APPROVED, by)


def reject_comments(*, office: Office, ids: Iterable[int], by: User | None) -> int:
    """Keep these comments from visitors; approving them later brings them back."""
    return _decide(office, ids, CommentStatus.REJECTED, by)


def reopen_comments(*, office: Office, ids: Iterable[int], by: User | None) -> int:
    """Put decided comments back into the queue."""
    return _decide(office, ids, CommentStatus.WAITING, by)


def count_view(*, post: Post, day: date) -> None:
    """One more opening of the post on `day`: a number, nothing about who. Not audited."""
    if not DayOfViews.objects.filter(post=post, day=day).update(views=F("views") + 1):
        DayOfViews.objects.get_or_create(post=post, day=day)
        DayOfViews.objects.filter(post=post, day=day).update(views=F("views") + 1)


_DECISIONS = {
    CommentStatus.WAITING: "newsroom.comment_waiting",
    CommentStatus.APPROVED: "newsroom.comment_approved",
    CommentStatus.REJECTED: "newsroom.comment_rejected",
}


@transaction.atomic
def _decide(office: Office, ids: Iterable[int], status: CommentStatus, by: User | None) -> int:
    comments = list(
        Comment.objects.select_for_update(of=("self",))
        .filter(post__office=office, pk__in=list(ids))
        .exclude(status=status)
    )
    Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(status=status)
    for comment in comments:
        audit.record(_DECISIONS[status], comment, by=by, before=comment.status)
    return len(comments)


def _kazakh_text(texts: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    title, body = texts.get(KAZAKH, ("", ""))
    if not title.strip() or not rules.words_of(rules.html_of(body)):
        raise Refused(_("A post needs its Kazakh title and text first."), field="title")
    return title, body


def _write_text(post: Post, language: str, title: str, body: str, *, is_checked: bool) -> PostText:
    values = {
        "title": " ".join(title.split()),
        "body": rules.html_of(body),
        "is_checked": is_checked,
    }
    text, _made = PostText.objects.update_or_create(post=post, language=language, defaults=values)
    return text


def _free_post_slug(title: str, slug: str | None) -> str:
    def is_taken(candidate: str) -> bool:
        return Post.objects.filter(slug=candidate).exists()

    if slug is None:
        return rules.free_slug(kazakh_slug(title), is_taken, longest=100)
    if is_taken(slug):
        raise Refused(_("Another post already has the address “%s”.") % slug, field="slug")
    return slug


def _tag(office: Office, labels: TagLabels) -> Tag:
    names = {KAZAKH: labels} if isinstance(labels, str) else labels
    kazakh = " ".join(names.get(KAZAKH, "").split())
    if not fold(kazakh):
        raise Refused(_("A tag needs its Kazakh name."), field="tags")
    tag = Tag.objects.filter(office=office, key=fold(kazakh)).first()
    if tag is None:
        slug = rules.free_slug(
            kazakh_slug(kazakh), lambda slug: office.tags.filter(slug=slug).exists(), longest=60
        )
        tag = Tag(office=office, key=fold(kazakh), slug=slug, name_kk=kazakh)
    tag.name_ru = tag.name_ru or names.get("ru", "")
    tag.name_en = tag.name_en or names.get("en", "")
    tag.save()
    return tag
