"""What a coordinator does with districts, kinds of place, places and their closed days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.changes import set_values
from kezdesu.core.errors import Refused
from kezdesu.core.listed import edit_entry
from kezdesu.core.names import name_fields

from .aliases import save_aliases
from .imports import import_places
from .models import Closure, District, Place, PlaceKind
from .rules import name_key, refuse_half_a_point, refuse_priority_without_basis

__all__ = [
    "add_closure",
    "add_district",
    "add_kind",
    "add_place",
    "edit_district",
    "edit_kind",
    "edit_place",
    "import_places",
    "remove_closure",
]


@transaction.atomic
def add_district(
    *,
    office: Office,
    slug: str,
    names: Mapping[str, str],
    by: User | None,
    parent: District | None = None,
    national_code: str = "",
) -> District:
    """`names` has the key kk and, where known, ru and en."""
    if District.objects.filter(office=office, slug=slug).exists():
        raise Refused(_("There is already a district “%(slug)s”.") % {"slug": slug}, field="slug")
    district = District.objects.create(
        office=office, slug=slug, parent=parent, national_code=national_code, **name_fields(names)
    )
    audit.record("places.district_added", district, by=by, slug=slug, names=dict(names))
    return district


@transaction.atomic
def add_kind(
    *,
    office: Office,
    slug: str,
    names: Mapping[str, str],
    by: User | None,
    plural_slug: str = "",
    named_kk: str = "",
    is_institution: bool = False,
) -> PlaceKind:
    """`named_kk` is the word after a name in guillemets: «Бозарық» шағын ауданы.

    `plural_slug` is what figures call several of them, the slug itself if it is left out.
    """
    if PlaceKind.objects.filter(office=office, slug=slug).exists():
        raise Refused(_("There is already a kind “%(slug)s”.") % {"slug": slug}, field="slug")
    kind = PlaceKind.objects.create(
        office=office,
        slug=slug,
        plural_slug=plural_slug or slug,
        named_kk=named_kk,
        is_institution=is_institution,
        **name_fields(names),
    )
    audit.record("places.kind_added", kind, by=by, slug=slug, names=dict(names))
    return kind


def edit_district(
    *, listed: District, names: Mapping[str, str], by: User | None, **facts: Any
) -> District:
    """`facts` may be national_code."""
    action = "places.district_edited"
    return edit_entry(action=action, listed=listed, names=names, by=by, **facts)


def edit_kind(
    *, listed: PlaceKind, names: Mapping[str, str], by: User | None, **facts: Any
) -> PlaceKind:
    """`facts` may be named_kk and is_institution."""
    return edit_entry(action="places.kind_edited", listed=listed, names=names, by=by, **facts)


@transaction.atomic
def add_place(
    *,
    office: Office,
    kind: PlaceKind,
    names: Mapping[str, str],
    by: User | None,
    aliases: Iterable[str] = (),
    **details: Any,
) -> Place:
    """`details` are Place's own fields: district, is_priority, priority_basis, languages …"""
    place = Place(office=office, kind=kind, **name_fields(names), **details)
    _save_place(place)
    save_aliases(place=place, names=aliases)
    audit.record("places.place_added", place, by=by, names=dict(names), aliases=list(aliases))
    return place


@transaction.atomic
def edit_place(
    *, place: Place, by: User | None, aliases: Iterable[str] | None = None, **fields: Any
) -> Place:
    """Set the given fields; `aliases`, when given, replace the old ones."""
    place = Place.objects.select_for_update().get(pk=place.pk)
    changes: dict[str, Any] = {**set_values(place, fields)}
    _save_place(place)
    if aliases is not None:
        changes |= _replace_aliases(place, list(aliases))
    if changes:
        audit.record("places.place_edited", place, by=by, **changes)
    return place


@transaction.atomic
def add_closure(
    *, place: Place, starts_on: date, ends_on: date, by: User | None, reason: str = ""
) -> Closure:
    """No meeting can be held there from the first day to the last; twice the same leaves one."""
    if ends_on < starts_on:
        raise Refused(_("The last day is before the first."), field="ends_on")
    closure, is_new = Closure.objects.get_or_create(
        place=place, starts_on=starts_on, ends_on=ends_on, defaults={"reason": reason}
    )
    if is_new:
        _log_closure("places.closure_added", closure, by)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: User | None) -> None:
    """The audit log keeps the days, so that the closure can be added again."""
    _log_closure("places.closure_removed", closure, by)
    closure.delete()


def _log_closure(action: str, closure: Closure, by: User | None) -> None:
    audit.record(
        action,
        closure.place,
        by=by,
        closure=closure.pk,
        starts_on=closure.starts_on,
        ends_on=closure.ends_on,
        reason=closure.reason,
    )


def _save_place(place: Place) -> None:
    place.key = name_key(place.name_kk)
    refuse_priority_without_basis(is_priority=place.is_priority, basis=place.priority_basis)
    refuse_half_a_point(place.latitude, place.longitude)
    twin = Place.objects.filter(office=place.office, kind=place.kind, key=place.key)
    if twin.exclude(pk=place.pk).exists():
        raise Refused(
            _("There is already a place “%(name)s” of this kind.") % {"name": place.name_kk},
            field="name_kk",
        )
    place.save()


def _replace_aliases(place: Place, names: list[str]) -> dict[str, Any]:
    old = [alias.name for alias in place.aliases.order_by("pk")]
    if {name_key(name) for name in names} == {name_key(name) for name in old}:
        return {}
    place.aliases.all().delete()
    save_aliases(place=place, names=names)
    return {"aliases": [old, names]}
