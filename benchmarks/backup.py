"""Makes a world, backs it up and restores it, each in a process of its own.

What each took is told beside a plain copy of the database file, where there is one.

    python -m benchmarks.backup --world nation --database sqlite --json
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import tempfile
from collections.abc import Callable
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.databases import database, leave
from benchmarks.figures_world import SIZES, make_world


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, database(options.database, folder) as address:
        os.environ |= {"KEZDESU_DATA": folder, "DJANGO_SETTINGS_MODULE": "kezdesu.settings"}
        os.environ.pop("KEZDESU_DATABASE", None)
        if address:
            os.environ["KEZDESU_DATABASE"] = address
        file = Path(folder) / "backup.zip"
        told = {"world": options.world, "database": options.database}
        told |= _in_a_process(_make, options.world, options.seed)
        if not address:
            told |= _in_a_process(_copy, Path(folder))
        told |= _in_a_process(_back_up, file)
        os.environ["KEZDESU_DATA"] = str(Path(folder) / "other")
        os.environ.pop("KEZDESU_DATABASE", None)
        told |= _in_a_process(_restore, file)
        print(json.dumps(told) if options.json else _in_lines(told))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--world", choices=SIZES, default="city")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser.parse_args()


def _in_a_process(act: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """What the act tells, with how long it took and its peak of memory."""
    here, there = Pipe()
    process = get_context("spawn").Process(target=_watched, args=(there, act, arguments))
    process.start()
    there.close()
    told: dict[str, Any] = here.recv()
    process.join()
    return told


def _watched(pipe: Connection, act: Callable[..., dict[str, Any]], arguments: Any) -> None:
    import django

    django.setup()
    name, began = act.__name__.strip("_"), perf_counter()
    told = act(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    pipe.send({f"{name}_seconds": round(perf_counter() - began, 2), f"{name}_mb": peak} | told)
    leave()


def _make(world: str, seed: int) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import transaction

    from kezdesu.accounts.models import Office
    from kezdesu.core import audit

    call_command("migrate", verbosity=0)
    make_world(SIZES[world], seed)
    with transaction.atomic():
        audit.record("benchmarks.world_made", Office.objects.all()[0], by=None)
    return {}


def _copy(folder: Path) -> dict[str, Any]:
    source = folder / "kezdesu.sqlite3"
    shutil.copyfile(source, folder / "copy.sqlite3")
    return {"database_file_mb": source.stat().st_size >> 20}


def _back_up(file: Path) -> dict[str, Any]:
    from kezdesu.core.backup import make_backup, read_contents

    make_backup(file)
    return {"rows": read_contents(file).row_count, "file_mb": file.stat().st_size >> 20}


def _restore(file: Path) -> dict[str, Any]:
    from kezdesu.core.backup import restore

    restore(file)
    return {}


def _in_lines(told: dict[str, Any]) -> str:
    return "\n".join(f"{name:20} {value}" for name, value in told.items())


if __name__ == "__main__":
    main()
