"""Whose data a request is answered with, and in which language."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja.errors import AuthorizationError
from ninja.security import SessionAuth

from kezdesu.accounts.access import current_office
from kezdesu.accounts.models import Office
from kezdesu.accounts.policy import may
from kezdesu.core.language import CODES
from kezdesu.public.queries import public_office

Run = Callable[..., HttpResponse]


class Needs(SessionAuth):
    """A visible word at each address says which right opens it, as `needs` does on pages."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__()

    def authenticate(self, request: HttpRequest, key: str | None) -> Office | None:
        """The office that the user works in; None for a guest."""
        if not request.user.is_authenticated:
            return None
        office = current_office(request)
        if office is None or not may(request.user, self.action, office):
            raise AuthorizationError(message=_("Your role does not allow this."))
        request.office = office  # type: ignore[attr-defined]  # as DeskRequest says
        return office


def visited_office() -> Office:
    office = public_office()
    if office is None:
        raise Http404
    return office


def readable_anywhere(run: Run) -> Run:
    """Pages of other sites may read it, as they may read the open data."""

    @wraps(run)
    def answered(request: HttpRequest, **values: Any) -> HttpResponse:
        answer = run(request, **values)
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    return answered


def in_asked_language(run: Run) -> Run:
    """`?language=` before Accept-Language; the address of the API carries no prefix."""

    @wraps(run)
    def answered(request: HttpRequest, **values: Any) -> HttpResponse:
        asked = request.GET.get("language", "")
        code = asked if asked in CODES else translation.get_language_from_request(request)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            return run(request, **values)

    return answered
