from datetime import date

import pytest

from kezdesu.meetings.choices import Outcome
from kezdesu.newsroom import services as newsroom
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    local,
    make_district,
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


@pytest.fixture
def half_year(office):
    """Three places met, planned and due, one meeting cancelled, and what was written of it."""
    track = make_track(office, name_ru="Жители", name_en="Residents")
    plan = make_plan(track, PlanStatus.APPROVED)
    district = make_district(office)
    met, planned, due = (
        make_target(track, make_place(office, name, district=district, **point))
        for name, point in {
            "Бозарық": {
                "latitude": 42.42,
                "longitude": 69.62,
                "is_priority": True,
                "priority_basis": "тығыз",
            },
            "Қатынкөпір": {"latitude": 42.34, "longitude": 69.55},
            "Маятас": {},
        }.items()
    )
    make_meeting(track, visit=make_visit(plan, met), headcount=96)
    make_visit(plan, planned, date(2023, 6, 1))
    make_meeting(track, due.place, day=date(2023, 3, 1), outcome=Outcome.CANCELLED, reason="аяз")
    make_publication(office)
    make_seat(make_person(office, "Жасырын Адам"))
    return track


@pytest.fixture
def post(office):
    return newsroom.publish_post(
        office=office,
        author="admin",
        published_at=local(date(2023, 7, 26)),
        texts={
            "kk": ("Кездесулер өтті", "<p>45 тұрғын алапта кездесу өтті.</p>"),
            "ru": ("Встречи прошли", "<p>Встречи прошли в 45 местах.</p>"),
        },
        tags=[{"kk": "кездесу", "ru": "встреча", "en": "meeting"}],
        by=None,
    )
