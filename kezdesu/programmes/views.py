from collections.abc import Iterable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.exports import download
from kezdesu.core.forms import NamesForm, written
from kezdesu.core.listing import Choice, Filter, Listing
from kezdesu.core.names import free_slug
from kezdesu.core.notices import say_done, say_problem
from kezdesu.core.seen import as_seen, one_at_a_time
from kezdesu.core.spreadsheets.screen import ImportScreen, import_screen

from . import queries, services
from .columns import target_columns
from .exports import target_table
from .forms import ProgrammeForm, SpecialDayForm, ThemeForm, TrackForm
from .imports import import_targets
from .models import Programme, SpecialDay, Target, Theme, Track
from .target_forms import PutBackForm, TargetForm, TargetsForm


@needs("programmes.view")
@require_safe
def programmes(request: DeskRequest) -> HttpResponse:
    cards = queries.programme_cards(request.office, request.LANGUAGE_CODE)
    return render(request, "programmes/programmes.html", {"programmes": cards})


@needs("programmes.view")
@require_safe
def track(request: DeskRequest, pk: int) -> HttpResponse:
    track = _track(request, pk)
    listing: Listing[queries.TargetRow] = Listing(
        request.GET,
        sorts=queries.SORTS,
        filters=[
            Filter("priority", _("Priority"), [Choice("yes", _("yes")), Choice("no", _("no"))])
        ],
        search_label=_("Find a place"),
        has_export=True,
    )
    rows = queries.target_rows(
        track,
        request.LANGUAGE_CODE,
        search=listing.search,
        priority=listing.chosen("priority"),
        sort=listing.sort,
    )
    if listing.wants_export:
        title = " ".join([str(track), _("Targets")])
        return download(listing, *target_table(rows), title=title)
    context = {
        "track": queries.track_page(track, request.LANGUAGE_CODE),
        "listing": listing,
        "page": listing.page_of(rows),
    }
    return render(request, "programmes/track.html", context)


