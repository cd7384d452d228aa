"""How quick and how accessible the offline page is on a cheap phone, as Lighthouse judges.

python -m benchmarks.phone_pages [--json] [--runs N]

Builds the demo (or copies the one that KEZDESU_DEMO names), serves it as `kezdesu serve` does, and
opens the list, a record and the queue as a signed-in speaker, and the sign-in as a guest: 390 px,
a processor four times slower, a slow mobile network (150 ms, 1.6 Mbit/s). Lighthouse comes from npm
into .cache on the first run: with its 180 MB it is no part of what a developer needs every day.
"""

import argparse
import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from tests.browser.field_world import prepare
from tests.demo.world import World, build

HOUSE: Final = Path(__file__).resolve().parent.parent
TOOLS: Final = HOUSE / ".cache/lighthouse"
PACKAGE: Final = "lighthouse@12.8.2"  # the last that runs on Node 18 and 20
CATEGORIES: Final = ("performance", "accessibility", "best-practices")
WANTED: Final = {"performance": 95, "accessibility": 95}


@dataclass(frozen=True)
class Verdict:
    """The median run of a page: scores of 100, paints in milliseconds, bytes over the network."""

    page: str
    performance: int
    accessibility: int
    best_practices: int
    first_paint: int
    largest_paint: int
    blocking: int
    shift: float
    kilobytes: int


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    options.add_argument("--json", action="store_true")
    options.add_argument("--runs", type=int, default=3, help="the median of so many counts")
    chosen = options.parse_args()
    fetch_lighthouse()
    with tempfile.TemporaryDirectory() as folder:
        verdicts = judge(build(Path(folder)), chosen.runs)
    if chosen.json:
        print(json.dumps([asdict(each) for each in verdicts], indent=2))
    else:
        print(table(verdicts))
    is_good = all(
        getattr(each, name) >= least for each in verdicts for name, least in WANTED.items()
    )
    return 0 if is_good else 1


def fetch_lighthouse() -> None:
    if (TOOLS / "node_modules/lighthouse").exists():
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    quiet = ["--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS)]
    subprocess.run(["npm", "install", *quiet, PACKAGE], check=True)  # noqa: S603, S607


def judge(world: World, runs: int) -> list[Verdict]:
    prepare(world, "aigul")
    session, visit = world.python(SIGN_IN).split()[-2:]
    pages = {
        "list": "/field/",
        "record": f"/field/?visit={visit}",
        "queue": "/field/#queue",
        "sign-in": "/account/login/?next=/field/",
    }
    with world.served() as address:
        return [
            verdict(name, [run(address + path, _cookie(name, session)) for _ in range(runs)])
            for name, path in pages.items()
        ]


def _cookie(page: str, session: str) -> str:
    """Who is signed in sees no sign-in."""
    return "" if page == "sign-in" else session


# A session of the speaker and the identity of today's first visit.
SIGN_IN: Final = """
from django.test import Client
from kezdesu.accounts.models import User
from kezdesu.schedule.models import Visit
client = Client()
client.force_login(User.objects.get(username="aigul"))
mine = Visit.objects.filter(crew__user__username="aigul", plan__signatory_name="Басшы")
visit = mine.order_by("starts_at").first()
print(client.cookies["sessionid"].value, visit.identity)
"""


def run(address: str, session: str) -> dict[str, Any]:
    """A first visit: a browser with nothing but the session's cookie, so that all is fetched."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as play,
    ):
        port = free_port()
        flags = ["--no-sandbox", "--disable-gpu", f"--remote-debugging-port={port}"]
        context = play.chromium.launch_persistent_context(
            folder, executable_path=chromium(), args=flags
        )
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        report = lighthouse(address, port)
        context.close()
    return report


def lighthouse(address: str, port: int) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603  # our own tool on our own page
        [
            *("node", str(TOOLS / "node_modules/lighthouse/cli/index.js"), address),
            *("--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"),
            f"--port={port}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"Lighthouse ended with {done.returncode}: {done.stderr[-800:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def chromium() -> str:
    found = next(filter(None, map(shutil.which, ["chromium", "chromium-browser"])), None)
    return found or sys.exit("There is no Chromium on this machine.")


def verdict(page: str, reports: list[dict[str, Any]]) -> Verdict:
    """Of several runs the one in the middle by performance."""
    middle = statistics.median_low([score(each, "performance") for each in reports])
    report = next(each for each in reports if score(each, "performance") == middle)
    audits = report["audits"]
    return Verdict(
        page=page,
        performance=score(report, "performance"),
        accessibility=score(report, "accessibility"),
        best_practices=score(report, "best-practices"),
        first_paint=round(audits["first-contentful-paint"]["numericValue"]),
        largest_paint=round(audits["largest-contentful-paint"]["numericValue"]),
        blocking=round(audits["total-blocking-time"]["numericValue"]),
        shift=round(audits["cumulative-layout-shift"]["numericValue"], 3),
        kilobytes=round(audits["total-byte-weight"]["numericValue"] / 1000),
    )


def score(report: dict[str, Any], category: str) -> int:
    return round(100 * report["categories"][category]["score"])


def table(verdicts: list[Verdict]) -> str:
    heads = list(asdict(verdicts[0]))
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    lines += [f"| {' | '.join(map(str, asdict(each).values()))} |" for each in verdicts]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
