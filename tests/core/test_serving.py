"""The pair of server and worker that `kezdesu serve` starts."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from kezdesu.core import serving
from kezdesu.core.serving import Pair

A_LONG_DAY = """import sys, time
from kezdesu.core.serving import Pair
sys.exit(Pair(*[lambda: time.sleep(60)] * 2).run())"""


@pytest.fixture(autouse=True)
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LOOK", 0.05)
    monkeypatch.setattr(serving, "SOON", 0.0)
    monkeypatch.setattr(serving.connections, "close_all", lambda: None)


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    before = [signal.getsignal(number) for number in serving.SIGNALS]
    yield
    for number, handler in zip(serving.SIGNALS, before, strict=True):
        signal.signal(number, handler)


def test_a_worker_that_dies_is_started_again_until_the_server_ends(tmp_path: Path) -> None:
    told = tmp_path / "told"
    pair = Pair(partial(_ends_once_long, told, 3), partial(_add, told))
    assert pair.run() == 3
    assert len(told.read_text()) > 2


def test_the_worker_lets_the_pages_go_first(tmp_path: Path) -> None:
    told = tmp_path / "told"
    pair = Pair(lambda: None, partial(_how_nice, told, os.nice(0)))
    worker = pair._working()
    worker.join(30)
    assert worker.exitcode == 0
    assert int(told.read_text()) == min(19, os.nice(0) + serving.YIELDS)


@pytest.mark.parametrize(("told", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_both_end_with_the_first_process(told: signal.Signals, code: int) -> None:
    parent = subprocess.Popen([sys.executable, "-c", A_LONG_DAY])
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    _wait_until(lambda: len(children.read_text().split()) == 2)
    pids = children.read_text().split()
    parent.send_signal(told)
    assert parent.wait(30) == code
    _wait_until(lambda: not any(_lives(pid) for pid in pids))


def _wait_until(holds: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < 30
        time.sleep(0.05)


def _lives(pid: str) -> bool:
    """Neither gone nor dead and waiting for somebody to ask."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _add(told: Path) -> None:
    with told.open("a") as file:
        file.write("x")


def _ends_once_long(told: Path, code: int) -> None:
    while not (told.exists() and told.stat().st_size > 2):
        time.sleep(0.02)
    raise SystemExit(code)


def _how_nice(told: Path, before: int) -> None:
    while os.nice(0) == before:
        time.sleep(0.01)
    told.write_text(str(os.nice(0)))
