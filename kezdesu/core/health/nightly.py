"""The backups of each night."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kezdesu.core.examining import Finding, advice, looks_at, moment
from kezdesu.core.models import AuditEntry

MISSED: Final = timedelta(days=2)  # where one is made each night
LONG_AGO: Final = timedelta(days=7)  # where they are made by hand


@looks_at(gettext_lazy("There is a backup"))
def there_is_a_backup() -> Iterator[Finding]:
    last = AuditEntry.objects.filter(action="core.backup_made").order_by("-id").first()
    first = last or AuditEntry.objects.order_by("id").first()
    if first and first.at < timezone.now() - (MISSED if settings.BACKUPS else LONG_AGO):
        sentence = (
            _("The last backup is of %(when)s.") % {"when": moment(last.at)}
            if last
            else _("No backup has ever been made.")
        )
        yield _no_nightly(settings.BACKUPS, sentence)
    elif settings.BACKUPS is None:
        yield advice(_("Nobody makes backups by the clock."), _folder_wanted())
    if settings.BACKUPS and not settings.BACKUPS.is_dir():
        yield Finding(
            _("There is no folder %(folder)s.") % {"folder": settings.BACKUPS},
            _("Make it, or name another one in KEZDESU_BACKUPS."),
        )
    elif settings.BACKUPS and settings.BACKUPS.stat().st_dev == settings.DATA.stat().st_dev:
        yield advice(
            _("“%(folder)s” is on the same disk as the data: both can be lost at once.")
            % {"folder": settings.BACKUPS},
            _("Name a folder on another disk or machine in KEZDESU_BACKUPS."),
        )


def _no_nightly(folder: Path | None, sentence: str) -> Finding:
    if folder is None:
        return advice(sentence, _folder_wanted())
    remedy = _("See that “%(folder)s” can be written and has room, and what the worker's log says.")
    return Finding(sentence, remedy % {"folder": folder})


def _folder_wanted() -> str:
    return _("Name a folder in KEZDESU_BACKUPS: the worker puts a backup there each night.")
