from functools import partial
from typing import Any, Final

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.listed import OwnList, added, edited
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.notices import say_done
from kezdesu.core.seen import as_seen, one_at_a_time
from kezdesu.core.spreadsheets.screen import ImportScreen, import_screen

from . import queries, services
from .columns import place_columns
from .exports import place_table
from .forms import ClosureForm, DistrictForm, KindForm, PlaceForm
from .models import Closure, District, Place, PlaceKind

LISTS: Final = {
    "kinds": OwnList(PlaceKind, KindForm, services.add_kind, services.edit_kind),
    "districts": OwnList(District, DistrictForm, services.add_district, services.edit_district),
}


@needs("places.view")
@require_safe
def places(request: DeskRequest) -> HttpResponse:
    listing = _listing(request)
    chosen = {name: listing.chosen(name) for name in ("district", "kind", "priority")}
    if listing.wants_export:
        found = queries.found_places(request.office, search=listing.search, **chosen)
        found = queries.in_order(found, listing.sort, request.LANGUAGE_CODE)
        return download(listing, *place_table(request.office, found), title=_("Places"))
    rows = queries.place_rows(
        request.office,
        request.LANGUAGE_CODE,
        search=listing.search,
        sort=listing.sort,
        **chosen,
    )
    context = {"listing": listing, "page": listing.page_of(rows)}
    return render(request, "places/places.html", context)


def _listing(request: DeskRequest) -> Listing[queries.PlaceRow]:
    office, code = request.office, request.LANGUAGE_CODE
    return Listing(
        request.GET,
        sorts=queries.SORTS,
        filters=[
            Filter("district", _("District"), queries.district_choices(office, code)),
            Filter("kind", _("Kind"), queries.kind_choices(office, code)),
            Filter("priority", _("Priority"), [Choice("yes", _("yes")), Choice("no", _("no"))]),
        ],
        search_label=_("Find a place"),
        has_export=True,
    )


@needs("places.view")
@require_safe
def place(request: DeskRequest, pk: int) -> HttpResponse:
    return _place_page(request, _place(request, pk), ClosureForm())


def _place_page(
    request: DeskRequest, place: Place, form: ClosureForm, status: int = 200
) -> HttpResponse:
    page = queries.place_page(place, request.LANGUAGE_CODE)
    context = {"page": page, "place": place, "form": form}
    return render(request, "places/place.html", context, status=status)


@needs("places.edit")
@require_POST
def add_closure(request: DeskRequest, pk: int) -> HttpResponse:
    place, form = _place(request, pk), ClosureForm(request.POST)
    if form.is_valid():
        try:
            closure = services.add_closure(place=place, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            undo = reverse("places:remove_closure", args=[pk, closure.pk])
            say_done(request, _("The closed days are added."), undo=undo)
            return redirect("places:place", pk)
    return _place_page(request, place, form, status=422)


@needs("places.edit")
@require_POST
def remove_closure(request: DeskRequest, pk: int, closure: int) -> HttpResponse:
    found = get_object_or_404(Closure, pk=closure, place=_place(request, pk))
    services.remove_closure(closure=found, by=request.user)
    say_done(request, _("The closed days are removed."))
    return redirect("places:place", pk)


@needs("places.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    place = _place(request, pk)
    initial = PlaceForm.initial_of(place)
    form = as_seen(PlaceForm(request.POST or None, office=request.office, initial=initial))
    if form.is_valid():
        try:
            services.edit_place(place=place, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            say_done(request, _("The place is saved."))
            return redirect("places:place", place.pk)
    return _form_page(request, form, {"place": place})


@needs("places.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest) -> HttpResponse:
    form = PlaceForm(request.POST or None, office=request.office)
    if form.is_valid():
        try:
            place = services.add_place(
                office=request.office, by=request.user, **_as_names(form.cleaned_data)
            )
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            say_done(request, _("The place is added."))
            return redirect("places:place", place.pk)
    return _form_page(request, form, {"place": None})


def _as_names(values: dict[str, Any]) -> dict[str, Any]:
    names = {code: values[f"name_{code}"] for code in ("kk", "ru", "en")}
    return {"names": names} | {
        key: value for key, value in values.items() if not key.startswith("name_")
    }


def _form_page(request: DeskRequest, form: PlaceForm, context: dict[str, object]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "places/edit.html", {"form": form, **context}, status=status)


@needs("places.view")
@require_safe
def lists(request: DeskRequest) -> HttpResponse:
    """What places are told apart by: kinds and districts."""
    parts = queries.listed_rows(request.office, request.LANGUAGE_CODE)
    return render(request, "places/lists.html", {"parts": parts})


@needs("places.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_listed(request: DeskRequest, what: str) -> HttpResponse:
    form, is_added = added(request, _list(what), request.office)
    if is_added:
        say_done(request, _("The entry is added."))
        return redirect("places:lists")
    return _listed_page(request, form, {"what": what, "listed": None})


@needs("places.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def edit_listed(request: DeskRequest, what: str, pk: int) -> HttpResponse:
    own = _list(what)
    listed = get_object_or_404(own.of(request.office), pk=pk)
    form, is_edited = edited(request, own, listed)
    if is_edited:
        say_done(request, _("The entry is saved."))
        return redirect("places:lists")
    return _listed_page(request, form, {"what": what, "listed": listed})


def _list(what: str) -> OwnList:
    if what not in LISTS:
        raise Http404
    return LISTS[what]


def _listed_page(request: DeskRequest, form: Form, context: dict[str, object]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "places/listed.html", {"form": form, **context}, status=status)


def _place(request: DeskRequest, pk: int) -> Place:
    return get_object_or_404(
        Place.objects.select_related("kind", "district"), pk=pk, office=request.office
    )


@needs("places.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: DeskRequest) -> HttpResponse:
    screen = ImportScreen(
        name="places",
        title=_("Import places"),
        columns=place_columns(request.office),
        importer=partial(services.import_places, office=request.office, by=request.user),
        done="places:places",
    )
    return import_screen(request, screen)
