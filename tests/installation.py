"""An empty installation of its own for tests that need real processes beside one another."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection

from kezdesu.settings import PROJECT


@dataclass(frozen=True)
class Installation:
    """Spoken to by its command line only."""

    folder: Path
    database: str | None = None  # an address of PostgreSQL; None: SQLite in the folder

    @property
    def environment(self) -> dict[str, str]:
        ours = {"KEZDESU_DATA": str(self.folder), "DJANGO_SETTINGS_MODULE": "kezdesu.settings"}
        of_the_tests = {"KEZDESU_DATABASE", "KEZDESU_SECRET"}  # it makes a key of its own
        others = {key: value for key, value in os.environ.items() if key not in of_the_tests}
        return others | ours | ({"KEZDESU_DATABASE": self.database} if self.database else {})

    def kezdesu(self, *arguments: str) -> str:
        """Run a command; its standard output. A failing command fails the test with its words."""
        done = subprocess.run(
            [sys.executable, "-m", "kezdesu.cli", *arguments],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str) -> str:
        """Run code inside the installation; what it prints."""
        return self.kezdesu("shell", "--no-imports", "-c", code)

    def told(self, code: str) -> dict[str, Any]:
        """What the code prints as JSON."""
        answer: dict[str, Any] = json.loads(self.python(code))
        return answer


@contextmanager
def fresh(folder: Path) -> Iterator[Installation]:
    """On the same kind of database as the tests run on, brought up to date."""
    if connection.vendor == "sqlite":
        _copy_of_the_tests_own(folder / "kezdesu.sqlite3")
        yield Installation(folder, None)
        return
    with _database(os.environ["KEZDESU_DATABASE"]) as address:
        yield Installation(folder, address)


def _copy_of_the_tests_own(file: Path) -> None:
    """Empty and up to date, without the seconds that migrating takes."""
    connection.ensure_connection()
    file.write_bytes(connection.connection.serialize())


@contextmanager
def _database(server: str) -> Iterator[str]:
    import psycopg

    name = f"kezdesu_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as direct:
        direct.execute(f"CREATE DATABASE {name} TEMPLATE {os.environ['KEZDESU_TEMPLATE']}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            direct.execute(f"DROP DATABASE {name} WITH (FORCE)")
