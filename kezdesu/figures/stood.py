"""A number opened from a frozen report, where another one may stand by now."""

from django.http import HttpRequest


def stood(request: HttpRequest, now: int | None) -> int | None:
    """What the frozen report says, where the number has moved on since."""
    said = request.GET.get("stood", "")
    return int(said) if said.isdecimal() and len(said) < 10 and int(said) != now else None
