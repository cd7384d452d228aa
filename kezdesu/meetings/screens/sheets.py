from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.text import kazakh_slug
from kezdesu.schedule.models import Visit

from .. import planned
from ..blanks import LANGUAGES, Blank, blank_pdf


@require_safe
@needs("schedule.view")
def sheet(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """One visit's blank sheet."""
    visit = planned.visit_with_all(request.office, pk)
    name = f"{kazakh_slug(visit.target.place.name_kk)}-{visit.starts_at:%Y-%m-%d}"
    return _pdf(request, [visit], language, name)


@require_safe
@needs("schedule.view")
def trip(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """Everything that the visit's crew does that day, in order."""
    visits = planned.visits_of_trip(request.office, pk)
    return _pdf(request, visits, language, f"{visits[0].starts_at:%Y-%m-%d}-trip")


@require_safe
@needs("schedule.view")
def week(request: DeskRequest, year: int, week: int, language: str) -> HttpResponse:
    """The office's whole week, by time."""
    visits = planned.visits_of_week(request.office, year, week)
    return _pdf(request, visits, language, f"{year}-week-{week}")


def _pdf(request: DeskRequest, visits: Sequence[Visit], language: str, name: str) -> HttpResponse:
    if language not in LANGUAGES or not visits:
        raise Http404
    with override(language):
        page = request.build_absolute_uri(reverse("phone:page"))
    blanks = [Blank(visit, f"{page}?{_named(visit)}") for visit in visits]
    answer = HttpResponse(
        blank_pdf(request.office, blanks, language), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="sheet-{name}-{language}.pdf"'
    return answer


def _named(visit: Visit) -> str:
    """The visit, with its place and track for a phone that does not hold it and has no network."""
    about = {"visit": visit.identity, "place": visit.target.place_id, "track": visit.plan.track_id}
    return urlencode(about)
