from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from ..access import DeskRequest, answered, data_address, needs_on_phone, said
from ..intake import results_of
from ..reading import read_batch

# A batch of twenty long records is about 200 kB.
LARGEST_BODY = 1_000_000


@data_address("GET", "HEAD")
def token(request: HttpRequest) -> HttpResponse:
    """Whether the phone is still signed in, and the token that its next sending carries."""
    if not request.user.is_authenticated:
        return answered({"signed_in": False, "user": "", "csrf": ""})
    name = request.user.get_username()
    return answered({"signed_in": True, "user": name, "csrf": get_token(request)})


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
    results = results_of(batch, office=request.office, by=request.user)
    return answered({"results": results, "csrf": get_token(request)})
