"""Messages that follow a write: what happened, and the way back."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

_UNDO: Final = "undo:"


def say_done(request: HttpRequest, sentence: str | Promise, *, undo: str = "") -> None:
    """`undo` is an address that takes the act back when posted to; the message offers it."""
    messages.success(request, str(sentence), extra_tags=f"{_UNDO}{undo}" if undo else "")


def say_problem(request: HttpRequest, sentence: str | Promise) -> None:
    messages.error(request, str(sentence))


def undo_address(extra_tags: str | None) -> str:
    tags = extra_tags or ""
    return tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""
