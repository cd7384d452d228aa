"""A kept file as an answer: its own type and nothing else, alone in a sandbox."""

from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from . import store
from .choices import EvidenceKind
from .documents import ENDINGS
from .models import Evidence

_ALONE: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_OURS: Final = "private, max-age=600"
_NAMES: Final = "private, no-store"  # of a sheet nothing stays behind in the browser
_EVERYBODYS: Final = "public, max-age=300"


def served(request: HttpRequest, evidence: Evidence, *, is_public: bool = False) -> HttpResponse:
    """`?size=small` asks for a thumbnail. Raises Http404 when the disk has lost the file."""
    is_document = evidence.kind == EvidenceKind.DOCUMENT
    is_small = request.GET.get("size") == "small" and not is_document
    path = (store.small_path_of if is_small else store.path_of)(evidence.file)
    try:
        content = path.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    answer: HttpResponseBase = FileResponse(
        content,
        content_type=evidence.content_type,
        as_attachment=is_document,
        filename=_file_name(evidence) if is_document else "",
        headers={**_ALONE, "Cache-Control": _caching(evidence, is_public=is_public)},
    )
    assert isinstance(answer, FileResponse)
    return answer  # type: ignore[return-value]  # guards take views for makers of HttpResponse


def _caching(evidence: Evidence, *, is_public: bool) -> str:
    if is_public:
        return _EVERYBODYS
    return _NAMES if evidence.kind == EvidenceKind.SHEET else _OURS


def _file_name(evidence: Evidence) -> str:
    return f"{evidence.name or evidence.pk}.{ENDINGS[evidence.content_type]}"
