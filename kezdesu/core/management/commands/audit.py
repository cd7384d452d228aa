from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kezdesu.core import audit
from kezdesu.core.models import AuditEntry


class Command(BaseCommand):
    help = "Check that no entry of the audit log was altered or removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(audit.broken_entries())
        if broken:
            listed = "\n".join(f"  {entry.pk}: {entry}" for entry in broken)
            raise CommandError(
                _("The audit log was altered at or just before these entries:") + f"\n{listed}"
            )
        count = AuditEntry.objects.count()
        self.stdout.write(_("The audit log is whole: %(count)d entries.") % {"count": count})
