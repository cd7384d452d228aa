"""What a page knows of its visitor: only what this request, or this session, says itself."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.newsroom import rules

from .queries import public_office

COMMENTS_IN_SESSION: Final = "comments"

View = Callable[..., HttpResponse]


def with_office(view: View) -> View:
    """Hands the view the office whose page this is; while there is none, says so."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        office = public_office()
        if office is None:
            return render(request, "public/no_office.html", status=404)
        return view(request, office, *args, **kwargs)

    return shown


def only_if_changed(view: View) -> View:
    """304 for who has this very answer; HEAD says the same as GET would, which Django's own
    `conditional_page` does not."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        set_response_etag(answer)
        return get_conditional_response(request, answer["ETag"], response=answer) or answer

    return answering


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A public page; `address` is where it is, whatever its list is narrowed to."""
    shell = {"address": request.build_absolute_uri(request.path)}
    return render(request, template, shell | context, status=status)


def is_reading(request: HttpRequest) -> bool:
    """Whether this request is a visitor opening a page, to be counted; staff do not count."""
    headers = request.headers
    purpose = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return (
        request.method == "GET"
        and not request.user.is_authenticated
        and rules.is_a_reader(user_agent=headers.get("User-Agent", ""), purpose=purpose)
    )


def refuse_from_elsewhere(request: HttpRequest) -> None:
    """A comment is sent from our own page.

    It stands in for a CSRF token, which would set a cookie on everyone who only reads: writing a
    comment needs no sign-in, so there is no sign-in that another site could borrow.
    """
    origin = request.headers.get("Origin", "")
    if origin and urlsplit(origin).netloc != request.get_host():
        raise Refused(_("Write your comment on this page."))


def refuse_haste(request: HttpRequest) -> None:
    """So many comments a while from one session.

    A visitor's session holds these times and nothing else, and ends with the while.
    """
    now = timezone.now()
    written = [datetime.fromisoformat(at) for at in request.session.get(COMMENTS_IN_SESSION, [])]
    recent = rules.within_a_while(written, now)
    if len(recent) >= rules.COMMENTS_IN_A_WHILE:
        raise Refused(_("You have sent several comments. Send the next one a little later."))
    request.session[COMMENTS_IN_SESSION] = [at.isoformat() for at in [*recent, now]]
    if not request.user.is_authenticated:
        request.session.set_expiry(rules.A_WHILE)
