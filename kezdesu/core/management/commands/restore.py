"""`kezdesu restore FILE`: a new installation becomes the one in a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kezdesu.core.backup import read_contents, restore, told_of
from kezdesu.core.errors import Refused
from kezdesu.core.management.progress import bar
from kezdesu.core.management.speaking import SpeakingCommand


class Command(SpeakingCommand):
    help = gettext_noop("Make a new installation into the one that a backup holds.")
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `kezdesu backup` wrote")
        parser.add_argument(
            "--dry-run", action="store_true", help="only read it and say what it is"
        )

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            if dry_run:
                self.stdout.write(told_of(file, read_contents(file)))
                return
            with bar(_("Restoring")) as told:
                contents = restore(file, told)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(told_of(file, contents))
        self.stdout.write(_("It is restored here; “kezdesu doctor” says whether all is well."))
