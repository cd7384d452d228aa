"""`kezdesu figures`: the figures of a period as a table to read or as JSON to work on."""

import json
from argparse import ArgumentParser
from typing import IO, Any, cast

from django.core.management.base import BaseCommand
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from kezdesu.core.language import CODES, language
from kezdesu.figures.asking import office_called, period_of
from kezdesu.figures.queries import figures_for
from kezdesu.figures.values import Figure, FigureSet


class Command(BaseCommand):
    help = "Print every figure of an office's period with its definition and the rows behind it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True, metavar="SLUG")
        parser.add_argument("--period", required=True, metavar="2023-H1")
        parser.add_argument("--language", choices=CODES, help="without it, the terminal's")
        parser.add_argument("--json", action="store_true", help="all of it, with the ids of rows")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = figures_for(office_called(options["office"]), period_of(options["period"]))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(figures), ensure_ascii=False, indent=1))
            return
        code = options["language"] or get_language() or "kk"
        with override(code):
            console = Console(file=cast("IO[str]", self.stdout), highlight=False)
            console.print(as_table(figures, code))


def as_json(figures: FigureSet[Figure]) -> dict[str, Any]:
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


def as_table(figures: FigureSet[Figure], code: str) -> Table:
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
