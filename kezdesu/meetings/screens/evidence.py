import hashlib
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_done
from kezdesu.core.seen import as_seen, one_at_a_time

from .. import queries, shelf
from ..choices import Consent
from ..models import Meeting
from ..services import evidence as services
from ..services import following
from ..services.evidence import SentFile
from ..serving import served
from .forms import ConsentForm, EvidenceForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.record")
def add(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Several files at once: the good ones are kept, each bad one gets its sentence."""
    meeting = queries.meeting_page(request.office, pk).meeting
    services.refuse_unless_may_add(office=request.office, record=pk, by=request.user)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        kept = _keep(request, form, meeting)
        if kept:
            say_done(request, _added(kept))
        if form.is_valid():
            return redirect("meetings:meeting", pk)
    context = {"form": form, "meeting": meeting}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/add_evidence.html", context, status=status)


@require_safe
@needs("meetings.view")
def evidence(request: DeskRequest, pk: UUID) -> HttpResponse:
    return _page(request, pk)


@require_safe
@needs("meetings.view")
def file(request: DeskRequest, pk: UUID) -> HttpResponse:
    return served(request, shelf.evidence_of(request.office, request.user, pk).evidence)


@require_POST
@needs("meetings.record")
@one_at_a_time
def consent(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = _changeable(request, pk)
    first = ConsentForm.initial_of(found.evidence)
    form = as_seen(ConsentForm(request.POST, initial=first))
    if not form.is_valid():
        return _page(request, pk, form)
    said = form.cleaned_data
    services.note_consent(
        evidence=found.evidence,
        consent=Consent(said["consent"]),
        note=said["consent_note"],
        by=request.user,
    )
    say_done(request, _("The consent is noted."))
    return redirect("meetings:evidence", pk)


@require_POST
@needs("meetings.publish")
def publish(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Shown to visitors or inside the office only, as `to` says: of two who do the same none undoes
    it."""
    found = shelf.evidence_of(request.office, request.user, pk).evidence
    is_public = request.GET.get("to") == "visitors"
    services.publish_evidence(evidence=found, is_public=is_public, by=request.user)
    done = _("Visitors see the photo.") if is_public else _("Visitors no longer see the photo.")
    back = "office" if is_public else "visitors"
    address = reverse("meetings:publish_evidence", args=[pk])
    say_done(request, done, undo=f"{address}?to={back}")
    return redirect("meetings:evidence", pk)


@require_POST
@needs("meetings.record")
def delete(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = _changeable(request, pk).evidence
    services.delete_evidence(evidence=found, by=request.user)
    undo = reverse("meetings:restore_evidence", args=[pk])
    say_done(request, _("The file is deleted."), undo=undo)
    return redirect("meetings:meeting", found.record)


@require_POST
@needs("meetings.record")
def restore(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = _changeable(request, pk).evidence
    services.restore_evidence(evidence=found, by=request.user)
    say_done(request, _("The file is back."))
    return redirect("meetings:meeting", found.record)


@require_POST
@needs("meetings.review")
def give_back(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = shelf.evidence_of(request.office, request.user, pk).evidence
    home = following.give_back(evidence=found, by=request.user)
    say_done(request, _("The file is back with its own record."))
    return redirect("meetings:meeting", home.record)


def _keep(request: DeskRequest, form: EvidenceForm, meeting: Meeting) -> int:
    """How many files were kept; what was refused stands in the form by the file's name."""
    kept = 0
    for name, sent in form.sent():
        try:
            _keep_one(request, meeting, sent)
            kept += 1
        except Refused as refused:
            form.add_error("uploads", f"{name}: {refused}")
    return kept


def _keep_one(request: DeskRequest, meeting: Meeting, sent: SentFile | Refused) -> None:
    """The same photo chosen again is the same one; one that was deleted comes back."""
    if isinstance(sent, Refused):
        raise sent
    kept = services.keep_evidence(
        id=uuid5(meeting.pk, f"{sent.kind} {hashlib.sha256(sent.content).hexdigest()}"),
        office=request.office,
        record=meeting.pk,
        sent=sent,
        by=request.user,
    )
    if kept.deleted_at:
        services.restore_evidence(evidence=kept, by=request.user)


def _added(count: int) -> str:
    return ngettext("%(count)s file is added.", "%(count)s files are added.", count) % {
        "count": count
    }


def _changeable(request: DeskRequest, pk: UUID) -> shelf.Kept:
    """A file that came along stays in the hands of who sent it, and of a coordinator."""
    found = shelf.evidence_of(request.office, request.user, pk)
    sent_with = found.evidence.came_with or found.evidence.record
    services.refuse_unless_may_add(office=request.office, record=sent_with, by=request.user)
    return found


def _page(request: DeskRequest, pk: UUID, form: ConsentForm | None = None) -> HttpResponse:
    kept = shelf.evidence_of(request.office, request.user, pk)
    meeting = queries.meeting_page(request.office, kept.evidence.record).meeting
    first = ConsentForm.initial_of(kept.evidence)
    context = {
        "kept": kept,
        "evidence": kept.evidence,
        "meeting": meeting,
        "consent_form": form or as_seen(ConsentForm(initial=first)),
    }
    status = 422 if form else 200
    return render(request, "meetings/evidence.html", context, status=status)