def _track(request: DeskRequest, pk: int) -> Track:
    tracks = Track.objects.select_related("programme__office", "group")
    return get_object_or_404(tracks, pk=pk, programme__office=request.office)


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: DeskRequest) -> HttpResponse:
    screen = ImportScreen(
        name="targets",
        title=_("Import targets"),
        columns=target_columns(request.office),
        importer=partial(import_targets, office=request.office, by=request.user),
        done="programmes:programmes",
    )
    return import_screen(request, screen)


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def add_targets(request: DeskRequest, pk: int) -> HttpResponse:
    track = _track(request, pk)
    form = TargetsForm(request.POST or None, track=track)
    added = written(form, lambda: services.add_targets(track=track, **form.values, by=request.user))
    if added:
        sentence = ngettext(
            "%(count)s target is added.", "%(count)s targets are added.", len(added)
        )
        say_done(request, sentence % {"count": len(added)})
        return redirect("programmes:track", pk)
    return _form_page(request, "targets_form", form, {"track": track})


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def edit_target(request: DeskRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    form = as_seen(TargetForm(request.POST or None, initial=TargetForm.initial_of(target)))
    if written(
        form,
        lambda: services.edit_target(target=target, **form.cleaned_data, by=request.user),
    ):
        say_done(request, _("The target is saved."))
        return redirect("programmes:track", target.track_id)
    return _form_page(request, "target", form, {"target": target})


@needs("programmes.edit")
@require_POST
def remove_target(request: DeskRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    again = {"place": target.place_id, "starts_on": target.starts_on}
    again |= TargetForm.initial_of(target)
    try:
        services.remove_target(target=target, by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
        return redirect("programmes:edit_target", pk)
    undo = f"{reverse('programmes:put_back', args=[target.track_id])}?{urlencode(again)}"
    say_done(request, _("The target is removed."), undo=undo)
    return redirect("programmes:track", target.track_id)


@needs("programmes.edit")
@require_POST
@one_at_a_time
def put_back(request: DeskRequest, pk: int) -> HttpResponse:
    """A removed target, as the address says that it was."""
    track = _track(request, pk)
    form = PutBackForm(request.GET, office=request.office)
    if written(
        form, lambda: services.add_target(track=track, **form.cleaned_data, by=request.user)
    ):
        say_done(request, _("The target is there again."))
    else:
        say_problem(request, " ".join(str(each) for said in form.errors.values() for each in said))
    return redirect("programmes:track", pk)


def _target(request: DeskRequest, pk: int) -> Target:
    targets = Target.objects.select_related("track__programme__office", "place")
    return get_object_or_404(targets, pk=pk, track__programme__office=request.office)


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_programme(request: DeskRequest) -> HttpResponse:
    form, office = ProgrammeForm(request.POST or None), request.office
    taken = office.programmes.values_list("slug", flat=True)
    if written(
        form,
        lambda: services.add_programme(
            office=office, slug=_slug(form, taken), names=form.names, **form.facts, by=request.user
        ),
    ):
        say_done(request, _("The programme is added; give it its tracks."))
        return redirect("programmes:programmes")
    return _form_page(request, "programme", form, {"programme": None})


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def edit_programme(request: DeskRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=pk, office=request.office)
    initial = ProgrammeForm.initial_of(programme)
    form = as_seen(ProgrammeForm(request.POST or None, initial=initial))
    if written(
        form,
        lambda: services.edit_programme(
            programme=programme, names=form.names, **form.facts, by=request.user
        ),
    ):
        say_done(request, _("The programme is saved."))
        return redirect("programmes:programmes")
    return _form_page(request, "programme", form, {"programme": programme})


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_track(request: DeskRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=pk, office=request.office)
    form = TrackForm(request.POST or None, office=request.office)
    added = written(
        form,
        lambda: services.add_track(
            programme=programme,
            slug=queries.track_slug(programme, form.names["kk"]),
            position=programme.tracks.count(),
            **form.values,
            by=request.user,
        ),
    )
    if added:
        say_done(request, _("The track is added; give it its targets and rules."))
        return redirect("programmes:track", added.pk)
    return _form_page(request, "track_form", form, {"programme": programme, "track": None})


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def edit_track(request: DeskRequest, pk: int) -> HttpResponse:
    track = _track(request, pk)
    initial = TrackForm.initial_of(track)
    form = as_seen(TrackForm(request.POST or None, office=request.office, initial=initial))
    if written(form, lambda: services.edit_track(track=track, **form.values, by=request.user)):
        say_done(request, _("The track is saved."))
        return redirect("programmes:track", pk)
    context = {"programme": track.programme, "track": track}
    return _form_page(request, "track_form", form, context)


@needs("programmes.view")
@require_safe
def themes(request: DeskRequest) -> HttpResponse:
    rows = queries.theme_rows(request.office, request.LANGUAGE_CODE)
    return render(request, "programmes/themes.html", {"themes": rows})


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_theme(request: DeskRequest) -> HttpResponse:
    form, office = ThemeForm(request.POST or None), request.office
    taken = office.themes.values_list("slug", flat=True)
    if written(
        form,
        lambda: services.add_theme(
            office=office, slug=_slug(form, taken), names=form.names, by=request.user
        ),
    ):
        say_done(request, _("The theme is added."))
        return redirect("programmes:themes")
    return _form_page(request, "theme", form, {"theme": None})


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time
def edit_theme(request: DeskRequest, pk: int) -> HttpResponse:
    theme = get_object_or_404(Theme, pk=pk, office=request.office)
    form = as_seen(ThemeForm(request.POST or None, initial=ThemeForm.initial_of(theme)))
    if written(form, lambda: services.edit_theme(theme=theme, names=form.names, by=request.user)):
        say_done(request, _("The theme is saved."))
        return redirect("programmes:themes")
    return _form_page(request, "theme", form, {"theme": theme})


@needs("programmes.view")
@require_safe
def days(request: DeskRequest) -> HttpResponse:
    return _days_page(request, SpecialDayForm())


@needs("programmes.edit")
@require_POST
def add_day(request: DeskRequest) -> HttpResponse:
    form = SpecialDayForm(request.POST)
    added = written(
        form,
        lambda: services.add_special_day(
            office=request.office, names=form.names, **form.facts, by=request.user
        ),
    )
    if added:
        say_done(
            request,
            _("The day is added; schedules in work are judged by it from now on."),
            undo=reverse("programmes:remove_day", args=[added.pk]),
        )
        return redirect(f"{reverse('programmes:days')}?year={added.day.year}")
    return _days_page(request, form, status=422)


@needs("programmes.edit")
@require_POST
def remove_day(request: DeskRequest, pk: int) -> HttpResponse:
    special = get_object_or_404(SpecialDay, pk=pk, office=request.office)
    services.remove_special_day(special=special, by=request.user)
    say_done(request, _("The day is removed: the public calendar decides again."))
    return redirect(f"{reverse('programmes:days')}?year={special.day.year}")


def _days_page(request: DeskRequest, form: SpecialDayForm, status: int = 200) -> HttpResponse:
    asked = request.GET.get("year", "")
    year = int(asked) if asked in queries.YEARS else timezone.localdate().year
    page = queries.days_page(request.office, year, request.LANGUAGE_CODE)
    context = {"page": page, "form": form}
    return render(request, "programmes/days.html", context, status=status)


def _slug(form: NamesForm, taken: Iterable[str]) -> str:
    return free_slug(form.names["kk"], set(taken))


def _form_page(
    request: DeskRequest, stem: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    """The form anew with what was typed; 422 when it came back with faults."""
    status = 422 if form.is_bound else 200
    return render(request, f"programmes/{stem}.html", {"form": form, **context}, status=status)
