from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.accounts.choices import Interface
from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_done, say_problem
from kezdesu.core.seen import as_seen, one_at_a_time

from . import queries, services
from .choices import Purpose
from .documents import TYPES
from .forms import MakeReportForm, PublishForm, WordingForm
from .models import Report
from .previews import wording_read_out
from .writing import Wording

FORM_METHODS: Final = ["GET", "HEAD", "POST"]


@require_safe
@needs("reports.view")
def reports(request: DeskRequest) -> HttpResponse:
    rows = queries.report_rows(request.office)
    return render(request, "reports/reports.html", {"rows": rows})


@require_http_methods(FORM_METHODS)
@needs("reports.edit")
def make(request: DeskRequest) -> HttpResponse:
    periods = queries.open_periods(request.office, timezone.localdate())
    frozen = queries.frozen_versions(request.office)
    form = MakeReportForm(request.POST or None, periods=periods, frozen=frozen)
    if form.is_valid():
        made = services.make_report(
            office=request.office, period=form.cleaned_data["period"], by=request.user
        )
        return redirect("reports:report", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "reports/make.html", {"form": form}, status=status)


@require_safe
@needs("reports.view")
def report(request: DeskRequest, pk: int) -> HttpResponse:
    """`?language=` and `?text=post|report` choose what is read."""
    code = _code(request.GET.get("language", request.LANGUAGE_CODE))
    purpose = _purpose(request.GET.get("text", Purpose.POST.value))
    page = queries.report_page(_report(request, pk), code, purpose)
    context = {
        "page": page,
        "report": page.report,
        "code": code,
        "purpose": purpose.value,
        "purposes": Purpose.choices,
        "languages": Interface.choices,
        "forms": list(TYPES),
    }
    return render(request, "reports/report.html", context)


@require_safe
@needs("reports.view")
def download(request: DeskRequest, pk: int, code: str, form: str) -> HttpResponse:
    if form not in TYPES:
        raise Http404
    issued = services.issue_file(
        report=_report(request, pk), language=_code(code), form=form, by=request.user
    )
    return HttpResponse(
        issued.content,
        content_type=issued.content_type,
        headers={"Content-Disposition": f'attachment; filename="{issued.name}"'},
    )


@require_POST
@needs("reports.freeze")
def freeze(request: DeskRequest, pk: int) -> HttpResponse:
    try:
        services.freeze_report(report=_report(request, pk), by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
    else:
        say_done(request, _("The report is frozen: its figures no longer change."))
    return redirect("reports:report", pk)


@require_POST
@needs("reports.edit")
def discard(request: DeskRequest, pk: int) -> HttpResponse:
    try:
        services.discard_draft(report=_report(request, pk), by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
        return redirect("reports:report", pk)
    say_done(request, _("The draft is discarded."))
    return redirect("reports:reports")


@require_POST
@needs("reports.check")
def check(request: DeskRequest, pk: int, code: str) -> HttpResponse:
    """Marks one language as checked by a person; `checked=0` takes the mark away."""
    is_checked = request.POST.get("checked") != "0"
    report, code = _report(request, pk), _code(code)
    try:
        services.mark_text(report=report, language=code, is_checked=is_checked, by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
    else:
        said = _("The text is marked as checked.") if is_checked else _("The mark is taken away.")
        say_done(request, said)
    return redirect(f"{reverse('reports:report', args=[pk])}?language={code}")


@require_http_methods(FORM_METHODS)
@needs("reports.publish")
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """A page of its own, because others are told."""
    found = _report(request, pk)
    form = PublishForm(request.POST or None, initial={"author": queries.author_of(found)})
    if form.is_valid():
        try:
            services.publish_report(
                report=found,
                author=form.cleaned_data["author"],
                tags=form.chosen_tags,
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_done(request, _("The report is on the public page in three languages."))
            return redirect("reports:report", pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "page": queries.report_page(found, "kk", Purpose.POST)}
    return render(request, "reports/publish.html", context, status=status)


@require_safe
@needs("reports.view")
def wordings(request: DeskRequest) -> HttpResponse:
    rows = queries.wording_rows(request.office)
    return render(request, "reports/wordings.html", {"rows": rows})


@require_http_methods(FORM_METHODS)
@needs("reports.edit")
@one_at_a_time
def wording(request: DeskRequest, purpose: str, code: str) -> HttpResponse:
    chosen, code = _purpose(purpose), _code(code)
    now = queries.wording_for(request.office, chosen, code)
    initial = {"title": now.title, "body": now.body}
    form = as_seen(WordingForm(request.POST or None, initial=initial))
    if form.is_valid():
        try:
            services.save_wording(
                office=request.office,
                purpose=chosen,
                language=code,
                wording=form.wording,
                by=request.user,
            )
        except Refused as refused:
            form.add_error("body", str(refused))
        else:
            say_done(request, _("The wording is saved; drafts use it at once."))
            return redirect("reports:wordings")
    return _wording_page(request, form, form.wording if form.is_bound else now, chosen, code)


@require_POST
@needs("reports.edit")
def wording_preview(request: DeskRequest, purpose: str, code: str) -> HttpResponse:
    """What a wording says while it is being typed; nothing is kept, a mistake is its sentence."""
    chosen, code, form = _purpose(purpose), _code(code), WordingForm(request.POST)
    form.is_valid()  # what is not whole yet is read out as far as it goes
    preview = wording_read_out(request.office, form.wording, chosen, code, timezone.localdate())
    context = {"preview": preview, "code": code}
    return render(request, "reports/parts/wording_preview.html", context)


def _wording_page(
    request: DeskRequest, form: WordingForm, shown: Wording, purpose: Purpose, code: str
) -> HttpResponse:
    context = {
        "form": form,
        "purpose": purpose.label,
        "language": Interface(code).label,
        "code": code,
        "address": reverse("reports:wording-preview", args=[purpose.value, code]),
        "preview": wording_read_out(request.office, shown, purpose, code, timezone.localdate()),
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/wording.html", context, status=status)


def _report(request: DeskRequest, pk: int) -> Report:
    return get_object_or_404(request.office.reports.select_related("office", "post"), pk=pk)


def _code(code: str) -> str:
    if code not in Interface.values:
        raise Http404
    return code


def _purpose(purpose: str) -> Purpose:
    if purpose not in Purpose.values:
        raise Http404
    return Purpose(purpose)
