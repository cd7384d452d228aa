from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.core.listing import Listing
from kezdesu.newsroom import services
from kezdesu.newsroom.forms import CommentForm
from kezdesu.newsroom.models import Tag
from kezdesu.newsroom.queries import (
    PostCard,
    PublicPost,
    page_of_posts,
    popular_tags,
    public_post,
    summary_of,
    tag_name,
)
from kezdesu.public.sharing import share_links
from kezdesu.public.structured import article, script_of
from kezdesu.public.visitors import (
    is_reading,
    page,
    refuse_from_elsewhere,
    refuse_haste,
    with_office,
)
from kezdesu.reports.corrections import corrections_of


@require_safe
@with_office
def posts(request: HttpRequest, office: Office) -> HttpResponse:
    return _list(request, office, "public/posts.html", tag=None)


@require_safe
@with_office
def tag(request: HttpRequest, office: Office, slug: str) -> HttpResponse:
    return _list(request, office, "public/tag.html", tag=get_object_or_404(office.tags, slug=slug))


@require_safe
@with_office
def post(request: HttpRequest, office: Office, slug: str) -> HttpResponse:
    shown = _published(request, office, slug)
    if is_reading(request):
        services.count_view(post=shown.post, day=timezone.localdate())
    return _post_page(request, office, shown, CommentForm())


@csrf_exempt  # see refuse_from_elsewhere
@require_POST
@with_office
def comment(request: HttpRequest, office: Office, slug: str) -> HttpResponse:
    shown = _published(request, office, slug)
    form = CommentForm(request.POST)
    if form.is_trapped:
        return _thanked(slug)
    if form.is_valid():
        try:
            _take(request, shown, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _thanked(slug)
    return _post_page(request, office, shown, form, status=422)


def _take(request: HttpRequest, shown: PublicPost, form: CommentForm) -> None:
    refuse_from_elsewhere(request)
    refuse_haste(request)
    author, email, text = (form.cleaned_data[name] for name in ("author", "email", "text"))
    services.write_comment(
        post=shown.post, author=author, email=email, text=text, language=request.LANGUAGE_CODE
    )


def _thanked(slug: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('public:post', args=[slug])}?received=1#write")


def _published(request: HttpRequest, office: Office, slug: str) -> PublicPost:
    shown = public_post(office, slug, request.LANGUAGE_CODE)
    if shown is None:
        raise Http404
    return shown


def _list(request: HttpRequest, office: Office, template: str, *, tag: Tag | None) -> HttpResponse:
    language = request.LANGUAGE_CODE
    listing: Listing[PostCard] = Listing(request.GET, sorts=["-published"])
    number = request.GET.get("page", "1")
    context = {
        "listing": listing,
        "page": page_of_posts(office, language, number, tag=tag),
        "tag": tag_name(tag, language) if tag else "",
        "popular_tags": popular_tags(office, language),
    }
    return page(request, template, context)


def _post_page(
    request: HttpRequest, office: Office, shown: PublicPost, form: CommentForm, status: int = 200
) -> HttpResponse:
    path = reverse("public:post", args=[shown.post.slug])
    address = request.build_absolute_uri(path)
    publisher = office.named_on(timezone.localdate()).name_in(shown.card.language)
    context = {
        "post": shown,
        "card": shown.card,
        "corrections": corrections_of(shown.post),
        "summary": summary_of(shown),
        "address": address,
        "is_translated": shown.card.language == request.LANGUAGE_CODE,
        "written_in": shown.languages,
        "was_received": "received" in request.GET and request.method != "POST",
        "share_links": share_links(address, shown.card.title),
        "popular_tags": popular_tags(office, request.LANGUAGE_CODE),
        "form": form,
        "structured": script_of(article(shown, publisher=publisher, address=address)),
        "is_sample_office": office.is_sample or shown.is_sample,
    }
    return page(request, "public/post.html", context, status=status)
