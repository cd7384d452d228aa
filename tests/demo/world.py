"""The demo world, built once by the real command and copied for each run that changes it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kezdesu.settings import PROJECT
from tests.installation import Installation


@dataclass(frozen=True)
class World(Installation):
    """The demo's installation, on SQLite, spoken to by its pages as well."""

    def figures(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(
            self.kezdesu("figures", "--office", "shymkent", "--period", "2023-H1", "--json")
        )
        return answer

    def pages(self, username: str, *paths: str) -> list[str]:
        """The HTML that a signed-in user gets at each path."""
        answer: list[str] = json.loads(
            self.python(
                "import json; from django.test import Client;"
                "from kezdesu.accounts.models import User;"
                "client = Client(headers={'host': 'localhost'});"
                f"client.force_login(User.objects.get(username={username!r}));"
                f"print(json.dumps([client.get(path).content.decode() for path in {paths!r}]))"
            )
        )
        return answer

    def copy_to(self, folder: Path) -> "World":
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return World(folder)

    @contextmanager
    def served(self) -> Iterator[str]:
        """The real server with its gathered static files, on a free port; yields the address."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(
            [sys.executable, "-m", "kezdesu.cli", "serve", "--port", str(port)],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def build(folder: Path) -> World:
    """The world that `make demo` serves: KEZDESU_DEMO names one built already, else build it."""
    ready = os.environ.get("KEZDESU_DEMO")
    if ready:
        return World(Path(ready)).copy_to(folder)
    world = World(folder)
    world.kezdesu("demo", "--no-serve")
    return world


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(2400):
        assert server.poll() is None, "the server stopped before it answered"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not answer")
