"""A small half-year: two tracks that share three of their people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from kezdesu.accounts.models import Office
from kezdesu.people.models import Person
from kezdesu.programmes.choices import RuleKind
from kezdesu.programmes.models import Rule, Target, Track
from tests.factories import (
    make_category,
    make_group,
    make_person,
    make_place,
    make_seat,
    make_target,
    make_theme,
    make_track,
)

SPAN = (date(2023, 3, 1), date(2023, 4, 30))


@pytest.fixture(autouse=True)
def _in_kazakh() -> Iterator[None]:
    """A page opened in another language must not set the language of the next test."""
    with translation.override("kk"):
        yield


@dataclass(frozen=True)
class World:
    office: Office
    residents: Track
    students: Track
    people: list[Person]
    targets: list[Target]
    lessons: list[Target]

    @property
    def tracks(self) -> list[Track]:
        return [self.residents, self.students]


def make_rule(track: Track, kind: RuleKind, **values: object) -> Rule:
    return Rule.objects.create(track=track, kind=kind, values=values)


@pytest.fixture
def world(office: Office) -> World:
    chair, scholar = make_category(office, "association"), make_category(office, "scholar")
    group, pool = make_group(office), make_group(office, "speakers", "pool")
    people = [make_person(office, f"Сынақ Адам {number}") for number in range(6)]
    for number, person in enumerate(people):
        make_seat(person, group, category=chair if number < 3 else scholar)
    for person in people[:3]:
        make_seat(person, pool, category=chair)
    residents = make_track(office, "residents", group=group)
    students = make_track(office, "students", group=pool, position=1)
    residents.themes.set([make_theme(office, "tolerance"), make_theme(office, "unity")])
    make_rule(residents, RuleKind.CREW_SIZE, min=2, max=3)
    make_rule(residents, RuleKind.CREW_CATEGORY, category="association", at_least=1)
    make_rule(residents, RuleKind.PLACE_LANGUAGE)
    make_rule(residents, RuleKind.MEMBER_WEEKLY_LIMIT, meetings=2)
    make_rule(residents, RuleKind.DAILY_CAPACITY, meetings=2)
    make_rule(residents, RuleKind.QUOTA, at_least=4, by="2023-03-31")
    make_rule(students, RuleKind.ALLOWED_DATES, ranges=[["2023-03-27", "2023-04-28"]])
    return World(
        office,
        residents,
        students,
        people,
        [_target(residents, number) for number in range(8)],
        [_target(students, number) for number in range(4)],
    )


def _target(track: Track, number: int) -> Target:
    is_priority = number == 7
    place = make_place(
        track.programme.office,
        f"{track.slug} {number}",
        is_priority=is_priority,
        priority_basis="тығыз қоныстанған" if is_priority else "",
    )
    return make_target(track, place, starts_on=SPAN[0], ends_on=SPAN[1], due_on=SPAN[1])
