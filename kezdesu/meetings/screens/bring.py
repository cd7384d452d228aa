from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.spreadsheets.screen import ImportScreen, import_screen

from ..columns import meeting_columns
from ..imports import import_meetings


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.review")
def bring(request: DeskRequest) -> HttpResponse:
    """Records that were collected on paper, from one table."""
    screen = ImportScreen(
        name="meetings",
        title=_("Import meetings"),
        columns=meeting_columns(request.office),
        importer=partial(import_meetings, office=request.office, by=request.user),
        done="meetings:meetings",
    )
    return import_screen(request, screen)
