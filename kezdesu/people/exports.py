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
from .queries import seats_of_each
from .wording import weekdays_in_words


def roster_table(
    office: Office, people: QuerySet[Person]
) -> tuple[tuple[Column, ...], Iterator[list[Any]]]:
    """Columns and rows, in the page's language; `people` as the screen narrowed and sorted them.

    Who has no seat stands in a row all the same, whose columns of the seat are empty.
    """
    columns = roster_columns(office)
    rows = people.prefetch_related(seats_of_each(Seat.objects.all()), "absences").iterator(500)
    return columns, (
        [_cell(person, seat, column.key) for column in columns]
        for person in rows
        for seat in _seats_or_none(person)
    )


def _seats_or_none(person: Person) -> list[Seat | None]:
    return [*person.seats.all()] or [None]


def _cell(person: Person, seat: Seat | None, key: str) -> Any:
    code = get_language() or "kk"
    match key:
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
        case "group" | "category" | "body":
            named = getattr(seat, key, None)
            return named.name_in(code) if named else ""
    return getattr(seat, key, None)
