"""A small office with a half-year behind it."""

from datetime import date

import pytest

from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Outcome
from kezdesu.people.choices import GroupKind
from kezdesu.reports.services import make_report
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    make_category,
    make_district,
    make_group,
    make_kind,
    make_meeting,
    make_person,
    make_place,
    make_plan,
    make_publication,
    make_seat,
    make_target,
    make_track,
    make_visit,
)

H1 = Period.parse("2023-H1")


@pytest.fixture
def half_year(office):
    """Three settlements on the schedule, two met, one meeting cancelled; one college met."""
    scholars = make_category(office)
    for _ in range(3):
        make_seat(make_person(office), category=scholars)
    pool = make_group(office, "speakers", GroupKind.POOL)
    make_seat(make_person(office), pool, category=scholars)
    _residents(office)
    _students(office, pool)
    make_publication(office)
    return office


def _residents(office):
    track = make_track(office, "residents")
    plan = make_plan(track, PlanStatus.APPROVED)
    district = make_district(office)
    for number, name in enumerate(("Тоғыс", "Мирас", "Химфарм")):
        is_dense = number < 2
        basis = "тығыз қоныс" if is_dense else ""
        place = make_place(
            office, name, district=district, is_priority=is_dense, priority_basis=basis
        )
        visit = make_visit(plan, make_target(track, place), date(2023, 2, 1 + number))
        outcome = Outcome.HELD if number < 2 else Outcome.CANCELLED
        make_meeting(track, visit=visit, day=date(2023, 2, 1 + number), outcome=outcome)


def _students(office, pool):
    track = make_track(office, "students", group=pool)
    college = make_kind(office, "college", is_institution=True, name_kk="колледж")
    target = make_target(track, make_place(office, "Колледж", kind=college))
    visit = make_visit(make_plan(track, PlanStatus.APPROVED), target, date(2023, 3, 1))
    make_meeting(track, visit=visit, day=date(2023, 3, 1), headcount=101)


@pytest.fixture
def draft(half_year, coordinator):
    return make_report(office=half_year, period=H1, by=coordinator)
