"""`kezdesu backup FILE|FOLDER`: the whole installation in one file, while people work."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kezdesu.core.backup import make_backup, read_contents, told_of
from kezdesu.core.errors import Refused
from kezdesu.core.management.progress import bar
from kezdesu.core.management.speaking import SpeakingCommand


class Command(SpeakingCommand):
    help = gettext_noop("Write the whole installation into one file.")
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", help="the file to write, or a folder for one named by date")

    def handle(self, *, target: str, **options: Any) -> None:
        try:
            with bar(_("Backing up")) as told:
                file = make_backup(Path(target), told)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(told_of(file, read_contents(file)))
