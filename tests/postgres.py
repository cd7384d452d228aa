"""Run pytest against a private PostgreSQL that lives as long as the run.

python -m tests.postgres ARGUMENTS OF PYTEST
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, newest version first; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).parent if on_path else None


def _version(initdb: Path) -> float:
    return float(initdb.parent.parent.name)


@contextmanager
def private_server(folder: Path, programs: Path, *, is_durable: bool = False) -> Iterator[str]:
    """Start a server in `folder` on a free port; yields its address. PostgreSQL refuses root.

    A durable one writes to the disk before it says that something is kept, as in production.
    """
    who = _unprivileged_user()
    if who:
        shutil.chown(folder, who, who)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    create = ["-D", "db", "-U", "kezdesu", "-A", "trust", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(
        [programs / "initdb", *create], cwd=folder, user=who, check=True, capture_output=True
    )
    options = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
    options += [] if is_durable else ["-c", "fsync=off"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", "db", *options], cwd=folder, user=who, stderr=log
        )
    try:
        _wait_for(port)
        yield f"postgres://kezdesu@127.0.0.1:{port}/postgres"
    finally:
        # Its fast way to stop: SIGTERM would wait for every client to leave.
        server.send_signal(signal.SIGINT)
        server.wait()


def _unprivileged_user() -> str | None:
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the private PostgreSQL did not start")


def _migrated_once(server: str) -> str:
    """The name of a database that is empty and up to date, for every other to be a copy of."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as direct:
        direct.execute("CREATE DATABASE ready")
    address = f"{server.rpartition('/')[0]}/ready"
    command = [sys.executable, "-m", "kezdesu.cli", "migrate", "--verbosity", "0"]
    with tempfile.TemporaryDirectory() as data:
        ours = {"KEZDESU_DATABASE": address, "KEZDESU_DATA": data}
        subprocess.run(command, env=os.environ | ours, check=True)
    return "ready"


def main() -> int:
    programs = binaries()
    if programs is None:
        print("PostgreSQL is not on this machine: its run is left out.")
        return 0
    with (
        tempfile.TemporaryDirectory(prefix="kezdesu-postgres-") as folder,
        private_server(Path(folder), programs) as address,
    ):
        ours = {"KEZDESU_DATABASE": address, "KEZDESU_TEMPLATE": _migrated_once(address)}
        command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
        return subprocess.call(command, env=os.environ | ours)


if __name__ == "__main__":
    sys.exit(main())
