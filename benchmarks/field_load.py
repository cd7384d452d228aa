"""Many phones deliver their records at once, while the server is killed and started again.

Starts `kezdesu serve` as it ships on a made world, lets every phone deliver over HTTP with its own
session and CSRF token, and then compares the database with what was sent and acknowledged.

    python -m benchmarks.field_load --phones 500 --records 20 --kills 5 --database sqlite --json

With `--database postgres` a private PostgreSQL is started, with fsync on, unless KEZDESU_DATABASE
names an empty one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from benchmarks.field_phones import Phone, Told
from benchmarks.field_world import make_world

# Gathered static files are kept between runs: compressing them takes longer than the delivery.
STATIC: Final = Path(__file__).resolve().parent.parent / ".cache" / "static"
PROGRAM: Final = Path(sys.executable).with_name("kezdesu")
COMPARED: Final = ("headcount", "women", "men", "youth", "venue", "note", "how_counted")


def main() -> int:
    options = _options()
    # Whoever stops the benchmark stops its server too.
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit("Stopped."))
    with tempfile.TemporaryDirectory(prefix="kezdesu-field-") as folder, _database(options):
        options.static.mkdir(parents=True, exist_ok=True)
        (Path(folder) / "static").symlink_to(options.static.resolve())
        os.environ |= {"KEZDESU_DATA": folder, "DJANGO_SETTINGS_MODULE": "kezdesu.settings"}
        arguments = (Path(folder), options.phones, options.records, options.seed)
        maker = get_context("spawn").Process(target=make_world, args=arguments)
        maker.start()
        maker.join()
        if maker.exitcode:
            sys.exit("The world was not made.")
        told, seconds = asyncio.run(_run(options, Path(folder)))
        line = _table(options, Path(folder), told, seconds)
    _say(line, as_json=options.json)
    return 0 if line["lost"] == line["doubled"] == line["errors"] == 0 else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--phones", type=int, default=500)
    parser.add_argument("--records", type=int, default=20)
    parser.add_argument("--kills", type=int, default=0, help="how often kill -9 and start again")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument(
        "--spread",
        type=float,
        default=5,
        help="seconds within which the phones find the network; 0: the same instant",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--static",
        type=Path,
        default=STATIC,
        help="where static files are gathered, and kept for the next run",
    )
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


@contextmanager
def _private_postgres() -> Iterator[None]:
    from tests.postgres import binaries, private_server

    programs = binaries()
    if programs is None:
        sys.exit("PostgreSQL is not on this machine.")
    with (
        tempfile.TemporaryDirectory(prefix="kezdesu-postgres-") as folder,
        private_server(Path(folder), programs, is_durable=True) as address,
    ):
        os.environ["KEZDESU_DATABASE"] = address
        yield


def _database(options: argparse.Namespace) -> Any:
    if options.database == "sqlite":
        os.environ.pop("KEZDESU_DATABASE", None)
        return nullcontext()
    return nullcontext() if "KEZDESU_DATABASE" in os.environ else _private_postgres()


class Server:
    """`kezdesu serve` with all its processes, killed without warning."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._log = (folder / "server.log").open("ab")
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            [PROGRAM, "serve", "--port", str(self.port)],
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )
        for _try in range(3000):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            await asyncio.sleep(0.1)
        sys.exit("The server did not start.")

    def kill(self) -> None:
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


async def _run(options: argparse.Namespace, folder: Path) -> tuple[Told, float]:
    made = json.loads((folder / "phones.json").read_text())
    server, told = Server(folder), Told()
    await server.start()
    try:
        began = perf_counter()
        phones = [Phone(each, server.port, told, at) for at, each in enumerate(made)]
        killer = asyncio.create_task(_kill(server, told, options))
        await asyncio.gather(*(phone.deliver(options.spread) for phone in phones))
        seconds = perf_counter() - began
        await killer
    finally:
        server.kill()
    return told, seconds


async def _kill(server: Server, told: Told, options: argparse.Namespace) -> None:
    """Evenly over the delivery: after each further part of the records was acknowledged."""
    total = options.phones * options.records
    for number in range(1, options.kills + 1):
        while len(told.acknowledged) < total * number / (options.kills + 1):
            await asyncio.sleep(0.005)
        server.kill()
        await server.start()


def _table(
    options: argparse.Namespace, folder: Path, told: Told, seconds: float
) -> dict[str, object]:
    sent = {
        each["id"]: each
        for phone in json.loads((folder / "phones.json").read_text())
        for each in phone["records"]
    }
    stored = _stored()
    unacknowledged = len(sent) - len(told.acknowledged)
    bad = sum(told.bad_statuses.values())
    ordered = sorted(told.seconds)
    return {
        "database": options.database,
        "phones": options.phones,
        "kills": options.kills,
        "spread": options.spread,
        "sent": len(sent),
        "acknowledged": len(told.acknowledged),
        "stored_once": sum(_is_once(stored.get(pk), each) for pk, each in sent.items()),
        "lost": sum(pk not in stored for pk in told.acknowledged),
        "doubled": sum(len(rows) > 1 for rows in stored.values())
        + len(stored.keys() - sent.keys()),
        "seconds": round(seconds, 1),
        "records_per_second": round(len(told.acknowledged) / seconds),
        "p50_ms": _share(ordered, 0.50),
        "p99_ms": _share(ordered, 0.99),
        "p99_records_ms": _share(sorted(told.by_kind.get("POST /field/records", [])), 0.99),
        "slowest_ms": _share(ordered, 1),
        "errors": bad + unacknowledged + told.answers.get("refused", 0),
        "retried_calls": told.broken_calls,
        "statuses": told.bad_statuses,
        "broken_seals": _broken_seals(),
        "load": round(os.getloadavg()[0], 1),
    }


def _stored() -> dict[str, list[dict[str, Any]]]:
    """Every kept version by the record's id, with what the meeting's own row says."""
    import django

    django.setup()
    from kezdesu.meetings.models import Meeting, Version

    names = ("pk", "starts_at", *COMPARED)
    rows = {str(row["pk"]): row for row in Meeting.objects.values(*names)}
    found: dict[str, list[dict[str, Any]]] = {pk: [] for pk in rows}
    for meeting in Version.objects.values_list("meeting_id", flat=True):
        found[str(meeting)].append(rows[str(meeting)])
    return found


def _is_once(rows: list[dict[str, Any]] | None, sent: Mapping[str, Any]) -> bool:
    """One record with one version that says what was sent."""
    if not rows or len(rows) > 1:
        return False
    return all(rows[0][name] == _kept(sent[name]) for name in COMPARED)


def _kept(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _broken_seals() -> int:
    from kezdesu.core.audit import broken_entries

    return sum(1 for _entry in broken_entries())


def _share(ordered: list[float], share: float) -> int:
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]) if ordered else 0


def _say(line: Mapping[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(line))
        return
    for name, value in line.items():
        print(f"{name.replace('_', ' '):>20}  {value}")


if __name__ == "__main__":
    sys.exit(main())
