"""Import targets from a spreadsheet: which places a track owes visits, by when."""

from django.db.models import Model

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.spreadsheets import (
    Column,
    ImportOutcome,
    Intake,
    Row,
    Source,
    run_import,
)
from kezdesu.places.matching import PlacesBySpelling

from .columns import shown, target_columns
from .models import Target
from .rules import refuse_bad_target

_SAID = ("ends_on", "due_on", "visits_due", "weight")


def import_targets(
    *,
    office: Office,
    file: Source,
    by: User | None,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
) -> ImportOutcome:
    """Add and change targets; importing again changes nothing.

    A target is matched by track, place and first day. A new one is due on its last day, once, with
    weight 1, unless the row says otherwise.
    """
    columns = target_columns(office)
    return run_import(
        file=file,
        columns=columns,
        reading_of=lambda: _Reading(office, columns),
        action="programmes.targets_imported",
        subject=office,
        by=by,
        skip_bad_rows=skip_bad_rows,
        dry_run=dry_run,
    )


class _Reading:
    def __init__(self, office: Office, columns: tuple[Column, ...]) -> None:
        self.intake = Intake({column.key: column.label for column in columns}, shown)
        places = office.places.select_related("kind").prefetch_related("aliases")
        self._places = PlacesBySpelling(places)
        targets = Target.objects.filter(track__programme__office=office)
        self._targets = {
            (target.track_id, target.place_id, target.starts_on): target for target in targets
        }

    def read(self, row: Row) -> None:
        values = row.values
        place = self._places.named(values["place"], values.get("kind"))
        key = (values["track"].pk, place.pk, values["starts_on"])
        said = {name: values.get(name) for name in _SAID}
        target = self._targets.get(key) or Target(
            track=values["track"],
            place=place,
            starts_on=values["starts_on"],
            due_on=values["ends_on"],
        )
        refuse_bad_target(
            starts_on=target.starts_on,
            ends_on=values["ends_on"],
            due_on=said["due_on"] or target.due_on,
            weight=said["weight"] or target.weight,
        )
        self.intake.say(row, target, f"{place.name} · {values['track'].name}", said)
        self._targets[key] = target

    def write(self, by: Model | None) -> None:
        for draft in self.intake.drafts_of(Target):
            draft.item.save()
            audit.record("programmes.target_imported", draft.item, by=by, **draft.changes)
