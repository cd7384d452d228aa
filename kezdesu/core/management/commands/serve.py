import os
import socket
import sys
from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from gunicorn.app.wsgiapp import WSGIApplication

from kezdesu.core.gathering import gather_static_files
from kezdesu.core.management.speaking import SpeakingCommand
from kezdesu.core.serving import Pair
from kezdesu.core.worker import Worker


class Command(SpeakingCommand):
    help = gettext_noop("Bring the database up to date, serve and work until Ctrl-C.")
    # They would load every page here, and the server loads them again: half of a restart.
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=0, help="default: 8000, or a free one")
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: Any, host: str, port: int, threads: int, **options: Any) -> None:
        if port and not _is_free(host, port):
            raise CommandError(
                _("Port %(port)d is taken: stop what uses it, or leave --port out.")
                % {"port": port}
            )
        port = port or _port_to_use(host)
        call_command("migrate", verbosity=0)
        gather_static_files()
        self.stdout.write(_("Serving at %(address)s") % {"address": f"http://{host}:{port}/"})
        self.stdout.write(_("Stop with Ctrl-C."))
        self.stdout.flush()
        if code := Pair(partial(_serve, host, port, threads), _work).run():
            raise SystemExit(code)


def _port_to_use(host: str) -> int:
    if _is_free(host, 8000):
        return 8000
    with socket.socket() as probe:
        probe.bind((host, 0))
        free: int = probe.getsockname()[1]
        return free


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _serve(host: str, port: int, threads: int) -> None:
    # One process with threads: SQLite has one writer, and gunicorn answers Ctrl-C properly.
    sys.argv = ["gunicorn", "kezdesu.wsgi:application", "--worker-class", "gthread"]
    sys.argv += ["--bind", f"{host}:{port}", "--threads", str(threads), "--log-level", "warning"]
    # Loaded before the port opens: who comes meanwhile is refused at once, and does not hang.
    sys.argv.append("--preload")
    WSGIApplication().run()


def _work() -> None:
    Worker(os.getppid()).run()
