"""Places as a table that the importer reads back unchanged."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.spreadsheets import Column

from .columns import place_columns
from .models import Place
from .queries import languages_in_words


def place_table(
    office: Office, places: QuerySet[Place]
) -> tuple[tuple[Column, ...], Iterator[list[Any]]]:
    """Columns and rows, in the page's language; `places` as the screen narrowed and sorted them."""
    columns, rows = place_columns(office), places.prefetch_related("aliases").iterator(500)
    return columns, ([_cell(place, column.key) for column in columns] for place in rows)


def _cell(place: Place, key: str) -> Any:
    code = get_language() or "kk"
    match key:
        case "kind" | "district":
            named = getattr(place, key)
            return named.name_in(code) if named else ""
        case "languages":
            return languages_in_words(place.languages, code)
        case "aliases":
            return "; ".join(alias.name for alias in place.aliases.all())
        case "is_priority":
            return _("yes") if place.is_priority else ""
    return getattr(place, key)
