"""Import places from a spreadsheet: what its columns are called, and what a row means."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.spreadsheets import (
    Column,
    Draft,
    ImportOutcome,
    Intake,
    Row,
    Source,
    run_import,
)

from .aliases import save_aliases
from .choices import PointSource
from .columns import place_columns, shown
from .matching import PlacesBySpelling
from .models import Place, PlaceKind
from .rules import (
    name_and_variants,
    name_key,
    refuse_half_a_point,
    refuse_priority_without_basis,
)

_PLAIN = (
    *("name_en", "district", "is_priority", "priority_basis", "languages"),
    *("latitude", "longitude", "size"),
)


def import_places(
    *,
    office: Office,
    file: Source,
    by: User | None,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
) -> ImportOutcome:
    """Add and change places as the table says; importing it again changes nothing.

    A place is matched by any of its spellings within its kind. A blank cell leaves a field as it
    is. Refused when the file is no readable table; a refused row holds the whole file back unless
    `skip_bad_rows`.
    """
    columns = place_columns(office)
    return run_import(
        file=file,
        columns=columns,
        reading_of=lambda: _Reading(office, columns),
        action="places.imported",
        subject=office,
        by=by,
        skip_bad_rows=skip_bad_rows,
        dry_run=dry_run,
    )


class _Reading:
    def __init__(self, office: Office, columns: tuple[Column, ...]) -> None:
        self.office = office
        self.intake = Intake({column.key: column.label for column in columns}, shown)
        places = office.places.select_related("kind", "district").prefetch_related("aliases")
        self._spellings = PlacesBySpelling(places)
        self._aliases: dict[int, set[str]] = {}

    def read(self, row: Row) -> None:
        kind: PlaceKind = row.values["kind"]
        name, variants = _names(row.values["name_kk"], kind)
        name_ru, variants_ru = _names(row.values.get("name_ru") or "", kind)
        if not name_key(name):
            raise Refused(_("The name has no letters."), field="name_kk")
        aliases = [*variants, *(row.values.get("aliases") or []), *variants_ru]
        values = {key: row.values.get(key) for key in _PLAIN} | {"name_ru": name_ru or None}
        place = (
            self._find(kind, "name_kk", [name])
            or self._find(kind, "aliases", aliases)
            or self._find(kind, "name_ru", [name_ru])
        )
        _refuse_impossible(place, values)
        if place is None:
            place = self._new(kind, name)
        if values["latitude"] is not None and not place.point_source:
            values["point_source"] = PointSource.APPROXIMATE
        draft = self.intake.say(row, place, place.name_kk, values)
        self._note_aliases(draft, [name, *aliases])

    def _find(self, kind: PlaceKind, field: str, names: list[str]) -> Place | None:
        found = (self._spellings.find(name, kind_id=kind.pk, field=field) for name in names if name)
        return next((place for place in found if place), None)

    def _new(self, kind: PlaceKind, name: str) -> Place:
        return Place(
            office=self.office,
            kind=kind,
            name_kk=name,
            key=name_key(name),
            is_sample=self.office.is_sample,
        )

    def _note_aliases(self, draft: Draft[Place], names: list[str]) -> None:
        """Spellings that are new for the place; its name in another language is not one."""
        place = draft.item
        known = self._aliases.setdefault(id(place), _known_spellings(place))
        for name in names:
            if name_key(name) not in known:
                known.add(name_key(name))
                draft.more.setdefault("aliases", []).append(name)
        self._spellings.add(place, aliases=draft.more.get("aliases", []))

    def write(self, by: Model | None) -> None:
        for draft in self.intake.drafts_of(Place):
            draft.item.save()
            save_aliases(place=draft.item, names=draft.more.get("aliases", []))
            audit.record("places.place_imported", draft.item, by=by, **draft.changes)


def _names(written: str, kind: PlaceKind) -> tuple[str, list[str]]:
    """An institution keeps its full name: «Болашақ» колледжі loses no quotation mark."""
    name, variants = name_and_variants(written, keeps_kind_words=kind.is_institution)
    return name, variants


def _known_spellings(place: Place) -> set[str]:
    names = [place.name_kk, place.name_ru, place.name_en]
    if place.pk:
        names += [alias.name for alias in place.aliases.all()]
    return {name_key(name) for name in names} | {""}


def _refuse_impossible(place: Place | None, values: dict[str, Any]) -> None:
    """The row together with what is already known of the place must hold."""
    held = {key: getattr(place, key) for key in values} if place else {}
    held |= {key: value for key, value in values.items() if value is not None}
    refuse_priority_without_basis(
        is_priority=held.get("is_priority", False), basis=held.get("priority_basis", "")
    )
    refuse_half_a_point(held.get("latitude"), held.get("longitude"))
