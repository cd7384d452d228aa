"""The demo's half-year, on plans of our own: its figures agree with the post."""

from datetime import date, timedelta

import pytest

from demo.meetings import hold_half_year
from kezdesu.accounts.models import Office, User
from kezdesu.core.periods import Period
from kezdesu.figures.queries import figures_for
from kezdesu.meetings.choices import Review
from kezdesu.meetings.models import Meeting, Topic
from kezdesu.people.choices import GroupKind
from kezdesu.people.models import Person
from kezdesu.press.models import Publication
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    make_group,
    make_kind,
    make_person,
    make_place,
    make_plan,
    make_seat,
    make_target,
    make_theme,
    make_track,
    make_visit,
)

PERIOD = Period(2023, 6, 1)


def plan_visits(track: Track, places: list, crew: list[Person]) -> None:
    """One visit a working day and track, each by two of the crew in turn."""
    plan = make_plan(track, PlanStatus.APPROVED)
    day = date(2023, 1, 9)
    for number, place in enumerate(places):
        while day.weekday() > 4:
            day += timedelta(days=1)
        pair = [crew[number % 14], crew[(number + 5) % 14]]
        visit = make_visit(plan, make_target(track, place), day, crew=pair)
        visit.themes.set([make_theme(track.programme.office)])
        day += timedelta(days=2)


@pytest.fixture
def planned(office: Office) -> Office:
    group = make_group(office)
    pool = make_group(office, "speakers", GroupKind.POOL)
    members = [make_seat(make_person(office), group).person for _ in range(14)]
    speakers = [make_seat(make_person(office), pool).person for _ in range(14)]
    areas = [
        make_place(office, f"Алап {n}", is_priority=n < 23, priority_basis="тізім" * (n < 23))
        for n in range(49)
    ]
    university = make_kind(office, "university", plural_slug="universities", is_institution=True)
    institutions = [make_place(office, f"Оқу орны {n}", kind=university) for n in range(28)]
    plan_visits(make_track(office, "residents", group=group), areas, members)
    plan_visits(make_track(office, "students", group=pool), institutions, speakers)
    return office


def test_the_half_year_agrees_with_the_post(planned: Office, coordinator: User) -> None:
    hold_half_year(office=planned, by=coordinator, seed=2023)
    figures = figures_for(planned, PERIOD)
    assert figures["residents.places_met"].value == 45
    assert figures["residents.priority_places_met"].value == 23
    assert 5_001 <= figures["residents.people_reached"].value <= 5_499
    assert figures["residents.meetings_cancelled"].value >= 1
    assert figures["residents.meetings_postponed"].value >= 1
    assert figures["students.institutions_met"].value == 28
    assert 6_650 <= figures["students.people_reached"].value <= 7_350
    assert 30 <= figures["press.publications"].value <= 40
    assert figures["questions.raised"].value > figures["questions.answered"].value > 0


def test_everything_is_marked_as_sample_and_some_waits(planned: Office, coordinator: User) -> None:
    hold_half_year(office=planned, by=coordinator, seed=2023)
    assert not Meeting.objects.filter(is_sample=False).exists()
    assert not Publication.objects.filter(is_sample=False).exists()
    assert Meeting.objects.filter(review=Review.RECORDED).exists()
    assert Meeting.objects.filter(review=Review.RETURNED).exclude(review_note="").exists()


def test_nobody_is_at_two_meetings_put_off_to_one_day(planned: Office, coordinator: User) -> None:
    hold_half_year(office=planned, by=coordinator, seed=7)
    out = [
        (person.pk, meeting.starts_at.date())
        for meeting in Meeting.objects.filter(outcome="held", review=Review.ACCEPTED)
        for person in meeting.speakers.all()
    ]
    assert len(out) == len(set(out))


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_any_seed_stays_within_the_post(planned: Office, coordinator: User, seed: int) -> None:
    hold_half_year(office=planned, by=coordinator, seed=seed)
    figures = figures_for(planned, PERIOD)
    assert 5_001 <= figures["residents.people_reached"].value <= 5_499
    assert 6_650 <= figures["students.people_reached"].value <= 7_350


def test_the_same_seed_makes_the_same_records(planned: Office, coordinator: User) -> None:
    hold_half_year(office=planned, by=coordinator, seed=2023)
    first = set(Meeting.objects.values_list("id", "place", "headcount", "starts_at"))
    Publication.objects.all().delete()
    Meeting.objects.all().delete()
    Topic.objects.all().delete()
    hold_half_year(office=planned, by=coordinator, seed=2023)
    assert set(Meeting.objects.values_list("id", "place", "headcount", "starts_at")) == first
