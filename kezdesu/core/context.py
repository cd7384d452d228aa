from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """What the base page needs whatever the view."""
    return {}
