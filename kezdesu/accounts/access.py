"""One visible line above each desk view says who may open it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from .models import Office, User
from .policy import may

OFFICE_IN_SESSION = "office"

View = Callable[..., HttpResponse]


class DeskRequest(HttpRequest):
    """A request behind `needs`: somebody is signed in, and works in `office`."""

    user: User
    office: Office
    htmx: HtmxDetails


def needs(action: str) -> Callable[[View], View]:
    """Guests sign in first; who lacks the right for `action` in the current office gets a 403.

    A page is read or a form is sent: other methods are refused.
    """

    def guard(view: View) -> View:
        @wraps(view)
        @require_http_methods(["GET", "HEAD", "POST"])
        @login_required
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            request.office = current_office(request)
            if request.office is None or not may(request.user, action, request.office):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]  # tests read which right guards a route
        return guarded

    return guard


def offices_of(user: User) -> list[Office]:
    """The offices in which `user` holds a role, in a stable order."""
    return list(Office.objects.filter(memberships__user=user).distinct().order_by("pk"))


def current_office(request: HttpRequest) -> Office | None:
    """The office chosen in this session, else the user's first; None without any role."""
    mine = offices_of(request.user)  # type: ignore[arg-type]
    chosen = request.session.get(OFFICE_IN_SESSION)
    return next((office for office in mine if office.pk == chosen), mine[0] if mine else None)
