from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from ..access import DeskRequest, answered, busy, data_address, needs_on_phone, said
from ..intake import results_of
from ..pace import Crowded, pace
from ..reading import read_batch

# A batch of twenty long records is about 200 kB.
LARGEST_BODY = 1_000_000


@data_address("GET", "HEAD")
def token(request: HttpRequest) -> HttpResponse:
    """Whether the phone is still signed in, its next sending's token, and how long to wait."""
    if not request.user.is_authenticated:
        return answered({"signed_in": False, "user": "", "csrf": "", "wait": 0})
    name, wait = request.user.get_username(), round(pace.turn(), 2)
    return answered({"signed_in": True, "user": name, "csrf": get_token(request), "wait": wait})


@data_address("POST")
@needs_on_phone("meetings.record")
def records(request: DeskRequest) -> HttpResponse:
    """Keep up to twenty records, each on its own; sending them again doubles nothing."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY:
        return said(413, _("Too much at once: send fewer records in one call."))
    try:
        batch = read_batch(request.body)
    except Refused as refused:
        return said(400, str(refused))
    try:
        with pace.delivery():
            results = results_of(batch, office=request.office, by=request.user)
    except (Crowded, OperationalError):  # the database is busy or away: the phone keeps its records
        return busy(_("The server is busy: the phone sends the records again by itself."))
    return answered({"results": results, "csrf": get_token(request)})
