"""The roster as a table that the importer reads back unchanged: one row a seat."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from kezdesu.accounts.models import Office
from kezdesu.core.spreadsheets import Column
from kezdesu.places.queries import languages_in_words

from .columns import roster_columns
from .models import Person, Seat
from .wording import weekdays_in_words


def roster_table(
    office: Office, people: QuerySet[Person]
) -> tuple[tuple[Column, ...], Iterator[list[Any]]]:
    """Columns and rows, in the page's language."""
    columns = roster_columns(office)
    seats = (
        Seat.objects.filter(person__in=people)
        .select_related("person", "group", "category", "body")
        .prefetch_related("person__absences")
        .order_by("group_id", "category__position", "person__key")
    )
    return columns, (
        [_cell(seat, column.key) for column in columns] for seat in seats.iterator(500)
    )


def _cell(seat: Seat, key: str) -> Any:
    code, person = get_language() or "kk", seat.person
    match key:
        case "group" | "category" | "body":
            named = getattr(seat, key)
            return named.name_in(code) if named else ""
        case "languages":
            return languages_in_words(person.languages, code)
        case "weekdays":
            return weekdays_in_words(person.weekdays, code)
        case "absences":
            return "; ".join(
                f"{away.starts_on:%d.%m.%Y}–{away.ends_on:%d.%m.%Y}"
                + (f" ({away.reason})" if away.reason else "")
                for away in person.absences.all()
            )
        case "full_name" | "post" | "post_ru" | "meetings_a_week":
            return getattr(person, key)
    return getattr(seat, key)
