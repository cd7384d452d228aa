"""The posts as an Atom feed, one a language."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kezdesu.accounts.models import Office
from kezdesu.newsroom.queries import PostCard, latest_posts

from .visitors import only_if_changed, with_office

POSTS = 20


@require_safe
@only_if_changed
@with_office
def posts_feed(request: HttpRequest, office: Office) -> HttpResponse:
    language = request.LANGUAGE_CODE
    feed = Atom1Feed(
        title=office.named_on(timezone.localdate()).name,
        link=request.build_absolute_uri(reverse("public:posts")),
        feed_url=request.build_absolute_uri(request.path),
        description=_("Posts"),
        language=language,
    )
    for card in latest_posts(office, language, POSTS):
        _add(feed, card, request)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add(feed: Atom1Feed, card: PostCard, request: HttpRequest) -> None:
    address = request.build_absolute_uri(reverse("public:post", args=[card.slug]))
    feed.add_item(
        title=card.title,
        link=address,
        unique_id=address,
        description=card.lead,
        author_name=card.author,
        pubdate=card.published_at,
        updateddate=card.published_at,
        categories=[tag.name for tag in card.tags],
    )
