from collections.abc import Callable
from typing import Protocol

from django.db import transaction
from django.db.models import Model

from kezdesu.core import audit

from .columns import Column
from .intake import Intake
from .outcome import ImportOutcome
from .table import Row, read_table
from .workbook import Source


class Reading(Protocol):
    """What an importer knows of its subject: gather each row in `intake`, then write it all."""

    intake: Intake

    def read(self, row: Row) -> None: ...
    def write(self, by: Model | None) -> None: ...


def run_import(
    *,
    file: Source,
    columns: tuple[Column, ...],
    reading_of: Callable[[], Reading],
    action: str,
    subject: Model,
    by: Model | None,
    skip_bad_rows: bool,
    dry_run: bool,
) -> ImportOutcome:
    """One transaction from reading what is known to the last write; `action` is its audit entry.

    Refused when the file is no readable table; a refused row holds the whole file back unless
    `skip_bad_rows`. A file that changes nothing writes nothing, not even to the audit log.
    """
    table = read_table(file, columns)
    with transaction.atomic():
        reading = reading_of()
        reading.intake.take(table, reading.read)
        outcome = reading.intake.outcome(table, skip_bad_rows=skip_bad_rows, dry_run=dry_run)
        if outcome.is_written and outcome.changes_anything:
            reading.write(by)
            audit.record(action, subject, by=by, **reading.intake.counts())
    return outcome
