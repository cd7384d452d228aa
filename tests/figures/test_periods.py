from datetime import date

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


def test_the_latest_begun_half_year_is_shown(office):
    track = make_track(office)
    make_meeting(track, day=date(2022, 5, 1))
    make_target(track)

    assert period_to_show(office, date(2026, 11, 1)) == Period.parse("2023-H1")
    assert period_to_show(office, date(2022, 12, 1)) == Period.parse("2022-H1")
    assert period_to_show(office, date(2021, 12, 1)) == Period.parse("2022-H1")


def test_an_empty_office_shows_todays_half_year(office):
    assert period_to_show(office, date(2026, 11, 1)) == Period.parse("2026-H2")


def test_targets_alone_are_not_records(office):
    track = make_track(office)
    make_target(track)
    make_meeting(track, day=date(2022, 5, 1))

    assert [period.code for period in recorded_periods(office)] == ["2022-H1"]
