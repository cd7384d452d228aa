"""The backups of each night."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kezdesu.core.backup.archive import glimpse
from kezdesu.core.backup.nightly import newest_in
from kezdesu.core.errors import Refused
from kezdesu.core.examining import Finding, advice, looks_at, moment
from kezdesu.core.models import AuditEntry

MISSED: Final = timedelta(days=2)  # where one is made each night


@looks_at(gettext_lazy("There is a backup"))
def there_is_a_backup() -> Iterator[Finding]:
    folder: Path | None = settings.BACKUPS
    if folder is None:
        yield advice(_last_told(), _folder_wanted())
    elif not folder.is_dir():
        yield Finding(
            _("There is no folder %(folder)s.") % {"folder": folder},
            _("Make it, or name another one in KEZDESU_BACKUPS."),
        )
    else:
        yield from _newest_is_good(folder)
        if folder.stat().st_dev == settings.DATA.stat().st_dev:
            yield advice(
                _("“%(folder)s” is on the same disk as the data: both can be lost at once.")
                % {"folder": folder},
                _("Name a folder on another disk or machine in KEZDESU_BACKUPS."),
            )


def _last_told() -> str:
    last = AuditEntry.objects.filter(action="core.backup_made").order_by("-id").first()
    if last is None:
        return _("No backup has ever been made.")
    return _("The last backup is of %(when)s.") % {"when": moment(last.at)}


def _newest_is_good(folder: Path) -> Iterator[Finding]:
    """It is looked at itself: the log says what was made, not what is still there."""
    newest, first = newest_in(folder), AuditEntry.objects.order_by("id").first()
    if newest is None:
        if first and first.at < timezone.now() - MISSED:
            yield Finding(
                _("There is no backup in “%(folder)s”.") % {"folder": folder}, _why(folder)
            )
        return
    try:
        contents = glimpse(newest)
    except Refused as refused:
        yield Finding(str(refused), _why(folder))
        return
    if contents.made_at < timezone.now() - MISSED:
        when = {"when": moment(contents.made_at)}
        yield Finding(_("The last backup is of %(when)s.") % when, _why(folder))
    if not AuditEntry.objects.filter(seal=contents.seal).exists():
        yield Finding(
            _("“%(file)s” is of another installation, or the log was cut off.") % {"file": newest},
            _("Give each installation a folder of its own."),
        )


def _why(folder: Path) -> str:
    remedy = _("See that “%(folder)s” can be written and has room, and what the worker's log says.")
    return remedy % {"folder": folder}


def _folder_wanted() -> str:
    return _("Name a folder in KEZDESU_BACKUPS: the worker puts a backup there each night.")
