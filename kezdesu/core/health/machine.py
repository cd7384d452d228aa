"""The machine, and what it was told in its settings."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kezdesu.core.examining import Finding, advice, looks_at, moment
from kezdesu.core.models import AuditEntry

MEGABYTE: Final = 1 << 20
FULL: Final = 200 * MEGABYTE  # what remains on a disk that is as good as full
TIGHT: Final = 2048 * MEGABYTE
# Since 1 March 2024 all of Kazakhstan has one time; older tables tell an hour too much.
ONE_TIME: Final = datetime(2024, 6, 1, tzinfo=UTC)


@looks_at(gettext_lazy("The clock is right"))
def clock_is_right() -> Iterator[Finding]:
    last = AuditEntry.objects.order_by("-at").first()
    if last and last.at > timezone.now() + timedelta(minutes=5):
        yield Finding(
            _("By the clock it is %(now)s, and the audit log has an entry of %(later)s.")
            % {"now": moment(timezone.now()), "later": moment(last.at)},
            _("Set the clock of the machine."),
        )
    if ONE_TIME.astimezone(ZoneInfo("Asia/Almaty")).hour != ONE_TIME.hour + 5:
        yield Finding(
            _("This machine does not know of the one time of Kazakhstan since March 2024."),
            _("Update its table of time zones: the package tzdata."),
        )


@looks_at(gettext_lazy("There is room on the disk"))
def there_is_room() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA).free
    if free < TIGHT:
        sentence = _("Free for the data folder: %(free)s MB.") % {"free": free // MEGABYTE}
        remedy = _("Make room, or move the data folder to a larger disk.")
        yield Finding(sentence, remedy, is_fault=free < FULL)


@looks_at(gettext_lazy("The data folder is nobody else's"))
def data_is_ours() -> Iterator[Finding]:
    if settings.DATA.stat().st_mode & 0o077:
        yield Finding(
            _("Other users of the machine can read “%(path)s”.") % {"path": settings.DATA},
            f"chmod go= {settings.DATA}",
        )
    if not os.access(settings.DATA, os.W_OK):
        yield Finding(
            _("“%(path)s” cannot be written.") % {"path": settings.DATA},
            _("Run Kezdesu as the user whose folder it is."),
        )


@looks_at(gettext_lazy("The settings go together"))
def settings_go_together() -> Iterator[Finding]:
    address = urlsplit(settings.ADDRESS)
    if settings.DEBUG:
        yield advice(
            _("KEZDESU_DEBUG is on: faults are shown to visitors, with the code around them."),
            _("Unset it where others can reach this installation."),
        )
    if address.scheme == "https" and not settings.HTTPS:
        yield advice(
            _("KEZDESU_ADDRESS begins with https, and KEZDESU_HTTPS is off."),
            _("Set KEZDESU_HTTPS=1, so that cookies are never sent in the open."),
        )
    if address.hostname and not {address.hostname, "*"} & set(settings.ALLOWED_HOSTS):
        yield Finding(
            _("“%(host)s” of KEZDESU_ADDRESS is not among KEZDESU_HOSTS: its pages say 400.")
            % {"host": address.hostname},
            f"KEZDESU_HOSTS={','.join([*settings.ALLOWED_HOSTS, address.hostname])}",
        )
