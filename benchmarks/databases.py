"""Where a benchmark makes its world: a new SQLite file, or a private PostgreSQL."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import binaries, private_server


@contextmanager
def database(kind: str, folder: str) -> Iterator[str]:
    """The address of a PostgreSQL: the one stated, else a private one; of SQLite none."""
    stated = os.environ.get("KEZDESU_DATABASE", "")
    programs = binaries()
    if kind == "sqlite" or stated:
        yield stated if kind == "postgres" else ""
    elif programs is None:
        sys.exit("There is no PostgreSQL here; say where one is: KEZDESU_DATABASE=postgres://…")
    else:
        Path(folder).chmod(0o755)
        with tempfile.TemporaryDirectory() as held, private_server(Path(held), programs) as address:
            yield address


def leave() -> None:
    """A PostgreSQL does not stop while somebody is connected."""
    from django.db import connections

    connections.close_all()
