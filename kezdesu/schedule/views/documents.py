from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs

from .. import documents
from .pages import plan_of


@needs("schedule.view")
@require_safe
def document(request: DeskRequest, pk: int, language: str, form: str) -> HttpResponse:
    """The schedule as it is printed, in one language: the two are separate files."""
    if language not in documents.LANGUAGES or form not in documents.TYPES:
        raise Http404
    plan = plan_of(request, pk)
    content = documents.printed(plan, language, form)
    answer = HttpResponse(content, content_type=documents.TYPES[form])
    name = documents.file_name(plan, language, form)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
