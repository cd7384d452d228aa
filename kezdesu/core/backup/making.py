"""Making a backup: the tables of one moment, then the files that they name."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry

from . import tables
from .archive import CONTENTS, KEY, Contents, contents_as_json, read_contents, table_entry

Told = Callable[[int, int], object]  # how much is done, of how much
SILENCE: Final = 600  # seconds after which nobody writes an unfinished file any more
QUICK: Final = 1  # of zlib's nine levels: half of the size of the slowest takes a tenth of its time


def make_backup(target: Path, told: Told = lambda done, of: None) -> Path:
    """Write the installation into `target`, or into a folder under a name of the day.

    The file appears only when it is whole and was read back; nobody who works meanwhile waits.
    Raises Refused where it cannot be written, or is there already.
    """
    file = target / _name_of_the_moment() if target.is_dir() else target
    last = AuditEntry.objects.order_by("-id").first()
    if last is None:
        raise Refused(_("There is nothing here to back up yet."))
    with _appearing_whole(file) as part:
        with ZipFile(part, "w", ZIP_DEFLATED, compresslevel=QUICK) as archive:
            contents = _fill(archive, told)
        read_contents(part)
    with transaction.atomic():
        about = {"file": file.name, "rows": contents.row_count, "files": contents.files}
        audit.record("core.backup_made", last, by=None, seal=contents.seal, **about)
    return file


def _fill(archive: ZipFile, told: Told) -> Contents:
    with tables.one_moment():
        rows = _write_tables(archive, told)
        applied, seal = tuple(tables.applied_migrations()), audit.last_seal()
    files = _write_uploads(archive, told)
    if (key := settings.DATA / KEY).is_file():
        archive.write(key, KEY)
    contents = Contents(
        made_at=timezone.now(),
        version=version("kezdesu"),
        database=connection.vendor,
        seal=seal,
        applied=applied,
        rows=rows,
        files=files,
    )
    archive.writestr(CONTENTS, contents_as_json(contents))
    return contents


def _write_tables(archive: ZipFile, told: Told) -> dict[str, int]:
    found = tables.kept(tables.tables_after(tables.applied_migrations()))
    of, before, rows = sum(map(tables.size_of, found)), 0, {}
    for table in found:
        label, number = table._meta.label_lower, 0
        with archive.open(table_entry(label), "w", force_zip64=True) as file:
            for number in tables.write_rows(table, file):
                told(before + number, of)
        rows[label] = number
        before += number
    return rows


def _write_uploads(archive: ZipFile, told: Told) -> int:
    """Photos and papers as they lie there: they are as small already as they get."""
    folder = Path(settings.MEDIA_ROOT)
    found, number = sorted(path for path in folder.glob("*/*") if path.is_file()), 0
    for path in found:
        try:
            archive.write(path, f"uploads/{path.relative_to(folder)}", ZIP_STORED)
        except FileNotFoundError:
            continue  # swept away since
        number += 1
        told(number, len(found))
    return number


@contextmanager
def _appearing_whole(file: Path) -> Iterator[Path]:
    """A name to write under, which becomes `file` at the end, or is gone."""
    part = file.with_name(file.name + ".part")
    with _refusing(file):
        _begin(file, part)
    try:
        with _refusing(file):
            yield part
            _wait_for_the_disk(part)
            part.rename(file)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    """What the disk says against it, in a sentence."""
    try:
        yield
    except FileExistsError as error:
        sentence = _("There is a file “%(file)s” already; choose another name.")
        raise Refused(sentence % {"file": file}) from error
    except OSError as error:
        about = {"file": file, "why": error.strerror or error}
        raise Refused(_("%(file)s cannot be written: %(why)s.") % about) from error


def _begin(file: Path, part: Path) -> None:
    """Of two who begin at once, one does; what one who died left behind counts for nothing."""
    if file.exists():
        raise FileExistsError
    if part.exists() and part.stat().st_mtime < time.time() - SILENCE:
        part.unlink()
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _wait_for_the_disk(part: Path) -> None:
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _name_of_the_moment() -> str:
    return f"kezdesu-{timezone.localtime():%Y-%m-%d-%H%M%S}.zip"
