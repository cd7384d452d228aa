from functools import partial
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.forms import written
from kezdesu.core.listed import OwnList, edited
from kezdesu.core.notices import say_done
from kezdesu.core.seen import as_seen, one_at_a_time
from kezdesu.core.spreadsheets.screen import ImportScreen, import_screen

from . import listing, queries, services
from .columns import publication_columns
from .exports import publication_table
from .forms import MergeForm, OutletForm, PublicationForm, row_typed_before
from .imports import import_publications
from .models import Outlet, Publication


@require_safe
@needs("press.view")
def publications(request: DeskRequest) -> HttpResponse:
    """The media log."""
    asked = listing.of_publications(request)
    if asked.wants_export:
        found = listing.rows(request.office, asked)
        return download(asked, *publication_table(found), title=_("Media log"))
    page = asked.page_of(listing.rows(request.office, asked))
    return render(request, "press/publications.html", {"listing": asked, "page": page})


@require_safe
@needs("press.view")
def publication(request: DeskRequest, pk: int) -> HttpResponse:
    found = queries.publication_of(request.office, pk)
    return render(request, "press/publication.html", {"publication": found})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("press.edit")
def add(request: DeskRequest) -> HttpResponse:
    """A new row; `?meeting=` ties it to a meeting from the start."""
    first = {"meeting": request.GET.get("meeting"), "language": "kk"}
    form = PublicationForm(request.POST or None, office=request.office, initial=first)
    made = _logged(request, form)
    if made is None:
        status = 422 if form.is_bound else 200
        return render(request, "press/add.html", {"form": form}, status=status)
    say_done(request, _("The publication is in the log."))
    return redirect("press:publication", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("press.edit")
@one_at_a_time
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    found = queries.publication_of(request.office, pk)
    first = row_typed_before(found)
    form = as_seen(PublicationForm(request.POST or None, office=request.office, initial=first))
    if _logged(request, form, found) is None:
        status, context = 422 if form.is_bound else 200, {"form": form, "publication": found}
        return render(request, "press/edit.html", context, status=status)
    say_done(request, _("The row of the log is corrected."))
    return redirect("press:publication", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("press.edit")
def bring(request: DeskRequest) -> HttpResponse:
    screen = ImportScreen(
        name="publications",
        title=_("Import publications"),
        columns=publication_columns(request.office),
        importer=partial(import_publications, office=request.office, by=request.user),
        done="press:publications",
    )
    return import_screen(request, screen)


@require_safe
@needs("press.view")
def outlets(request: DeskRequest) -> HttpResponse:
    rows = queries.outlet_rows(request.office)
    return render(request, "press/outlets.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("press.edit")
@one_at_a_time
def edit_outlet(request: DeskRequest, pk: int) -> HttpResponse:
    outlet = get_object_or_404(Outlet, pk=pk, office=request.office)
    own = OwnList(Outlet, OutletForm, services.add_outlet, services.edit_outlet)
    form, is_edited = edited(request, own, outlet)
    if is_edited:
        say_done(request, _("The entry is saved."))
        return redirect("press:outlets")
    return _outlet_page(request, outlet, form, MergeForm(None, outlet=outlet))


@require_POST
@needs("press.edit")
@one_at_a_time
def merge_outlet(request: DeskRequest, pk: int) -> HttpResponse:
    """The outlet is another's second spelling: one remains."""
    outlet = get_object_or_404(Outlet, pk=pk, office=request.office)
    merging = MergeForm(request.POST, outlet=outlet)
    kept = written(
        merging,
        lambda: services.merge_outlets(outlet=outlet, by=request.user, **merging.cleaned_data),
    )
    if kept is None:
        form = as_seen(OutletForm(initial=OutletForm.initial_of(outlet)))
        return _outlet_page(request, outlet, form, merging)
    say_done(request, _("“%(name)s” is merged: its publications stand here.") % {"name": outlet})
    return redirect("press:edit_outlet", kept.pk)


def _outlet_page(
    request: DeskRequest, outlet: Outlet, form: Form, merging: MergeForm
) -> HttpResponse:
    """422 when one of its two forms came back with faults."""
    context = {"form": form, "outlet": outlet, "merging": merging}
    context["moving"] = outlet.publications.count()
    status = 422 if form.is_bound or merging.is_bound else 200
    return render(request, "press/outlet.html", context, status=status)


def _logged(
    request: DeskRequest, form: PublicationForm, known: Publication | None = None
) -> Publication | None:
    """The row written from the form; None when the form or a service said no."""
    if not form.is_valid():
        return None
    try:
        return _write(request, form, known)
    except Refused as refused:
        form.refuse(refused)
        return None


@transaction.atomic
def _write(request: DeskRequest, form: PublicationForm, known: Publication | None) -> Publication:
    """A new outlet and its publication stand or fall together."""
    by: Any = request.user
    outlet = form.cleaned_data["outlet"]
    if form.new_outlet:
        outlet = services.add_outlet(office=request.office, by=by, **form.new_outlet)
    piece = form.piece(outlet)
    if known:
        return services.correct_publication(publication=known, piece=piece, by=by)
    return services.log_publication(piece=piece, by=by)
