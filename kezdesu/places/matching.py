"""Which place a spelling means: its own name before its aliases before its other languages."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from .models import Place, PlaceKind
from .rules import name_key


class PlacesBySpelling:
    """Places of one office; `add` also takes those that a file is about to create."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._levels: tuple[dict[str, list[Place]], ...] = ({}, {}, {})
        for place in places:
            self.add(place, aliases=[alias.name for alias in place.aliases.all()])

    def add(self, place: Place, *, aliases: Iterable[str] = ()) -> None:
        own, others, translated = self._levels
        self._enter(own, name_key(place.name_kk), place)
        for alias in aliases:
            self._enter(others, name_key(alias), place)
        for name in (place.name_ru, place.name_en):
            self._enter(translated, name_key(name), place)

    @staticmethod
    def _enter(level: dict[str, list[Place]], key: str, place: Place) -> None:
        found = level.setdefault(key, [])
        if key and not any(known is place for known in found):
            found.append(place)

    def find(self, name: str, *, kind_id: int | None = None, field: str = "place") -> Place | None:
        """The place that `name` means; Refused at `field` when it means several."""
        for level in self._levels:
            found = [
                place for place in level.get(name_key(name), []) if kind_id in {None, place.kind_id}
            ]
            if len(found) > 1:
                raise Refused(_several(name, found), field=field)
            if found:
                return found[0]
        return None

    def named(self, name: str, kind: PlaceKind | None) -> Place:
        """The place that a row of a table names; Refused at its cell when there is none."""
        place = self.find(name, kind_id=kind.pk if kind else None)
        if place is None:
            sentence = _("There is no place “%(name)s”; import or add it first.")
            raise Refused(sentence % {"name": name}, field="place")
        return place


def _several(name: str, places: list[Place]) -> str:
    return _("“%(name)s” may be any of: %(places)s; state the kind or the full name.") % {
        "name": name,
        "places": ", ".join(f"{place.name} ({place.kind.name})" for place in places),
    }
