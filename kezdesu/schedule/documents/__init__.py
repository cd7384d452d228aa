"""The schedule on paper: one file a language and form."""

from collections.abc import Callable, Mapping
from typing import Final

from kezdesu.core.text import kazakh_slug

from ..models import Plan
from .docx import schedule_docx
from .excel import schedule_xlsx
from .paper import LANGUAGES, SchedulePaper, schedule_paper
from .pdf import schedule_pdf

__all__ = ["LANGUAGES", "TYPES", "file_name", "printed", "schedule_paper"]

_MICROSOFT: Final = "application/vnd.openxmlformats-officedocument"
TYPES: Final[Mapping[str, str]] = {
    "docx": f"{_MICROSOFT}.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": f"{_MICROSOFT}.spreadsheetml.sheet",
}
_MAKERS: Final[Mapping[str, Callable[[SchedulePaper], bytes]]] = {
    "docx": schedule_docx,
    "pdf": schedule_pdf,
    "xlsx": schedule_xlsx,
}


def printed(plan: Plan, code: str, form: str) -> bytes:
    """The schedule in a language of LANGUAGES and a form of TYPES."""
    return _MAKERS[form](schedule_paper(plan, code))


def file_name(plan: Plan, code: str, form: str) -> str:
    track = kazakh_slug(plan.track.slug)
    return f"schedule-{track}-{plan.starts_on}-v{plan.version}-{code}.{form}"
