from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.listing import Filter, Listing
from kezdesu.core.notices import say_done
from kezdesu.core.spreadsheets.screen import ImportScreen, import_screen

from . import queries, services
from .columns import roster_columns
from .exports import roster_table
from .forms import AbsenceForm, PersonForm
from .models import Absence, Person


@needs("people.view")
@require_safe
def people(request: DeskRequest) -> HttpResponse:
    listing = _listing(request)
    chosen = {name: listing.chosen(name) for name in ("group", "category")}
    if listing.wants_export:
        found = queries.found_people(request.office, search=listing.search, **chosen)
        return download(listing, *roster_table(request.office, found), title=_("People"))
    rows = queries.person_rows(
        request.office,
        request.LANGUAGE_CODE,
        search=listing.search,
        sort=listing.sort,
        **chosen,
    )
    context = {"listing": listing, "page": listing.page_of(rows)}
    return render(request, "people/people.html", context)


def _listing(request: DeskRequest) -> Listing[queries.PersonRow]:
    office, code = request.office, request.LANGUAGE_CODE
    return Listing(
        request.GET,
        sorts=queries.SORTS,
        filters=[
            Filter("group", _("Group"), queries.group_choices(office, code)),
            Filter("category", _("Category"), queries.category_choices(office, code)),
        ],
        search_label=_("Find a person"),
        has_export=True,
    )


@needs("people.view")
@require_safe
def person(request: DeskRequest, pk: int) -> HttpResponse:
    return _person_page(request, _person(request, pk), AbsenceForm())


def _person_page(
    request: DeskRequest, person: Person, form: AbsenceForm, status: int = 200
) -> HttpResponse:
    page = queries.person_page(person, request.LANGUAGE_CODE)
    context = {"page": page, "person": person, "form": form}
    return render(request, "people/person.html", context, status=status)


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = PersonForm(request.POST or None, initial=PersonForm.initial_of(person))
    if form.is_valid():
        try:
            services.edit_person(person=person, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            say_done(request, _("The person is saved."))
            return redirect("people:person", person.pk)
    context = {"form": form, "person": person}
    return render(request, "people/edit.html", context, status=422 if form.errors else 200)


@needs("people.edit")
@require_POST
def add_absence(request: DeskRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = AbsenceForm(request.POST)
    if form.is_valid():
        try:
            absence = services.add_absence(person=person, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            undo = reverse("people:remove_absence", args=[person.pk, absence.pk])
            say_done(request, _("The absence is added."), undo=undo)
            return redirect("people:person", person.pk)
    return _person_page(request, person, form, status=422)


@needs("people.edit")
@require_POST
def remove_absence(request: DeskRequest, pk: int, absence: int) -> HttpResponse:
    person = _person(request, pk)
    found = get_object_or_404(Absence, pk=absence, person=person)
    services.remove_absence(absence=found, by=request.user)
    say_done(request, _("The absence is removed."))
    return redirect("people:person", person.pk)


def _person(request: DeskRequest, pk: int) -> Person:
    return get_object_or_404(Person, pk=pk, office=request.office)


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: DeskRequest) -> HttpResponse:
    screen = ImportScreen(
        name="roster",
        title=_("Import the roster"),
        columns=roster_columns(request.office),
        importer=partial(services.import_roster, office=request.office, by=request.user),
        done="people:people",
    )
    return import_screen(request, screen)
