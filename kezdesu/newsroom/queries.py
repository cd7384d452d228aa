"""Reads of the newsroom: what visitors see of posts, and what the desk works through."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, Prefetch, Q, QuerySet, Sum

from kezdesu.accounts.choices import Interface
from kezdesu.accounts.models import Office
from kezdesu.core.database import in_shown_order
from kezdesu.core.text import tied_html

from .choices import CommentStatus, PostStatus
from .models import Comment, Post, PostText, Tag
from .rules import lead_of

POSTS_A_PAGE = 10
COMMENTS_A_PAGE = 50

Row = TypeVar("Row", bound=Model)
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class TagLink:
    slug: str
    name: str
    posts: int = 0


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post in a list, in the reader's language or, where that is missing, in Kazakh."""

    slug: str
    language: str
    title: str
    lead: str
    author: str
    published_at: datetime
    tags: tuple[TagLink, ...]


@dataclass(frozen=True, slots=True)
class ShownComment:
    author: str
    text: str
    written_at: datetime
    language: str


@dataclass(frozen=True, slots=True)
class PublicPost:
    """A published post as its page shows it; `languages` are those it is written in."""

    post: Post
    card: PostCard
    body: str
    languages: tuple[str, ...]
    comments: tuple[ShownComment, ...]
    is_sample: bool


@dataclass(frozen=True, slots=True)
class LanguageState:
    """Where one language of a post stands: missing, unchecked or checked."""

    code: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class PostRow:
    pk: int
    slug: str
    title: str
    author: str
    status: str
    status_name: str
    published_at: datetime | None
    languages: tuple[LanguageState, ...]
    views: int
    comments_waiting: int


@dataclass(frozen=True, slots=True)
class CommentRow:
    pk: int
    author: str
    email: str
    text: str
    language: str
    written_at: datetime
    post_title: str
    post_slug: str


@dataclass(frozen=True, slots=True)
class StatusCount:
    status: str
    name: str
    comments: int


def published_posts(office: Office) -> QuerySet[Post]:
    return (
        Post.objects.filter(office=office, status=PostStatus.PUBLISHED)
        .prefetch_related("texts", "tags", "office__names")
        .order_by("-published_at", "-id")
    )


def page_of_posts(
    office: Office, language: str, number: str | int, *, tag: Tag | None = None
) -> Page[PostCard]:
    """Newest first; a number beyond the last page gives the last."""
    posts = published_posts(office)
    found = Paginator(posts.filter(tags=tag) if tag else posts, POSTS_A_PAGE).get_page(number)
    return _page_of(found, lambda post: card_of(post, language))


def latest_posts(office: Office, language: str, count: int) -> list[PostCard]:
    return [card_of(post, language) for post in published_posts(office)[:count]]


def public_post(office: Office, slug: str, language: str) -> PublicPost | None:
    approved = Comment.objects.filter(status=CommentStatus.APPROVED).order_by("written_at", "id")
    post = (
        published_posts(office)
        .prefetch_related(Prefetch("comments", approved, to_attr="shown"))
        .filter(slug=slug)
        .first()
    )
    if post is None:
        return None
    written = {text.language for text in post.texts.all()}
    return PublicPost(
        post=post,
        card=card_of(post, language),
        body=tied_html(_text_in(post, language).body),
        languages=tuple(code for code in Interface.values if code in written),
        comments=tuple(
            ShownComment(comment.author, comment.text, comment.written_at, comment.language)
            for comment in getattr(post, "shown", ())
        ),
        is_sample=post.is_sample,
    )


def popular_tags(office: Office, language: str, count: int = 12) -> list[TagLink]:
    """Tags of published posts, those on most posts first."""
    tags = (
        Tag.objects.filter(office=office)
        .annotate(used=Count("posts", filter=Q(posts__status=PostStatus.PUBLISHED)))
        .filter(used__gt=0)
        .order_by("-used", in_shown_order("name"))[:count]
    )
    return [TagLink(tag.slug, tag_name(tag, language), tag.used) for tag in tags]


def tag_name(tag: Tag, language: str) -> str:
    name: str = getattr(tag, f"name_{language}") or tag.name_kk
    return name


