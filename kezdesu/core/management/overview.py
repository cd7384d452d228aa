"""What `kezdesu` alone says: the commands in the order of the job, in the user's language."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.core.management import get_commands, load_command_class
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.console import Console
from rich.table import Table

GROUPS: Final[tuple[tuple[Promise, tuple[str, ...]], ...]] = (
    (gettext_lazy("To begin"), ("demo", "office", "serve", "work")),
    (
        gettext_lazy("From the office's tables to its report"),
        ("import", "figures", "report", "evidence", "remind"),
    ),
    (gettext_lazy("The planner alone, from file to file"), ("plan", "check")),
    (gettext_lazy("Care of the installation"), ("doctor", "backup", "restore", "audit")),
)
# The planner's own commands are not Django's.
PLANNER: Final[Mapping[str, Promise]] = {
    "plan": gettext_lazy("Make a plan for a problem in a JSON file."),
    "check": gettext_lazy("Say which rules a plan breaks, and what it costs."),
}


def print_overview(console: Console) -> None:
    for title, commands in GROUPS:
        console.print(f"[bold]{title}[/]")
        console.print(_lines(commands))
    for line in _hints():
        console.print(line)


def _lines(commands: Iterable[str]) -> Table:
    table = Table.grid(padding=(0, 0, 0, 2))
    table.add_column(width=8)
    for name in commands:
        table.add_row(name, _purpose(name))
    table.add_row()
    return table


def _purpose(name: str) -> str:
    if name in PLANNER:
        return str(PLANNER[name])
    return _(load_command_class(get_commands()[name], name).help)


def _hints() -> Iterator[str]:
    yield _("How to use one of them: kezdesu COMMAND --help")
    yield _("In another language: --language kk, ru or en, with any of them")
    yield _("All commands, those of Django too: kezdesu help --commands")
