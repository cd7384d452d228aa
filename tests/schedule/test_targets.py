"""The page of all targets: what is overdue comes first, and figures are not multiplied."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kezdesu.accounts.models import Office
from kezdesu.programmes.models import Track
from kezdesu.schedule.queries import TargetRow, target_rows
from tests.factories import make_meeting, make_place, make_plan, make_target, make_track, make_visit

PAGE = "/desk/schedule/targets/"


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


def by_place(office: Office, **asked: str) -> dict[str, TargetRow]:
    return {row.place: row for row in target_rows(office, 2023, **asked)}


def test_each_target_says_when_it_is_due_planned_and_was_visited(track: Track) -> None:
    office = track.programme.office
    plan = make_plan(track, "approved")
    met = make_target(track, make_place(office, "Бозарық"), due_on=date(2023, 4, 1))
    make_target(track, make_place(office, "Тоғыс"), due_on=date(2023, 3, 1))
    make_target(track, make_place(office, "Ақтас"), due_on=date(2023, 2, 1))
    first = make_visit(plan, met, date(2023, 2, 7))
    make_visit(plan, met, date(2023, 5, 7))
    for day in (date(2023, 2, 7), date(2023, 2, 9)):
        make_meeting(track, met.place, day, visit=first if day.day == 7 else None)
    make_meeting(track, met.place, date(2023, 3, 9), review="recorded")
    make_meeting(track, met.place, date(2023, 3, 10), outcome="cancelled")
    rows = by_place(office)
    assert list(rows) == ["Ақтас", "Тоғыс", "Бозарық"]
    row = rows["Бозарық"]
    assert (row.state, row.held, row.days_overdue) == ("held", 2, 0)
    assert (row.planned_on, row.last_on) == (date(2023, 2, 7), date(2023, 2, 9))
    assert row.plan_version == 1
    assert rows["Ақтас"].state == "overdue"
    assert rows["Ақтас"].days_overdue - rows["Тоғыс"].days_overdue == 28
    assert list(by_place(office, state="held")) == ["Бозарық"]


def test_places_are_found_and_ordered_by_the_names_that_are_shown(track: Track) -> None:
    office = track.programme.office
    for kazakh, russian in (
        ("Жоғарғы Отырар", "Верхний Отрар"),
        ("Қайтпас", "Кайтпас"),
        ("Ақтас", ""),
    ):
        make_target(track, make_place(office, kazakh, name_ru=russian), due_on=date(2023, 4, 1))
    assert list(by_place(office)) == ["Ақтас", "Жоғарғы Отырар", "Қайтпас"]
    assert list(by_place(office, search="кайтпас")) == ["Қайтпас"]
    with translation.override("ru"):
        assert list(by_place(office)) == ["Ақтас", "Верхний Отрар", "Кайтпас"]
        assert list(by_place(office, search="қайтпас")) == ["Кайтпас"]


def test_another_track_s_meeting_is_not_this_one_s(track: Track) -> None:
    office = track.programme.office
    target = make_target(track)
    make_meeting(make_track(office, "students"), target.place, date(2023, 2, 7))
    [row] = target_rows(office, 2023)
    assert (row.held, row.last_on) == (0, None)


def test_what_is_not_due_yet_is_not_overdue(track: Track) -> None:
    office = track.programme.office
    today = date.today()
    year = {"starts_on": date(today.year, 1, 1), "ends_on": today + timedelta(days=40)}
    planned = make_target(track, due_on=today + timedelta(days=9), **year)
    make_target(track, due_on=today + timedelta(days=5), **year)
    make_visit(make_plan(track, "approved", **year), planned, today + timedelta(days=3))
    assert [row.state for row in target_rows(office, today.year)] == ["due", "planned"]


def test_the_page_asks_as_many_queries_for_three_targets_as_for_one(
    track: Track, coordinator_client: Client
) -> None:
    def queries() -> int:
        coordinator_client.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            assert coordinator_client.get(PAGE).status_code == 200
        return len(seen)

    make_target(track)
    one = queries()
    for _each in range(2):
        make_meeting(track, make_target(track).place)
    assert queries() == one


@pytest.mark.parametrize("who", ["speaker", "approver", "press"])
def test_everybody_of_the_office_reads_it(
    track: Track, who: str, request: pytest.FixtureRequest
) -> None:
    make_target(track)
    assert request.getfixturevalue(f"{who}_client").get(PAGE).status_code == 200
