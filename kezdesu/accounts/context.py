from typing import Any

from django.http import HttpRequest

from .policy import rights


def desk(request: HttpRequest) -> dict[str, Any]:
    """`office` and `rights` on every desk page: templates show only what the user may do."""
    office = getattr(request, "office", None)
    if office is None:
        return {"rights": frozenset()}
    return {"office": office, "rights": rights(request.user, office)}  # type: ignore[arg-type]
