from typing import Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.files import store
from kezdesu.core.files.documents import ENDINGS, PDF
from kezdesu.core.files.serving import answer_with
from kezdesu.core.notices import say_done

from .. import services
from ..forms import ScanForm
from ..models import Scan
from .pages import form_page, plan_of, written

_OURS: Final = "private, max-age=600"


@needs("schedule.scan")
@require_http_methods(["GET", "POST"])
def add_scan(request: DeskRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    form = ScanForm(request.POST or None, request.FILES or None)
    if written(
        form,
        lambda: services.add_scan(plan=plan, scan=form.cleaned_data["scan"], by=request.user),
    ):
        say_done(request, _("The scan is attached."))
        return redirect("schedule:plan", pk)
    return form_page(request, "scan", form, {"plan": plan})


@needs("schedule.view")
@require_safe
def scan(request: DeskRequest, pk: int) -> HttpResponse:
    """A photo is shown, a PDF is saved."""
    found = _scan_of(request, pk)
    name = f"{found.name or found.pk}.{ENDINGS[PDF.content_type]}"
    return answer_with(
        store.path_of(found.file),
        found.content_type,
        caching=_OURS,
        saved_as=name if found.content_type == PDF.content_type else "",
    )


@needs("schedule.scan")
@require_POST
def withdraw_scan(request: DeskRequest, pk: int) -> HttpResponse:
    found = _scan_of(request, pk)
    services.withdraw_scan(scan=found, by=request.user)
    say_done(request, _("The scan is taken away; the log keeps that it was here."))
    return redirect(reverse("schedule:plan", args=[found.plan_id]))


def _scan_of(request: DeskRequest, pk: int) -> Scan:
    scans = Scan.objects.filter(withdrawn_at=None, plan__track__programme__office=request.office)
    return get_object_or_404(scans.select_related("plan"), pk=pk)
