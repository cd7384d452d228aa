"""Programmes, their tracks, and the themes of an office."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.changes import changed
from kezdesu.core.errors import Refused
from kezdesu.core.names import name_fields
from kezdesu.people.models import Group
from kezdesu.people.rules import refuse_span_backwards

from ..models import Programme, Target, Theme, Track


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
def edit_programme(
    *,
    programme: Programme,
    names: Mapping[str, str],
    starts_on: date,
    ends_on: date | None,
    by: User | None,
) -> Programme:
    """No target may be left outside the programme's days."""
    refuse_span_backwards(starts_on, ends_on)
    outside = Q(starts_on__lt=starts_on) | (Q(ends_on__gt=ends_on) if ends_on else Q())
    if Target.objects.filter(outside, track__programme=programme).exists():
        raise Refused(_("Some targets lie outside these days."), field="starts_on")
    values = {"starts_on": starts_on, "ends_on": ends_on, **name_fields(names)}
    return changed("programmes.programme_edited", programme, values, by)


@transaction.atomic
def add_theme(*, office: Office, slug: str, names: Mapping[str, str], by: User | None) -> Theme:
    _refuse_taken(Theme.objects.filter(office=office), slug)
    theme = Theme.objects.create(office=office, slug=slug, **name_fields(names))
    audit.record("programmes.theme_added", theme, by=by, slug=slug, names=dict(names))
    return theme


@transaction.atomic
def edit_theme(*, theme: Theme, names: Mapping[str, str], by: User | None) -> Theme:
    return changed("programmes.theme_edited", theme, name_fields(names), by)


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


@transaction.atomic
def edit_track(
    *,
    track: Track,
    names: Mapping[str, str],
    group: Group,
    approving_body: Mapping[str, str],
    themes: Iterable[Theme],
    by: User | None,
) -> Track:
    """Visits that are planned already keep their themes and crews."""
    before = [theme.slug for theme in track.themes.order_by("pk")]
    track.themes.set(themes)
    after = [theme.slug for theme in track.themes.order_by("pk")]
    bodies = {f"approving_body_{code}": text for code, text in approving_body.items()}
    values = {"group": group, **name_fields(names), **bodies}
    told = {"themes": [before, after]} if before != after else {}
    return changed("programmes.track_edited", track, values, by, **told)


def _refuse_taken(among: models.QuerySet[Any], slug: str) -> None:
    if among.filter(slug=slug).exists():
        raise Refused(_("“%(slug)s” is already taken.") % {"slug": slug}, field="slug")
