from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.notices import say_done
from kezdesu.core.seen import as_seen, one_at_a_time

from .. import queries, services
from ..forms import QuestionForm
from .forms import PublishQuestionForm
from .question_list import listing_of_questions, question_table, rows
from .warning import sentence_about_people, warn_of_people


@require_safe
@needs("meetings.view")
def questions(request: DeskRequest) -> HttpResponse:
    """Everything that people asked, who owes the answer and until when."""
    listing = listing_of_questions(request)
    found = rows(request.office, listing)
    if listing.wants_export:
        return download(listing, *question_table(found), title=_("Questions and proposals"))
    context = {"listing": listing, "page": listing.page_of(found)}
    return render(request, "meetings/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.review")
@one_at_a_time
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    question = queries.question_of(request.office, pk)
    first = QuestionForm.initial_of(question)
    form = as_seen(QuestionForm(request.POST or None, office=request.office, initial=first))
    if form.is_valid():
        try:
            services.edit_question(question=question, asked=form.asked, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            say_done(request, _("The question is saved."))
            warn_of_people(request, form.asked.text)
            return redirect("meetings:questions")
    context = {"form": form, "question": question}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/edit_question.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.publish")
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Question and answer as visitors would read them; what looks like a name is looked at once."""
    question = queries.question_of(request.office, pk)
    warning = sentence_about_people(question.text, question.answer, question.owner)
    form = PublishQuestionForm(request.POST if request.method == "POST" else None, warning=warning)
    if form.is_valid():
        try:
            services.publish_question(question=question, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            undo = reverse("meetings:unpublish_question", args=[pk])
            say_done(request, _("Visitors read the question with its answer."), undo=undo)
            return redirect("meetings:questions")
    context = {"form": form, "question": question, "warning": warning}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/publish_question.html", context, status=status)


@require_POST
@needs("meetings.publish")
def unpublish(request: DeskRequest, pk: int) -> HttpResponse:
    question = queries.question_of(request.office, pk)
    services.unpublish_question(question=question, by=request.user)
    say_done(request, _("Visitors no longer see the question."))
    return redirect("meetings:questions")
