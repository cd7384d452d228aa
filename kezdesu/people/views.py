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
from kezdesu.core.forms import NamesForm, written
from kezdesu.core.listed import OwnList, added, edited
from kezdesu.core.listing import Filter, Listing
from kezdesu.core.notices import say_done
from kezdesu.core.seen import as_seen, one_at_a_time
from kezdesu.core.spreadsheets.screen import ImportScreen, import_screen

from . import queries, services
from .columns import roster_columns
from .exports import roster_table
from .forms import AbsenceForm, EndForm, GroupForm, PersonForm, SeatForm
from .models import Absence, Body, Category, Group, Person, Skill


@needs("people.view")
@require_safe
def people(request: DeskRequest) -> HttpResponse:
    listing = _listing(request)
    chosen = {name: listing.chosen(name) for name in ("group", "category")}
    if listing.wants_export:
        found = queries.found_people(request.office, search=listing.search, **chosen)
        found = queries.in_order(found, listing.sort)
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
def add(request: DeskRequest) -> HttpResponse:
    form = PersonForm(request.POST or None, office=request.office)
    person = written(
        form,
        lambda: services.add_person(office=request.office, by=request.user, **form.values),
    )
    if person:
        say_done(request, _("The person is added; give them a seat in a group."))
        return redirect("people:person", person.pk)
    return _form_page(request, "edit", form, {"person": None})


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    initial = PersonForm.initial_of(person)
    form = as_seen(PersonForm(request.POST or None, office=request.office, initial=initial))
    if written(form, lambda: services.edit_person(person=person, by=request.user, **form.values)):
        say_done(request, _("The person is saved."))
        return redirect("people:person", person.pk)
    return _form_page(request, "edit", form, {"person": person})


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_seat(request: DeskRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = SeatForm(request.POST or None, office=request.office)
    if written(
        form, lambda: services.add_seat(person=person, by=request.user, **form.cleaned_data)
    ):
        say_done(request, _("The seat is added."))
        return redirect("people:person", pk)
    return _form_page(request, "seat", form, {"person": person, "seat": None})


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def end_seat(request: DeskRequest, pk: int, seat: int) -> HttpResponse:
    person = _person(request, pk)
    found = get_object_or_404(person.seats.select_related("group"), pk=seat)
    form = as_seen(EndForm(request.POST or None, initial={"ends_on": found.ends_on}))
    if written(form, lambda: services.end_seat(seat=found, by=request.user, **form.cleaned_data)):
        say_done(request, _("The last day of the seat is set."))
        return redirect("people:person", pk)
    return _form_page(request, "seat", form, {"person": person, "seat": found})


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


LISTS: Final = {
    "groups": OwnList(Group, GroupForm, services.add_group, services.edit_listed),
    "categories": OwnList(
        Category, NamesForm, services.add_category, services.edit_listed, has_order=True
    ),
    "bodies": OwnList(Body, NamesForm, services.add_body, services.edit_listed, has_order=True),
    "skills": OwnList(Skill, NamesForm, services.add_skill, services.edit_listed, has_order=True),
}


@needs("people.view")
@require_safe
def lists(request: DeskRequest) -> HttpResponse:
    """What seats and rules name: groups, categories, bodies, skills."""
    parts = queries.listed_rows(request.office, request.LANGUAGE_CODE)
    return render(request, "people/lists.html", {"parts": parts})


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_listed(request: DeskRequest, what: str) -> HttpResponse:
    form, is_added = added(request, _list(what), request.office)
    if is_added:
        say_done(request, _("The entry is added."))
        return redirect("people:lists")
    return _form_page(request, "listed", form, {"what": what, "listed": None})


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def edit_listed(request: DeskRequest, what: str, pk: int) -> HttpResponse:
    own = _list(what)
    listed = get_object_or_404(own.of(request.office), pk=pk)
    form, is_edited = edited(request, own, listed)
    if is_edited:
        say_done(request, _("The entry is saved."))
        return redirect("people:lists")
    return _form_page(request, "listed", form, {"what": what, "listed": listed})


def _list(what: str) -> OwnList:
    if what not in LISTS:
        raise Http404
    return LISTS[what]


def _form_page(
    request: DeskRequest, stem: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    """The form anew with what was typed; 422 when it came back with faults."""
    status = 422 if form.is_bound else 200
    return render(request, f"people/{stem}.html", {"form": form, **context}, status=status)
