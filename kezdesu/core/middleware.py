"""Turn what a view lets escape into an answer with a sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path

from .errors import Refused


class PageAboveMiddleware:
    """Who goes by hand to an address that only forms are sent to sees the page it belongs to.

    It is left in the bar after a form came back with faults; there the language is switched, the
    page loaded again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_visit = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        above = _page_above(request.path_info) if is_visit and response.status_code == 405 else ""
        return redirect(above) if above else response


def _page_above(path: str) -> str:
    """The nearest address of the desk above `path`, empty where there is none."""
    while "/desk/" in (path := f"{path.rstrip('/').rpartition('/')[0]}/"):
        if is_valid_path(path):
            return path
    return ""


class RefusedMiddleware:
    """A `Refused` that no form caught becomes a page (or the htmx part) with status 422."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        return render(request, "core/refused.html", {"sentence": str(error)}, status=422)
