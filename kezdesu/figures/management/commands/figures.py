"""`kezdesu figures`: the figures of a period as a table to read or as JSON to work on."""

import json
from argparse import ArgumentParser
from typing import IO, Any, cast

from django.utils.translation import get_language, gettext_noop, override
from rich.console import Console

from kezdesu.core.language import CODES
from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.figures.asking import office_called, period_of
from kezdesu.figures.printed import Printed, figures_printed, percent_printed, rows_printed


class Command(SpeakingCommand):
    help = gettext_noop("Print a period's figures, each with the rows behind it.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True, metavar="SLUG")
        parser.add_argument("--period", required=True, metavar="2023-H1")
        parser.add_argument("--language", choices=CODES, help="without it, the terminal's")
        parser.add_argument("--json", action="store_true", help="all of it, with the ids of rows")
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--rows", metavar="KEY", help="only the rows behind one figure")
        one.add_argument("--percent", metavar="KEY", help="only what its percentage is made of")

    def handle(self, *args: Any, **options: Any) -> None:
        office, period = office_called(options["office"]), period_of(options["period"])
        code = options["language"] or get_language() or "kk"
        with override(code):
            if options["rows"]:
                printed: Printed = rows_printed(office, period, options["rows"])
            elif options["percent"]:
                printed = percent_printed(office, period, options["percent"])
            else:
                printed = figures_printed(office, period)
            if options["json"]:
                self.stdout.write(json.dumps(printed.as_json(), ensure_ascii=False, indent=1))
            else:
                console = Console(file=cast("IO[str]", self.stdout), highlight=False)
                console.print(printed.as_table())
