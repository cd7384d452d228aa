from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from .gallery import specimens
from .navigation import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 60 * 60


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; for load balancers and service managers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it beside feeds and files, which cannot name the sign themselves."""
    return redirect(static("core/mark.svg"))


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's choice, and return to the page it was chosen on."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    answer = redirect(address if is_ours else "/")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        answer.set_cookie(
            THEME_COOKIE, theme, max_age=A_YEAR, samesite="Lax", secure=request.is_secure()
        )
    return answer


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for developers."""
    if not settings.DEBUG:
        raise Http404
    with translation.override(request.GET.get("language", "kk")):
        return render(request, "core/gallery.html", specimens(request))
