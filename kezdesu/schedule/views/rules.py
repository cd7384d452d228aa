"""The rules of a track: each explained, counted, and edited in its place."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.errors import Refused
from kezdesu.core.notices import say_done, say_problem
from kezdesu.programmes import services
from kezdesu.programmes.choices import RuleKind
from kezdesu.programmes.models import Rule, Track
from kezdesu.programmes.rule_forms import RuleForm
from kezdesu.programmes.rules import USUAL

from .. import queries
from .pages import written

_SWITCHED: Final = {"on": True, "off": False}


@needs("programmes.view")
@require_safe
def rules(request: DeskRequest, track: int) -> HttpResponse:
    page = queries.rules_page(_track(request, track), request.LANGUAGE_CODE)
    return render(request, "schedule/rules.html", {"page": page, "track": page.track})


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: DeskRequest, track: int, kind: str) -> HttpResponse:
    found, form = _track(request, track), _new_form(request, kind)
    if written(form, lambda: _add(request, found, form)):
        return _saved(request, found)
    return _form_page(request, found, form, reverse("rules:preview_new", args=[track, kind]))


@needs("programmes.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: DeskRequest, track: int, pk: int) -> HttpResponse:
    rule = _rule(request, track, pk)
    form = _form(request, RuleKind(rule.kind), rule.values)
    seen = request.POST.get("seen", "")
    if written(
        form,
        lambda: services.edit_rule(rule=rule, values=form.values, by=request.user, seen=seen),
    ):
        return _saved(request, rule.track)
    return _form_page(request, rule.track, form, reverse("rules:preview", args=[track, pk]), rule)


@needs("programmes.edit")
@require_POST
def preview_new(request: DeskRequest, track: int, kind: str) -> HttpResponse:
    return _preview(request, _track(request, track), _new_form(request, kind), None)


@needs("programmes.edit")
@require_POST
def preview(request: DeskRequest, track: int, pk: int) -> HttpResponse:
    rule = _rule(request, track, pk)
    form = _form(request, RuleKind(rule.kind), rule.values)
    return _preview(request, rule.track, form, rule)


@needs("programmes.edit")
@require_POST
def switch(request: DeskRequest, track: int, pk: int) -> HttpResponse:
    """On or off as `?to=` says, so that of two who do the same none undoes it."""
    rule = _rule(request, track, pk)
    to = _SWITCHED.get(request.GET.get("to", ""))
    if to is None:
        raise Http404
    try:
        services.switch_rule(rule=rule, is_active=to, by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
        return redirect("rules:rules", track)
    sentence = _("The rule binds again.") if rule.is_active else _("The rule no longer binds.")
    undo = f"{reverse('rules:switch', args=[track, pk])}?to={'off' if to else 'on'}"
    say_done(request, f"{sentence} {_drafts_in_words(rule.track)}".strip(), undo=undo)
    return redirect("rules:rules", track)


@needs("programmes.edit")
@require_POST
def remove(request: DeskRequest, track: int, pk: int) -> HttpResponse:
    rule = _rule(request, track, pk)
    try:
        services.remove_rule(rule=rule, by=request.user)
    except Refused as refused:
        say_problem(request, str(refused))
    else:
        say_done(request, _("The rule is removed."))
    return redirect("rules:rules", track)


def _track(request: DeskRequest, pk: int) -> Track:
    tracks = Track.objects.select_related("programme__office", "group")
    return get_object_or_404(tracks, pk=pk, programme__office=request.office)


def _rule(request: DeskRequest, track: int, pk: int) -> Rule:
    rules = Rule.objects.select_related("track__programme__office", "track__group")
    return get_object_or_404(rules, pk=pk, track_id=track, track__programme__office=request.office)


def _new_form(request: DeskRequest, kind: str) -> RuleForm:
    if kind not in RuleKind.values:
        raise Http404
    return _form(request, RuleKind(kind), USUAL.get(RuleKind(kind)))


def _form(request: DeskRequest, kind: RuleKind, values: Any) -> RuleForm:
    typed = request.POST if request.method == "POST" else None
    return RuleForm(kind, request.office, typed, values=values)


def _add(request: DeskRequest, track: Track, form: RuleForm) -> Rule:
    return services.add_rule(track=track, kind=form.kind, values=form.values, by=request.user)


def _saved(request: DeskRequest, track: Track) -> HttpResponse:
    sentence = _("The rule is saved.")
    say_done(request, f"{sentence} {_drafts_in_words(track)}".strip())
    return redirect("rules:rules", track.pk)


def _drafts_in_words(track: Track) -> str:
    drafts = len(queries.plans_under_earlier_rules(track))
    if not drafts:
        return ""
    return ngettext(
        "%(drafts)s draft was proposed under earlier rules.",
        "%(drafts)s drafts were proposed under earlier rules.",
        drafts,
    ) % {"drafts": drafts}


def _form_page(
    request: DeskRequest, track: Track, form: RuleForm, preview_at: str, rule: Rule | None = None
) -> HttpResponse:
    """The whole page, or only the form in its place when htmx asks."""
    values = rule.values if rule else USUAL.get(form.kind, None if form.fields else {})
    pk = rule.pk if rule else None
    seen = None if values is None else queries.rule_preview(track, form.kind, values, pk)
    context = {
        "track": track,
        "form": form,
        "rule": rule,
        "kind": form.kind,
        "preview": seen,
        "preview_at": preview_at,
        "level": 3 if request.htmx else 2,  # of the form's heading, within the page or its own
    }
    template = "schedule/rule_form.html" if request.htmx else "schedule/rule.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _preview(request: DeskRequest, track: Track, form: RuleForm, rule: Rule | None) -> HttpResponse:
    """The sentence of what is typed and what it would touch, or the sentence that refuses it."""
    context: dict[str, Any] = {}
    if written(form, lambda: services.judged_values(**_judged(track, form, rule)) or True):
        pk = rule.pk if rule else None
        context["preview"] = queries.rule_preview(track, form.kind, form.values, pk)
    else:
        context["refused"] = [
            text
            for errors in form.errors.as_data().values()
            for error in errors
            if error.code != "required"  # who is still typing has not forgotten it
            for text in error.messages
        ]
    return render(request, "schedule/rule_preview.html", context)


def _judged(track: Track, form: RuleForm, rule: Rule | None) -> dict[str, Any]:
    return {"track": track, "kind": form.kind, "values": form.values, "besides": rule}
