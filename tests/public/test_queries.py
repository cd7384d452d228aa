from datetime import date, datetime

import pytest
from django.utils import translation

from kezdesu.core.periods import Period
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.public import queries
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    ZONE,
    local,
    make_district,
    make_kind,
    make_meeting,
    make_office,
    make_place,
    make_plan,
    make_target,
    make_track,
    make_visit,
)

NOW = datetime(2023, 3, 1, 12, tzinfo=ZONE)
BEFORE, AFTER = date(2023, 2, 1), date(2023, 3, 15)


@pytest.fixture
def track(office):
    return make_track(office)


@pytest.fixture
def plan(track):
    return make_plan(track, PlanStatus.APPROVED)


def states(meetings):
    return [(meeting.place.name, meeting.state) for meeting in meetings]


def visit_to(plan, name, day=AFTER):
    return make_visit(
        plan, make_target(plan.track, make_place(plan.track.programme.office, name)), day
    )


def test_a_kind_that_the_name_says_is_not_said_again(office):
    kind = make_kind(office, "microdistrict", name_kk="шағын аудан", name_en="microdistrict")
    named = make_place(office, "18-шағын аудан", name_en="Microdistrict 18", kind=kind)
    other = make_place(office, "Самал", name_en="Samal", kind=kind)

    with translation.override("en"):
        assert [queries.place_shown(place).kind for place in (named, other)] == [
            "",
            "microdistrict",
        ]


def test_the_public_office_is_the_oldest_root(office):
    make_office("younger")
    make_office("branch", parent=office)

    assert queries.public_office() == office


def test_without_any_office_there_is_no_public_page(db):
    assert queries.public_office() is None


def test_upcoming_are_the_approved_plans_visits_from_today_on(office, plan, track):
    visit_to(plan, "Ертең")
    visit_to(plan, "Бүгін таңертең", NOW.date())
    visit_to(plan, "Кеше", BEFORE)
    visit_to(make_plan(track, version=2, reason="ауыстыру"), "Бекітілмеген")

    assert states(queries.upcoming_meetings(office, NOW)) == [
        ("Бүгін таңертең", "planned"),
        ("Ертең", "planned"),
    ]


def test_a_cancelled_visit_stays_with_its_reason(office, plan, track):
    visit = visit_to(plan, "Бозарық")
    make_meeting(track, visit=visit, day=AFTER, outcome=Outcome.CANCELLED, reason="жөндеу")

    meeting = queries.upcoming_meetings(office, NOW)[0]
    assert (meeting.state, meeting.reason) == ("cancelled", "жөндеу")


def test_a_postponed_visit_stands_at_both_times(office, plan, track):
    visit = visit_to(plan, "Бозарық")
    make_meeting(track, visit=visit, day=BEFORE, outcome=Outcome.POSTPONED, reason="аяз")

    assert states(queries.upcoming_meetings(office, NOW)) == [("Бозарық", "planned")]
    assert states(queries.past_meetings(office, NOW)) == [("Бозарық", "postponed")]


def test_only_accepted_records_are_shown(office, track):
    make_meeting(track, make_place(office, "Қабылданған"))
    make_meeting(track, make_place(office, "Жазылған"), review=Review.RECORDED)
    make_meeting(make_track(make_office("elsewhere")))

    assert states(queries.past_meetings(office, NOW)) == [("Қабылданған", "held")]


def test_lists_are_narrowed_by_district_track_and_period(office, plan, track):
    there = make_place(office, "Абайда", district=make_district(office))
    students = make_track(office, "students")
    make_meeting(track, there)
    make_meeting(students, make_place(office, "Университет"))
    make_meeting(track, make_place(office, "Былтыр"), day=date(2022, 12, 1))

    def past(**narrowing):
        return [
            m.place.name for m in queries.past_meetings(office, NOW, queries.Which(**narrowing))
        ]

    assert past(district="abay") == ["Абайда"]
    assert past(track="students") == ["Университет"]
    assert past(place=there.pk) == ["Абайда"]
    earlier = queries.past_meetings(office, NOW, period=Period.parse("2022-H2"))
    assert [meeting.place.name for meeting in earlier] == ["Былтыр"]
    assert len(queries.past_meetings(office, NOW, count=1)) == 1


def test_districts_stand_in_kazakh_order_and_the_unknown_one_last(office, track):
    for name in ("Әл-Фараби ауданы", "Абай ауданы", "Еңбекші ауданы"):
        make_meeting(
            track,
            make_place(office, district=make_district(office, f"slug-{len(name)}", name_kk=name)),
        )
    make_meeting(track, make_place(office))

    groups = queries.by_district(queries.past_meetings(office, NOW))
    assert [group.name for group in groups] == [
        "Абай ауданы",
        "Әл-Фараби ауданы",
        "Еңбекші ауданы",
        "",
    ]


def test_a_meeting_shows_no_people(office, track):
    make_meeting(track)
    shown = queries.past_meetings(office, local(date(2023, 4, 1)))[0]

    assert not {"speakers", "crew", "recorded_by"} & set(type(shown).__dataclass_fields__)


def test_tracks_are_listed_once_by_slug(office, track):
    make_track(office, "students", position=1)

    assert [choice.slug for choice in queries.tracks(office)] == ["residents", "students"]
