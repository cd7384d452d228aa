"""Makes a world, then times its figures, pages, exports and documents, and says the peak of memory.

The world is made in a process of its own, so that the peak is of what is measured.

    python -m benchmarks.figures --world city --database sqlite --json
    KEZDESU_DATABASE=postgres://… python -m benchmarks.figures --world nation --database postgres
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from time import perf_counter
from typing import Any, Final

from benchmarks.figures_world import SIZES, make_world

PAGES: Final = ("/desk/figures/", "/desk/meetings/", "/desk/places/", "/desk/press/", "/coverage/")
LANGUAGES: Final = ("kk", "ru", "en")
FORMS: Final = ("html", "xlsx", "pdf", "docx", "summary")
EXPORTS: Final = ("csv", "json", "xlsx")


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KEZDESU_DATA": folder, "DJANGO_SETTINGS_MODULE": "kezdesu.settings"}
        if options.database == "sqlite":
            os.environ.pop("KEZDESU_DATABASE", None)
        elif "KEZDESU_DATABASE" not in os.environ:
            sys.exit("Say where the database is: KEZDESU_DATABASE=postgres://…, an empty one.")
        began = perf_counter()
        maker = get_context("spawn").Process(target=_make, args=(options.world, options.seed))
        maker.start()
        maker.join()
        if maker.exitcode:
            sys.exit("The world was not made.")
        _say(options, "world made", perf_counter() - began)
        _set_up()
        for name, act in _acts(options.languages):
            began = perf_counter()
            act()
            _say(options, name, perf_counter() - began)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--world", choices=SIZES, default="city")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser.parse_args()


def _set_up() -> None:
    import django

    django.setup()


def _make(world: str, seed: int) -> None:
    _set_up()
    from django.core.management import call_command

    from kezdesu.accounts.models import Office

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if Office.objects.exists():
        sys.exit("The database is not empty; a benchmark writes only into an empty one.")
    make_world(SIZES[world], seed)


def _acts(languages: list[str]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is timed, in turn; documents and pages are of the first office."""
    from kezdesu.accounts.models import Office
    from kezdesu.core.periods import Period
    from kezdesu.figures.queries import breakdowns_for, figures_for
    from kezdesu.reports.documents import issue
    from kezdesu.reports.models import Report
    from kezdesu.reports.queries import contents_now

    period = Period.parse("2023-H1")
    offices = list(Office.objects.order_by("pk"))
    first = offices[0]
    yield "figures, one office", lambda: figures_for(first, period)
    yield "figures, every office", lambda: [figures_for(each, period) for each in offices]
    yield "breakdowns, one office", lambda: breakdowns_for(first, period)
    yield from _visits(first)
    report = Report(office=first, period=period.code)
    held: list[Any] = []
    yield "report written, three languages", lambda: held.append(contents_now(first, period))
    for code in languages:
        for form in FORMS:
            yield f"report {code} {form}", lambda: issue(report, code, form, held[0])  # noqa: B023


def _visits(office: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Pages and exports as a coordinator of the office meets them."""
    from django.test import Client

    from kezdesu.accounts.models import Membership, User

    user = User.objects.create_user("benchmark")
    Membership.objects.create(user=user, office=office, role="coordinator")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    for page in PAGES:
        yield f"page {page}", lambda: _read(client, page)  # noqa: B023
    for form in EXPORTS:
        address = f"/desk/meetings/?format={form}"
        yield f"meetings as {form}", lambda: _read(client, address)  # noqa: B023


def _read(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}.")
    for _piece in answer:
        pass


def _say(options: argparse.Namespace, name: str, seconds: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if options.json:
        line = {"world": options.world, "database": options.database, "what": name}
        print(json.dumps(line | {"seconds": round(seconds, 2), "peak_mb": peak}), flush=True)
    else:
        print(f"{name:34} {seconds:8.2f} s {peak:6} MB", flush=True)


if __name__ == "__main__":
    main()
