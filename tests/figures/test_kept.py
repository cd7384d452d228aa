"""What offices of a tree counted is kept: it is the same number, and it is never an old one."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office
from kezdesu.core import audit
from kezdesu.core.models import AuditEntry
from kezdesu.figures import kept
from kezdesu.figures.choices import Dimension
from kezdesu.figures.cuts import cut_of
from kezdesu.figures.models import KeptCount
from kezdesu.figures.queries import (
    breakdowns_for,
    coverage_rows,
    figures_for,
    numbers_for,
    summary_for,
)
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.services import accept_meeting, reopen_meeting
from kezdesu.places.models import Place
from kezdesu.places.services import edit_place
from kezdesu.programmes.services import add_targets
from tests.factories import (
    make_district,
    make_meeting,
    make_office,
    make_place,
    make_target,
    make_track,
    make_user,
)
from tests.laws import tried_on

from .test_tree import counted, told
from .worlds import PERIOD, Spec, build_tree, recount_all, trees

SPAN = date(2023, 1, 1), date(2023, 6, 30)


@given(tree=trees)
@tried_on(6)
def test_what_is_kept_equals_what_the_rows_come_to(db: None, tree: tuple[Spec, ...]) -> None:
    with transaction.atomic():
        offices = build_tree(tree)
        for office in offices[:3]:
            figures, cuts = figures_for(office, PERIOD), breakdowns_for(office, PERIOD)
            for _time in ("counted", "kept"):
                _same(office, figures, cuts)
        counted_anew = counted(recount_all(offices, *SPAN))
        assert told(numbers_for(offices[0], PERIOD)) == counted_anew
        transaction.set_rollback(True)


def _same(office: Office, figures: Any, cuts: Any) -> None:
    summary = summary_for(office, PERIOD)
    assert list(summary.figures) == list(figures)
    for key, figure in figures.items():
        number = summary.figures[key]
        said = (number.known, number.previous, number.label, number.definition)
        assert said == (figure.known, figure.previous, figure.label, figure.definition)
    assert summary.figures.tracks == figures.tracks
    for track, cut in cuts.items():
        assert summary.districts[track] == cut.districts
        assert summary.weeks[track] == cut.weeks
        assert coverage_rows(office, PERIOD, track) == cut.places
        parts = cut_of(office, PERIOD, track, Dimension.DISTRICT)
        assert parts.now.people == figures[f"{track}.people_reached"].value


@pytest.fixture
def region(office: Office) -> tuple[Office, Office, Office]:
    """A region, its city with a meeting of 42, and its town with one of 7; all kept."""
    above = make_office("region")
    Office.objects.filter(pk=office.pk).update(parent=above)
    town = make_office("town", parent=above)
    for each, headcount in ((office, 42), (town, 7)):
        track = make_track(each)
        target = make_target(track, make_place(each, district=make_district(each)))
        make_meeting(track, target.place, headcount=headcount)
    assert _people(above) == 49
    office.refresh_from_db()
    return above, office, town


def _people(office: Office) -> int:
    return numbers_for(office, PERIOD)["residents.people_reached"].value


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The offices that are counted from here on, by name."""
    offices: list[str] = []
    count = kept.count

    def counting(ground: Any, *args: Any) -> Any:
        offices.append(ground.office.slug)
        return count(ground, *args)

    monkeypatch.setattr(kept, "count", counting)
    return offices


def _records_come_and_go(town: Office) -> Iterator[tuple[str, int]]:
    meeting = Meeting.objects.get(track__programme__office=town)
    reopen_meeting(meeting=meeting, by=None)
    yield "residents.people_reached", 42
    accept_meeting(meeting=meeting, by=None)
    yield "residents.people_reached", 49


def _places_become_others(town: Office) -> Iterator[tuple[str, int]]:
    place = Place.objects.get(office=town)
    edit_place(place=place, is_priority=True, priority_basis="тізім", by=None)
    yield "residents.priority_places", 1


