"""The pair of server and worker that `kezdesu serve` starts."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kezdesu.core import serving
from kezdesu.core.serving import Pair

A_WHILE = "import time; time.sleep(60)"


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LOOK", 0.05)
    monkeypatch.setattr(serving, "SOON", 0.0)


def test_a_worker_that_dies_is_started_again_until_the_server_ends(tmp_path: Path) -> None:
    told = tmp_path / "told"
    pair = Pair(["-c", "import time; time.sleep(3); raise SystemExit(3)"])
    pair.worker_command = ["-c", f"open({str(told)!r}, 'a').write('x')"]
    assert pair.run() == 3
    assert len(told.read_text()) > 1


def test_the_worker_lets_the_pages_go_first(tmp_path: Path) -> None:
    told = tmp_path / "told"
    pair = Pair([])
    script = f"""import os, time
while os.nice(0) == {os.nice(0)}: time.sleep(0.01)
open({str(told)!r}, 'w').write(str(os.nice(0)))"""
    pair.worker_command = ["-c", script]
    pair.worker = pair._work()
    assert pair.worker.wait(30) == 0
    assert int(told.read_text()) == min(19, os.nice(0) + serving.YIELDS)


def test_both_end_when_they_are_told_to(tmp_path: Path) -> None:
    script = (
        "import sys; from kezdesu.core.serving import Pair;"
        f"pair = Pair(['-c', {A_WHILE!r}]); pair.worker_command = ['-c', {A_WHILE!r}];"
        "sys.exit(pair.run())"
    )
    parent = subprocess.Popen([sys.executable, "-c", script])
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    began = time.monotonic()
    while len(pids := children.read_text().split()) < 2:
        assert time.monotonic() - began < 30
        time.sleep(0.05)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(30) == 0
    assert not any(os.path.exists(f"/proc/{pid}") for pid in pids)
