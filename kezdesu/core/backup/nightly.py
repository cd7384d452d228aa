"""A backup each night into the folder KEZDESU_BACKUPS, and which of the old ones stay."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from kezdesu.core.errors import Refused

from .making import make_backup

BEGINS: Final = 2  # o'clock; a machine that was off then makes up for it when it is on
NIGHTS: Final = timedelta(days=14)
MONTHS: Final = timedelta(days=366)

log = logging.getLogger("kezdesu.work")


def back_up_when_due(now: datetime | None = None) -> None:
    """Once a day. Two workers may ask at once: of one name there is one file."""
    now = timezone.localtime(now)
    folder: Path | None = settings.BACKUPS
    if folder is None or now.hour < BEGINS or _file_of(folder, now.date()).exists():
        return
    try:
        make_backup(_file_of(folder, now.date()))
    except Refused as refused:
        log.error("no backup was made: %s", refused)
        return
    for day in superfluous(_days_in(folder), now.date()):
        _file_of(folder, day).unlink(missing_ok=True)


def superfluous(days: Iterable[date], today: date) -> set[date]:
    """Which backups go: those of the last nights stay, and the first of each month for a year."""
    days = sorted(days)
    first_of_month = {(day.year, day.month): day for day in reversed(days)}.values()
    young = {day for day in days if day > today - NIGHTS}
    monthly = {day for day in first_of_month if day > today - MONTHS}
    return set(days) - young - monthly


def _file_of(folder: Path, day: date) -> Path:
    return folder / f"kezdesu-{day:%Y-%m-%d}.zip"


def _days_in(folder: Path) -> Iterator[date]:
    """Only of files named as ours; a folder may hold others."""
    for path in folder.glob("kezdesu-????-??-??.zip"):
        try:
            yield date.fromisoformat(path.stem.removeprefix("kezdesu-"))
        except ValueError:
            continue
