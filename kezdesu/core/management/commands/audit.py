from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kezdesu.core import audit
from kezdesu.core.backup import read_contents
from kezdesu.core.errors import Refused
from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.core.models import AuditEntry


class Command(SpeakingCommand):
    help = gettext_noop("Check that no entry of the audit log was altered or removed.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify"])
        parser.add_argument("--backup", type=Path, help="a backup: the log must hold its end")

    def handle(self, *args: Any, backup: Path | None, **options: Any) -> None:
        broken = list(audit.broken_entries())
        if broken:
            listed = "\n".join(f"  {entry.pk}: {entry}" for entry in broken)
            raise CommandError(
                _("The audit log was altered at or just before these entries:") + f"\n{listed}"
            )
        if backup:
            _refuse_cut_off(backup)
        count = AuditEntry.objects.count()
        self.stdout.write(_("The audit log is whole: %(count)d entries.") % {"count": count})


def _refuse_cut_off(backup: Path) -> None:
    """The chain cannot show that its end was taken off; a backup of that time can."""
    try:
        contents = read_contents(backup)
    except Refused as refused:
        raise CommandError(str(refused)) from None
    if not AuditEntry.objects.filter(seal=contents.seal).exists():
        raise CommandError(
            _("The audit log lacks the last entry of the backup: its end was cut off or replaced.")
        )
