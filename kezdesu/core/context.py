from typing import Any

from django.http import HttpRequest

from .navigation import language_links, theme_of


def page(request: HttpRequest) -> dict[str, Any]:
    """What the base page needs whatever the view."""
    return {
        "theme": theme_of(request),
        "language_links": language_links(request),
        "written_in": (),  # a page that does not exist in every language names those it does
    }
