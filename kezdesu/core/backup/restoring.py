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
from django.utils.translation import gettext as _

from kezdesu.core import audit, outbox
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry

from . import tables
from .archive import KEY, UPLOAD, Contents, damaged, opened, read_contents, table_entry
from .making import Told


def restore(path: Path, told: Told = lambda done, of: None) -> Contents:
    """Make an installation without users into the one that the backup holds, and up to date.

    Nothing is changed where Refused is raised: the file is damaged or newer than this program, or
    somebody works here. Letters that waited are not sent: they may have been sent since.
    """
    contents = read_contents(path)
    _refuse_newer(path, contents)
    _refuse_where_somebody_works()
    with opened(path) as archive, _uploads_from(archive):
        try:
            _fill(archive, contents, told)
        except (ValueError, TypeError, ValidationError, DatabaseError) as error:
            raise Refused(damaged(path)) from error
        _take_key(archive)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        letters = outbox.give_up_waiting()
        last = AuditEntry.objects.order_by("-id").get(seal=contents.seal)
        about = {"file": path.name, "made_at": contents.made_at, "letters_given_up": letters}
        audit.record("core.restored", last, by=None, **about)
    return contents


def _refuse_newer(path: Path, contents: Contents) -> None:
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    if not set(contents.applied) <= known:
        sentence = _("“%(file)s” was made by a newer Kezdesu: install that one first.")
        raise Refused(sentence % {"file": path})


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
    if any(Path(settings.MEDIA_ROOT).glob("*/*")):
        sentence = _("There are files in “%(folder)s” already: restore into a new installation.")
        raise Refused(sentence % {"folder": settings.MEDIA_ROOT})


def _fill(archive: ZipFile, contents: Contents, told: Told) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(_last_of_each_app(contents))
    everything = tables.tables_after(contents.applied)
    with transaction.atomic():
        tables.empty(everything)
        before = 0
        for table in tables.kept(everything):
            label, number = table._meta.label_lower, 0
            with archive.open(table_entry(label)) as file:
                for number in tables.read_rows(table, file):
                    told(before + number, contents.row_count)
            before += number
        connection.check_constraints()
        tables.number_on(everything)


def _last_of_each_app(contents: Contents) -> list[tables.Node]:
    """Where migrating ends: migrations of the backup that none of its own app follows."""
    graph = MigrationExecutor(connection).loader.graph
    applied = set(contents.applied)

    def is_last(node: tables.Node) -> bool:
        children = graph.node_map[node].children
        return not any(child.key in applied and child.key[0] == node[0] for child in children)

    return [node for node in contents.applied if is_last(node)]


@contextmanager
def _uploads_from(archive: ZipFile) -> Iterator[None]:
    """The files in their place; gone again if what follows fails."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        for entry in archive.namelist():
            if found := UPLOAD.fullmatch(entry):
                _write(archive, entry, folder / found[1])
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write(archive: ZipFile, entry: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with archive.open(entry) as source, open(descriptor, "wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)


def _take_key(archive: ZipFile) -> None:
    """With its old key, the addresses of calendars that people subscribed to stay true."""
    if KEY in archive.namelist():
        _write(archive, KEY, settings.DATA / KEY)
