from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from hypothesis import given

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.figures.behind import behind
from kezdesu.figures.ground import ground_of
from kezdesu.figures.queries import breakdowns_for, coverage_rows, figures_for
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.people.choices import GroupKind
from kezdesu.programmes.models import Programme
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from tests.factories import (
    make_category,
    make_group,
    make_kind,
    make_meeting,
    make_office,
    make_person,
    make_place,
    make_plan,
    make_seat,
    make_target,
    make_track,
    make_visit,
)
from tests.laws import tried_on

from .worlds import PERIOD, Spec, build, moment, recount, specs


@given(spec=specs)
@tried_on(60)
def test_figures_equal_a_recount_row_by_row(db: None, spec: Spec) -> None:
    with transaction.atomic():
        office = build(spec)
        figures = figures_for(office, PERIOD)
        now = recount(office, date(2023, 1, 1), date(2023, 6, 30))
        before = recount(office, date(2022, 7, 1), date(2022, 12, 31))
        assert {key: figure.value for key, figure in figures.items() if figure.value} == {
            key: value for key, value in now.items() if value
        }
        for key, figure in figures.items():
            assert figure.previous in {None, before.get(key, 0)}, key
        transaction.set_rollback(True)


@given(spec=specs)
@tried_on(40)
def test_breakdowns_add_up_to_the_figures(db: None, spec: Spec) -> None:
    with transaction.atomic():
        office = build(spec)
        figures = figures_for(office, PERIOD)
        for track in figures.tracks:
            _adds_up(office, track, {key: figure.value for key, figure in figures.items()})
        transaction.set_rollback(True)


def _adds_up(office: Office, track: str, values: dict[str, int]) -> None:
    coverage, cut = coverage_rows(office, PERIOD, track), breakdowns_for(office, PERIOD)[track]
    districts, weeks = cut.districts, cut.weeks
    assert coverage == cut.places
    assert sum(row.is_target for row in coverage) == values[f"{track}.targets"]
    assert sum(row.visits_due for row in coverage) == values[f"{track}.visits_due"]
    assert sum(row.is_target and row.is_met for row in coverage) == values[f"{track}.places_met"]
    for name, field in (
        ("targets", "targets"),
        ("places_met", "places_met"),
        ("priority_places", "priority_places"),
        ("priority_places_met", "priority_places_met"),
    ):
        assert sum(getattr(row, field) for row in districts) == values[f"{track}.{name}"]
    for name, field in (
        ("meetings_planned", "planned"),
        ("meetings_held", "held"),
        ("people_reached", "headcount"),
    ):
        for rows in (coverage, districts, weeks):
            assert sum(getattr(row, field) for row in rows) == values[f"{track}.{name}"]


def test_one_accepted_headcount_changes_the_figure(office: Office) -> None:
    track = make_track(office)
    meeting = make_meeting(track, headcount=40)
    make_meeting(track, headcount=2)
    assert figures_for(office, PERIOD)["residents.people_reached"].value == 42
    meeting.headcount = 41
    meeting.save()
    assert figures_for(office, PERIOD)["residents.people_reached"].value == 43


@pytest.mark.parametrize("review", [Review.RECORDED, Review.RETURNED])
def test_what_is_not_accepted_never_counts(office: Office, review: str) -> None:
    track = make_track(office)
    target = make_target(track)
    make_meeting(track, target.place, review=review)
    figures = figures_for(office, PERIOD)
    assert figures["residents.meetings_held"].value == 0
    assert figures["residents.places_met"].value == 0
    assert figures["residents.people_reached"].value == 0


@pytest.mark.parametrize(
    ("day", "hour", "counts"),
    [
        (date(2022, 12, 31), 23, 0),
        (date(2023, 1, 1), 0, 1),  # still 2022 in UTC
        (date(2023, 6, 30), 23, 1),
        (date(2023, 7, 1), 0, 0),  # still June in UTC
    ],
)
def test_the_local_day_decides_the_period(
    office: Office, day: date, hour: int, counts: int
) -> None:
    make_meeting(make_track(office), starts_at=moment(day, hour))
    assert figures_for(office, PERIOD)["residents.meetings_held"].value == counts


def test_the_office_keeps_its_own_time(db: None) -> None:
    """Oral is an hour behind Shymkent in 2023: its half-year ends an hour later."""
    office = make_office(time_zone="Asia/Oral")
    make_meeting(make_track(office), starts_at=moment(date(2023, 7, 1), 0))
    assert figures_for(office, PERIOD)["residents.meetings_held"].value == 1


