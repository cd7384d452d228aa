from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.notices import say_done

from .. import calendar_links, queries
from ..forms import CalendarForm
from ..models import CalendarLink
from .pages import form_page, written


@needs("schedule.view")
@require_http_methods(["GET", "POST"])
def subscribe(request: DeskRequest) -> HttpResponse:
    """One's private calendar addresses, and a new one."""
    office, user = request.office, request.user
    form = CalendarForm(
        request.POST if request.method == "POST" else None, office=office, user=user
    )
    if written(
        form,
        lambda: calendar_links.make_calendar_link(
            office=office, by=user, person=form.cleaned_data["person"]
        ),
    ):
        say_done(request, _("The calendar has its address."))
        return redirect("schedule:subscribe")
    links = [
        (link, request.build_absolute_uri(_calendar_address(link)))
        for link in queries.calendar_links(office, user)
    ]
    return form_page(request, "subscribe", form, {"links": links})


@needs("schedule.view")
@require_POST
def revoke(request: DeskRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(CalendarLink, pk=pk, office=request.office)
    calendar_links.revoke_calendar_link(link=link, by=request.user)
    say_done(request, _("The address is revoked: it opens nothing any more."))
    return redirect("schedule:subscribe")


def _calendar_address(link: CalendarLink) -> str:
    seal = calendar_links.seal_of(link)
    return reverse("public:private_calendar", args=[link.identity, seal])
