"""Evidence as an answer: a photo is shown, a document is only saved."""

from typing import Final

from django.http import HttpRequest, HttpResponse

from kezdesu.core.files import store
from kezdesu.core.files.documents import ENDINGS
from kezdesu.core.files.serving import answer_with

from .choices import EvidenceKind
from .models import Evidence

_OURS: Final = "private, max-age=600"
_NAMES: Final = "private, no-store"  # of a sheet nothing stays behind in the browser
_EVERYBODYS: Final = "public, max-age=300"


def served(request: HttpRequest, evidence: Evidence, *, is_public: bool = False) -> HttpResponse:
    """`?size=small` asks for a thumbnail. Raises Http404 when the disk has lost the file."""
    is_document = evidence.kind == EvidenceKind.DOCUMENT
    is_small = request.GET.get("size") == "small" and not is_document
    return answer_with(
        (store.small_path_of if is_small else store.path_of)(evidence.file),
        evidence.content_type,
        caching=_caching(evidence, is_public=is_public),
        saved_as=_file_name(evidence) if is_document else "",
    )


def _caching(evidence: Evidence, *, is_public: bool) -> str:
    if is_public:
        return _EVERYBODYS
    return _NAMES if evidence.kind == EvidenceKind.SHEET else _OURS


def _file_name(evidence: Evidence) -> str:
    return f"{evidence.name or evidence.pk}.{ENDINGS[evidence.content_type]}"
