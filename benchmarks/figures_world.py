"""Half-years: a city of the demo's size, a nation above twenty offices, one large office."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

STARTS_ON: Final = date(2023, 1, 1)
ENDS_ON: Final = date(2023, 6, 30)
DAYS: Final = (ENDS_ON - STARTS_ON).days
BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Size:
    """Of each office; a tenth of the meetings was cancelled or postponed."""

    offices: int
    places: int
    meetings: int
    publications: int
    people: int
    districts: int


ONE: Final = Size(
    offices=1, places=2_500, meetings=10_000, publications=500, people=200, districts=16
)
SIZES: Final = {
    "city": Size(offices=1, places=109, meetings=84, publications=36, people=28, districts=5),
    "nation": Size(
        offices=20, places=2_500, meetings=10_000, publications=500, people=200, districts=16
    ),
}


def make_world(size: Size, seed: int) -> None:
    from django.db import transaction

    chance = random.Random(seed)  # noqa: S311 (the same world from the same seed)
    with transaction.atomic():
        above = _office("nation", "Nation", None) if size.offices > 1 else None
        for number in range(1, size.offices + 1):
            _make_office(size, number, above, chance)


def repeat_meetings(count: int) -> None:
    """So many meetings in all, by writing again in the database those that there are."""
    from django.db import connection

    from kezdesu.meetings.models import Meeting

    anew = {
        "id": "lower(hex(randomblob(16)))",
        "visit_id": "NULL",
        "visit_identity": "NULL",
    }
    if connection.vendor == "postgresql":
        anew["id"] = "gen_random_uuid()"
    names = [field.column for field in Meeting._meta.concrete_fields]
    into = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(anew.get(name, f'"{name}"') for name in names)
    table = Meeting._meta.db_table
    with connection.cursor() as cursor:
        while (missing := count - Meeting.objects.count()) > 0:
            cursor.execute(
                f"INSERT INTO {table} ({into}) SELECT {values} FROM {table} LIMIT {missing}"  # noqa: S608
            )


def _office(slug: str, name: str, parent: Any) -> Any:
    from kezdesu.accounts.models import Office, OfficeName

    office = Office.objects.create(slug=slug, parent=parent)
    territory = {f"territory_{code}": f"Region {slug}" for code in ("kk", "ru", "en")}
    OfficeName.objects.create(office=office, starts_on=STARTS_ON, **_names(name), **territory)
    return office


def _make_office(size: Size, number: int, above: Any, chance: random.Random) -> None:
    office = _office(f"office-{number}", f"Office {number}", above)
    people = _people(office, size)
    places = _places(office, size, chance)
    for slug, among, share in (
        ("residents", places[: size.places * 3 // 4], 0.75),
        ("students", places[size.places * 3 // 4 :], 0.25),
    ):
        track = _track(office, slug)
        _meetings(track, among, people, round(size.meetings * share), chance)
    _press(office, size, chance)


def _names(name: str) -> dict[str, str]:
    return {f"name_{code}": name for code in ("kk", "ru", "en")}


def _people(office: Any, size: Size) -> list[Any]:
    from kezdesu.people.models import Category, Group, Person, Seat

    group = Group.objects.create(office=office, slug="group", kind="outreach", **_names("Group"))
    categories = [
        Category.objects.create(office=office, slug=f"category-{n}", **_names(f"Category {n}"))
        for n in range(6)
    ]
    people = Person.objects.bulk_create(
        Person(office=office, full_name=f"Person {n}", key=f"person {n}")
        for n in range(size.people)
    )
    Seat.objects.bulk_create(
        Seat(person=person, group=group, category=categories[n % 6], starts_on=STARTS_ON)
        for n, person in enumerate(people)
    )
    return people


def _places(office: Any, size: Size, chance: random.Random) -> list[Any]:
    from kezdesu.places.models import District, Place, PlaceKind

    kind = PlaceKind.objects.create(office=office, slug="settlement", **_names("settlement"))
    districts = [
        District.objects.create(office=office, slug=f"district-{n}", **_names(f"District {n}"))
        for n in range(size.districts)
    ]
    rows = (
        Place(
            office=office,
            kind=kind,
            district=districts[n % size.districts],
            key=f"place {n}",
            is_priority=n % 4 == 0,
            priority_basis="list" if n % 4 == 0 else "",
            latitude=42 + chance.random(),
            longitude=69 + chance.random(),
            point_source="approximate",
            **_names(f"Place {n}"),
        )
        for n in range(size.places)
    )
    return Place.objects.bulk_create(rows, BATCH)


def _track(office: Any, slug: str) -> Any:
    from kezdesu.programmes.models import Programme, Track

    programme, _made = Programme.objects.get_or_create(
        office=office, slug="2023", defaults={**_names("2023"), "starts_on": STARTS_ON}
    )
    return Track.objects.create(
        programme=programme,
        slug=slug,
        group=office.groups.get(),
        approving_body_kk="Leadership",
        **_names(slug.title()),
    )


def _meetings(
    track: Any, places: list[Any], people: list[Any], count: int, chance: random.Random
) -> None:
    from kezdesu.meetings.models import Meeting
    from kezdesu.schedule.models import Visit

    visits = _visits(track, places, count)
    meetings = Meeting.objects.bulk_create(_records(track, visits, places, chance), BATCH)
    crew = Visit.crew.through
    crew.objects.bulk_create(
        (crew(visit_id=row.pk, person_id=chance.choice(people).pk) for row in visits), BATCH
    )
    spoke = Meeting.speakers.through
    spoke.objects.bulk_create(
        (spoke(meeting_id=row.pk, person_id=chance.choice(people).pk) for row in meetings), BATCH
    )


def _visits(track: Any, places: list[Any], count: int) -> list[Any]:
    from kezdesu.programmes.models import Target
    from kezdesu.schedule.models import Plan, Visit

    span = {"starts_on": STARTS_ON, "ends_on": ENDS_ON}
    targets = Target.objects.bulk_create(
        (Target(track=track, place=place, due_on=ENDS_ON, **span) for place in places), BATCH
    )
    plan = Plan.objects.create(
        track=track,
        version=1,
        status="approved",
        document_number="1",
        document_date=STARTS_ON,
        signatory_name="Signatory",
        signatory_post="Post",
        approved_at=_moment(0),
        **span,
    )
    # One place in ten is left without a meeting, as in life.
    among = targets[: len(targets) * 9 // 10]
    rows = (
        Visit(plan=plan, target=among[n % len(among)], starts_at=_moment(n * DAYS // count, n))
        for n in range(count)
    )
    return Visit.objects.bulk_create(rows, BATCH)


def _records(
    track: Any, visits: list[Any], places: list[Any], chance: random.Random
) -> Iterator[Any]:
    from kezdesu.meetings.models import Meeting

    for number, visit in enumerate(visits):
        is_held = number % 10 != 0
        total = chance.randint(20, 200)
        counts = {
            "headcount": total,
            "women": total // 2,
            "youth": total // 3,
            "how_counted": chance.choice(["sheet", "headcount", "estimate"]),
        }
        yield Meeting(
            track=track,
            place_id=visit.target.place_id,
            visit=visit,
            visit_identity=visit.identity,
            starts_at=visit.starts_at,
            recorded_at=visit.starts_at + timedelta(hours=3),
            outcome="held" if is_held else chance.choice(["cancelled", "postponed"]),
            review="accepted",
            venue=f"Hall {number}",
            **(counts if is_held else {"reason": "weather"}),
        )


def _press(office: Any, size: Size, chance: random.Random) -> None:
    from kezdesu.press.models import Outlet, Publication

    outlet = Outlet.objects.create(
        office=office, key="paper", kind="newspaper", level="city", **_names("Paper")
    )
    rows = (
        Publication(
            outlet=outlet,
            title=f"Article {n}",
            language="kk",
            kind=chance.choice(["article", "story", "interview", "post"]),
            published_on=STARTS_ON + timedelta(days=n % DAYS),
        )
        for n in range(size.publications)
    )
    Publication.objects.bulk_create(rows, BATCH)


def _moment(day: int, number: int = 0) -> datetime:
    return datetime(2023, 1, 1, 4 + number % 6, tzinfo=UTC) + timedelta(days=day)