def card_of(post: Post, language: str) -> PostCard:
    """`post` must be published; its texts and tags should be prefetched."""
    if post.published_at is None:
        raise ValueError(f"{post} is not published")
    text = _text_in(post, language)
    return PostCard(
        slug=post.slug,
        language=text.language,
        title=text.title,
        lead=lead_of(text.body),
        author=_author_in(post, language),
        published_at=post.published_at,
        tags=tuple(TagLink(tag.slug, tag_name(tag, language)) for tag in post.tags.all()),
    )


def post_rows(office: Office, language: str, status: str = "") -> list[PostRow]:
    """Posts of the office for the desk, in one state or all: drafts first, then the newest."""
    waiting = Count("comments", filter=Q(comments__status=CommentStatus.WAITING), distinct=True)
    found = Post.objects.filter(office=office, **({"status": status} if status else {}))
    posts = (
        found.prefetch_related("texts")
        .annotate(waiting=waiting)
        .order_by("status", "-published_at", "-id")
    )
    views = dict(
        Post.objects.filter(office=office)
        .annotate(total=Sum("days_of_views__views", default=0))
        .values_list("pk", "total")
    )
    return [_row_of(post, language, views[post.pk], post.waiting) for post in posts]


def language_states(texts: Iterable[PostText]) -> tuple[LanguageState, ...]:
    checked = {text.language: text.is_checked for text in texts}
    names = {True: "checked", False: "unchecked", None: "missing"}
    return tuple(
        LanguageState(code, str(name), names[checked.get(code)]) for code, name in Interface.choices
    )


def views_of(post: Post) -> int:
    total: int = post.days_of_views.aggregate(total=Sum("views", default=0))["total"]
    return total


def waiting_comments(office: Office) -> int:
    return Comment.objects.filter(post__office=office, status=CommentStatus.WAITING).count()


def comment_counts(office: Office) -> list[StatusCount]:
    """How many comments stand in each state, in the order of work."""
    counts = dict(
        Comment.objects.filter(post__office=office)
        .order_by()
        .values_list("status")
        .annotate(comments=Count("pk"))
    )
    return [
        StatusCount(str(status), str(name), counts.get(status, 0))
        for status, name in CommentStatus.choices
    ]


def page_of_comments(
    office: Office, language: str, status: str, number: str | int
) -> Page[CommentRow]:
    """What waits is read oldest first; what was decided, newest first."""
    order = ["written_at", "id"] if status == CommentStatus.WAITING else ["-written_at", "-id"]
    comments = (
        Comment.objects.filter(post__office=office, status=status)
        .select_related("post")
        .prefetch_related("post__texts")
        .order_by(*order)
    )
    found = Paginator(comments, COMMENTS_A_PAGE).get_page(number)
    return _page_of(found, lambda comment: _comment_row(comment, language))


def summary_of(public: PublicPost) -> str:
    """A sentence or two for those who only see the link."""
    return lead_of(public.body, letters=200)


def _comment_row(comment: Comment, language: str) -> CommentRow:
    return CommentRow(
        pk=comment.pk,
        author=comment.author,
        email=comment.email,
        text=comment.text,
        language=comment.language,
        written_at=comment.written_at,
        post_title=_text_in(comment.post, language).title,
        post_slug=comment.post.slug,
    )


def _page_of(found: Page[Row], shown: Callable[[Row], Shown]) -> Page[Shown]:
    """The same page of the same list, each row as the template needs it."""
    rows = [shown(row) for row in found.object_list]
    return Page(rows, found.number, cast("Paginator[Shown]", found.paginator))


def _row_of(post: Post, language: str, views: int, waiting: int) -> PostRow:
    return PostRow(
        pk=post.pk,
        slug=post.slug,
        title=_text_in(post, language).title,
        author=post.author,
        status=post.status,
        status_name=post.get_status_display(),
        published_at=post.published_at,
        languages=language_states(post.texts.all()),
        views=views,
        comments_waiting=waiting,
    )


def _author_in(post: Post, language: str) -> str:
    """An office that signs is called as the language of the page calls it."""
    names = {name.name_kk: name.name_in(language) for name in post.office.names.all()}
    return names.get(post.author, post.author)


def _text_in(post: Post, language: str) -> PostText:
    texts = {text.language: text for text in post.texts.all()}
    return texts.get(language) or texts[Interface.KAZAKH.value]
