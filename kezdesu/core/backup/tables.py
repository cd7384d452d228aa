"""Tables as lines of JSON, by the models that the migrations applied so far describe.

So a backup made before an update is read as what it was and then brought up to date by the
migrations, and SQLite and PostgreSQL write the same lines.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any, Final

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field, JSONField, Model

LEFT_OUT: Final = frozenset({"sessions.session"})  # who was signed in signs in again
BATCH: Final = 1000

Table = type[Model]
Node = tuple[str, str]  # an app and one of its migrations


def applied_migrations() -> list[Node]:
    return sorted(MigrationLoader(connection).applied_migrations)


def unknown_migrations() -> list[Node]:
    """Those applied here that this program does not have."""
    loader = MigrationLoader(connection)
    return sorted(set(loader.applied_migrations) - set(loader.disk_migrations))


def tables_after(applied: Iterable[Node]) -> list[Table]:
    """Every table as these migrations leave it, those between two others included."""
    state = MigrationLoader(connection).project_state(sorted(applied))
    models = state.apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def kept(tables: Sequence[Table]) -> list[Table]:
    return [table for table in tables if table._meta.label_lower not in LEFT_OUT]


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody who writes meanwhile has to wait."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Django's own transactions are IMMEDIATE here: they would keep every writer out.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")


def size_of(table: Table) -> int:
    return table._base_manager.count()


def write_rows(table: Table, file: IO[bytes]) -> Iterator[int]:
    """The names of the columns, then a line for each row; yields how many so far, now and then."""
    fields = _columns(table)
    file.write(_line([field.attname for field in fields]))
    rows = table._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    number = 0
    for number, row in enumerate(rows.iterator(chunk_size=BATCH), start=1):
        file.write(_line(row))
        if number % BATCH == 0:
            yield number
    yield number


def read_rows(table: Table, file: IO[bytes]) -> Iterator[int]:
    """Put the lines of `write_rows` into the empty table; yields how many so far.

    ValueError where a line is not what the table holds.
    """
    fields = {field.attname: field for field in _columns(table)}
    names = json.loads(file.readline())
    if set(names) != set(fields):
        raise ValueError(f"{table._meta.label}: {names}")
    lines, number = iter(file), 0
    while batch := list(islice(lines, BATCH)):
        rows = [dict(zip(names, json.loads(line), strict=True)) for line in batch]
        table._base_manager.bulk_create(
            table(**{name: _value(fields[name], value) for name, value in row.items()})
            for row in rows
        )
        number += len(rows)
        yield number


def empty(tables: Sequence[Table]) -> None:
    names = [table._meta.db_table for table in tables]
    statements = connection.ops.sql_flush(no_style(), names, reset_sequences=True)
    connection.ops.execute_sql_flush(statements)


def number_on(tables: Sequence[Table]) -> None:
    """New rows are numbered after those that were put in with their numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def _columns(table: Table) -> list["Field[Any, Any]"]:
    return [field for field in table._meta.local_concrete_fields if not field.generated]


def _line(values: Sequence[Any]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return text.encode() + b"\n"


def _plain(value: Any) -> str:
    """Exact to the microsecond: the seals of the audit log are made of it."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)


def _value(field: "Field[Any, Any]", value: Any) -> Any:
    return value if isinstance(field, JSONField) else field.to_python(value)