def _targets_are_added(town: Office) -> Iterator[tuple[str, int]]:
    add_targets(
        track=town.programmes.get().tracks.get(),
        places=[make_place(town)],
        starts_on=date(2023, 1, 1),
        ends_on=date(2023, 6, 30),
        due_on=date(2023, 6, 30),
        by=None,
    )
    yield "residents.targets", 3


@pytest.mark.parametrize("acts", [_records_come_and_go, _places_become_others, _targets_are_added])
def test_after_each_act_the_office_is_counted_anew_and_no_other(
    region: tuple[Office, Office, Office],
    acts: Callable[[Office], Iterator[tuple[str, int]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    above, _city, town = region
    offices = _counted(monkeypatch)
    for key, value in acts(town):
        assert numbers_for(above, PERIOD)[key].value == value
        assert figures_for(above, PERIOD)[key].value == value
        assert set(offices) == {"town"}
        offices.clear()
        assert numbers_for(above, PERIOD)[key].value == value
        assert not offices


def test_a_photo_of_a_record_that_is_not_there_yet_changes_nothing(
    region: tuple[Office, Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = _counted(monkeypatch)
    with transaction.atomic():
        audit.record("meetings.evidence_added", Meeting(), by=None)
    assert _people(region[0]) == 49
    assert not offices


def test_what_the_log_says_of_something_unknown_changes_everything(
    region: tuple[Office, Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = _counted(monkeypatch)
    with transaction.atomic():
        audit.record("meetings.meeting_recorded", Meeting(), by=None)
    assert _people(region[0]) == 49
    assert set(offices) == {"region", "shymkent", "town"}


def test_another_program_counts_anew(
    region: tuple[Office, Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = _counted(monkeypatch)
    monkeypatch.setattr(kept, "program", lambda: "another")
    assert _people(region[0]) == 49
    assert len(set(offices)) == 3
    offices.clear()
    assert _people(region[0]) == 49
    assert not offices


def test_a_log_that_is_shorter_than_it_was_is_not_believed(
    region: tuple[Office, Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    KeptCount.objects.update(stamp=10**9)
    offices = _counted(monkeypatch)
    assert _people(region[0]) == 49
    assert len(set(offices)) == 3


def test_entries_of_others_are_not_read_for_ever(
    region: tuple[Office, Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    above, _city, town = region
    monkeypatch.setattr(kept, "_MANY", 0)
    meeting = Meeting.objects.get(track__programme__office=town)
    reopen_meeting(meeting=meeting, by=None)
    _people(above)
    stamps = KeptCount.objects.filter(period=PERIOD.code).values_list("stamp", flat=True)
    assert set(stamps) == {AuditEntry.objects.latest("id").pk}


def test_a_count_that_was_renewed_meanwhile_keeps_its_own_mark(
    region: tuple[Office, Office, Office],
) -> None:
    """A slower worker's count, made before an act, must not be taken for one made after it."""
    town = region[2]
    row = KeptCount.objects.get(office=town, period=PERIOD.code)
    KeptCount.objects.filter(pk=row.pk).update(stamp=row.stamp - 1)
    kept._note_how_far([row], row.stamp + 10_000)
    assert KeptCount.objects.get(pk=row.pk).stamp == row.stamp - 1


def test_a_page_of_a_tree_asks_little_when_nothing_changed(
    client: Client, region: tuple[Office, Office, Office]
) -> None:
    above = region[0]
    client.force_login(make_user(role=Role.COORDINATOR, office=above))
    page = "/desk/figures/?period=2023-H1"
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page)
    assert answer.status_code == 200
    heavy = [q["sql"] for q in asked if 'FROM "schedule_visit"' in q["sql"]]
    assert not heavy
    assert not any("INSERT" in q["sql"] or "UPDATE" in q["sql"] for q in asked)
