from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.accounts.choices import Interface
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.notices import say_done, say_problem
from kezdesu.core.seen import as_seen, one_at_a_time

from . import queries, services
from .choices import CommentStatus, PostStatus
from .exports import post_table
from .forms import NewPostForm, PostFactsForm, PostTextForm
from .models import Post

KAZAKH: Final = Interface.KAZAKH.value


@require_safe
@needs("newsroom.view")
def posts(request: DeskRequest) -> HttpResponse:
    states = [Choice(value, label) for value, label in PostStatus.choices]
    listing: Listing[queries.PostRow] = Listing(
        request.GET,
        sorts=["-published"],
        filters=[Filter("status", _("State"), states)],
        has_export=True,
    )
    rows = queries.post_rows(request.office, request.LANGUAGE_CODE, listing.chosen("status"))
    if listing.wants_export:
        return download(listing, *post_table(rows), title=_("Posts"))
    context = {"listing": listing, "page": listing.page_of(rows)}
    return render(request, "newsroom/posts.html", context)


@needs("newsroom.edit")
def new(request: DeskRequest) -> HttpResponse:
    author = request.user.get_full_name() or request.user.get_username()
    form = NewPostForm(request.POST or None, initial={"author": author})
    if request.method == "POST" and form.is_valid():
        try:
            post = services.draft_post(office=request.office, by=request.user, **form.draft)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            return redirect("newsroom:post", post.pk)
    status = 422 if form.errors else 200
    return render(request, "newsroom/new.html", {"form": form}, status=status)


@require_safe
@needs("newsroom.view")
def post(request: DeskRequest, pk: int) -> HttpResponse:
    found = _post(request, pk)
    language = _language(request.GET.get("language", KAZAKH))
    return _post_page(request, found, language)


@require_POST
@needs("newsroom.edit")
@one_at_a_time
def text(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    found, language = _post(request, pk), _language(language)
    form = as_seen(PostTextForm(request.POST), _text_form(found, language).initial)
    if form.is_valid():
        try:
            services.save_post_text(
                post=found, language=language, by=request.user, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            say_done(request, _("The text is saved."))
            return HttpResponseRedirect(f"{_address(found)}?language={language}")
    return _post_page(request, found, language, text_form=form, status=422)


@require_POST
@needs("newsroom.edit")
@one_at_a_time
def facts(request: DeskRequest, pk: int) -> HttpResponse:
    found = _post(request, pk)
    form = as_seen(PostFactsForm(request.POST, instance=found))
    if not form.is_valid():
        return _post_page(request, found, KAZAKH, facts_form=form, status=422)
    author = form.cleaned_data["author"]
    services.save_post_facts(post=found, author=author, tags=form.chosen_tags, by=request.user)
    say_done(request, _("Saved."))
    return HttpResponseRedirect(_address(found))


@require_POST
@needs("newsroom.edit")
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    found = _post(request, pk)
    services.publish_draft(post=found, by=request.user)
    say_done(
        request,
        _("The post is on the public page."),
        undo=reverse("newsroom:unpublish", args=[pk]),
    )
    return HttpResponseRedirect(_address(found))


@require_POST
@needs("newsroom.edit")
def unpublish(request: DeskRequest, pk: int) -> HttpResponse:
    found = _post(request, pk)
    services.unpublish_post(post=found, by=request.user)
    say_done(
        request,
        _("The post is no longer on the public page."),
        undo=reverse("newsroom:publish", args=[pk]),
    )
    return HttpResponseRedirect(_address(found))


@require_safe
@needs("newsroom.view")
def comments(request: DeskRequest) -> HttpResponse:
    """The queue, oldest first; what was decided stands under the other tabs."""
    status = request.GET.get("status", CommentStatus.WAITING.value)
    if status not in CommentStatus.values:
        raise Http404
    listing: Listing[queries.CommentRow] = Listing(request.GET, sorts=["written"])
    number = request.GET.get("page", "1")
    context = {
        "listing": listing,
        "status": status,
        "tabs": queries.comment_counts(request.office),
        "page": queries.page_of_comments(request.office, request.LANGUAGE_CODE, status, number),
    }
    return render(request, "newsroom/comments.html", context)


DECISIONS: Final[dict[str, Callable[..., int]]] = {
    "approve": services.approve_comments,
    "reject": services.reject_comments,
    "reopen": services.reopen_comments,
}


@require_POST
@needs("newsroom.edit")
def decide(request: DeskRequest, decision: str) -> HttpResponse:
    """Decide on several comments at once; the message offers to put them back into the queue."""
    if decision not in DECISIONS:
        raise Http404
    ids = [int(pk) for pk in _chosen(request) if pk.isdecimal()]
    count = DECISIONS[decision](office=request.office, ids=ids, by=request.user)
    if not count:
        say_problem(request, _("Choose at least one comment."))
        return redirect("newsroom:comments")
    again = reverse("newsroom:decide", args=["reopen"]) + "?" + urlencode({"id": ids}, doseq=True)
    say_done(request, _decided(decision, count), undo="" if decision == "reopen" else again)
    return redirect("newsroom:comments")


def _chosen(request: DeskRequest) -> list[str]:
    return request.POST.getlist("id") or request.GET.getlist("id")


def _decided(decision: str, count: int) -> str:
    sentences = {
        "approve": ngettext("%d comment is shown.", "%d comments are shown.", count),
        "reject": ngettext("%d comment is not shown.", "%d comments are not shown.", count),
        "reopen": ngettext(
            "%d comment waits to be read again.", "%d comments wait to be read again.", count
        ),
    }
    return sentences[decision] % count


def _post(request: DeskRequest, pk: int) -> Post:
    return get_object_or_404(Post, office=request.office, pk=pk)


def _language(code: str) -> str:
    if code not in Interface.values:
        raise Http404
    return code


def _address(post: Post) -> str:
    return reverse("newsroom:post", args=[post.pk])


def _text_form(post: Post, language: str) -> PostTextForm:
    return as_seen(PostTextForm(instance=post.texts.filter(language=language).first()))


def _post_page(
    request: DeskRequest,
    post: Post,
    language: str,
    *,
    text_form: PostTextForm | None = None,
    facts_form: PostFactsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The record with one language open for editing, the Kazakh beside the other two."""
    texts = {text.language: text for text in post.texts.all()}
    context = {
        "post": post,
        "name": (texts.get(request.LANGUAGE_CODE) or texts[KAZAKH]).title,
        "states": queries.language_states(texts.values()),
        "language": language,
        "original": texts[KAZAKH] if language != KAZAKH else None,
        "text_form": text_form or _text_form(post, language),
        "facts_form": facts_form or as_seen(PostFactsForm(instance=post)),
        "views": queries.views_of(post),
    }
    return render(request, "newsroom/post.html", context, status=status)