def test_places_never_visited_are_in_the_list(office: Office) -> None:
    track = make_track(office)
    met = make_target(track, make_place(office, "Абай")).place
    make_target(track, make_place(office, "Әуезов"))
    make_target(track, make_place(office, "Бозарық"))
    make_meeting(track, met)
    rows = coverage_rows(office, PERIOD, "residents")
    assert [(row.name.kk, row.state) for row in rows] == [
        ("Абай", "met"),
        ("Әуезов", "due"),
        ("Бозарық", "due"),
    ]


def test_what_was_called_off_is_planned_again_only_on_a_later_day(office: Office) -> None:
    track = make_track(office)
    plan = make_plan(track, PlanStatus.APPROVED)
    told = {"Абай": None, "Әуезов": Outcome.CANCELLED, "Бозарық": Outcome.POSTPONED}
    for name, outcome in told.items():
        visit = make_visit(plan, make_target(track, make_place(office, name)), date(2023, 3, 1))
        if outcome:
            make_meeting(track, visit=visit, day=date(2023, 3, 1), outcome=outcome)

    def states() -> list[str]:
        return [row.state for row in coverage_rows(office, PERIOD, "residents")]

    assert states() == ["planned", "due", "due"]
    Visit.objects.update(starts_at=moment(date(2023, 4, 1), 10))
    assert states() == ["planned", "due", "planned"]


def test_a_place_with_two_targets_in_a_year_is_one_place(office: Office) -> None:
    track = make_track(office)
    place = make_target(track).place
    second_half = {"starts_on": date(2023, 7, 1), "ends_on": date(2023, 12, 31)}
    make_target(track, place, due_on=date(2023, 12, 31), visits_due=2, **second_half)
    year = Period(2023)
    assert figures_for(office, year)["residents.targets"].value == 1
    assert [row.visits_due for row in coverage_rows(office, year, "residents")] == [3]


def test_a_meeting_off_the_list_counts_people_but_no_target_place(office: Office) -> None:
    track = make_track(office)
    make_target(track)
    make_meeting(track, headcount=30)
    figures = figures_for(office, PERIOD)
    assert figures["residents.people_reached"].value == 30
    assert figures["residents.places_met"].value == 0
    assert [row.is_target for row in coverage_rows(office, PERIOD, "residents")].count(False) == 1


def test_only_the_approved_version_is_planned_and_it_is_named(office: Office) -> None:
    track = make_track(office)
    target = make_target(track)
    make_visit(make_plan(track, PlanStatus.SUPERSEDED), target)
    amended = make_plan(
        track, PlanStatus.APPROVED, version=2, reason="жол жабық", document_number="31-ө"
    )
    kept = make_visit(amended, target)
    make_visit(amended, target)
    make_visit(make_plan(track, version=3, reason="жоба"), target)
    make_meeting(track, visit=kept)
    figures = figures_for(office, PERIOD)
    assert figures["residents.meetings_planned"].value == 2
    assert figures["residents.visits_held"].rows.ids == [kept.pk]
    assert figures["residents.visits_held"].percent == 50
    stated = figures["residents.meetings_planned"].definition.plan
    assert stated is not None
    assert stated.kk == "Бекітілген кестенің 2-нұсқасы, 05.01.2023 күнгі № 31-ө құжат."


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.POSTPONED])
def test_a_visit_that_did_not_come_about_is_not_held(office: Office, outcome: Outcome) -> None:
    track = make_track(office)
    visit = make_visit(make_plan(track, PlanStatus.APPROVED), make_target(track))
    make_meeting(track, visit=visit, outcome=outcome)
    figures = figures_for(office, PERIOD)
    assert figures["residents.meetings_planned"].value == 1
    for name in ("visits_held", "meetings_held", "places_met", "people_reached"):
        assert figures[f"residents.{name}"].value == 0


def test_a_held_meeting_of_an_earlier_version_still_keeps_the_visit(office: Office) -> None:
    """The visit's identity outlives the version it was recorded against."""
    track = make_track(office)
    target = make_target(track)
    first = make_visit(make_plan(track, PlanStatus.SUPERSEDED), target)
    amended = make_plan(track, PlanStatus.APPROVED, version=2, reason="жол жабық")
    again = make_visit(amended, target, identity=first.identity)
    make_meeting(track, visit=first)
    assert figures_for(office, PERIOD)["residents.visits_held"].rows.ids == [again.pk]


