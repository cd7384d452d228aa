# ruff: noqa: N999  Django names a command after its file
"""`kezdesu import places|roster|targets FILE.xlsx --office SLUG`: what would change, and do it."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.core.spreadsheets import ImportOutcome
from kezdesu.people.services import import_roster
from kezdesu.places.services import import_places
from kezdesu.programmes.imports import import_targets

Importer = Callable[..., ImportOutcome]
KINDS: Final[dict[str, Importer]] = {
    "places": import_places,
    "roster": import_roster,
    "targets": import_targets,
}
SHOWN: Final = 40  # rows of the printed table; the rest are counted


class Command(BaseCommand):
    help = "Import places, a roster or targets from an Excel workbook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help=", ".join(KINDS))
        parser.add_argument("file", help="an .xlsx workbook")
        parser.add_argument("--office", help="the office's slug; may be left out if there is one")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument(
            "--skip-bad-rows", action="store_true", help="import the good rows beside bad ones"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        importer = _importer(options["kind"])
        office = _office(options["office"])
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


def _importer(kind: str) -> Importer:
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
    return counts if outcome.is_written else f"{_('Nothing written yet:')} {counts}"
