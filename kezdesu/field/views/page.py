from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import current_office
from kezdesu.accounts.models import User
from kezdesu.accounts.policy import may

from ..shell import page_address, settings_of, worker_script
from ..today import PlainVisit, visits_today

PAPER = "#f7f6f2"
ICONS = (
    ("field/icon-192.png", "192x192", "any"),
    ("field/icon-512.png", "512x512", "any"),
    ("field/maskable-512.png", "512x512", "maskable"),
)


@require_safe
@gzip_page  # it holds no secret: the same for everybody who is not signed in
@never_cache
@csp_update({"img-src": [SELF, "data:", "blob:"], "worker-src": [SELF]})
def page(request: HttpRequest) -> HttpResponse:
    """The page that a phone keeps. Nobody need be signed in: what is theirs, its scripts fetch.

    Only without scripts it lists the meetings of today, for whoever is signed in.
    """
    language = get_language() or "kk"
    context = {"settings": settings_of(language), "visits": _plain_visits(request)}
    return render(request, "field/page.html", context)


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """How the page stands among a phone's programs."""
    language = get_language() or "kk"
    about = {
        "id": page_address(language),
        "name": _("My meetings"),
        "short_name": _("Kezdesu"),
        "description": _("Record a meeting in two minutes, with network or without."),
        "lang": language,
        "start_url": page_address(language),
        "scope": page_address(language),
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [_icon(*each) for each in ICONS],
    }
    return JsonResponse(
        about,
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@gzip_page
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; one script serves the page of each language."""
    answer = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


def _plain_visits(request: HttpRequest) -> list[PlainVisit]:
    user = request.user
    if not isinstance(user, User):
        return []
    office = current_office(request)
    if office is None or not may(user, "meetings.record", office):
        return []
    return visits_today(user, office, timezone.now())


def _icon(file: str, sizes: str, purpose: str) -> dict[str, str]:
    return {"src": static(file), "sizes": sizes, "type": "image/png", "purpose": purpose}
