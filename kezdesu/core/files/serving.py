"""A kept file as an answer: its own type and nothing else, alone in a sandbox."""

from pathlib import Path
from typing import Final

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase

_ALONE: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def answer_with(path: Path, content_type: str, *, caching: str, saved_as: str = "") -> HttpResponse:
    """`saved_as` names a download; a picture is shown. Http404 when the disk has lost the file."""
    try:
        content = path.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    answer: HttpResponseBase = FileResponse(
        content,
        content_type=content_type,
        as_attachment=bool(saved_as),
        filename=saved_as,
        headers={**_ALONE, "Cache-Control": caching},
    )
    assert isinstance(answer, FileResponse)
    return answer  # type: ignore[return-value]  # guards take views for makers of HttpResponse
