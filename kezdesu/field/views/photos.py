from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.meetings.services.uploads import MAX_CHUNK, Progress, receive_chunk, received_of

from ..access import DeskRequest, answered, data_address, needs_on_phone, said
from ..sending import read_piece


@data_address("PUT", "HEAD")
@needs_on_phone("meetings.record")
def photo(request: DeskRequest, pk: UUID) -> HttpResponse:
    """PUT takes one piece of a file, HEAD says how many of its bytes are here.

    409: go on from `X-Received`; 413 and 422: this file is not kept, the sentence says why.
    """
    if request.method == "HEAD":
        return _with_received(HttpResponse(), received_of(id=pk, by=request.user))
    if int(request.headers.get("Content-Length") or 0) > MAX_CHUNK:
        return said(413, _("Too much at once: send the file in smaller pieces."))
    try:
        piece = read_piece(request, pk)
    except Refused as refused:
        return said(400, str(refused))
    content = request.read(piece.size + 1)
    if len(content) != piece.size:
        return said(400, _("The piece of the file did not arrive whole; send it again."))
    try:
        progress = receive_chunk(
            office=request.office,
            announced=piece.announced,
            first=piece.first,
            content=content,
            by=request.user,
        )
    except Refused as refused:
        return _with_received(said(422, str(refused)), 0)
    return _answer(progress)


def _answer(progress: Progress) -> HttpResponse:
    values = {"received": progress.received, "state": "kept" if progress.is_kept else "waiting"}
    return _with_received(answered(values, 200 if progress.is_taken else 409), progress.received)


def _with_received(answer: HttpResponse, received: int) -> HttpResponse:
    answer["X-Received"] = str(received)
    return answer
