"""What a coordinator does with programmes, tracks, themes, rules, targets and special days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.names import name_fields
from kezdesu.people.models import Group
from kezdesu.people.rules import refuse_span_backwards
from kezdesu.places.models import Place

from .models import Programme, Rule, SpecialDay, Target, Theme, Track
from .rules import checked_values, refuse_bad_target


@transaction.atomic
def add_programme(
    *,
    office: Office,
    slug: str,
    names: Mapping[str, str],
    starts_on: date,
    by: User | None,
    ends_on: date | None = None,
) -> Programme:
    refuse_span_backwards(starts_on, ends_on)
    _refuse_taken(Programme.objects.filter(office=office), slug)
    programme = Programme.objects.create(
        office=office, slug=slug, starts_on=starts_on, ends_on=ends_on, **name_fields(names)
    )
    audit.record("programmes.programme_added", programme, by=by, slug=slug, names=dict(names))
    return programme


@transaction.atomic
def add_theme(*, office: Office, slug: str, names: Mapping[str, str], by: User | None) -> Theme:
    _refuse_taken(Theme.objects.filter(office=office), slug)
    theme = Theme.objects.create(office=office, slug=slug, **name_fields(names))
    audit.record("programmes.theme_added", theme, by=by, slug=slug, names=dict(names))
    return theme


@transaction.atomic
def add_track(
    *,
    programme: Programme,
    slug: str,
    names: Mapping[str, str],
    group: Group,
    approving_body: Mapping[str, str],
    by: User | None,
    themes: Iterable[Theme] = (),
    position: int = 0,
) -> Track:
    """`names` and `approving_body` have the key kk and, where known, ru and en."""
    _refuse_taken(Track.objects.filter(programme=programme), slug)
    bodies = {f"approving_body_{code}": text for code, text in approving_body.items()}
    track = Track.objects.create(
        programme=programme,
        slug=slug,
        group=group,
        position=position,
        **name_fields(names),
        **bodies,
    )
    track.themes.set(themes)
    slugs = [theme.slug for theme in track.themes.order_by("pk")]
    audit.record("programmes.track_added", track, by=by, slug=slug, themes=slugs)
    return track


def _refuse_taken(among: models.QuerySet[Any], slug: str) -> None:
    if among.filter(slug=slug).exists():
        raise Refused(_("“%(slug)s” is already taken.") % {"slug": slug}, field="slug")


@transaction.atomic
def add_rule(
    *, track: Track, kind: str, by: User | None, values: Mapping[str, Any] | None = None
) -> Rule:
    """`values` are what `rules` says this RuleKind holds; others are refused with a sentence."""
    held = checked_values(kind, values or {}, categories=_category_slugs(track))
    rule = Rule.objects.create(track=track, kind=kind, values=held)
    audit.record("programmes.rule_added", track, by=by, rule=rule.pk, kind=kind, values=held)
    return rule


@transaction.atomic
def switch_rule(*, rule: Rule, is_active: bool, by: User | None) -> Rule:
    """A rule switched off stays listed and no longer binds the schedule."""
    if rule.is_active != is_active:
        rule.is_active = is_active
        rule.save(update_fields=["is_active"])
        audit.record(
            "programmes.rule_switched", rule.track, by=by, rule=rule.pk, is_active=is_active
        )
    return rule


def _category_slugs(track: Track) -> set[str]:
    return set(track.programme.office.categories.values_list("slug", flat=True))


@transaction.atomic
def add_target(
    *,
    track: Track,
    place: Place,
    starts_on: date,
    ends_on: date,
    by: User | None,
    due_on: date | None = None,
    visits_due: int = 1,
    weight: int = 1,
) -> Target:
    """Due on the period's last day unless told otherwise."""
    [target] = add_targets(
        track=track,
        places=[place],
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        visits_due=visits_due,
        weight=weight,
        by=by,
    )
    return target


@transaction.atomic
def add_targets(
    *,
    track: Track,
    places: Iterable[Place],
    starts_on: date,
    ends_on: date,
    by: User | None,
    due_on: date | None = None,
    visits_due: int = 1,
    weight: int = 1,
) -> list[Target]:
    """One target for each place, all of one period and importance; one audit entry."""
    due_on = due_on or ends_on
    refuse_bad_target(starts_on=starts_on, ends_on=ends_on, due_on=due_on, weight=weight)
    wanted = list(places)
    _refuse_targeted(track, wanted, starts_on)
    targets = Target.objects.bulk_create(
        Target(
            track=track,
            place=place,
            starts_on=starts_on,
            ends_on=ends_on,
            due_on=due_on,
            visits_due=visits_due,
            weight=weight,
        )
        for place in wanted
    )
    audit.record(
        "programmes.targets_added",
        track,
        by=by,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        visits_due=visits_due,
        weight=weight,
        places=[place.pk for place in wanted],
    )
    return targets


def _refuse_targeted(track: Track, places: list[Place], starts_on: date) -> None:
    taken = Target.objects.filter(track=track, place__in=places, starts_on=starts_on)
    seen = set(taken.values_list("place_id", flat=True))
    for place in places:
        if place.pk in seen:
            raise Refused(
                _("“%(place)s” is already a target of this track in this period.")
                % {"place": place},
                field="place",
            )
        seen.add(place.pk)


@transaction.atomic
def add_special_day(
    *, office: Office, day: date, kind: str, names: Mapping[str, str], by: User | None
) -> SpecialDay:
    """`kind` is a DayKind: the office is closed, or works though it would be closed."""
    if SpecialDay.objects.filter(office=office, day=day).exists():
        raise Refused(_("This day is already set."), field="day")
    special = SpecialDay.objects.create(office=office, day=day, kind=kind, **name_fields(names))
    audit.record("programmes.special_day_added", special, by=by, day=day, kind=kind)
    return special
