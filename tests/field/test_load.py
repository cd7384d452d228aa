"""The short form of `benchmarks.field_load`: a real server, killed once while phones deliver."""

import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent


def test_nothing_is_lost_or_doubled_when_the_server_is_killed() -> None:
    demo = os.environ.get("KEZDESU_DEMO")  # its static files are gathered already
    static = Path(demo) / "static" if demo else HOUSE / ".cache" / "static"
    database = "postgres" if "KEZDESU_DATABASE" in os.environ else "sqlite"
    asked = ["--phones", "20", "--records", "5", "--kills", "1", "--spread", "1", "--json"]
    asked += ["--static", str(static), "--database", database]
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.field_load", *asked],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        try:
            said, failure = run.communicate(timeout=600)
        finally:
            run.terminate()  # and with it the server, if it still runs
    assert run.returncode == 0, said + failure
    told = json.loads(said.splitlines()[-1])
    assert told["sent"] == told["acknowledged"] == told["stored_once"] == 100
    assert told["lost"] == told["doubled"] == told["errors"] == told["broken_seals"] == 0
    assert told["retried_calls"] > 0, "nobody noticed that the server was killed"
