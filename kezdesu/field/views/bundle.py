from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from ..access import DeskRequest, answered, data_address, needs_on_phone, said
from ..queries import bundle_of, seal_of, visit_of


@gzip_page  # tens of kilobytes of names over a slow network; no secret stands in it
@data_address("GET", "HEAD")
@needs_on_phone("meetings.record")
def bundle(request: DeskRequest) -> HttpResponse:
    """All that a phone needs for thirty days without network; 304 while nothing changed."""
    with timezone.override(request.office.time_zone):
        now = timezone.localtime()
        made = bundle_of(request.user, request.office, now)
    seal = seal_of(made)
    answer = answered({"made_at": now.isoformat(), **made})
    answer["ETag"] = seal
    return _unchanged(request, seal, answer)


@data_address("GET", "HEAD")
@needs_on_phone("meetings.record")
def visit(request: DeskRequest, identity: UUID) -> HttpResponse:
    """One visit of the office as the bundle gives its own: who scans a colleague's sheet asks."""
    with timezone.override(request.office.time_zone):
        found = visit_of(request.user, request.office, identity)
    if found is None:
        return said(404, _("No approved schedule of your office holds this meeting."))
    return answered({"visit": found})


def _unchanged(request: HttpRequest, seal: str, answer: HttpResponse) -> HttpResponse:
    kept = get_conditional_response(request, etag=seal, response=answer)
    return kept or answer
