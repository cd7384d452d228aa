"""Import a roster from a spreadsheet: one row is one person's seat in one group."""

from datetime import date
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
from kezdesu.core.text import fold

from .columns import roster_columns, shown
from .models import Absence, Group, Person, Seat
from .rules import refuse_span_backwards

_OF_PERSON = ("post", "post_ru", "languages", "weekdays", "meetings_a_week")
_OF_SEAT = ("category", "body", "order_reference", "ends_on")


def import_roster(
    *,
    office: Office,
    file: Source,
    by: User | None,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
) -> ImportOutcome:
    """Add and change people, their seats and absences; importing again changes nothing.

    A person is matched by the folded full name, a seat by group, person and first day. Nobody is
    removed: a seat ends by its last day.
    """
    columns = roster_columns(office)
    return run_import(
        file=file,
        columns=columns,
        reading_of=lambda: _Reading(office, columns),
        action="people.roster_imported",
        subject=office,
        by=by,
        skip_bad_rows=skip_bad_rows,
        dry_run=dry_run,
    )


class _Reading:
    def __init__(self, office: Office, columns: tuple[Column, ...]) -> None:
        self.office = office
        self.intake = Intake({column.key: column.label for column in columns}, shown)
        people = office.people.prefetch_related("absences", "seats__group")
        self._people = {person.key: person for person in people}
        self._seats = {
            (seat.group_id, person.key): sorted(
                (each for each in person.seats.all() if each.group_id == seat.group_id),
                key=lambda each: each.starts_on,
            )
            for person in people
            for seat in person.seats.all()
        }

    def read(self, row: Row) -> None:
        values = row.values
        key = fold(values["full_name"])
        refuse_span_backwards(values["starts_on"], values.get("ends_on"))
        seat = self._seat(values["group"], key, values["starts_on"])
        person = self._people.get(key) or self._new_person(values["full_name"])
        said = {name: values.get(name) for name in _OF_PERSON}
        seat = seat or Seat(
            group=values["group"],
            person=person,
            starts_on=values["starts_on"],
            category=values["category"],
        )
        seat_said = {name: values.get(name) for name in _OF_SEAT}
        self.intake.refuse_contradiction(person, said)
        self.intake.refuse_contradiction(seat, seat_said)
        name = f"{person.full_name} · {values['group'].name}"
        draft = self.intake.say(row, person, name, said, again=True)
        self._people[key] = person
        self._note_absences(draft, values.get("absences") or [])
        self.intake.say(row, seat, name, seat_said)
        self._keep(seat, key)

    def _new_person(self, full_name: str) -> Person:
        return Person(
            office=self.office,
            full_name=full_name,
            key=fold(full_name),
            is_sample=self.office.is_sample,
        )

    def _seat(self, group: Group, key: str, starts_on: date) -> Seat | None:
        """The seat that begins on this day; Refused while an earlier one is still open."""
        for seat in self._seats.get((group.pk, key), []):
            if seat.starts_on == starts_on:
                return seat
            if seat.ends_on is None or seat.ends_on >= starts_on >= seat.starts_on:
                raise Refused(
                    _("This person's seat in the group runs since %(since)s; end it first.")
                    % {"since": shown("starts_on", seat.starts_on)},
                    field="starts_on",
                )
        return None

    def _keep(self, seat: Seat, key: str) -> None:
        seats = self._seats.setdefault((seat.group_id, key), [])
        if not any(known is seat for known in seats):
            seats.append(seat)

    def _note_absences(self, draft: Draft[Person], spans: list[tuple[date, date, str]]) -> None:
        known: set[Any] = {(first, last) for first, last, _ in draft.more.get("absences", [])}
        if draft.item.pk:
            known |= {(away.starts_on, away.ends_on) for away in draft.item.absences.all()}
        for first, last, reason in spans:
            if (first, last) not in known:
                known.add((first, last))
                draft.more.setdefault("absences", []).append((first, last, reason))

    def write(self, by: Model | None) -> None:
        for person in self.intake.drafts_of(Person):
            person.item.save()
            for first, last, reason in person.more.get("absences", []):
                Absence.objects.create(
                    person=person.item, starts_on=first, ends_on=last, reason=reason
                )
            audit.record("people.person_imported", person.item, by=by, **person.changes)
        for seat in self.intake.drafts_of(Seat):
            # The person may only now have a number.
            seat.item.person_id = seat.item.person.pk
            seat.item.save()
            audit.record("people.seat_imported", seat.item.person, by=by, **seat.changes)
