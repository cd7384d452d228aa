from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.notices import say_done

from .. import services
from ..forms import MoveForm
from .pages import form_page, visit_of, written


@needs("schedule.edit")
@require_http_methods(["GET", "POST"])
def move(request: DeskRequest, pk: int) -> HttpResponse:
    visit = visit_of(request, pk)
    form = MoveForm(request.POST or None, visit=visit, zone=ZoneInfo(request.office.time_zone))
    if written(form, lambda: services.move_visit(visit=visit, by=request.user, **form.values)):
        say_done(request, _("The visit is changed."))
        return redirect("schedule:plan", visit.plan_id)
    return form_page(request, "move", form, {"visit": visit, "plan": visit.plan})


@needs("schedule.edit")
@require_POST
def pin(request: DeskRequest, pk: int) -> HttpResponse:
    """Turns the pin round; pressing it again is the way back."""
    visit = visit_of(request, pk)
    services.pin_visit(visit=visit, is_pinned=not visit.is_pinned, by=request.user)
    return redirect(f"{reverse('schedule:plan', args=[visit.plan_id])}#visit-{pk}")
