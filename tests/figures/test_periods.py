from datetime import date

import pytest

from kezdesu.core.periods import Period
from kezdesu.figures.periods import kept_periods, period_to_show, recorded_periods
from kezdesu.meetings.choices import Review
from tests.factories import make_meeting, make_office, make_target, make_track


def kept(office):
    return [period.code for period in kept_periods(office)]


def test_half_years_with_targets_or_accepted_meetings_are_kept(office):
    track = make_track(office)
    make_target(track)
    make_meeting(track, day=date(2022, 12, 31))
    make_meeting(track, day=date(2024, 2, 1), review=Review.RECORDED)
    make_meeting(make_track(make_office("elsewhere")), day=date(2021, 3, 1))

    assert kept(office) == ["2023-H1", "2022-H2"]


def test_the_first_of_january_belongs_to_its_own_half_year(office):
    make_meeting(make_track(office), day=date(2023, 1, 1))

    assert kept(office) == ["2023-H1"]


def test_a_target_of_a_year_is_kept_in_both_halves(office):
    make_target(make_track(office), ends_on=date(2023, 12, 31))

    assert kept(office) == ["2023-H2", "2023-H1"]


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2021, 12, 1), "2022-H1"),  # the next one kept
        (date(2022, 12, 1), "2022-H1"),  # the latest with records
        (date(2023, 1, 10), "2023-H1"),  # today's, though nothing is recorded yet
        (date(2023, 7, 1), "2023-H2"),  # today's: its targets are still due
        (date(2026, 11, 1), "2023-H1"),  # the latest with records, not the latest with targets
    ],
)
def test_the_half_year_to_show(office, today, shown):
    track = make_track(office)
    make_meeting(track, day=date(2022, 5, 1))
    make_target(track, ends_on=date(2023, 12, 31))
    if today.year == 2026:
        make_meeting(track, day=date(2023, 2, 1))

    assert period_to_show(office, today) == Period.parse(shown)


def test_an_empty_office_shows_todays_half_year(office):
    assert period_to_show(office, date(2026, 11, 1)) == Period.parse("2026-H2")


def test_targets_alone_are_not_records(office):
    track = make_track(office)
    make_target(track)
    make_meeting(track, day=date(2022, 5, 1))

    assert [period.code for period in recorded_periods(office)] == ["2022-H1"]
