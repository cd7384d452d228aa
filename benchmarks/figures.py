"""Makes a world, then times its figures, pages, exports and documents, and says the peak of memory.

The world is made in a process of its own, so that the peak is of what is measured.

    python -m benchmarks.figures --world city --database sqlite --json
    python -m benchmarks.figures --world nation --database postgres
    python -m benchmarks.figures --rows 1000000
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import product
from multiprocessing import Pipe, get_context
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from benchmarks.databases import database, leave
from benchmarks.figures_world import ONE, SIZES, make_world, repeat_meetings

PAGES: Final = ("/desk/figures/", "/desk/meetings/", "/desk/places/", "/desk/press/", "/coverage/")
LANGUAGES: Final = ("kk", "ru", "en")
FORMS: Final = ("html", "xlsx", "pdf", "docx", "summary")
EXPORTS: Final = ("csv", "json", "xlsx")


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, database(options.database, folder) as address:
        os.environ |= {"KEZDESU_DATA": folder, "DJANGO_SETTINGS_MODULE": "kezdesu.settings"}
        os.environ.pop("KEZDESU_DATABASE", None)
        if address:
            os.environ["KEZDESU_DATABASE"] = address
        watch = _Watch(options)
        making = (options.world, options.rows, options.seed)
        maker = get_context("spawn").Process(target=_make, args=making)
        maker.start()
        maker.join()
        if maker.exitcode:
            sys.exit("The world was not made.")
        watch.say("world made")
        _set_up()
        watch.say("started")
        if options.rows:
            _exports(watch)
        for name, act in [] if options.rows else _acts(options.languages):
            watch.start()
            act()
            watch.say(name)
        leave()


class _Watch:
    """Seconds on the wall and of work, children's too, and the peak of memory so far."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.about = {"world": options.world, "database": options.database}
        self.about |= {"rows": options.rows} if options.rows else {}
        self.is_json = options.json
        self.start()

    def start(self) -> None:
        self.began, self.worked = perf_counter(), _worked()

    def say(self, name: str, **further: float) -> None:
        wall, work = perf_counter() - self.began, _worked() - self.worked
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        load = os.getloadavg()[0]
        if self.is_json:
            numbers = {"seconds": round(wall, 2), "cpu_seconds": round(work, 2), "peak_mb": own}
            line = self.about | {"what": name} | numbers
            line |= {"child_peak_mb": child, "load": round(load, 1)}
            print(json.dumps(line | further), flush=True)
        else:
            told = "".join(f", {what} {number}" for what, number in further.items())
            print(
                f"{name:42} {wall:8.2f} s {work:8.2f} s of work {own:6} MB, load {load:.1f}{told}"
            )


def _worked() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--world", choices=SIZES, default="city")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument(
        "--rows", type=int, default=0, help="only the exports of a list of so many meetings"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser.parse_args()


def _set_up() -> None:
    import django

    django.setup()


def _make(world: str, rows: int, seed: int) -> None:
    _set_up()
    from django.core.management import call_command

    from kezdesu.accounts.models import Office

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if Office.objects.exists():
        sys.exit("The database is not empty; a benchmark writes only into an empty one.")
    make_world(ONE if rows else SIZES[world], seed)
    if rows:
        repeat_meetings(rows)


def _exports(watch: _Watch) -> None:
    """Each form by a process of its own, so that its memory is that of one export alone."""
    _coordinator()
    for form in EXPORTS:
        here, there = Pipe()
        watch.start()
        process = get_context("spawn").Process(target=_export, args=(form, there))
        process.start()
        there.close()
        numbers = here.recv() if here.poll(None) else {}
        process.join()
        if process.exitcode:
            sys.exit(f"The {form} was not made.")
        watch.say(f"meetings as {form}, a process of its own", **numbers)


def _export(form: str, answer: Any) -> None:
    """The page first, so that what a first request loads is not taken for the export's memory."""
    _set_up()
    client = _signed_in()
    _read(client, "/desk/meetings/")
    started = _resident("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # from here on the peak is counted anew
    began, worked = perf_counter(), _worked()
    size = _read(client, f"/desk/meetings/?format={form}")
    numbers = {
        "export_seconds": round(perf_counter() - began, 2),
        "export_cpu_seconds": round(_worked() - worked, 2),
        "megabytes": size >> 20,
        "started_mb": started,
        "export_peak_mb": _resident("VmHWM"),
    }
    answer.send(numbers | {"growth_mb": numbers["export_peak_mb"] - started})


def _resident(what: str) -> int:
    """Megabytes of this process: VmRSS now, VmHWM at most."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) >> 10


def _acts(languages: list[str]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is timed, in turn: of the office above all, then the documents of one beneath it."""
    from kezdesu.accounts.models import Office
    from kezdesu.core.periods import Period
    from kezdesu.figures.choices import Dimension
    from kezdesu.figures.cuts import cut_of
    from kezdesu.figures.queries import breakdowns_for, figures_for

    period = Period.parse("2023-H1")
    above = Office.objects.get(parent=None)
    beneath = list(Office.objects.exclude(parent=None).order_by("pk"))
    yield from _together(above, period, languages, "all languages and forms, two processes")
    if beneath:
        words = "one office beneath, all languages and forms, two processes"
        yield from _together(beneath[0], period, languages, words)
    yield "figures", lambda: figures_for(above, period)
    yield "breakdowns", lambda: breakdowns_for(above, period)
    if beneath:
        by = Dimension.OFFICE
        yield "figures by office", lambda: cut_of(above, period, "residents", by)
        yield "figures, one office beneath", lambda: figures_for(beneath[0], period)
    client = _coordinator()
    for page in PAGES:
        yield f"page {page}", lambda: _read(client, page)  # noqa: B023
    for form in EXPORTS:
        address = f"/desk/meetings/?format={form}"
        yield f"meetings as {form}", lambda: _read(client, address)  # noqa: B023
    yield from _one_by_one(above, period, languages)


def _together(
    office: Any, period: Any, languages: list[str], words: str
) -> Iterator[tuple[str, Callable[[], Any]]]:
    """The whole of it as `kezdesu report --all` does it: gathered, written and set."""
    from kezdesu.reports.models import Report
    from kezdesu.reports.together import issue_together

    report = Report(office=office, period=period.code)
    wanted = list(product(languages, FORMS))
    yield (
        f"report, {words}",
        lambda: [len(made.content) for _w, made in issue_together(report, wanted, 2)],
    )


def _one_by_one(
    office: Any, period: Any, languages: list[str]
) -> Iterator[tuple[str, Callable[[], Any]]]:
    from kezdesu.reports.documents import issue
    from kezdesu.reports.models import Report
    from kezdesu.reports.queries import contents_now

    report = Report(office=office, period=period.code)
    held: list[Any] = []
    yield "report written, three languages", lambda: held.append(contents_now(office, period))
    for code, form in product(languages, FORMS):
        yield f"report {code} {form}", lambda: issue(report, code, form, held[0])  # noqa: B023


def _coordinator() -> Any:
    """Pages and exports as a coordinator of the office above all meets them."""
    from kezdesu.accounts.models import Membership, Office, User

    user = User.objects.create_user("benchmark")
    office = Office.objects.get(parent=None)
    Membership.objects.create(user=user, office=office, role="coordinator")
    return _signed_in()


def _signed_in() -> Any:
    from django.test import Client

    from kezdesu.accounts.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="benchmark"))
    return client


def _read(client: Any, address: str) -> int:
    """How many bytes came."""
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}.")
    return sum(len(piece) for piece in answer)


if __name__ == "__main__":
    main()