@pytest.mark.parametrize(
    ("held_at", "is_moved"),
    [
        (datetime(2023, 3, 1, 4, tzinfo=UTC), False),  # 10:00 where the office is
        (datetime(2023, 2, 28, 19, tzinfo=UTC), False),  # 01:00 of the same local day
        (datetime(2023, 3, 1, 19, tzinfo=UTC), True),  # 01:00 of the next
        (datetime(2023, 2, 20, 4, tzinfo=UTC), True),
        (datetime(2023, 7, 3, 4, tzinfo=UTC), None),  # in the period after
    ],
)
def test_a_visit_held_on_another_day_is_held_and_told_apart(
    office: Office, held_at: datetime, is_moved: bool | None
) -> None:
    """Put off before it was held: one planned meeting, held, and once postponed."""
    track = make_track(office)
    planned = datetime(2023, 3, 1, 4, tzinfo=UTC)
    visit = make_visit(make_plan(track, PlanStatus.APPROVED), make_target(track), starts_at=planned)
    make_meeting(track, visit=visit, starts_at=planned, outcome=Outcome.POSTPONED)
    make_meeting(track, visit=visit, starts_at=held_at)
    figures = figures_for(office, PERIOD)
    moved = behind(ground_of(office), PERIOD, "residents.visits_held_another_day")
    assert figures["residents.visits_held"].value == (is_moved is not None)
    assert figures["residents.visits_held_another_day"].value == moved.total == bool(is_moved)
    assert figures["residents.meetings_postponed"].value == 1


def test_kinds_of_institution_have_their_own_figures(office: Office) -> None:
    track = make_track(office, "students")
    for slug, plural, count in (("university", "universities", 2), ("college", "colleges", 3)):
        kind = make_kind(office, slug, plural_slug=plural, is_institution=True)
        for _ in range(count):
            make_target(track, make_place(office, kind=kind))
    figures = figures_for(office, PERIOD)
    assert figures["students.universities"].value == 2
    assert figures["students.colleges"].value == 3
    assert figures["students.institutions"].value == 5
    assert figures["students.institutions_met"].value == 0


def test_composition_adds_up_when_a_person_changes_seats(office: Office) -> None:
    person = make_person(office)
    group = make_group(office)
    ended = date(2023, 3, 1)
    make_seat(person, group, category=make_category(office, "scholar"), ends_on=ended)
    make_seat(
        person, group, category=make_category(office, "religious"), starts_on=date(2023, 3, 2)
    )
    figures = figures_for(office, PERIOD)
    assert figures["group.members"].value == 1
    assert figures["group.composition.scholar"].value == 0
    assert figures["group.composition.religious"].value == 1
    assert figures["speakers.pool"].value == 0


def test_the_pool_is_not_the_group(office: Office) -> None:
    person = make_person(office)
    make_seat(person)
    make_seat(person, make_group(office, "speakers", GroupKind.POOL))
    figures = figures_for(office, PERIOD)
    assert (figures["group.members"].value, figures["speakers.pool"].value) == (1, 1)


def test_another_office_is_another_world(office: Office) -> None:
    other = make_office("other")
    make_meeting(make_track(other))
    make_track(office)
    assert figures_for(office, PERIOD)["residents.meetings_held"].value == 0


def test_a_period_without_a_programme_has_no_track_and_no_previous(office: Office) -> None:
    make_track(office)
    assert not figures_for(office, PERIOD.previous()).tracks
    assert figures_for(office, PERIOD)["residents.targets"].previous is None
    Programme.objects.update(starts_on=date(2022, 1, 1))
    assert figures_for(office, PERIOD)["residents.targets"].previous == 0


def test_the_number_of_queries_does_not_grow(
    office: Office, django_assert_num_queries: object
) -> None:
    track = make_track(office)
    make_meeting(track, make_target(track).place, outcome=Outcome.HELD)
    with django_assert_num_queries(21) as captured:
        figures_for(office, PERIOD)
    for _ in range(3):
        make_meeting(track, make_target(track).place)
    with django_assert_num_queries(len(captured)):
        figures_for(office, PERIOD)


def test_weeks_begin_with_the_one_the_period_begins_in(office: Office) -> None:
    track = make_track(office)
    make_meeting(track, day=date(2023, 1, 1), headcount=7)
    make_meeting(track, day=date(2023, 1, 2), headcount=5)
    weeks = breakdowns_for(office, PERIOD)["residents"].weeks
    assert [(week.starts_on, week.headcount) for week in weeks[:2]] == [
        (date(2022, 12, 26), 7),
        (date(2023, 1, 2), 5),
    ]
    assert weeks[-1].starts_on == date(2023, 6, 26)
