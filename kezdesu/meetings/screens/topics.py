from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_done
from kezdesu.core.seen import as_seen, one_at_a_time

from .. import asked, services
from .forms import TopicForm
from .question_list import today_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.review")
def topics(request: DeskRequest) -> HttpResponse:
    """The office's list of topics, and a line to add one."""
    form = TopicForm(request.POST or None)

    def add(names: dict[str, str]) -> None:
        services.add_topic(office=request.office, names=names, by=request.user)

    if _written(form, add):
        say_done(request, _("The topic is added."))
        return redirect("meetings:topics")
    lines = asked.topic_lines(request.office, today_of(request.office))
    context = {"form": form, "lines": lines}
    return render(request, "meetings/topics.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("meetings.review")
@one_at_a_time
def topic(request: DeskRequest, pk: int) -> HttpResponse:
    """One topic: its names, whether it is offered, and its history."""
    found = asked.topic_of(request.office, pk)
    form = as_seen(TopicForm(request.POST or None, initial=TopicForm.initial_of(found)))

    def rename(names: dict[str, str]) -> None:
        services.rename_topic(topic=found, names=names, by=request.user)

    if _written(form, rename):
        say_done(request, _("The topic is renamed."))
        return redirect("meetings:topics")
    found.refresh_from_db()
    context = {"form": form, "topic": found}
    return render(request, "meetings/topic.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("meetings.review")
def retire(request: DeskRequest, pk: int) -> HttpResponse:
    services.retire_topic(topic=asked.topic_of(request.office, pk), by=request.user)
    undo = reverse("meetings:restore_topic", args=[pk])
    say_done(request, _("The topic is retired; questions that have it keep it."), undo=undo)
    return redirect("meetings:topics")


@require_POST
@needs("meetings.review")
def restore(request: DeskRequest, pk: int) -> HttpResponse:
    services.restore_topic(topic=asked.topic_of(request.office, pk), by=request.user)
    say_done(request, _("The topic is offered again."))
    return redirect("meetings:topics")


def _written(form: TopicForm, write: Callable[[dict[str, str]], None]) -> bool:
    """False when nothing was sent, or the form or the service said no."""
    if not form.is_valid():
        return False
    try:
        write(form.names)
    except Refused as refused:
        form.refuse(refused)
    return form.is_valid()
