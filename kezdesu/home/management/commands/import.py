# ruff: noqa: N999  Django names a command after its file
"""`kezdesu import KIND FILE.xlsx --office SLUG`: say what would change, and do it."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final, cast

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rich.console import Console
from rich.table import Table

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.core.spreadsheets import Column, ImportOutcome
from kezdesu.core.spreadsheets.sample import empty_workbook
from kezdesu.meetings.columns import meeting_columns
from kezdesu.meetings.imports import import_meetings
from kezdesu.people.columns import roster_columns
from kezdesu.people.services import import_roster
from kezdesu.places.columns import place_columns
from kezdesu.places.services import import_places
from kezdesu.press.columns import publication_columns
from kezdesu.press.imports import import_publications
from kezdesu.programmes.columns import target_columns
from kezdesu.programmes.imports import import_targets

Importer = Callable[..., ImportOutcome]
Columns = Callable[[Office], tuple[Column, ...]]
KINDS: Final[dict[str, tuple[Importer, Columns]]] = {
    "places": (import_places, place_columns),
    "roster": (import_roster, roster_columns),
    "targets": (import_targets, target_columns),
    "meetings": (import_meetings, meeting_columns),
    "publications": (import_publications, publication_columns),
}
SHOWN: Final = 40  # rows of the printed table; the rest are counted


class Command(SpeakingCommand):
    help = gettext_noop("Import places, a roster, targets, meetings or publications from Excel.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help=", ".join(KINDS))
        parser.add_argument("file", help="an .xlsx workbook")
        parser.add_argument("--office", help="the office's slug; may be left out if there is one")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument(
            "--template", action="store_true", help="write an empty table to FILE instead"
        )
        parser.add_argument(
            "--skip-bad-rows", action="store_true", help="import the good rows beside bad ones"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        importer, columns_of = _kind(options["kind"])
        office = _office(options["office"])
        if options["template"]:
            self._write_template(Path(options["file"]), columns_of(office))
            return
        try:
            outcome = importer(
                office=office,
                file=options["file"],
                skip_bad_rows=options["skip_bad_rows"],
                dry_run=options["dry_run"],
                by=None,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        _print(Console(file=cast("IO[str]", self.stdout)), outcome)
        if outcome.refused and not options["skip_bad_rows"]:
            raise CommandError(_("Nothing was imported. %(why)s") % {"why": outcome.refusal})

    def _write_template(self, file: Path, columns: tuple[Column, ...]) -> None:
        try:
            with file.open("xb") as new:
                new.write(empty_workbook(columns))
        except FileExistsError:
            raise CommandError(
                _("There is a file “%(file)s” already; choose another name.") % {"file": file}
            ) from None
        except OSError:
            raise CommandError(
                _("The file “%(file)s” cannot be written.") % {"file": file}
            ) from None
        self.stdout.write(_("An empty table is in “%(file)s”.") % {"file": file})


def _kind(kind: str) -> tuple[Importer, Columns]:
    try:
        return KINDS[kind]
    except KeyError:
        raise CommandError(
            _("“%(kind)s” cannot be imported; choose one of: %(known)s.")
            % {"kind": kind, "known": ", ".join(KINDS)}
        ) from None


def _office(slug: str | None) -> Office:
    offices = list(Office.objects.filter(slug=slug) if slug else Office.objects.all()[:2])
    if len(offices) == 1:
        return offices[0]
    if slug:
        raise CommandError(_("There is no office “%(slug)s”.") % {"slug": slug})
    raise CommandError(_("State the office with --office SLUG."))


def _print(console: Console, outcome: ImportOutcome) -> None:
    rows = list(_lines(outcome))
    if rows:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in (_("Sheet"), _("Row"), _("What"), _("Which"), _("How")):
            table.add_column(heading, overflow="fold")
        for row in rows[:SHOWN]:
            table.add_row(*row)
        console.print(table)
        if len(rows) > SHOWN:
            console.print(_("… and %(count)s more rows") % {"count": len(rows) - SHOWN})
    console.print(_summary(outcome), highlight=False)


def _lines(outcome: ImportOutcome) -> Iterator[tuple[str, ...]]:
    for fault in outcome.refused:
        where = f"{fault.column}{fault.row}"
        yield fault.sheet, where, _("refused"), "", fault.reason
    for entry in outcome.changed:
        changes = "; ".join(
            f"{change.field}: {change.old} → {change.new}"
            if change.old
            else f"{change.field}: {change.new}"
            for change in entry.changes
        )
        yield entry.sheet, str(entry.row), _("changed"), entry.name, changes
    for twin in outcome.duplicates:
        again = _("as in row %(row)s") % {"row": twin.first_row}
        yield twin.sheet, str(twin.row), _("repeated"), twin.name, again
    for note in outcome.passed_over:
        yield note.sheet, str(note.row or ""), _("passed over"), "", note.text
    for entry in outcome.added:
        yield entry.sheet, str(entry.row), _("added"), entry.name, ""


def _summary(outcome: ImportOutcome) -> str:
    counts = _(
        "Added %(added)s, changed %(changed)s, unchanged %(unchanged)s, refused %(refused)s."
    ) % {
        "added": len(outcome.added),
        "changed": len(outcome.changed),
        "unchanged": len(outcome.unchanged),
        "refused": outcome.refused_rows,
    }
    return counts if outcome.is_written else " ".join([_("Nothing written yet:"), counts])
