"""`kezdesu figures`: the figures of a period as a table to read or as JSON to work on."""

import json
from argparse import ArgumentParser
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override
from rich.console import Console
from rich.table import Table

from kezdesu.accounts.models import Office
from kezdesu.core.language import CODES, language
from kezdesu.core.periods import Period
from kezdesu.figures.queries import figures_for
from kezdesu.figures.values import FigureSet


class Command(BaseCommand):
    help = "Print every figure of an office's period with its definition and the rows behind it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True, metavar="SLUG")
        parser.add_argument("--period", required=True, metavar="2023-H1")
        parser.add_argument("--language", choices=CODES, default="kk", help="of the table")
        parser.add_argument("--json", action="store_true", help="all of it, with the ids of rows")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = figures_for(office_called(options["office"]), period_of(options["period"]))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(figures), ensure_ascii=False, indent=1))
            return
        with override(options["language"]):
            console = Console(file=cast("IO[str]", self.stdout), highlight=False)
            console.print(as_table(figures, options["language"]))


def office_called(slug: str) -> Office:
    office = Office.objects.filter(slug=slug).first()
    if office is None:
        known = ", ".join(Office.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise CommandError(
            _("There is no office “%(slug)s”; there are: %(known)s.")
            % {"slug": slug, "known": known or "–"}
        )
    return office


def period_of(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError:
        raise CommandError(
            _("“%(code)s” is not a period; write 2023-H1, 2023-Q1, 2023-05 or 2023.")
            % {"code": code}
        ) from None


def as_json(figures: FigureSet) -> dict[str, Any]:
    """What other programs read, by key; `label` and `definition` are in the three languages."""
    return {
        key: {
            "value": figure.value,
            "unit": figure.unit.slug,
            "label": figure.label.as_json(),
            "definition": figure.definition.words.as_json(),
            "definition_name": figure.definition.name,
            "previous": figure.previous,
            "model": figure.rows.model,
            "rows": figure.rows.ids,
            "amounts": list(figure.rows.amounts.values()),
        }
        for key, figure in figures.items()
    }


def as_table(figures: FigureSet, code: str) -> Table:
    spoken = language(code)
    table = Table(title=figures.period.label(code), title_justify="left", show_lines=True)
    table.add_column(_("Figure"), overflow="fold")
    table.add_column(_("Value"), justify="right")
    table.add_column(_("Before"), justify="right")
    table.add_column(_("Rows"), justify="right")
    for key, figure in figures.items():
        table.add_row(
            f"[bold]{figure.label}[/bold]\n{figure.definition}\n[dim]{key}[/dim]",
            figure.unit.counted(figure.value, code),
            "–" if figure.previous is None else spoken.number(figure.previous),
            spoken.number(len(figure.rows.amounts)),
        )
    return table
