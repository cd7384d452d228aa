"""From a backup file back to an installation: all of it, or nothing."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core import audit
from kezdesu.core.choices import LetterState
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry, Letter

from . import tables
from .appearing import refusing, wait_for_the_disk
from .archive import KEY, UPLOAD, Contents, newer, read_contents, table_entry
from .making import Told


def restore(path: Path, told: Told = lambda done, of: None) -> Contents:
    """Make an installation without users into the one that the backup holds, and up to date.

    All of it or nothing: where Refused is raised, the file is damaged, newer than this program or
    does not fit, or somebody works here. Letters that waited are not sent: they may have been
    sent since.
    """
    contents = read_contents(path)
    _refuse_newer(path, contents)
    _refuse_where_somebody_works()
    uploads = Path(settings.MEDIA_ROOT)
    with ZipFile(path) as archive, _unpacked(archive, uploads) as unpacked:
        _migrate_to(contents)
        with _fitting(path), transaction.atomic():
            _refuse_where_somebody_works()
            _fill(archive, contents, told)
            _take_key(archive)
            _put_in_place(unpacked, uploads)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        last = AuditEntry.objects.get(seal=contents.seal)
        about = {"file": path.name, "made_at": contents.made_at}
        audit.record("core.restored", last, by=None, **about)
    return contents


def _refuse_newer(path: Path, contents: Contents) -> None:
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    if not set(contents.applied) <= known:
        raise Refused(newer(path))


def _refuse_where_somebody_works() -> None:
    there = connection.introspection.table_names()
    for model in (AuditEntry, get_user_model()):
        if model._meta.db_table in there and model._base_manager.exists():
            raise Refused(
                _(
                    "Somebody works in this installation already: restore into a new one, with a "
                    "KEZDESU_DATA or KEZDESU_DATABASE of its own."
                )
            )
    if any(Path(settings.MEDIA_ROOT).glob("*")):
        sentence = _("There are files in “%(folder)s” already: restore into a new installation.")
        raise Refused(sentence % {"folder": settings.MEDIA_ROOT})


@contextmanager
def _unpacked(archive: ZipFile, uploads: Path) -> Iterator[Path]:
    """The uploads in a folder beside their place; gone unless they were put there."""
    folder = uploads.with_name(f"{uploads.name}.restoring")
    try:
        with refusing(folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, mode=0o700)
            for entry in archive.namelist():
                if found := UPLOAD.fullmatch(entry):
                    _write(archive, entry, folder / found[1])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(archive: ZipFile, entry: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with archive.open(entry) as source, open(descriptor, "wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())


def _migrate_to(contents: Contents) -> None:
    """Bring the empty database to the steps of the backup, from none or from later ones."""
    apps = {app for app, _name in contents.applied}
    later = sorted({app for app, _name in tables.applied_migrations()} - apps)
    MigrationExecutor(connection).migrate([(app, None) for app in later])
    MigrationExecutor(connection).migrate(_last_of_each_app(contents))


def _last_of_each_app(contents: Contents) -> list[tables.Node]:
    """Where migrating ends: migrations of the backup that none of its own app follows."""
    graph = MigrationExecutor(connection).loader.graph
    applied = set(contents.applied)

    def is_last(node: tables.Node) -> bool:
        children = graph.node_map[node].children
        return not any(child.key in applied and child.key[0] == node[0] for child in children)

    return [node for node in contents.applied if is_last(node)]


@contextmanager
def _fitting(path: Path) -> Iterator[None]:
    """What the database says against the rows, in its own words."""
    try:
        yield
    except (DatabaseError, ValidationError, ValueError, TypeError) as error:
        about = {"file": path, "why": str(error).strip()}
        raise Refused(_("“%(file)s” cannot be restored here: %(why)s.") % about) from error


def _fill(archive: ZipFile, contents: Contents, told: Told) -> None:
    everything = tables.tables_after(contents.applied)
    tables.empty(everything)
    before = 0
    for table in tables.kept(everything):
        label, number = table._meta.label_lower, 0
        with archive.open(table_entry(label)) as file:
            for number in tables.read_rows(table, file):
                told(before + number, contents.row_count)
        before += number
        if label == Letter._meta.label_lower:
            _give_up_waiting(table)
    connection.check_constraints()
    tables.number_on(everything)


def _give_up_waiting(letters: tables.Table) -> None:
    """Nobody sends twice what the lost installation may have sent after the backup."""
    waiting = letters._base_manager.filter(state__in=[LetterState.WAITING, LetterState.SENDING])
    waiting.update(state=LetterState.UNSURE, ended_at=timezone.now(), address="", body="")


def _take_key(archive: ZipFile) -> None:
    """With its old key, the addresses of calendars that people subscribed to stay true."""
    if KEY in archive.namelist():
        with refusing(settings.DATA / KEY):
            _write(archive, KEY, settings.DATA / KEY)


def _put_in_place(unpacked: Path, uploads: Path) -> None:
    with refusing(uploads):
        if uploads.exists():
            uploads.rmdir()  # nothing is in it
        unpacked.rename(uploads)
        wait_for_the_disk(uploads.parent)
