"""A backup each night into the folder KEZDESU_BACKUPS, and which of the old ones stay."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from kezdesu.core.errors import Refused

from .appearing import sweep
from .making import make_backup

BEGINS: Final = 2  # o'clock; a machine that was off then makes up for it when it is on
NIGHTS: Final = 14
MONTHS: Final = 12

log = logging.getLogger("kezdesu.work")


def back_up_when_due(now: datetime | None = None) -> None:
    """Once a day. Two workers may ask at once: of one name there is one file."""
    now = timezone.localtime(now)
    folder: Path | None = settings.BACKUPS
    if folder is None or now.hour < BEGINS or _file_of(folder, now.date()).exists():
        return
    try:
        sweep(folder, "kezdesu-*.zip")
        make_backup(_file_of(folder, now.date()))
    except Refused as refused:
        log.error("no backup was made: %s", refused)
        return
    for day in superfluous(days_in(folder)):
        _file_of(folder, day).unlink(missing_ok=True)


def newest_in(folder: Path) -> Path | None:
    day = max(days_in(folder), default=None)
    return _file_of(folder, day) if day else None


def superfluous(days: Iterable[date]) -> set[date]:
    """Which backups go: of the last nights all stay, and of the last months the first of each.

    They are counted and not dated: a clock that jumps takes no old backup away.
    """
    days = sorted(days)
    first_of_month = {(day.year, day.month): day for day in reversed(days)}
    monthly = sorted(first_of_month.values())[-MONTHS:]
    return set(days) - set(days[-NIGHTS:]) - set(monthly)


def _file_of(folder: Path, day: date) -> Path:
    return folder / f"kezdesu-{day:%Y-%m-%d}.zip"


def days_in(folder: Path) -> Iterator[date]:
    """Only of files named as ours; a folder may hold others."""
    for path in folder.glob("kezdesu-????-??-??.zip"):
        try:
            yield date.fromisoformat(path.stem.removeprefix("kezdesu-"))
        except ValueError:
            continue
