from collections.abc import Callable, Sequence
from itertools import chain
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_done

from .. import comparing
from ..comparing import Comparison
from ..services import accept_version, choose_record, merge_records, return_version
from ..shelf import Kept, shelf_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.review")
def compare(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Two records of one meeting, field by field; what is chosen is accepted."""
    pair = comparing.comparison(request.office, pk, _other(request))
    if request.method != "POST":
        return _page(request, pair, dict.fromkeys(pair.only_the_other_says, "other"))
    taken = {name for name, side in request.POST.items() if side == "other"}
    try:
        kept = _decide(request, pair, taken, _ticked(request, _files(request, pair)))
    except Refused as refused:
        return _page(request, pair, dict.fromkeys(taken, "other"), refused)
    say_done(request, _("The record is accepted and counts; the other one is kept beside it."))
    return redirect("meetings:meeting", kept)


def _decide(
    request: DeskRequest, pair: Comparison, taken: set[str], files: set[UUID] | None
) -> UUID:
    """The record that counts from now on."""
    both = {"meeting": pair.meeting, "other": pair.other}
    decision = request.POST.get("decision", "")
    if decision == "merge":
        return merge_records(**both, taken=taken, files=files, by=request.user).pk
    if decision == "other":
        both = {"meeting": pair.other, "other": pair.meeting}
    return choose_record(**both, files=files, by=request.user).pk


def _files(request: DeskRequest, pair: Comparison) -> list[list[Kept]]:
    """What stands with either record and the reader may see."""
    both = (pair.meeting, pair.other)
    return [shelf_of(each, request.user, request.office).standing for each in both]


def _ticked(request: HttpRequest, files: Sequence[Sequence[Kept]]) -> set[UUID] | None:
    """The files that come along; None, for all of them, when the page offered no choice."""
    if "has_files" not in request.POST:
        return None
    sent = set(request.POST.getlist("file"))
    return {kept.evidence.pk for kept in chain(*files) if str(kept.evidence.pk) in sent}


def _page(
    request: DeskRequest, pair: Comparison, taken: dict[str, str], refused: Refused | None = None
) -> HttpResponse:
    files = _files(request, pair)
    ticked = _ticked(request, files)
    context = {
        "pair": pair,
        "meeting": pair.meeting,
        "files": files,
        "left": [
            kept.evidence.pk
            for kept in chain(*files)
            if ticked is not None and kept.evidence.pk not in ticked
        ],
        "taken": taken,
        "refused": str(refused) if refused else "",
        "refused_field": (refused.field or "") if refused else "",
    }
    return render(request, "meetings/compare.html", context, status=422 if refused else 200)


def _other(request: HttpRequest) -> str:
    return request.POST.get("beside") or request.GET.get("with", "")


@require_POST
@needs("meetings.review")
def accept(request: DeskRequest, pk: UUID, number: int) -> HttpResponse:
    version = comparing.version_of(request.office, pk, number)
    return _decided(
        request,
        pk,
        lambda: accept_version(version=version, by=request.user),
        _("The correction is accepted and counts."),
    )


@require_POST
@needs("meetings.review")
def send_back(request: DeskRequest, pk: UUID, number: int) -> HttpResponse:
    version = comparing.version_of(request.office, pk, number)
    note = request.POST.get("note", "")
    return _decided(
        request,
        pk,
        lambda: return_version(version=version, note=note[:500], by=request.user),
        _("The correction is returned; what counted still counts."),
    )


def _decided(
    request: DeskRequest, pk: UUID, write: Callable[[], object], done: str
) -> HttpResponse:
    """A `Refused` becomes the sentence's own page."""
    write()
    say_done(request, done)
    return redirect(reverse("meetings:meeting", args=[pk]) + "#versions")
