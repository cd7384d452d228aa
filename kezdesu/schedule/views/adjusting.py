"""What the mouse and the keyboard ask for on a page that shows a draft; answers are JSON."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_problem

from .. import queries, services
from ..forms import DropForm
from ..queries.spots import Spot, Tried
from .pages import back, plan_address, plan_of, seen_in, visit_of

Act = Callable[..., Any]


def answers_in_json(view: Act) -> Act:
    """A refusal is its sentence: 409 when somebody else was first, 422 otherwise."""

    @wraps(view)
    def answering(request: DeskRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except Refused as refused:
            status = 409 if isinstance(refused, services.Stale) else 422
            return JsonResponse({"said": str(refused)}, status=status)

    return answering


@needs("schedule.edit")
@require_safe
@answers_in_json
def spots(request: DeskRequest, pk: int) -> dict[str, Any]:
    """Where the visit may go, of the days and crews that the page shows, and what it breaks."""
    days = [_day(each) for each in request.GET.get("days", "").split(",") if each]
    crews = list(dict.fromkeys(request.GET.get("crews", "").split(",")))
    tried = Tried.of_visit(visit_of(request, pk))
    found = queries.spots_of(tried, sorted(set(days)), crews)
    return {"spots": [_told(spot) for spot in found]}


@needs("schedule.edit")
@require_POST
@answers_in_json
def drop(request: DeskRequest, pk: int) -> dict[str, Any]:
    visit = visit_of(request, pk)
    form = DropForm(request.POST)
    if not form.is_valid():
        raise Refused(_("The visit cannot be put there."))
    typed = form.cleaned_data
    starts_at = datetime.combine(typed["day"], typed["at"], ZoneInfo(request.office.time_zone))
    crew = queries.crew_of(typed["crew"], visit.plan) if typed["crew"] else None
    services.change_visit(
        visit=visit, seen=typed["seen"], by=request.user, starts_at=starts_at, crew=crew
    )
    said = {"place": visit.target.place.name, "when": queries.when_in_words(starts_at)}
    return {"said": _("“%(place)s” is now on %(when)s.") % said}


@needs("schedule.edit")
@require_POST
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    return _turned(request, pk, services.undo_step)


@needs("schedule.edit")
@require_POST
def redo(request: DeskRequest, pk: int) -> HttpResponse:
    return _turned(request, pk, services.redo_step)


def _turned(request: DeskRequest, pk: int, act: Act) -> HttpResponse:
    """Back to the page it was pressed on, which shows what became of it."""
    plan = plan_of(request, pk)
    try:
        act(plan=plan, seen=seen_in(request), by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
    return back(request, plan_address(pk))


def _told(spot: Spot) -> dict[str, Any]:
    return {
        "date": spot.day.isoformat(),
        "crew": spot.crew,
        "at": f"{spot.at:%H:%M}",
        "label": spot.label,
        "fits": spot.fits,
        "isOutside": spot.is_outside,
        "says": spot.says,
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(_("The visit cannot be put there.")) from error
