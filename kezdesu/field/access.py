"""Who may use the data addresses of the field page, and how they say no.

A phone's script reads these answers: never a redirect to the sign-in page, always JSON with a
sentence in the language of the call's Accept-Language.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.vary import vary_on_headers

from kezdesu.accounts.access import DeskRequest, current_office
from kezdesu.accounts.policy import may

View = Callable[..., HttpResponse]


def data_address(*methods: str) -> Callable[[View], View]:
    """Answers in the language asked for, to these methods only, and with a sentence when it
    refuses; a call that writes carries its CSRF token.
    """

    def guard(view: View) -> View:
        @wraps(view)
        @csrf_exempt  # the page of the middleware is HTML: the same check below answers JSON
        @never_cache
        @vary_on_headers("Accept-Language", "Cookie")
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            language = translation.get_language_from_request(request)
            request.LANGUAGE_CODE = language
            with translation.override(language):
                if request.method not in methods:
                    return HttpResponseNotAllowed(methods)
                return _forged(request) or view(request, *args, **kwargs)

        return guarded

    return guard


def needs_on_phone(action: str) -> Callable[[View], View]:
    """As `needs` on the desk, beneath `data_address`: 401 to a guest, 403 without the right."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return said(401, _("Sign in: what is on the phone stays and is sent then."))
            request.office = current_office(request)
            if request.office is None or not may(request.user, action, request.office):
                return said(403, _("Your role does not allow recording meetings."))
            return view(request, *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]  # tests read which right guards a route
        return guarded

    return guard


def said(status: int, sentence: str) -> JsonResponse:
    return answered({"sentence": sentence}, status=status)


def busy(sentence: str) -> JsonResponse:
    """Try again later: the phone waits at least so long, and never exactly."""
    answer = said(503, sentence)
    answer["Retry-After"] = "5"
    return answer


def answered(values: dict[str, Any], status: int = 200) -> JsonResponse:
    """Kazakh letters as letters, not as codes."""
    return JsonResponse(values, status=status, json_dumps_params={"ensure_ascii": False})


class _TokenCheck(CsrfViewMiddleware):
    """Django's own check; says only whether it refuses."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return said(403, _("The page is out of date: open it anew, nothing on the phone is lost."))


def _forged(request: HttpRequest) -> HttpResponse | None:
    """The answer to a call under somebody's sign-in without its token.

    Whose sign-in ran out between the token and the call has nothing to forge: the view says 401.
    """
    if not request.user.is_authenticated:
        return None

    def nothing(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    check = _TokenCheck(nothing)
    check.process_request(request)
    return check.process_view(request, nothing, (), {})


__all__ = ["DeskRequest", "answered", "busy", "data_address", "needs_on_phone", "said"]
