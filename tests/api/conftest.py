from datetime import date

import pytest

from kezdesu.accounts.models import Office
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    make_district,
    make_meeting,
    make_person,
    make_place,
    make_plan,
    make_post,
    make_publication,
    make_seat,
    make_target,
    make_track,
    make_visit,
)


@pytest.fixture
def half_year(office: Office) -> Track:
    """Two tracks; held, cancelled and postponed records, one of them not accepted yet."""
    names = {"name_kk": "Тұрғындар", "name_ru": "Жители", "name_en": "Residents"}
    residents, students = make_track(office, **names), make_track(office, "students")
    plan = make_plan(residents, PlanStatus.APPROVED)
    place = make_place(
        office, "Бозарық", district=make_district(office), is_priority=True, priority_basis="тығыз"
    )
    met, due = make_target(residents, place), make_target(residents)
    speaker = make_person(office, "Жасырын Адам")
    make_seat(speaker)
    visit = make_visit(plan, met, crew=[speaker])
    make_meeting(residents, visit=visit, headcount=96)
    make_meeting(residents, due.place, date(2023, 3, 1), outcome=Outcome.CANCELLED)
    make_meeting(residents, due.place, date(2023, 3, 2), outcome=Outcome.POSTPONED)
    make_meeting(residents, due.place, date(2023, 3, 3), review=Review.RECORDED, headcount=7000)
    make_meeting(students, make_target(students).place, headcount=200)
    make_publication(office)
    make_post(office, "jazba")
    return residents
