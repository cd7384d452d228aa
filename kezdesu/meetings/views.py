from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.accounts.policy import may
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.notices import say_done
from kezdesu.core.seen import as_seen, one_at_a_time
from kezdesu.schedule.models import Visit

from . import listing, queries, services
from .comparing import plan_change, versions_of
from .exports import meeting_table
from .forms import (
    AnswerForm,
    CorrectForm,
    QuestionForm,
    RecordForm,
    RefusableForm,
    ReturnForm,
    facts_typed_before,
)
from .models import Meeting
from .screens.warning import warn_of_people
from .shelf import shelf_of


@require_safe
@needs("meetings.view")
def meetings(request: DeskRequest) -> HttpResponse:
    """All records, cancelled and postponed ones too."""
    asked = listing.of_meetings(request)
    if asked.wants_export:
        found = listing.rows(request.office, asked)
        return download(asked, *meeting_table(found), title=_("Meetings"))
    page = asked.page_of(listing.rows(request.office, asked))
    context = {
        "listing": asked,
        "page": page,
        "several": queries.with_twins(request.office, page),
    }
    return render(request, "meetings/meetings.html", context)


@require_safe
@needs("meetings.view")
def meeting(request: DeskRequest, pk: UUID) -> HttpResponse:
    return _page(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.record")
def record(request: DeskRequest) -> HttpResponse:
    """A planned visit's record by `?visit=`, else one of a meeting that was not planned."""
    asked = request.GET.get("visit", "")
    visit = queries.visit_to_record(request.office, int(asked)) if asked.isdecimal() else None
    form = RecordForm(request.POST or None, office=request.office, visit=visit)
    waiting = [] if visit else queries.visits_to_record(request.office)[:50]
    write = partial(_keep, request, form, visit)
    context = {"visit": visit, "waiting": waiting}
    return _answer(request, form, write, "meetings/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.record")
@one_at_a_time
def correct(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = queries.meeting_page(request.office, pk).meeting
    services.refuse_unless_may_correct(found, request.user)
    first = facts_typed_before(found)
    form = as_seen(CorrectForm(request.POST or None, office=request.office, initial=first))
    write = partial(_put_right, request, form, found)
    return _answer(request, form, write, "meetings/correct.html", {"meeting": found})


@require_POST
@needs("meetings.review")
def accept(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = queries.meeting_page(request.office, pk).meeting
    services.accept_meeting(meeting=found, by=request.user)
    undo = reverse("meetings:reopen", args=[pk])
    say_done(request, _("The record is accepted and counts."), undo=undo)
    return redirect("meetings:meeting", pk)


@require_POST
@needs("meetings.review")
def send_back(request: DeskRequest, pk: UUID) -> HttpResponse:
    found, form = queries.meeting_page(request.office, pk).meeting, ReturnForm(request.POST)

    def write() -> HttpResponse:
        services.return_meeting(meeting=found, note=form.cleaned_data["note"], by=request.user)
        undo = reverse("meetings:reopen", args=[pk])
        say_done(request, _("The record is returned."), undo=undo)
        return redirect("meetings:meeting", pk)

    return _written(form, write) or _page(request, pk, return_form=form)


@require_POST
@needs("meetings.review")
def reopen(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = queries.meeting_page(request.office, pk).meeting
    services.reopen_meeting(meeting=found, by=request.user)
    say_done(request, _("The record waits for review again."))
    return redirect("meetings:meeting", pk)


@require_POST
@needs("meetings.record")
def ask(request: DeskRequest, pk: UUID) -> HttpResponse:
    found = queries.meeting_page(request.office, pk).meeting
    form = QuestionForm(request.POST, office=request.office)

    def write() -> HttpResponse:
        services.ask_question(meeting=found, asked=form.asked, by=request.user)
        say_done(request, _("The question is written down."))
        warn_of_people(request, form.asked.text)
        return redirect("meetings:meeting", pk)

    return _written(form, write) or _page(request, pk, question_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.review")
@one_at_a_time
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    question = queries.question_of(request.office, pk)
    first = {"answer": question.answer, "answered_on": question.answered_on}
    form = as_seen(AnswerForm(request.POST or None, initial=first))

    def write() -> HttpResponse:
        services.answer_question(question=question, by=request.user, **form.cleaned_data)
        say_done(request, _("The answer is written down."))
        warn_of_people(request, form.cleaned_data["answer"])
        return redirect("meetings:meeting", question.meeting_id)

    return _answer(request, form, write, "meetings/answer.html", {"question": question})


def _keep(request: DeskRequest, form: RecordForm, visit: Visit | None) -> HttpResponse:
    made = services.record_meeting(
        id=form.record_id,
        track=visit.plan.track if visit else form.tracks[form.cleaned_data["track"]],
        place=visit.target.place if visit else form.cleaned_data["place"],
        visit=visit,
        facts=form.facts,
        themes=form.cleaned_data["themes"],
        speakers=form.cleaned_data["speakers"],
        questions=form.asked,
        by=request.user,
    )
    say_done(request, _("The record is kept and waits for review."))
    return redirect("meetings:meeting", made.pk)


def _put_right(request: DeskRequest, form: CorrectForm, found: Meeting) -> HttpResponse:
    corrected = services.correct_meeting(
        meeting=found,
        facts=form.facts,
        why=form.cleaned_data["why"],
        themes=form.cleaned_data["themes"],
        speakers=form.cleaned_data["speakers"],
        by=request.user,
    )
    if corrected.version == found.version:
        say_done(request, _("The correction is kept and waits for review."))
    else:
        say_done(request, _("The record is corrected."))
    return redirect("meetings:meeting", found.pk)


def _page(request: DeskRequest, pk: UUID, **forms: RefusableForm) -> HttpResponse:
    """The record's page; a form that was refused keeps what was typed and answers 422."""
    page = queries.meeting_page(request.office, pk)
    may_record = may(request.user, "meetings.record", request.office)
    context: dict[str, Any] = {
        "record": page,
        "meeting": page.meeting,
        "may_change": may_record and services.may_correct(page.meeting, request.user),
        "shelf": shelf_of(page.meeting, request.user, request.office),
        "versions": versions_of(page.meeting),
        "plan_change": plan_change(page.meeting),
        "return_form": ReturnForm(),
        "question_form": QuestionForm(office=request.office),
        **forms,
    }
    return render(request, "meetings/meeting.html", context, status=422 if forms else 200)


def _answer(
    request: HttpRequest,
    form: RefusableForm,
    write: Callable[[], HttpResponse],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """What a form's own page answers: the form, again with its errors, or where a write leads."""
    done = _written(form, write) if form.is_bound else None
    status = 422 if form.is_bound else 200
    return done or render(request, template, {"form": form, **context}, status=status)


def _written(form: RefusableForm, write: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The answer after writing; None when the form or a service said no."""
    if not form.is_valid():
        return None
    try:
        return write()
    except Refused as refused:
        form.refuse(refused)
        return None
