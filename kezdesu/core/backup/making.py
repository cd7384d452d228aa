"""Making a backup: the tables of one moment, then the files that they name."""

from collections.abc import Callable
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
from .appearing import appearing_whole
from .archive import CONTENTS, KEY, UPLOAD, Contents, contents_as_json, read_contents, table_entry

Told = Callable[[int, int], object]  # how much is done, of how much
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
    _refuse_unknown_steps()
    with appearing_whole(file) as part:
        # Older days than a zip can tell of are no reason to have no backup.
        with ZipFile(
            part, "w", ZIP_DEFLATED, compresslevel=QUICK, strict_timestamps=False
        ) as archive:
            contents = _fill(archive, told)
        read_contents(part)
    with transaction.atomic():
        about = {"file": file.name, "rows": contents.row_count, "files": contents.files}
        audit.record("core.backup_made", last, by=None, seal=contents.seal, **about)
    return file


def _refuse_unknown_steps() -> None:
    """Columns that only a newer program knows would be missing in the file."""
    if unknown := tables.unknown_migrations():
        raise Refused(
            _("The database was updated by a newer Kezdesu (%(steps)s): make the backup with that.")
            % {"steps": ", ".join(f"{app} {name}" for app, name in unknown)}
        )


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
    named = {f"uploads/{path.relative_to(folder)}": path for path in sorted(folder.glob("*/*"))}
    found, number = [name for name in named if UPLOAD.fullmatch(name)], 0
    for name in found:
        try:
            archive.write(named[name], name, ZIP_STORED)
        except FileNotFoundError:
            continue  # swept away since
        number += 1
        told(number, len(found))
    return number


def _name_of_the_moment() -> str:
    return f"kezdesu-{timezone.localtime():%Y-%m-%d-%H%M%S}.zip"
