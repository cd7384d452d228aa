"""`kezdesu demo`: the Shymkent half-year in a database of its own, ready to click through."""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from demo import half_year
from kezdesu.core.gathering import gather_static_files
from kezdesu.core.management.speaking import SpeakingCommand


class Command(SpeakingCommand):
    help = gettext_noop("Build the demo office from its two spreadsheets and serve it.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="build only")
        parser.add_argument("--fresh", action="store_true", help="build anew what is there")
        parser.add_argument("--port", type=int, default=0)

    def handle(self, *, no_serve: bool, fresh: bool, port: int, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError(
                _("The demo keeps to an SQLite database of its own: unset KEZDESU_DATABASE.")
            )
        if fresh or not _is_built():
            _build()
        gather_static_files()
        self._introduce()
        if not no_serve:
            call_command("serve", port=port)

    def _introduce(self) -> None:
        console = Console(highlight=False)
        console.print(_("Sign in with the password “%s” as:") % half_year.PASSWORD, end=" ")
        console.print(", ".join(user["username"] for user in half_year.World().data["users"]))
        console.print(_("Documents: %s") % half_year.DOCUMENTS)


def _stamp() -> Path:
    return Path(settings.DATA) / "demo.json"


def _is_built() -> bool:
    """Whether the world there is the one that these files make."""
    stamp = _stamp()
    return stamp.exists() and json.loads(stamp.read_text()) == {"made_from": _sources()}


def _sources() -> str:
    """A hash over everything the world is made from."""
    digest = hashlib.sha256()
    for folder, pattern in [("demo", "*"), ("kezdesu", "*.py"), ("planner", "*.py")]:
        for file in sorted((settings.PROJECT / folder).rglob(pattern)):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _build() -> None:
    _forget()
    call_command("migrate", verbosity=0)
    world = half_year.World()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        for title, step in half_year.STEPS:
            task = progress.add_task(str(title), total=None)
            step(world)
            progress.update(task, total=1, completed=1)
    _stamp().write_text(json.dumps({"made_from": _sources()}))


def _forget() -> None:
    connections.close_all()
    _stamp().unlink(missing_ok=True)
    database = Path(connection.settings_dict["NAME"])
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
