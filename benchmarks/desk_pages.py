"""Times each page of the schedule in an office of twenty thousand visits, and says how large it is.

The world is made in a process of its own. Of each page the first answer and the median of the
next ones are told, with the queries it asks and its kilobytes.

    python -m benchmarks.desk_pages --database sqlite --json
    python -m benchmarks.desk_pages --database postgres --visits 5000
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing import get_context
from statistics import median
from time import perf_counter
from typing import Any, Final

from benchmarks.databases import database, leave
from benchmarks.desk_world import day_of, make_desk_world

TIMES: Final = 5
MIDDLE: Final = day_of(0.6)


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, database(options.database, folder) as address:
        os.environ |= {"KEZDESU_DATA": folder, "DJANGO_SETTINGS_MODULE": "kezdesu.settings"}
        os.environ.pop("KEZDESU_DATABASE", None)
        if address:
            os.environ["KEZDESU_DATABASE"] = address
        maker = get_context("spawn").Process(target=_make, args=(options.visits, options.seed))
        maker.start()
        maker.join()
        if maker.exitcode:
            sys.exit("The world was not made.")
        _set_up()
        client = _coordinator()
        for name, path in _pages():
            _say(options, name, _timed(client, path))
        leave()


def _pages() -> Iterator[tuple[str, str]]:
    from kezdesu.people.models import Person
    from kezdesu.places.models import District
    from kezdesu.schedule.models import Plan

    desk, week, month = "/desk/schedule", MIDDLE.isocalendar(), f"{MIDDLE:%Y-%m}"
    code = f"{week.year}-W{week.week:02}"
    person, district = Person.objects.all()[0].pk, District.objects.all()[0].pk
    approved = Plan.objects.get(track__slug="residents", status="approved").pk
    draft = Plan.objects.get(status="draft").pk
    yield "schedules", f"{desk}/"
    yield "targets", f"{desk}/targets/"
    yield "targets, overdue", f"{desk}/targets/?state=overdue"
    yield "week", f"{desk}/week/{week.year}-{week.week:02}/"
    yield "week, one district", f"{desk}/week/{week.year}-{week.week:02}/?district={district}"
    yield "week, one draft", f"{desk}/week/{week.year}-{week.week:02}/?plan={draft}"
    yield "month", f"{desk}/month/{month}/"
    yield "crews", f"{desk}/crews/{code}/"
    yield "list", f"{desk}/list/{month}/"
    yield "list, half-year", f"{desk}/list/2023-H1/"
    yield "list, by place", f"{desk}/list/2023-H1/?sort=place"
    yield "list, not recorded", f"{desk}/list/2023-H1/?state=unrecorded"
    yield "list, looked for", f"{desk}/list/2023-H1/?search=place+77"
    yield "list, one person", f"{desk}/list/2023-H1/?person={person}"
    yield "people", f"{desk}/people/{month}/"
    yield "people, busiest first", f"{desk}/people/{month}/?sort=visits"
    yield "places", f"{desk}/places/2023-H1/"
    yield "map, whole", f"{desk}/map/{month}/"
    yield "map, one district", f"{desk}/map/{month}/?district={district}"
    yield "approved schedule", f"{desk}/{approved}/"
    yield "draft schedule", f"{desk}/{draft}/"
    yield "approve", f"{desk}/{draft}/amend/"
    yield "subscribe", f"{desk}/subscribe/"
    yield "list as CSV", f"{desk}/list/2023-H1/?format=csv"
    yield "feed of the office", "/feeds/meetings.ics"


def _timed(client: Any, path: str) -> dict[str, float]:
    """Milliseconds of the first answer and the median of the next, queries, kilobytes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent, size = [], 0
    for _time in range(1 + TIMES):
        began = perf_counter()
        size = _read(client, path)
        spent.append(1000 * (perf_counter() - began))
        if spent[-1] > 5000:
            break
    with CaptureQueriesContext(connection) as asked:
        _read(client, path)
    return {
        "first_ms": round(spent[0]),
        "ms": round(median(spent[1:] or spent)),
        "queries": len(asked),
        "kilobytes": round(size / 1000),
    }


def _read(client: Any, path: str) -> int:
    answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path} answered {answer.status_code}.")
    return sum(len(piece) for piece in answer)


def _say(options: argparse.Namespace, name: str, numbers: dict[str, float]) -> None:
    if options.json:
        about = {"database": options.database, "visits": options.visits, "page": name}
        print(json.dumps(about | numbers | {"load": round(os.getloadavg()[0], 1)}), flush=True)
    else:
        print(
            f"{name:24} {numbers['ms']:6} ms (first {numbers['first_ms']:6}) "
            f"{numbers['queries']:4} queries {numbers['kilobytes']:6} KB",
            flush=True,
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--visits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    return parser.parse_args()


def _make(visits: int, seed: int) -> None:
    _set_up()
    from django.core.management import call_command

    from kezdesu.accounts.models import Office

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if Office.objects.exists():
        sys.exit("The database is not empty; a benchmark writes only into an empty one.")
    make_desk_world(visits, seed)


def _set_up() -> None:
    import django

    django.setup()


def _coordinator() -> Any:
    from django.test import Client

    from kezdesu.accounts.models import Membership, Office, User

    user = User.objects.create_user("benchmark")
    Membership.objects.create(user=user, office=Office.objects.get(), role="coordinator")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


if __name__ == "__main__":
    main()
