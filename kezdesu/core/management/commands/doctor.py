"""`kezdesu doctor`: what is wrong with this installation, and what to do about it."""

from typing import IO, Any, cast

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rich.console import Console

from kezdesu.core.examining import Examined, examine
from kezdesu.core.management.speaking import SpeakingCommand


class Command(SpeakingCommand):
    help = gettext_noop("Say what is wrong with this installation and what to do.")
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, **options: Any) -> None:
        console = Console(file=cast("IO[str]", self.stdout), highlight=False, markup=False)
        faults = 0
        for examined in examine():
            _print(console, examined)
            faults += sum(finding.is_fault for finding in examined.findings)
        if faults:
            raise CommandError(_("Faults found: %(count)s.") % {"count": faults})


def _print(console: Console, examined: Examined) -> None:
    mark, style = _mark(examined)
    console.print(f"{mark} {examined.title}", style=style)
    for finding in examined.findings:
        console.print(f"  {finding.sentence}\n  → {finding.remedy}", soft_wrap=True)


def _mark(examined: Examined) -> tuple[str, str]:
    if examined.has_faults:
        return "✗", "bold red"
    return ("!", "yellow") if examined.findings else ("✓", "")
