"""Whatever goes wrong, the answer is one sentence in the language asked for."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, ValidationError

from kezdesu.core.errors import Refused


def speak(api: NinjaAPI) -> None:
    """Give each kind of error its status and its sentence."""

    def said(status: int, sentence: str) -> HttpResponse:
        return api.create_response(None, {"error": sentence}, status=status)  # type: ignore[arg-type]

    def guest(request: HttpRequest, error: Any) -> HttpResponse:
        return said(401, _("Sign in first."))

    def turned_away(request: HttpRequest, error: Any) -> HttpResponse:
        return said(403, str(error))

    def not_found(request: HttpRequest, error: Any) -> HttpResponse:
        return said(404, _("There is nothing at this address."))

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return said(422, str(error))

    def not_understood(request: HttpRequest, error: Any) -> HttpResponse:
        return said(422, sentence_of(error.errors[0]))

    api.add_exception_handler(AuthenticationError, guest)
    api.add_exception_handler(AuthorizationError, turned_away)
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(ValidationError, not_understood)


def sentence_of(problem: dict[str, Any]) -> str:
    """`problem` as pydantic tells it: where, of what type, and with which limits."""
    about = {"word": problem["loc"][-1], **problem.get("ctx", {})}
    about["choices"] = ", ".join(re.findall("'([^']*)'", about.get("expected", "")))
    return _sentence(problem["type"], about["word"]) % about


def _sentence(kind: str, word: str) -> str:
    if word == "period" and kind != "unknown_word":
        return _("Write the period as 2023-H1, 2023-Q1, 2023-05 or 2023.")
    known = {
        "unknown_word": _("“%(word)s” cannot be asked for here."),
        "literal_error": _("“%(word)s” must be one of these: %(choices)s."),
        "enum": _("“%(word)s” must be one of these: %(choices)s."),
        "greater_than_equal": _("“%(word)s” must be at least %(ge)s."),
        "less_than_equal": _("“%(word)s” must be at most %(le)s."),
    }
    return known.get(kind) or _("The value of “%(word)s” is not understood.")
